//! After the first visit the site opens without a network; a deploy never mixes old files with new.

use super::Test;
use crate::page::Page;
use crate::picture::Numbers;
use crate::runner::output;
use crate::site::mount;
use crate::versions::{self, Version};
use anyhow::{Result, ensure};
use xtask::http::Server;

pub(super) const TESTS: &[Test] = &[Test::new("offline-and-a-new-version", offline)];

fn offline(page: &Page) -> Result<()> {
    let make =
        |mark: &str| versions::make(&page.options.dist, &output().join(format!("{}-{mark}", page.kind.name())), mark);
    let (old, new) = (make("old")?, make("new")?);
    ensure!(old.id != new.id, "a changed style sheet must change the version");
    let server = Server::start(mount(&old.folder), 0)?;
    let (port, url) = (server.port(), server.url());
    page.goto(&url)?;
    page.ready()?;
    is_version(page, &old, "old")?;
    page.wait("the service worker", "!!navigator.serviceWorker.controller")?;
    is_kept(page, &old)?;

    server.stop();
    page.reload()?;
    page.ready()?;
    is_version(page, &old, "old")?;
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    page.type_text("南京市长江大桥")?;
    page.select("#tokenizer", "jieba")?;
    super::text::shows(page, "南京市长江大桥", &["南京市", "长江大桥"])?;
    page.goto("about:blank")?;
    page.goto(&format!("{url}#text=off%20line&mask=causal"))?; // a link works offline as well
    page.ready()?;
    super::text::shows(page, "off line", &["off", "line"])?;

    let server = Server::start(mount(&new.folder), port)?;
    page.reload()?;
    page.ready()?;
    is_version(page, &old, "old")?; // the new version comes in beside it, and waits until no old page is open
    page.until(|| {
        let waits = page.run("return !!(await navigator.serviceWorker.getRegistration()).waiting")?;
        ensure!(waits == true, "the new version has not come");
        is_version(page, &old, "old")
    })?;
    page.until(|| {
        page.leave()?; // Firefox keeps a page that one can go back to in use
        page.goto(&url)?;
        page.ready()?;
        is_version(page, &new, "new").or_else(|error| is_version(page, &old, "old").and(Err(error)))
    })?;
    is_version(page, &new, "new")?;
    is_kept(page, &new)?;
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    server.stop();
    page.reload()?;
    page.ready()?;
    is_version(page, &new, "new")
}

/// Everything on the page is of one version.
fn is_version(page: &Page, version: &Version, mark: &str) -> Result<()> {
    let found = page.eval(
        "[document.documentElement.dataset.version, \
          getComputedStyle(document.documentElement).getPropertyValue('--e2e').trim(), \
          [...new Set(performance.getEntriesByType('resource').map(({ name }) => /\\/v-([0-9a-f]+)\\//.exec(name)?.[1]) \
            .filter(Boolean))].join()]",
    )?;
    let id = version.id.as_str();
    ensure!(found[0] == id && found[1] == mark && found[2] == id, "{found} instead of {id}, {mark}");
    Ok(())
}

/// The cache of this version is complete, and the only one.
fn is_kept(page: &Page, version: &Version) -> Result<()> {
    page.until(|| {
        let kept = page.run(
            "const names = await caches.keys(); \
             const counts = names.map(async (name) => [name, (await (await caches.open(name)).keys()).length]); \
             return Promise.all(counts);",
        )?;
        let n_kept = version.n_files + 1; // and the list of them
        let is_all = kept.as_array().is_some_and(|all| all.len() == 1) && kept[0][1] == n_kept;
        ensure!(
            is_all && kept[0][0].as_str().is_some_and(|name| name.contains(&version.id)),
            "{kept}, not {n_kept} files"
        );
        Ok(())
    })
}
