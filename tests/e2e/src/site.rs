//! The test server: the built site under a sub-path, with a few files of the tests' own that are not in the site.

use crate::options::Options;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use xtask::bundle::files;
use xtask::gensim;
use xtask::http::Server;
use xtask::site::Site;

/// Where the site is mounted: no site should care.
pub(crate) const MOUNT: &str = "/some/course/heedmap/";
/// Hears all that goes wrong in a page; see the file.
pub(crate) const PROBE: &str = include_str!("probe.js");
/// How a page gets it: before any other script.
const PROBE_TAG: &str = "<script src=\"probe.js\"></script>\n<script";

/// A page with a frame in it: `frame.html?width,height,address`, the address being relative to the site's root.
const FRAME: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A teacher's page</title>\
    <link rel=\"icon\" href=\"data:,\">\
    <script src=\"probe.js\"></script></head>\
    <body style=\"margin:0\"><iframe title=\"Heedmap\" style=\"border:0;width:WIDTHpx;height:HEIGHTpx\" src=\"./SOURCE\">\
    </iframe></body></html>";

/// The site that is tested.
pub(crate) fn tested(options: &Options) -> Result<Site> {
    let mut site = watched(options);
    if let Some(axe) = &options.axe {
        let script = fs::read(axe).with_context(|| format!("cannot read {}", axe.display()))?;
        site = site.with_file("axe.js", script);
    }
    Ok(with_beside(site, options)?.with_made("frame.html", frame))
}

/// Serves the site with a line of a test's own in its worker, before any other.
pub(crate) fn start_with_worker(options: &Options, line: &str) -> Result<Server> {
    let is_loader = |name: &String| name.ends_with("/worker_loader.js");
    let name = files(&options.dist)?.into_iter().find(is_loader).context("no worker")?;
    let script = format!("{line}\n{}", fs::read_to_string(options.dist.join(&name))?);
    Server::start(watched(options).with_file(&name, script), 0).context("cannot serve")
}

/// The site with what listens to its page's complaints.
pub(crate) fn watched(options: &Options) -> Site {
    mount(&options.dist).with_page(|html| add_probe(&html)).with_file("probe.js", PROBE)
}

/// Serves the site that is measured, with Plotly in its page. Its policy is left out: peers write styles of their own.
pub(crate) fn start_for_benchmark(options: &Options) -> Result<Server> {
    let mut site = mount(&options.dist);
    if let Some(plotly) = &options.plotly {
        let script = fs::read(plotly).with_context(|| format!("cannot read {}", plotly.display()))?;
        let tag = "<script src=\"plotly.js\"></script>\n<script";
        site = site
            .with_file("plotly.js", script)
            .with_page(move |html| without_policy(&html).replacen("<script", tag, 1));
    }
    site = with_beside(site, options)?;
    if let Some(folder) = options.beside.clone() {
        let learn =
            move |query: &str| gensim::train(&folder, query).unwrap_or_else(|error| format!("{error:#}").into());
        site = site.with_made("beside/gensim", learn);
    }
    Server::start(site, 0).context("cannot serve")
}

/// What stands beside the site, under `beside/`, with a list of it; each file is read when it is asked for.
fn with_beside(mut site: Site, options: &Options) -> Result<Site> {
    let names = options.beside.as_deref().map(files).transpose()?.unwrap_or_default();
    for (name, folder) in names.iter().zip(options.beside.iter().cycle()) {
        let file = folder.join(name);
        site = site.with_made(&format!("beside/{name}"), move |_| fs::read(&file).unwrap_or_default());
    }
    Ok(site.with_file("beside/list.json", serde_json::to_vec(&names)?))
}

fn without_policy(html: &str) -> String {
    let is_policy = |line: &&str| line.contains("Content-Security-Policy");
    html.lines().filter(|line| !is_policy(line)).collect::<Vec<_>>().join("\n")
}

/// A folder as it is, at the same path.
pub(crate) fn mount(folder: &Path) -> Site {
    Site::new(folder).under(MOUNT)
}

/// Puts the probe before the page's first script.
pub(crate) fn add_probe(html: &str) -> String {
    html.replacen("<script", PROBE_TAG, 1)
}

fn frame(query: &str) -> Vec<u8> {
    let mut parts = query.splitn(3, ',');
    let mut part = || parts.next().unwrap_or_default();
    let page = FRAME.replace("WIDTH", part()).replace("HEIGHT", part());
    page.replace("SOURCE", &part().replace('&', "&amp;").replace('"', "&quot;")).into_bytes()
}
