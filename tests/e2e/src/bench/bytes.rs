//! How much travels, and how long a first visit takes: the built files raw and as a host would send them, in brotli.

use crate::options::Options;
use crate::page::Page;
use crate::site::MOUNT;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use xtask::bundle::files;

/// What is compressed already, or is numbers that cannot be.
const PACKED: [&str; 4] = [".gz", ".png", ".safetensors", ".bin"];

/// A file of the site.
struct File {
    name: String,
    raw: usize,
    brotli: Option<usize>,
}

/// The files of a site, and what a first visit took.
pub(super) struct Weighed {
    all: Vec<File>,
    first: Vec<String>,
    used: Vec<String>,
    first_ms: f64,
    ready_ms: f64,
}

/// Opens the page in a browser that has nothing of it yet, until it can be used.
pub(super) fn first_visit(page: &Page, options: &Options) -> Result<Weighed> {
    page.goto(&page.server.url())?;
    let wait = "while (!window.heedmap) await new Promise(requestAnimationFrame); await heedmap.ready;";
    let ready_ms = page.run(&format!("{wait} return performance.now()"))?.as_f64().context("no time")?;
    let first_ms = page.eval(&format!("{MARK}?.startTime"))?.as_f64().context("no first picture")?;
    let (first, used) = (asked_for_first(page, options)?, asked_for(page, options)?);
    let all = files(&options.dist)?.into_iter().map(|name| weigh(&options.dist, name)).collect::<Result<Vec<_>>>()?;
    Ok(Weighed { all, first, used, first_ms, ready_ms })
}

/// What the page writes down when its first map is on the screen.
const MARK: &str = "performance.getEntriesByName('heedmap-first-picture')[0]";

/// The site's files that the open page has asked for, or its worker, in a browser with relaxed SIMD.
pub(crate) fn asked_for(page: &Page, options: &Options) -> Result<Vec<String>> {
    // A worker keeps its own list of what it asked for.
    let of_worker = ["/worker_loader.js", "/relaxed_simd.js", "/worker_relaxed.js", "/worker_relaxed_bg.wasm"];
    asked(page, options, "true", &of_worker)
}

/// The site's files that the page had asked for when its first map was on the screen.
pub(crate) fn asked_for_first(page: &Page, options: &Options) -> Result<Vec<String>> {
    asked(page, options, &format!("startTime <= {MARK}.startTime"), &[])
}

/// The page itself, the site's files that it has asked for under a condition, and some others by how their names end.
fn asked(page: &Page, options: &Options, condition: &str, others: &[&str]) -> Result<Vec<String>> {
    let entries = "performance.getEntriesByType('resource')";
    let paths = page.eval(&format!(
        "{entries}.filter(({{ startTime }}) => {condition}).map(({{ name }}) => new URL(name).pathname)"
    ))?;
    let mut all = files(&options.dist)?;
    all.retain(|name| {
        let is_asked = paths.as_array().is_some_and(|paths| paths.iter().any(|path| *path == format!("{MOUNT}{name}")));
        name == "index.html" || is_asked || others.iter().any(|end| name.ends_with(end))
    });
    Ok(all)
}

/// What files weigh as a host would send them.
pub(crate) fn sent(options: &Options, names: &[String]) -> Result<usize> {
    let sizes = names.iter().map(|name| weigh(&options.dist, name.clone()).map(|file| file.sent()));
    sizes.sum()
}

fn weigh(folder: &Path, name: String) -> Result<File> {
    let bytes = fs::read(folder.join(&name))?;
    let is_packed = PACKED.iter().any(|end| name.ends_with(end));
    let brotli = (!is_packed).then(|| packed(&bytes)).transpose()?;
    Ok(File { name, raw: bytes.len(), brotli })
}

/// Bytes in brotli, by its most thorough setting, as hosts have it for files that do not change.
fn packed(mut bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut bytes, &mut out, &params)?;
    Ok(out.len())
}

impl File {
    /// Its bytes as they travel.
    fn sent(&self) -> usize {
        self.brotli.unwrap_or(self.raw)
    }
}

impl Weighed {
    /// Bytes of these files, in brotli.
    fn bytes(&self, names: &[String]) -> usize {
        self.all.iter().filter(|file| names.contains(&file.name)).map(File::sent).sum()
    }

    pub(super) fn markdown(&self) -> String {
        let mut text = format!(
            "\n**A first visit: {:.0} ms from navigation to the first map, {:.0} kB in brotli before it; {:.0} ms and \
             {:.0} kB until the page can be used**\n\n\
             | file | kB | kB in brotli | before the first map | before use |\n|---|--:|--:|---|---|\n",
            self.first_ms,
            self.bytes(&self.first) as f64 / 1e3,
            self.ready_ms,
            self.bytes(&self.used) as f64 / 1e3
        );
        let yes = |names: &[String], name: &String| if names.contains(name) { "yes" } else { "" };
        for file in &self.all {
            let kilo = |bytes: usize| format!("{:.1}", bytes as f64 / 1e3);
            let (name, packed) = (&file.name, file.brotli.map(kilo).unwrap_or_default());
            let (is_first, is_used) = (yes(&self.first, name), yes(&self.used, name));
            let _infallible = writeln!(text, "| {name} | {} | {packed} | {is_first} | {is_used} |", kilo(file.raw));
        }
        text
    }

    pub(super) fn json(&self) -> Value {
        let file = |file: &File| json!({ "name": file.name, "raw": file.raw, "brotli": file.brotli, "before_first_map": self.first.contains(&file.name), "before_use": self.used.contains(&file.name) });
        json!({ "first_map_ms": self.first_ms, "first_map_brotli_bytes": self.bytes(&self.first), "ready_ms": self.ready_ms, "ready_brotli_bytes": self.bytes(&self.used), "files": self.all.iter().map(file).collect::<Vec<_>>() })
    }
}
