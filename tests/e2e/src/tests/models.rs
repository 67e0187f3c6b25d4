//! Pretrained models of the reader's own: dropped, opened by an address and by a program, kept, deleted and refused.

use super::Test;
use crate::elsewhere::Elsewhere;
use crate::page::Page;
use crate::runner::output;
use crate::site::mount;
use crate::versions;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::http::Server;

pub(super) const TESTS: &[Test] = &[
    Test::new("a-model-is-dropped-kept-and-deleted", dropped),
    Test::new("a-broken-model-is-refused", refused),
    Test::new("a-model-from-another-site", elsewhere),
    Test::new("the-download-of-a-model-is-stopped", stopped),
    Test::new("a-model-by-program", by_program),
    Test::new("a-model-of-the-site-without-a-network", offline),
    Test::new("models-on-a-phone", on_phone).on_phone(),
];

/// The files of the site's small model: `files(changes)`, where a change of a file is a text in its place, `null` for none
/// of it, how many bytes of it there are, or a place and the byte that stands there.
pub(super) const FILES: &str = "const base = document.documentElement.dataset.base + 'models/en-decoder/'; \
    const change = (bytes, what) => { \
        if (typeof what === 'string') return what; \
        if (typeof what === 'number') return bytes.slice(0, what); \
        if (Array.isArray(what)) new Uint8Array(bytes).set(what.slice(1), what[0]); \
        return bytes; }; \
    const files = async (changes) => (await Promise.all(['config.json', 'tokenizer.json', 'model.safetensors'] \
        .filter((name) => changes[name] !== null) \
        .map(async (name) => new File([change(await (await fetch(base + name)).arrayBuffer(), changes[name])], name)))); \
    const drop = (list) => { const data = new DataTransfer(); list.forEach((file) => data.items.add(file)); \
        document.querySelector('main').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })); };";

/// Where the text is read by the site's model.
pub(super) const START: &str = "#exhibit=model&language=en&text=The%20owl%20saw%20the%20owl";

fn drop_files(page: &Page, changes: Value) -> Result<()> {
    page.run_with(&format!("{FILES} drop(await files(args[0]))"), vec![changes]).map(drop)
}

/// Waits until the page says this.
pub(super) fn says(page: &Page, sentence: &str) -> Result<()> {
    page.until(|| {
        let said = page.text(".messages")?;
        ensure!(said.contains(sentence), "{sentence:?} is not said, but {said:?}");
        Ok(())
    })
}

pub(super) fn is_read(page: &Page) -> Result<()> {
    page.settle()?;
    let drawn = page.eval("document.querySelectorAll('.panel canvas').length > 0")?;
    ensure!(drawn == true, "no picture");
    Ok(())
}

fn dropped(page: &Page) -> Result<()> {
    page.open("#exhibit=attention&language=en&text=The%20owl")?;
    drop_files(page, json!({}))?;
    page.wait_state("exhibit", "model")?;
    page.wait_state("model", "kept:model")?;
    is_read(page)?;
    let kept = page.run("return (await caches.keys()).filter((name) => name === 'heedmap model model').length")?;
    ensure!(kept == 1, "{kept} are kept");
    // The same again takes no more room, others with its name do.
    drop_files(page, json!({}))?;
    drop_files(page, json!({ "config.json": 7 }))?;
    says(page, "config.json is no JSON object")?;
    page.wait_state("model", "kept:model")?;
    page.wait("the link", "location.hash.includes('kept%3Amodel')")?;
    page.reload()?;
    page.ready()?;
    page.wait_state("model", "kept:model")?;
    is_read(page)?;
    page.click(".models summary")?;
    page.wait("the list", "document.querySelectorAll('.kept li').length === 1")?;
    let listed = page.text(".kept li")?;
    ensure!(listed.contains("model") && listed.contains("1.7 MB"), "{listed}");
    let beside =
        "[...document.querySelectorAll('#model-beside option')].some((option) => option.textContent === 'model')";
    page.wait("it can stand beside another", beside)?;
    page.click(".kept li button:last-child")?;
    page.wait("an empty list", "!document.querySelector('.kept li')")?;
    page.wait("a menu without it", &format!("!{beside}"))?;
    is_read(page)?;
    page.reload()?;
    page.ready()?;
    says(page, "keeps no model “model”")?;
    page.wait_state("model", Value::Null)?;
    is_read(page)
}

