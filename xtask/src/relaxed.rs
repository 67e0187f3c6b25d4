//! What computes is built twice. *Relaxed* SIMD multiplies and adds in one step, but not every browser has it, and a
//! browser refuses a module with one instruction that it does not know: so there is a second one, of the same sources.

use crate::bundle::{self, WASM, bind, copy, copy_folder, profile};
use crate::process::{command, run};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The instructions that a module may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Simd {
    /// Those that every browser has with which the page works (`.cargo/config.toml`).
    Plain,
    /// Relaxed ones too.
    Relaxed,
}

impl Simd {
    /// The folder of what cargo builds. A module's name is the same with both.
    pub(crate) fn target(self) -> PathBuf {
        match self {
            Self::Plain => crate::target(),
            Self::Relaxed => crate::target().join("relaxed"),
        }
    }

    /// `cargo build` for a browser.
    pub(crate) fn cargo_build(self) -> Command {
        let mut cargo = command("cargo", &["build", "--target", WASM]);
        cargo.arg("--target-dir").arg(self.target());
        if self == Self::Relaxed {
            // Added to what .cargo/config.toml says.
            let flags = r#"["-C", "target-feature=+relaxed-simd"]"#;
            cargo.arg("--config").arg(format!("target.{WASM}.rustflags={flags}"));
        }
        cargo
    }
}

/// Adds to the site in `folder`, beside `worker.js` and its WebAssembly, `worker_relaxed.js` and its own. While a site is
/// being developed they are the same, which is built sooner.
///
/// # Errors
/// If the worker does not compile.
pub fn add_worker(folder: &Path, release: bool) -> Result<()> {
    let bound = if release {
        let mut cargo = Simd::Relaxed.cargo_build();
        run(cargo.args(["--package", "heedmap", "--bin", "worker", "--features", "web", "--release"]))?;
        bind("worker", Simd::Relaxed, profile(release))?
    } else {
        folder.to_owned()
    };
    for (from, to) in [("worker.js", "worker_relaxed.js"), ("worker_bg.wasm", "worker_relaxed_bg.wasm")] {
        copy(&bound.join(from), &folder.join(to))?;
    }
    Ok(())
}

/// Compiles the benchmark's own module and copies it into `folder`: `heedmap_bench.js` and its WebAssembly, and under
/// `relaxed/` those with relaxed SIMD.
///
/// # Errors
/// If it does not compile.
pub fn add_module(folder: &Path) -> Result<()> {
    bundle::add_wasm_target()?;
    for (simd, folder) in [(Simd::Plain, folder.to_owned()), (Simd::Relaxed, folder.join("relaxed"))] {
        run(simd.cargo_build().args(["--package", "heedmap-bench", "--release"]))?;
        copy_folder(&bind("heedmap_bench", simd, profile(true))?, &folder)?;
    }
    Ok(())
}
