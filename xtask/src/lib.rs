//! The project's commands as a library, so that the end-to-end runner can serve the site as `cargo xtask serve` does.
//!
//! In reading order: [`page`] reads `www/index.html`, [`bundle`] builds what it names into a folder, [`relaxed`] builds
//! what computes a second time, [`stamp`] gives that folder a version, [`built`] looks at what the compiler made, [`site`] and [`http`] serve it, [`serve`] does so
//! while watching the sources; [`browsers`] finds or installs what the end-to-end tests drive, [`npm`] what they and the
//! benchmark load, [`beside`], `peers` and [`gensim`] what the benchmark needs beside the site, [`python`] what runs the page's snippets, [`counts`] counts the kernels' instructions,
//! and [`mod@test`] runs everything.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

pub mod beside;
pub mod browsers;
pub mod built;
pub mod bundle;
pub mod counts;
pub mod gensim;
pub mod http;
mod install;
pub mod npm;
pub mod page;
mod peers;
pub mod process;
pub mod python;
pub mod relaxed;
pub mod serve;
pub mod site;
pub mod stamp;
pub mod test;

use std::path::{Path, PathBuf};

/// The folder of the checkout.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Whether we run on a build server, where what is missing is a failure.
pub fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}
