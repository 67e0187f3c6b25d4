//! The browsers that the end-to-end tests drive: found where they are, installed where that is ours to do.

use crate::install::{MayInstall, tell_failure};
use crate::npm;
use crate::process::{command, output, run, which};
use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 6] =
    ["chromium", "chromium-driver", "firefox-esr", "webkit2gtk-driver", "xvfb", "fonts-noto-cjk"];

/// The programs and files that were found, each by the variable in which the runner wants its path.
#[derive(Default)]
pub struct Browsers {
    found: Vec<(&'static str, PathBuf)>,
}

/// A browser's name and what it takes to drive it.
const BROWSERS: [(&str, &[&str]); 3] = [
    ("chromium", &["HEEDMAP_CHROMEDRIVER", "HEEDMAP_CHROMIUM"]),
    ("firefox", &["HEEDMAP_GECKODRIVER", "HEEDMAP_FIREFOX"]),
    ("webkit", &["HEEDMAP_WEBKITDRIVER", "HEEDMAP_MINIBROWSER", "HEEDMAP_XVFB"]),
];

/// Finds everything, after installing what is missing and may be installed; says what cannot be had.
/// On a build server that is a failure.
pub fn prepare(install: bool) -> Result<Browsers> {
    let may_install = MayInstall::here(install);
    if !missing_packages().is_empty() {
        may_install.packages(&missing_packages());
    }
    if find("HEEDMAP_FIREFOX").is_some() && find("HEEDMAP_GECKODRIVER").is_none() {
        tell_failure(install_geckodriver());
    }
    if find("HEEDMAP_AXE").is_none() {
        if which("npm").is_none() {
            may_install.packages(&["npm"]);
        }
        if which("npm").is_some() {
            tell_failure(npm::AXE.install().map(drop));
        }
    }
    let browsers = Browsers::find();
    let lacks = browsers.report();
    if crate::is_ci() && !lacks.is_empty() {
        bail!("{}", lacks.join("\n"));
    }
    lacks.iter().for_each(|line| println!("  {line}"));
    Ok(browsers)
}

impl Browsers {
    fn find() -> Self {
        let variables = BROWSERS.iter().flat_map(|(_, needs)| needs.iter()).chain(&["HEEDMAP_AXE"]);
        Self { found: variables.filter_map(|variable| Some((*variable, find(variable)?))).collect() }
    }

    fn has(&self, variable: &str) -> bool {
        self.found.iter().any(|(found, _)| *found == variable)
    }

    /// The browsers that have all they need.
    pub fn names(&self) -> Vec<&'static str> {
        let complete = BROWSERS.iter().filter(|(_, needs)| needs.iter().all(|need| self.has(need)));
        complete.map(|(name, _)| *name).collect()
    }

    /// Gives the paths to the runner.
    pub fn tell(&self, runner: &mut Command) {
        runner.envs(self.found.iter().map(|(variable, path)| (variable, path)));
    }

    /// Shows what was found; returns what will be skipped for want of what.
    fn report(&self) -> Vec<String> {
        for (variable, path) in &self.found {
            println!("  {variable}={}", path.display());
        }
        let mut lacks: Vec<String> = Vec::new();
        for (name, needs) in BROWSERS {
            let wanting: Vec<&str> = needs.iter().filter(|need| !self.has(need)).copied().collect();
            if !wanting.is_empty() {
                lacks.push(format!("{name} cannot be driven; not found: {}", wanting.join(", ")));
            }
        }
        if !self.has("HEEDMAP_AXE") {
            lacks.push("accessibility cannot be checked: axe-core needs npm".into());
        }
        if !lacks.is_empty() {
            lacks.push(format!(
                "To have it all, on Debian: apt-get install {} npm; elsewhere: Chromium or Chrome with chromedriver, \
                 Firefox (cargo builds geckodriver), WebKitGTK with WebKitWebDriver and MiniBrowser, Xvfb, npm.",
                PACKAGES.join(" ")
            ));
        }
        lacks
    }
}

