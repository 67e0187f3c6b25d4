//! The Python that runs the page's snippets in the native tests: one that has NumPy and PyTorch.

use crate::install::MayInstall;
use crate::process::output;
use anyhow::{Result, bail};
use std::process::Command;

/// The variable that names the interpreter to the tests.
const VARIABLE: &str = "HEEDMAP_PYTHON";

/// Debian's Python is the one that Debian's packages are for; another may stand before it in the path.
const CANDIDATES: [&str; 2] = ["python3", "/usr/bin/python3"];

const PACKAGES: [&str; 2] = ["python3-numpy", "python3-torch"];

/// The interpreter that was found, if any.
pub struct Python(Option<String>);

/// Finds a Python, after installing what is missing and may be installed. On a build server it is a failure if there is
/// none, and elsewhere the tests that need it are skipped.
pub fn prepare(install: bool) -> Result<Python> {
    if find().is_none() && named().is_none() {
        MayInstall::here(install).packages(&PACKAGES);
    }
    let found = find();
    match &found {
        Some(path) => println!("  {VARIABLE}={path}"),
        None => {
            let lack = format!(
                "snippets cannot be run; no Python has NumPy and PyTorch. On Debian: apt-get install {}; elsewhere: \
                 pip install numpy torch, or name an interpreter that has both in {VARIABLE}.",
                PACKAGES.join(" ")
            );
            if crate::is_ci() {
                bail!(lack);
            }
            println!("  {lack}");
        }
    }
    Ok(Python(found))
}

impl Python {
    /// Gives the path to the tests.
    pub fn tell(&self, tests: &mut Command) {
        tests.envs(self.0.iter().map(|path| (VARIABLE, path)));
    }
}

fn named() -> Option<String> {
    std::env::var(VARIABLE).ok().filter(|path| !path.is_empty())
}

/// The one that is named, else the first of the usual ones that has both.
fn find() -> Option<String> {
    let candidates = named().map_or(CANDIDATES.map(str::to_owned).to_vec(), |path| vec![path]);
    candidates.into_iter().find(|path| output(path, &["-c", "import numpy, torch"]).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_are_told_of_what_was_found() {
        let told = |found: Option<&str>| {
            let mut tests = Command::new("tests");
            Python(found.map(str::to_owned)).tell(&mut tests);
            tests.get_envs().count()
        };
        assert_eq!((told(Some("/x")), told(None)), (1, 0));
    }
}
