//! Folders of models as they come in earnest: weights in several files, a real folder, a store that is full, no network.

use super::Test;
use super::models::{FILES, START, is_read, model, says};
use crate::options::Kind;
use crate::page::Page;
use crate::runner::output;
use crate::site::start_with_worker;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

pub(super) const TESTS: &[Test] = &[
    Test::new("a-model-in-several-files", sharded),
    Test::new("a-folder-from-the-disk", real_folder)
        .unless(|kind, _| (kind != Kind::Chromium).then_some("its driver hands no folder to a page")),
    Test::new("a-folder-is-dropped-from-the-disk", dropped_folder)
        .unless(|kind, _| (kind != Kind::Chromium).then_some("its driver drops nothing from the disk")),
    Test::new("sizes-beyond-32-bits", beyond_32_bits),
    Test::new("a-store-that-is-full", full),
    Test::new("a-full-disk-in-earnest", really_full)
        .unless(|kind, _| (kind != Kind::Chromium).then_some("its driver sets no limit to what a site may store")),
    Test::new("no-network-is-said", no_network),
];

/// `shards()` are the files of the site's small model with its weights in two of them, and `logits(model)` what it says.
const SHARDS: &str = "const shards = async () => { \
        const whole = await (await files({}))[2].arrayBuffer(), length = Number(new DataView(whole).getBigUint64(0, true)); \
        const header = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 8, length))); \
        const names = Object.keys(header).filter((name) => name !== '__metadata__') \
            .sort((a, b) => header[a].data_offsets[0] - header[b].data_offsets[0]); \
        const map = {}, half = names.length >> 1; \
        const shard = (names, file) => { \
            const first = header[names[0]].data_offsets[0], last = header[names.at(-1)].data_offsets[1], own = {}; \
            for (const name of names) { \
                own[name] = { ...header[name], data_offsets: header[name].data_offsets.map((place) => place - first) }; \
                map[name] = file; \
            } \
            const text = new TextEncoder().encode(JSON.stringify(own)), start = new DataView(new ArrayBuffer(8)); \
            start.setBigUint64(0, BigInt(text.length), true); \
            return new File([start, text, whole.slice(8 + length + first, 8 + length + last)], file); }; \
        const both = [shard(names.slice(0, half), 'model-00001-of-00002.safetensors'), \
                      shard(names.slice(half), 'model-00002-of-00002.safetensors')]; \
        const index = new File([JSON.stringify({ weight_map: map })], 'model.safetensors.index.json'); \
        return [...await files({ 'model.safetensors': null }), index, ...both]; }; \
    const logits = async (model) => \
        [...(await heedmap.run({ model, text: 'The owl saw the owl' })).logits];";

fn sharded(page: &Page) -> Result<()> {
    page.open(START)?;
    let script = |rest: &str| format!("{FILES} {SHARDS} {rest}");
    // One of two is not enough.
    page.run(&script("drop((await shards()).slice(0, -1))"))?;
    says(page, "model-00002-of-00002.safetensors is missing")?;
    page.wait_state("model", Value::Null)?;
    page.run(&script("drop(await shards())"))?;
    page.wait_state("model", "kept:model")?;
    is_read(page)?;
    let same = script(
        "const [a, b] = [await logits('en-decoder'), await logits('kept:model')]; \
        return a.length > 2048 && a.some((value) => value !== a[0]) && a.join() === b.join()",
    );
    ensure!(page.run(&same)? == true, "two files say something else than one");
    page.wait("the link", "location.hash.includes('kept%3Amodel')")?;
    page.reload()?;
    page.ready()?;
    page.wait_state("model", "kept:model")?;
    is_read(page)?;
    ensure!(page.run(&same)? == true, "what is kept of two files says something else");
    Ok(())
}

fn real_folder(page: &Page) -> Result<()> {
    page.open("#exhibit=model&language=en&text=The%20owl")?;
    let folder = output().join(format!("{}-disk", page.kind.name())).join("owls");
    fs::create_dir_all(folder.join("older"))?;
    for file in ["config.json", "tokenizer.json", "model.safetensors", "README.md"] {
        fs::copy(model().join(file), folder.join(file))?;
    }
    fs::write(folder.join("older/config.json"), "{}")?; // another model in the same folder
    page.click(".models summary")?;
    page.choose("#model-folder", &folder)?;
    page.wait_state("model", "kept:owls")?;
    is_read(page)
}