/// Where a program is: where its variable says, else where it usually is.
fn find(variable: &str) -> Option<PathBuf> {
    let existing = |path: PathBuf| path.is_file().then_some(path);
    if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
        return existing(path.into());
    }
    let first = |names: &[&str]| names.iter().find_map(|name| which(name));
    match variable {
        "HEEDMAP_CHROMEDRIVER" => first(&["chromedriver"]),
        "HEEDMAP_CHROMIUM" => first(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
        "HEEDMAP_GECKODRIVER" => first(&["geckodriver"]).or_else(|| existing(tools().join("bin/geckodriver"))),
        "HEEDMAP_FIREFOX" => first(&["firefox-esr", "firefox"]),
        "HEEDMAP_WEBKITDRIVER" => first(&["WebKitWebDriver"]),
        "HEEDMAP_MINIBROWSER" => mini_browser(),
        "HEEDMAP_XVFB" => first(&["Xvfb"]),
        "HEEDMAP_AXE" => existing(npm::AXE.path()),
        _ => None,
    }
}

/// WebKitGTK's small browser is a part of the library and lies beside it.
fn mini_browser() -> Option<PathBuf> {
    let mut folders = vec![PathBuf::from("/usr/libexec"), PathBuf::from("/usr/lib"), PathBuf::from("/usr/lib64")];
    folders.extend(listed(Path::new("/usr/lib")));
    let libraries = folders.iter().flat_map(|folder| listed(folder));
    let ours = libraries.filter(|path| path.to_string_lossy().contains("/webkit2gtk-4."));
    ours.map(|path| path.join("MiniBrowser")).filter(|path| path.is_file()).max()
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default()
}

/// Programs of ours that need no system package.
fn tools() -> PathBuf {
    crate::target().join("tools")
}

fn install_geckodriver() -> Result<()> {
    println!("  building geckodriver, once; it takes some minutes");
    // It only passes words on: built without optimizing, it is there sooner.
    let mut cargo = command("cargo", &["install", "geckodriver", "--debug", "--locked", "--root"]);
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
    run(cargo.arg(tools()))
}

/// The Debian packages whose programs are not here.
fn missing_packages() -> Vec<&'static str> {
    let lacks = |variables: &[&str]| variables.iter().any(|variable| find(variable).is_none());
    let missing = |package: &str| match package {
        "chromium" => lacks(&["HEEDMAP_CHROMIUM"]),
        "chromium-driver" => lacks(&["HEEDMAP_CHROMEDRIVER"]),
        "firefox-esr" => lacks(&["HEEDMAP_FIREFOX"]),
        "webkit2gtk-driver" => lacks(&["HEEDMAP_WEBKITDRIVER", "HEEDMAP_MINIBROWSER"]),
        "xvfb" => lacks(&["HEEDMAP_XVFB"]),
        _ => output("fc-list", &[":lang=zh-cn"]).is_none_or(|fonts| fonts.is_empty()),
    };
    PACKAGES.into_iter().filter(|package| missing(package)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_driven_if_it_has_all_it_needs() {
        let found = ["HEEDMAP_CHROMEDRIVER", "HEEDMAP_CHROMIUM", "HEEDMAP_FIREFOX"];
        let browsers = Browsers { found: found.map(|variable| (variable, PathBuf::from("/x"))).to_vec() };
        assert_eq!(browsers.names(), ["chromium"]);
        let lacks = browsers.report();
        assert!(
            lacks[0].starts_with("firefox cannot be driven") && lacks[0].ends_with("HEEDMAP_GECKODRIVER"),
            "{lacks:?}"
        );
        assert_eq!(lacks.len(), 4, "firefox, webkit, axe, and what to do");
        let mut runner = Command::new("runner");
        browsers.tell(&mut runner);
        assert_eq!(runner.get_envs().count(), 3);
    }
}
