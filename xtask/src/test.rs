//! `cargo xtask test`: every check that we have, in the order in which a failure is cheapest.

use crate::browsers::{self, Browsers};
use crate::process::{command, output, run};
use crate::{beside, built, bundle, counts, npm, python, stamp};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Runs all steps, or those that need no browser; `install` allows packages to be installed by sudo.
pub fn test(with_browsers: bool, install: bool) -> Result<()> {
    let start = Instant::now();
    let cargo = |arguments: &[&str]| run(&mut command("cargo", arguments));
    step("format", || {
        add_component("rustfmt")?;
        cargo(&["fmt", "--all", "--", "--check"]).context("`cargo fmt --all` puts it right")
    })?;
    let python = step("Python", || python::prepare(install))?;
    step("native tests", || {
        let mut native = command("cargo", &["test", "--package", "heedmap", "--package", "heedmap-num"]);
        python.tell(&mut native);
        run(&mut native)?;
        cargo(&["test", "--package", "heedmap-tokenizers"])?;
        cargo(&["test", "--package", "xtask"])?;
        cargo(&["test", "--package", "heedmap-e2e"])
    })?;
    step("instructions", counts::check)?;
    step("lints", || {
        add_component("clippy")?;
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
        bundle::add_wasm_target()?;
        let packages = ["--package", "heedmap", "--package", "heedmap-tokenizers"];
        let web = ["--target", bundle::WASM, "--features", "web", "--bins", "--", "-D", "warnings"];
        cargo(&[&["clippy"][..], &packages, &web].concat())
    })?;
    step("documentation", || {
        let mut doc =
            command("cargo", &["doc", "--no-deps", "--package", "heedmap", "--package", "heedmap-num", "--lib"]);
        run(doc.env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    let version = step("release build", || build(true))?;
    step("built", || built::check(&crate::root().join(format!("dist/v-{version}"))))?;
    if with_browsers {
        drive(install, &[])?;
    }
    println!("\nAll is well, after {:.0} s.", start.elapsed().as_secs_f32());
    Ok(())
}

/// Only the release build and the end-to-end tests; the arguments are the runner's.
pub fn end_to_end(install: bool, arguments: &[&str]) -> Result<()> {
    step("release build", || build(true).map(drop))?;
    drive(install, arguments)
}

/// The release build, measured beside its peers; the arguments are the runner's.
pub fn bench(arguments: &[&str]) -> Result<()> {
    step("release build", || build(true).map(drop))?;
    let found = step("browsers", || browsers::prepare(false))?;
    let plotly = step("peers", || npm::PLOTLY.install())?;
    let beside = step("tokenizers", || beside::prepare(true))?;
    let mut runner = runner(&found, &[&["--bench"], arguments].concat());
    step("benchmark", || run(runner.env("HEEDMAP_PLOTLY", plotly).env("HEEDMAP_BESIDE", beside)))
}

/// Builds the site into `dist/` and stamps it; returns its version.
pub fn build(release: bool) -> Result<String> {
    let dist = crate::root().join("dist");
    bundle::bundle(&dist, release)?;
    let source = std::fs::read_to_string(crate::root().join("www/index.html"))?;
    stamp::stamp(&dist, &source)
}

fn drive(install: bool, arguments: &[&str]) -> Result<()> {
    let found = step("browsers", || browsers::prepare(install))?;
    let beside = step("tokenizers", || beside::prepare(false))?;
    step("end-to-end tests", || run_runner(&found, &beside, arguments))
}

fn run_runner(found: &Browsers, beside: &Path, arguments: &[&str]) -> Result<()> {
    if found.names().is_empty() {
        println!("  no browser to drive: skipped");
        return Ok(());
    }
    run(runner(found, arguments).env("HEEDMAP_BESIDE", beside))
}

fn runner(found: &Browsers, arguments: &[&str]) -> Command {
    let dist: PathBuf = crate::root().join("dist");
    let mut runner = command("cargo", &["run", "--quiet", "--package", "heedmap-e2e", "--"]);
    runner.arg("--dist").arg(dist).arg("--browsers").arg(found.names().join(",")).args(arguments);
    found.tell(&mut runner);
    runner
}

/// Names a step, runs it and says how long it took.
fn step<T>(name: &str, run: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {name}");
    let start = Instant::now();
    let result = run().with_context(|| format!("the step \"{name}\" failed"))?;
    println!("== {name}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(result)
}

/// Adds a component of the toolchain if it is not there.
fn add_component(name: &str) -> Result<()> {
    let program = if name == "rustfmt" { "fmt" } else { name };
    if output("cargo", &[program, "--version"]).is_some() {
        return Ok(());
    }
    run(&mut command("rustup", &["component", "add", name]))
}
