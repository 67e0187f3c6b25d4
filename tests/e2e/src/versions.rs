//! Two versions of the site, made from one: the same files, told apart by one property in the style sheet, each stamped
//! as a deploy would be. The probe is among the files, so that it is there without a network too.

use crate::site::{PROBE, add_probe};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use xtask::bundle::files;
use xtask::stamp::stamp;

/// A stamped copy of the site.
pub(crate) struct Version {
    pub(crate) folder: PathBuf,
    /// What `html[data-version]` says.
    pub(crate) id: String,
    /// How many files its service worker keeps from the first.
    pub(crate) n_files: usize,
}

/// Copies the site to `folder` and stamps it, with `--e2e: mark` in its style sheet.
pub(crate) fn make(dist: &Path, folder: &Path, mark: &str) -> Result<Version> {
    let _absent = fs::remove_dir_all(folder);
    for name in files(dist)? {
        // A stamped site becomes an unstamped one by taking its files out of their version's folder.
        let plain =
            name.strip_prefix("v-").and_then(|rest| rest.split_once('/')).map_or(name.as_str(), |(_, plain)| plain);
        let to = folder.join(plain);
        fs::create_dir_all(to.parent().context("no folder")?)?;
        fs::copy(dist.join(&name), to).with_context(|| name.clone())?;
    }
    let www = xtask::root().join("www");
    fs::copy(www.join("sw.js"), folder.join("sw.js"))?;
    fs::write(folder.join("probe.js"), PROBE)?;
    let style = fs::read_to_string(folder.join("style.css"))?;
    fs::write(folder.join("style.css"), format!("{style}\n:root {{ --e2e: {mark}; }}\n"))?;
    let page = add_probe(&fs::read_to_string(www.join("index.html"))?);
    let id = stamp(folder, &page)?;
    // All but the service worker itself, models, which are kept when somebody has wanted them, one of the two workers, and
    // the program of the first picture, which a site that is kept does without.
    let later = ["/models/", "/vectors/", "/worker_relaxed", "/first.js", "/first_bg.wasm"];
    let is_later = |name: &String| later.iter().any(|part| name.contains(part));
    let n_files = files(folder)?.iter().filter(|name| !is_later(name)).count() - 1;
    Ok(Version { folder: folder.to_owned(), id, n_files })
}
