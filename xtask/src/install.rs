//! Debian packages, installed where that is ours to do.

use crate::process::{command, output, run, which};
use anyhow::Result;
use std::fs;

/// How we may install Debian packages, if at all.
pub(crate) enum MayInstall {
    AsRoot,
    BySudo,
    No,
}

impl MayInstall {
    /// Root has said yes by being root. A user's sudo is used if it asks nothing and the user (or CI) wants it.
    pub(crate) fn here(asked: bool) -> Self {
        let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        if !is_debian(&release) || which("apt-get").is_none() {
            return Self::No;
        }
        if output("id", &["-u"]).as_deref() == Some("0") {
            return Self::AsRoot;
        }
        let wanted = asked || crate::is_ci();
        if wanted && output("sudo", &["-n", "true"]).is_some() { Self::BySudo } else { Self::No }
    }

    /// Installs, where it may.
    pub(crate) fn packages(&self, packages: &[&str]) {
        if matches!(self, Self::No) {
            return;
        }
        let apt = |arguments: &[&str]| {
            let words = [&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"], arguments].concat();
            match self {
                Self::BySudo => run(&mut command("sudo", &[&["-n"], &words[..]].concat())),
                _ => run(&mut command(words[0], &words[1..])),
            }
        };
        let install = [&["install", "-y", "--no-install-recommends"], packages].concat();
        tell_failure(apt(&["update"]).and_then(|()| apt(&install)));
    }
}

/// An installation that fails ends nothing: what is missing in the end has the last word.
pub(crate) fn tell_failure(result: Result<()>) {
    if let Err(error) = result {
        println!("  {error:#}");
    }
}

/// Whether the text of `/etc/os-release` is Debian's or a child's of it.
fn is_debian(release: &str) -> bool {
    let values = release.lines().filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")));
    values.flat_map(|value| value.trim_matches(['"', '\'']).split(' ')).any(|name| name == "debian")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_children_are_known() {
        assert!(is_debian("NAME=x\nID=debian\n") && is_debian("ID=ubuntu\nID_LIKE=debian"));
        assert!(is_debian("ID_LIKE=\"ubuntu debian\""));
        assert!(!is_debian("ID=fedora\nID_LIKE=\"rhel\"\nVARIANT=debian"));
    }
}
