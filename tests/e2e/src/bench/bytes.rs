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
    ms: f64,
}

/// Opens the page in a browser that has nothing of it yet, until its first map is there.
pub(super) fn first_visit(page: &Page, options: &Options) -> Result<Weighed> {
    page.goto(&page.server.url())?;
    let wait = "while (!window.heedmap) await new Promise(requestAnimationFrame); await heedmap.ready;";
    let ms = page.run(&format!("{wait} return performance.now()"))?.as_f64().context("no time")?;
    let first = asked_for(page, options)?;
    let all = files(&options.dist)?.into_iter().map(|name| weigh(&options.dist, name)).collect::<Result<Vec<_>>>()?;
    Ok(Weighed { all, first, ms })
}

/// The site's files that the open page has asked for, or its worker, in a browser with relaxed SIMD.
pub(crate) fn asked_for(page: &Page, options: &Options) -> Result<Vec<String>> {
    let asked = "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)";
    let asked = page.eval(asked)?;
    let mut all = files(&options.dist)?;
    // A worker keeps its own list of what it asked for.
    let of_worker = ["/worker_loader.js", "/relaxed_simd.js", "/worker_relaxed.js", "/worker_relaxed_bg.wasm"];
    all.retain(|name| {
        let is_asked = asked.as_array().is_some_and(|asked| asked.iter().any(|path| *path == format!("{MOUNT}{name}")));
        name == "index.html" || is_asked || of_worker.iter().any(|end| name.ends_with(end))
    });
    Ok(all)
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

impl Weighed {
    /// Bytes that arrive before the first map, in brotli.
    fn first_bytes(&self) -> usize {
        let first = self.all.iter().filter(|file| self.first.contains(&file.name));
        first.map(|file| file.brotli.unwrap_or(file.raw)).sum()
    }

    pub(super) fn markdown(&self) -> String {
        let mut text = format!(
            "\n**A first visit: {:.0} ms from navigation to the first map, {:.0} kB in brotli before it**\n\n\
             | file | kB | kB in brotli | before the first map |\n|---|--:|--:|---|\n",
            self.ms,
            self.first_bytes() as f64 / 1e3
        );
        for file in &self.all {
            let kilo = |bytes: usize| format!("{:.1}", bytes as f64 / 1e3);
            let (name, is_first) = (file.name.as_str(), self.first.contains(&file.name));
            let (packed, is_first) = (file.brotli.map(kilo).unwrap_or_default(), if is_first { "yes" } else { "" });
            let _infallible = writeln!(text, "| {name} | {} | {packed} | {is_first} |", kilo(file.raw));
        }
        text
    }

    pub(super) fn json(&self) -> Value {
        let file = |file: &File| json!({ "name": file.name, "raw": file.raw, "brotli": file.brotli, "before_first_map": self.first.contains(&file.name) });
        json!({ "first_map_ms": self.ms, "first_map_brotli_bytes": self.first_bytes(), "files": self.all.iter().map(file).collect::<Vec<_>>() })
    }
}
