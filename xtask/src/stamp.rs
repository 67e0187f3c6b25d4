//! Gives a built site its version, so that a deploy can never mix old files with new.
//!
//! The version is a hash over every file's name and content. All files but the few whose addresses must not change
//! move into `v-<version>/`: an old page then asks for old files and gets those or none, never a new one. The
//! service worker is told the version and a hash of each file, by which it knows what an older visit has left it.

use crate::bundle::files;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The places in `www/sw.js` that are filled in here.
const VERSION_SLOT: &str = "'stamp:version'";
const FILES_SLOT: &str = "'stamp:files'";

/// Stamps the site in `folder`, whose page is made from `source` (the text of `www/index.html`): a page that trunk
/// has built differs from ours in small things, and is replaced. Returns the version.
pub fn stamp(folder: &Path, source: &str) -> Result<String> {
    fs::write(folder.join("index.html"), Page::parse(source)?.html)?;
    let names = files(folder)?;
    ensure!(
        !names.iter().any(|name| name.starts_with("v-")),
        "{} has been stamped already: build it anew",
        folder.display()
    );
    let version = version_of(folder, &names)?;

    let moving: Vec<&String> = names.iter().filter(|name| moves(name)).collect();
    for name in &moving {
        let to = folder.join(versioned(&version, name));
        fs::create_dir_all(to.parent().unwrap_or(folder))?;
        fs::rename(folder.join(name), to).with_context(|| format!("cannot move {name}"))?;
    }
    remove_empty_folders(folder)?;

    let page = fs::read_to_string(folder.join("index.html"))?;
    fs::write(folder.join("index.html"), point_to(&page, &version, &moving)?)?;

    let mut list = String::from("{");
    for name in files(folder)?.iter().filter(|name| *name != "sw.js") {
        let hash = hash(&fs::read(folder.join(name))?);
        write!(list, "\n  {}: '{hash}',", quoted(name)?)?;
    }
    list.push_str("\n}");
    let worker = fs::read_to_string(folder.join("sw.js")).context("cannot read the site's sw.js")?;
    fs::write(folder.join("sw.js"), fill(&worker, &version, &list)?)?;
    Ok(version)
}

/// Whether a file's address may change: not those which browsers and bookmarks remember.
fn moves(name: &str) -> bool {
    !matches!(name, "index.html" | "sw.js" | "manifest.webmanifest") && !name.starts_with("icons/")
}

fn versioned(version: &str, name: &str) -> String {
    format!("v-{version}/{name}")
}

fn version_of(folder: &Path, names: &[String]) -> Result<String> {
    let mut all = String::new();
    for name in names {
        let bytes = fs::read(folder.join(name)).with_context(|| format!("cannot read {name}"))?;
        writeln!(all, "{} {name}", hash(&bytes))?;
    }
    Ok(hash(all.as_bytes()))
}

/// The first 64 bits of the SHA-256, in hexadecimal: enough to tell files apart, which is all that is asked of it.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Lets the page refer to the files where they are now, and say which version it is.
fn point_to(page: &str, version: &str, moved: &[&String]) -> Result<String> {
    let mut page = page.replacen(" data-version=\"dev\"", "", 1);
    for name in moved {
        for attribute in ["href", "src"] {
            let new = format!("{attribute}=\"{}\"", versioned(version, name));
            page = page.replace(&format!("{attribute}=\"{name}\""), &new);
        }
    }
    ensure!(page.contains("<html"), "index.html has no <html> element to carry the version");
    Ok(page.replacen("<html", &format!("<html data-version=\"{version}\""), 1))
}

fn fill(worker: &str, version: &str, list: &str) -> Result<String> {
    for slot in [VERSION_SLOT, FILES_SLOT] {
        let times = worker.matches(slot).count();
        ensure!(times == 1, "sw.js must contain {slot} once, and does {times} times");
    }
    Ok(worker.replace(VERSION_SLOT, &format!("'{version}'")).replace(FILES_SLOT, list))
}

/// A file's name as a JavaScript string.
fn quoted(name: &str) -> Result<String> {
    ensure!(!name.contains(['\'', '\\', '\n']), "{name:?} cannot be a file of the site");
    Ok(format!("'{name}'"))
}

fn remove_empty_folders(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_empty_folders(&path)?;
            let _full = fs::remove_dir(path); // fails where there are files, as it should
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const PAGE: &str = "<html lang=\"en\"><link data-trunk rel=\"css\" href=\"style.css\"><script src=\"boot.js\"></script>\
                        <link rel=\"icon\" href=\"icons/i.svg\">";

    fn site(name: &str, style: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{name}-{}", std::process::id()));
        let _absent = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("icons")).unwrap();
        fs::create_dir_all(folder.join("jieba")).unwrap();
        let worker = "const VERSION = 'stamp:version', FILES = 'stamp:files';";
        for (name, text) in [
            ("boot.js", "boot"),
            ("style.css", style),
            ("icons/i.svg", "icon"),
            ("jieba/dict", "words"),
            ("sw.js", worker),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn files_move_and_the_page_follows() {
        let folder = site("moves", "p {}");
        let version = stamp(&folder, PAGE).unwrap();
        let [boot, dict, style] = ["boot.js", "jieba/dict", "style.css"].map(|name| versioned(&version, name));
        assert_eq!(files(&folder).unwrap(), ["icons/i.svg", "index.html", "sw.js", &boot, &dict, &style]);
        assert!(!folder.join("jieba").exists(), "no empty folder is left");
        assert_eq!(
            fs::read_to_string(folder.join("index.html")).unwrap(),
            format!(
                "<html data-version=\"{version}\" lang=\"en\"><link rel=\"stylesheet\" href=\"{style}\">\
                 <script src=\"{boot}\"></script><link rel=\"icon\" href=\"icons/i.svg\">"
            )
        );
        let worker = fs::read_to_string(folder.join("sw.js")).unwrap();
        assert!(worker.contains(&format!("VERSION = '{version}'")), "{worker}");
        assert!(worker.contains(&format!("'{dict}': '{}'", hash(b"words"))), "{worker}");
        assert!(stamp(&folder, PAGE).unwrap_err().to_string().contains("already"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_version_is_a_matter_of_content() {
        let folders = [site("first", "p {}"), site("same", "p {}"), site("other", "b {}")];
        let versions = folders.each_ref().map(|folder| stamp(folder, PAGE).unwrap());
        assert_eq!(versions[0], versions[1]);
        assert_ne!(versions[0], versions[2]);
        folders.iter().for_each(|folder| fs::remove_dir_all(folder).unwrap());
    }

    #[test]
    fn the_hash_is_sha256() {
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea", "as FIPS 180-2 gives it");
    }

    #[test]
    fn our_service_worker_has_both_slots() {
        let worker = fs::read_to_string(crate::root().join("www/sw.js")).unwrap();
        assert!(fill(&worker, "0", "{}").is_ok());
        assert!(fill("const VERSION = 1;", "0", "{}").is_err());
    }
}