fn dropped_folder(page: &Page) -> Result<()> {
    page.open("#exhibit=attention&language=en&text=The%20owl")?;
    let outside = output().join(format!("{}-dropped", page.kind.name()));
    let folder = outside.join("two/owls");
    fs::create_dir_all(folder.join("older"))?;
    fs::create_dir_all(outside.join("one"))?;
    fs::write(outside.join("package.json"), "{}")?;
    for file in ["config.json", "tokenizer.json", "model.safetensors", "README.md", "card.json"] {
        fs::copy(model().join(file), folder.join(file))?;
    }
    fs::write(folder.join("older/config.json"), "{}")?; // another model, which is none
    fs::write(folder.join("notes.txt"), "of somebody")?;
    page.drop_paths(&[&folder])?;
    page.wait_state("model", "kept:owls")?;
    is_read(page)?;
    // All that is in it, its folder too, is what a hand takes that opened it first; and a folder may be in others.
    let inside = fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    page.drop_paths(&inside.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    page.wait_state("model", "kept:model")?;
    is_read(page)?;
    page.drop_paths(&[&outside])?;
    page.wait_state("model", "kept:owls")?;
    is_read(page)?;
    page.drop_paths(&[&outside.join("one")])?;
    says(page, "one: config.json is missing")?;
    page.wait_state("model", "kept:owls")?;
    is_read(page)
}

/// Sizes that a page, where a `usize` has 32 bits, must count in 64.
fn beyond_32_bits(page: &Page) -> Result<()> {
    page.open(START)?;
    let weights = |shape: [u64; 2], bytes: u64| {
        let entry = json!({ "wte.weight": { "dtype": "F16", "shape": shape, "data_offsets": [0, bytes] } }).to_string();
        let length = char::from_u32(entry.len() as u32).filter(char::is_ascii).context("one byte")?;
        Ok::<_, anyhow::Error>(format!("{length}\0\0\0\0\0\0\0{entry}"))
    };
    for (weights, sentence) in [
        // Their product is 2³², which is 0 in 32 bits.
        (weights([65_536, 65_536], 0)?, "has 0 bytes for “wte.weight”, whose shape needs 8589934592"),
        (weights([1 << 31, 2], 0)?, "has 0 bytes for “wte.weight”, whose shape needs 8589934592"),
        // Half a gigabyte, which has 2³² bits; and more than 4 GiB, which a file may well have.
        (weights([16_384, 16_384], 1 << 29)?, "has the shape [16384, 16384], and by config.json it should be"),
        (weights([1 << 20, 1 << 14], 1 << 35)?, "has the shape [1048576, 16384], and by config.json it should be"),
    ] {
        page.run_with(&format!("{FILES} drop(await files({{ 'model.safetensors': args[0] }}))"), vec![weights.into()])?;
        says(page, sentence)?;
        page.wait_state("model", Value::Null)?;
        page.run("document.querySelectorAll('.messages button').forEach((button) => button.click())")?;
    }
    page.run(&format!("{FILES} drop([new File(['{{' + ' '.repeat(17e6)], 'config.json')])"))?;
    says(page, "config.json has more than 16777216 bytes")?;
    page.wait_state("model", Value::Null)?;
    is_read(page)
}

/// There is one sentence to read.
fn is_said_once(page: &Page) -> Result<()> {
    let said = page.eval("document.querySelectorAll('.messages .message').length")?;
    ensure!(said == 1, "{said} sentences");
    Ok(())
}

/// The model is open, and it is said that nothing is kept of it.
fn is_not_kept(page: &Page) -> Result<()> {
    page.run(&format!("{FILES} drop(await files({{}}))"))?;
    says(page, "model is open, but this browser has no room left to keep it.")?;
    is_read(page)?;
    ensure!(page.state("model")? == "kept:model", "the model does not stay open");
    is_said_once(page)?;
    page.until(|| {
        let kept = page.run("return (await caches.keys()).filter((name) => name.startsWith('heedmap model '))")?;
        ensure!(kept == json!([]), "{kept} is kept of it");
        Ok(())
    })?;
    page.set(json!({ "text": "The owl saw the moon" }))?;
    is_read(page)
}

/// A store that takes half a megabyte, and then neither takes more nor lets go of what it was given.
const FULL: &str = "const put = Cache.prototype.put; \
    Cache.prototype.put = async function (key, response) { \
        if (!String(key).includes('safetensors')) return put.call(this, key, response); \
        const reader = response.body.getReader(); \
        for (let room = 500_000; room > 0;) room -= (await reader.read()).value.length; \
        throw new DOMException('full', 'QuotaExceededError'); };";

fn full(page: &Page) -> Result<()> {
    let server = start_with_worker(page.options, FULL)?;
    page.goto(&format!("{}{START}", server.url()))?;
    page.ready()?;
    is_not_kept(page)
}

fn really_full(page: &Page) -> Result<()> {
    page.open(START)?;
    page.wait("the service worker", "!!navigator.serviceWorker.controller")?;
    let origin = page.eval("location.origin")?;
    let used = page.run("return (await navigator.storage.estimate()).usage")?.as_f64().unwrap_or(0.0);
    page.devtools("Storage.overrideQuotaForOrigin", &json!({ "origin": origin, "quotaSize": used + 1e6 }))?;
    is_not_kept(page)
}

const OFFLINE: &str = "Object.defineProperty(WorkerNavigator.prototype, 'onLine', { get: () => false });";

fn no_network(page: &Page) -> Result<()> {
    page.announce("127.0.0.1"); // browsers tell programmers of requests that fail
    page.announce("Failed to load resource");
    let server = start_with_worker(page.options, OFFLINE)?;
    page.goto(&format!("{}{START}", server.url()))?;
    page.ready()?;
    is_read(page)?;
    server.stop();
    page.select("#model", "1")?;
    says(page, "zh-decoder: there is no network. Connect, or open the files from your disk.")?;
    page.wait_state("model", Value::Null)?;
    is_said_once(page)?;
    page.set(json!({ "text": "The owl saw the moon" }))?;
    is_read(page)
}