fn refused(page: &Page) -> Result<()> {
    page.open(START)?;
    let config = |change: Value| {
        let file = std::fs::read(xtask::root().join("assets/models/en-decoder/config.json"))?;
        let mut config: Value = serde_json::from_slice(&file)?;
        for (name, value) in change.as_object().into_iter().flatten() {
            config[name] = value.clone();
        }
        Ok::<_, anyhow::Error>(json!({ "config.json": config.to_string() }))
    };
    let weights = std::fs::read(model().join("model.safetensors"))?;
    // The last tensor of the header, moved into the one before it.
    let offsets = b"\"data_offsets\":";
    let place =
        weights.windows(offsets.len()).rposition(|bytes| bytes == offsets).context("no offsets")? + offsets.len();
    let end = weights[place..].iter().position(|&byte| byte == b']').context("no end")? + place + 1;
    let [first, last]: [u64; 2] = serde_json::from_slice(&weights[place..end])?;
    let moved = format!("[{},{}]", first - 2, last - 2);
    let moved: Vec<u64> = std::iter::once(place as u64).chain(moved.bytes().map(u64::from)).collect();
    for (changes, sentence) in [
        (json!({ "model.safetensors": null }), "model.safetensors is missing"),
        (json!({ "tokenizer.json": null }), "tokenizer.json is missing"),
        (json!({ "config.json": "<!DOCTYPE html>" }), "a web page in place of config.json"),
        (json!({ "tokenizer.json": "{}" }), "“model” is missing"),
        (config(json!({ "model_type": "t5" }))?, "of the type “t5” cannot be run"),
        (config(json!({ "num_attention_heads": 0, "n_head": 0 }))?, "which cannot be"),
        (config(json!({ "vocab_size": 100 }))?, "but the model knows only 100"),
        (config(json!({ "n_embd": 16_384, "n_layer": 48 }))?, "Its weights were not downloaded"),
        (config(json!({ "n_positions": 3 }))?, "by config.json it should be [3, 128]"),
        (json!({ "model.safetensors": weights.len() / 2 }), "ends in the middle of"),
        (json!({ "model.safetensors": [0, 0, 0, 0, 0, 0, 1] }), "claims a header of"),
        (json!({ "model.safetensors": moved }), "where another tensor is"),
        (json!({ "model.safetensors": [weights.len() - 2, 0, 126] }), "is NaN or infinite"),
        (json!({ "model.safetensors": "version https" }), "Git's note of where it is"),
    ] {
        drop_files(page, changes)?;
        says(page, sentence)?;
        page.wait_state("model", Value::Null)?;
        page.run("document.querySelectorAll('.messages button').forEach((button) => button.click())")?;
        is_read(page)?;
    }
    let kept = page.run("return (await caches.keys()).filter((name) => name.startsWith('heedmap model ')).length")?;
    ensure!(kept == 0, "{kept} are kept of what was refused");
    // Of a text that is too long for its positions, so much is read as has room.
    page.set(json!({ "text": "owl ".repeat(200) }))?;
    says(page, "tokens; the first 128 are shown")?;
    is_read(page)
}

pub(super) fn model() -> std::path::PathBuf {
    xtask::root().join("assets/models/en-decoder")
}

fn elsewhere(page: &Page) -> Result<()> {
    page.announce("127.0.0.1"); // browsers tell programmers of requests that fail
    page.announce("Failed to load resource");
    page.announce("CORS");
    page.announce("access control");
    let other = Elsewhere::start(model())?;
    page.open(START)?;
    for (way, sentence) in [
        ("closed", "must send them with the header “Access-Control-Allow-Origin: *”"),
        ("none", "there is no config.json at this address (HTTP 404)"),
        ("page", "a web page in place of config.json"),
        ("half", "model.safetensors broke off after"),
    ] {
        page.fill("#model-address", &other.url(way))?;
        page.eval("void document.querySelector('#model-open').click()")?;
        says(page, sentence)?;
        page.wait_state("model", Value::Null)?;
        page.run("document.querySelectorAll('.messages button').forEach((button) => button.click())")?;
    }
    let card = page.run_with("return heedmap.loadModel(args[0])", vec![other.url("open").into()])?;
    ensure!(card["name"] == "tiny" && card["type"] == "gpt2", "{card}");
    page.wait_state("model", other.url("open"))?;
    is_read(page)?;
    page.wait("what is kept", "!!document.querySelector('.kept li')")?;
    let gone = other.url("closed");
    drop(other);
    page.wait("the link", "location.hash.includes('tiny')")?;
    page.reload()?;
    page.ready()?; // with nobody there
    is_read(page)?;
    let sentence =
        page.run_with("return heedmap.loadModel(args[0]).catch((error) => error.message)", vec![gone.into()])?;
    ensure!(sentence.as_str().is_some_and(|sentence| sentence.contains("cannot be reached")), "{sentence}");
    is_read(page)
}

