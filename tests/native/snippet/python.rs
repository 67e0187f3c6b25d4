//! A Python that can run snippets: one with NumPy and PyTorch.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use heedmap::num::Tensor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Command;

const WANTED: &str = "Snippets are run by a Python with NumPy and PyTorch, and none was found: on Debian \
                      `apt-get install python3-numpy python3-torch`, elsewhere `pip install numpy torch`, or name one \
                      that has them in HEEDMAP_PYTHON.";

/// What is to be run.
#[derive(Serialize)]
pub(super) struct Script {
    pub(super) name: String,
    pub(super) code: String,
}

/// What came of it.
#[derive(Deserialize)]
pub(super) struct Ran {
    pub(super) printed: String,
    pub(super) error: Option<String>,
    pub(super) variables: BTreeMap<String, Value>,
}

/// What a variable holds.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Value {
    One(Held),
    List(Vec<Value>),
}

/// Numbers with their shape.
#[derive(Deserialize)]
#[serde(from = "Written")]
pub(super) struct Held {
    pub(super) dtype: String,
    tensor: Option<Tensor>,
}

#[derive(Deserialize)]
struct Written {
    dtype: String,
    shape: Vec<usize>,
    data: String,
}

impl From<Written> for Held {
    fn from(Written { dtype, shape, data }: Written) -> Self {
        let bytes = BASE64_STANDARD.decode(data).unwrap();
        let numbers = bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)).collect();
        let tensor = matches!(shape.len(), 2 | 3).then(|| Tensor::with_shape(shape, numbers));
        Self { dtype, tensor }
    }
}

impl Held {
    pub(super) fn tensor(&self) -> &Tensor {
        self.tensor.as_ref().expect("a matrix or a stack of them")
    }
}

impl Value {
    pub(super) fn one(&self) -> &Held {
        let Self::One(held) = self else { panic!("a list") };
        held
    }

    pub(super) fn list(&self) -> &[Self] {
        let Self::List(list) = self else { panic!("no list") };
        list
    }
}

impl Ran {
    /// All numbers that were printed.
    pub(super) fn numbers(&self) -> Vec<f32> {
        numbers(&self.printed)
    }
}

/// The numbers in a print-out of arrays or tensors. Names stand before an equals sign and are left out.
pub(super) fn numbers(text: &str) -> Vec<f32> {
    let values = text.lines().map(|line| line.rsplit(" = ").next().unwrap()).collect::<Vec<_>>().join("\n");
    let parts = values.split(|c: char| c.is_whitespace() || "[](),'".contains(c));
    let words = parts.filter(|word| !word.is_empty() && *word != "tensor");
    words.map(|word| word.parse().unwrap_or_else(|_| panic!("{word} is no number"))).collect()
}

/// The interpreter that is named, else the first that has both libraries. Without one, a build server fails.
pub(super) fn find() -> Option<String> {
    let named = std::env::var("HEEDMAP_PYTHON").ok().filter(|path| !path.is_empty());
    let candidates = named.clone().map_or(vec!["python3".into(), "/usr/bin/python3".into()], |path| vec![path]);
    let has_both = |python: &String| {
        Command::new(python).args(["-c", "import numpy, torch"]).output().is_ok_and(|output| output.status.success())
    };
    let found = candidates.into_iter().find(has_both);
    assert!(found.is_some() || (named.is_none() && std::env::var("CI").as_deref() != Ok("true")), "{WANTED}");
    if found.is_none() {
        // Not by `eprintln!`, which the test runner swallows.
        std::io::stderr().write_all(format!("\nSKIPPED, the test of snippets. {WANTED}\n").as_bytes()).unwrap();
    }
    found
}

/// Runs scripts one after the other.
pub(super) fn run(python: &str, scripts: &[Script]) -> Vec<Ran> {
    let file = std::env::temp_dir().join(format!("heedmap-snippets-{}.json", std::process::id()));
    std::fs::write(&file, serde_json::to_string(scripts).unwrap()).unwrap();
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/snippet/run.py");
    let output = Command::new(python).arg(driver).arg(&file).output().unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
