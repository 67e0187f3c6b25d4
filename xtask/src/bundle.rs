//! From sources to a folder of files that a browser can load: cargo, then wasm-bindgen, then copies.

use crate::page::{Asset, Page, last_name};
use crate::process::{command, output, run};
use crate::relaxed::{self, Simd};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// What browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Builds the site without a version into `folder`. What was there stays until all has succeeded.
pub fn bundle(folder: &Path, release: bool) -> Result<()> {
    let www = crate::root().join("www");
    let source = www.join("index.html");
    let source = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    let page = Page::parse(&source).context("www/index.html")?;
    compile(&page, &www, release)?;

    let fresh = crate::target().join("site-new");
    remove(&fresh)?;
    fs::create_dir_all(&fresh)?;
    for asset in &page.assets {
        match asset {
            Asset::Bin { name, .. } => copy_folder(&bind(name, Simd::Plain, profile(release))?, &fresh)?,
            Asset::File(path) => copy(&www.join(path), &fresh.join(last_name(path)))?,
            Asset::Folder(path) => copy_folder(&www.join(path), &fresh.join(last_name(path)))?,
        }
    }
    add_first(&fresh, release)?;
    relaxed::add_worker(&fresh, release)?;
    fs::write(fresh.join("index.html"), page.html)?;
    remove(folder)?;
    if fs::rename(&fresh, folder).is_err() {
        copy_folder(&fresh, folder)?; // the target folder may lie on another disk
    }
    Ok(())
}

/// Runs cargo over the page's binaries, once for each package.
fn compile(page: &Page, www: &Path, release: bool) -> Result<()> {
    add_wasm_target()?;
    let mut bins: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for asset in &page.assets {
        if let Asset::Bin { manifest, name, features } = asset {
            bins.entry(manifest).or_default().extend(["--bin", name, "--features", features]);
        }
    }
    for (manifest, bins) in bins {
        let mut cargo = Simd::Plain.cargo_build();
        cargo.arg("--manifest-path").arg(www.join(manifest)).args(bins);
        if release {
            cargo.arg("--release");
        }
        run(&mut cargo)?;
    }
    Ok(())
}

/// Adds to the site in `folder` the program of the first picture, `first.js` and its WebAssembly. A profile of its own
/// makes it small, and the application's crates are not built for that. While a site is being developed it is built like
/// the rest.
///
/// # Errors
/// If it does not compile.
pub fn add_first(folder: &Path, release: bool) -> Result<()> {
    let mut cargo = Simd::Plain.cargo_build();
    cargo.args(["--package", "heedmap", "--bin", "first", "--features"]);
    cargo.args(if release { &["first", "--profile", "first"][..] } else { &["web"] });
    run(&mut cargo)?;
    copy_folder(&bind("first", Simd::Plain, if release { "first" } else { profile(release) })?, folder)
}

/// The folder in which cargo puts what it builds.
pub(crate) fn profile(release: bool) -> &'static str {
    if release { "release" } else { "debug" }
}

/// Makes sure that rustc can compile for the browser.
pub fn add_wasm_target() -> Result<()> {
    let sysroot = output("rustc", &["--print", "sysroot"]).context("rustc is not there: install Rust by rustup")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    run(&mut command("rustup", &["target", "add", WASM]))
        .with_context(|| format!("this Rust lacks the standard library for {WASM}"))
}

/// Makes `<name>.js` and `<name>_bg.wasm` of the WebAssembly of a binary built with this profile, unless they are newer than it; returns their
/// folder.
pub(crate) fn bind(name: &str, simd: Simd, profile: &str) -> Result<PathBuf> {
    let built = simd.target().join(WASM).join(profile);
    let wasm = built.join(name).with_extension("wasm");
    let folder = built.join("bound").join(name);
    let changed = |file: &Path| fs::metadata(file).and_then(|data| data.modified());
    let script = folder.join(name).with_extension("js");
    if changed(&script).is_ok_and(|bound| changed(&wasm).is_ok_and(|built| bound > built)) {
        return Ok(folder);
    }
    remove(&folder)?;
    Bindgen::new()
        .input_path(&wasm)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false) // or init() would not know where its wasm is
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen failed on {}", wasm.display()))?;
    Ok(folder)
}

/// Copies a file.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Copies all files of a folder into another one.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in files(from)? {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        copy(&from.join(&file), &target)?;
    }
    Ok(())
}

/// Removes a folder if it is there.
pub(crate) fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// All files under a folder, by their paths from there, with slashes and sorted: the same on every machine.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            bail!("{} has no readable name", entry.path().display())
        };
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), found)?;
        } else {
            found.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_copied_whole_and_listed_in_order() {
        let home = std::env::temp_dir().join(format!("xtask-bundle-{}", std::process::id()));
        fs::create_dir_all(home.join("from/b")).unwrap();
        fs::write(home.join("from/b/2"), "two").unwrap();
        fs::write(home.join("from/a"), "one").unwrap();
        copy_folder(&home.join("from"), &home.join("to")).unwrap();
        assert_eq!(files(&home.join("to")).unwrap(), ["a", "b/2"]);
        assert_eq!(fs::read_to_string(home.join("to/b/2")).unwrap(), "two");
        remove(&home).unwrap();
        remove(&home).unwrap(); // twice is no error
    }
}
