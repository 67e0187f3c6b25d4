//! gensim, which learns word vectors natively: the benchmark's peer for word2vec. It runs on this machine beside the browser, by Python
//! packages that are kept under `target/`.

use crate::bundle::copy;
use crate::process::{command, run, which};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// What it wants, to the last digit.
const PACKAGES: [&str; 3] = ["gensim==4.4.0", "numpy==2.4.6", "scipy==1.17.1"];
/// What trains; it lies beside the benchmark.
const SCRIPT: &str = "tests/e2e/src/bench/words.py";
/// What it learns from: a sentence a line, words in lower case, parted by spaces.
const SENTENCES: &str = "sentences.txt";

/// Puts the script and the sentences of an English text into the folder that is served.
///
/// # Errors
/// If gensim cannot be installed.
pub(crate) fn prepare(folder: &Path, text: &str) -> Result<()> {
    if which("python3").is_none() {
        bail!("gensim comes by Python's pip, which is not here");
    }
    if !packages().is_dir() {
        let quiet = ["-m", "pip", "install", "--quiet", "--target"];
        run(command("python3", &quiet).arg(packages()).args(PACKAGES))?;
    }
    fs::write(folder.join(SENTENCES), sentences(text))?;
    copy(&crate::root().join(SCRIPT), &folder.join("words.py"))
}

/// Lets it learn, `architecture` being `cbow` or `skip-gram`; what the script says.
///
/// # Errors
/// If Python or the script fails.
pub fn train(folder: &Path, architecture: &str) -> Result<Vec<u8>> {
    let mut python = command("python3", &[]);
    python.env("PYTHONPATH", packages()).arg(folder.join("words.py")).arg(folder.join(SENTENCES)).arg(architecture);
    // Its linear algebra would take several threads.
    let output = python.env("OMP_NUM_THREADS", "1").env("OPENBLAS_NUM_THREADS", "1").output().context("no Python")?;
    if !output.status.success() {
        bail!("words.py failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.stdout)
}

fn packages() -> PathBuf {
    crate::target().join("tools/pypi/gensim")
}

/// The words of each sentence; whatever is no letter parts them.
fn sentences(text: &str) -> String {
    let words = |sentence: &str| {
        let words = sentence.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    };
    let all = text.split(['.', '?', '!', ';']).map(words).filter(|sentence| !sentence.is_empty());
    all.map(|sentence| sentence + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_lines_of_words() {
        assert_eq!(
            sentences("Call me Ishmael. Some\nyears ago--never mind! 7"),
            "call me ishmael\nsome years ago never mind\n"
        );
    }
}