fn stopped(page: &Page) -> Result<()> {
    page.announce("127.0.0.1");
    let other = Elsewhere::start(model())?;
    page.open(START)?;
    page.fill("#model-address", &other.url("slow"))?;
    page.eval("void document.querySelector('#model-open').click()")?;
    page.until(|| {
        let said = page.text(".busy")?;
        ensure!(said.contains(" of 1622 kB"), "no progress in bytes: {said}");
        Ok(())
    })?;
    page.eval("void document.querySelector('.work button').click()")?;
    says(page, "Stopped")?;
    page.select("#model", "0")?;
    page.wait_state("model", "en-decoder")?;
    is_read(page)
}

fn by_program(page: &Page) -> Result<()> {
    page.open("#exhibit=tokens&language=en")?;
    let found = page.run(&format!(
        "{FILES} const ours = await heedmap.loadModel('en-decoder'); const mine = await heedmap.loadModel(await files({{}}), 'mine'); \
         const failure = await heedmap.loadModel([]).then(() => 'none', (error) => error.message); \
         return [ours, mine, failure, heedmap.state().exhibit]"
    ))?;
    let [ours, mine] = [&found[0], &found[1]];
    ensure!(ours["name"] == "en-decoder" && mine["name"] == "mine", "{found}");
    for name in ["type", "n_layers", "n_heads", "d_model", "n_parameters", "vocab_size", "max_tokens", "tokenizer"] {
        ensure!(!ours[name].is_null() && ours[name] == mine[name], "{name}: {found}");
    }
    ensure!(found[2].as_str().is_some_and(|failure| failure.contains("wants the files")), "{found}");
    ensure!(found[3] == "model", "{found}");
    Ok(())
}

fn offline(page: &Page) -> Result<()> {
    page.announce("127.0.0.1");
    page.announce("Failed to load resource");
    let folder = output().join(format!("{}-models", page.kind.name()));
    let version = versions::make(&page.options.dist, &folder, "models")?;
    let server = Server::start(mount(&version.folder), 0)?;
    let url = format!("{}{START}", server.url());
    page.goto(&url)?;
    page.ready()?;
    page.wait("the service worker", "!!navigator.serviceWorker.controller")?;
    page.reload()?;
    page.ready()?;
    is_read(page)?;
    page.until(|| {
        let kept = page.run("return !!(await caches.match(document.documentElement.dataset.base + 'models/en-decoder/model.safetensors'))")?;
        ensure!(kept == true, "the model is not kept");
        Ok(())
    })?;
    server.stop();
    page.reload()?;
    page.ready()?;
    is_read(page)?;
    // The other one was never asked for.
    let error = page.set(json!({ "model": "zh-decoder" })).err().context("a model came without a network")?;
    ensure!(format!("{error:#}").contains("zh-decoder: http"), "{error:#}");
    says(page, "cannot be reached")?;
    page.wait_state("model", Value::Null)?;
    is_read(page)
}

fn on_phone(page: &Page) -> Result<()> {
    page.open(START)?;
    page.click(".models summary")?;
    let fits = page.eval("document.documentElement.scrollWidth <= window.innerWidth")?;
    ensure!(fits == true, "the page is wider than the screen");
    let reach = "document.querySelector('.models').getBoundingClientRect().right <= window.innerWidth";
    page.wait("a form that is not wider than the screen", reach)?;
    let small = page.eval("[...document.querySelectorAll('.models :is(input, button)')].filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.id).join()")?;
    ensure!(small == "", "too small for fingers: {small}");
    Ok(())
}
