//! A link reproduces a screen; a mangled one is read as far as it goes.

use super::Test;
use crate::page::Page;
use crate::picture::{Numbers, Pixels};
use anyhow::{Context, Result, ensure};
use heedmap::i18n::strings;
use heedmap::state::Language;
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("a-link-reproduces-a-screen", link),
    Test::new("a-mangled-link", mangled),
    Test::new("the-hash-changes-while-open", hash_change),
    Test::new("copy-link", share),
];

const WEIGHTS: &str = ".sheet[data-figure=weights] canvas.cells";

fn link(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("猫 & mouse = 100% #1")?;
    page.select("#tokenizer", "characters")?;
    page.click("#causal")?;
    page.select("#colormap", "magma")?;
    page.fill("#n-heads", "2")?;
    page.wait_state("n_heads", 2)?;
    page.set(json!({ "head": 1, "cell": [3, 2], "theme": "dark", "seed": 42 }))?;
    page.wait("the address", "location.hash.includes('seed=42') && location.hash.includes('n_heads=2')")?;
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    let (state, pixels) = (page.eval("heedmap.state()")?, Pixels::of(page, WEIGHTS, 0)?);
    let hash = page.eval("location.hash")?;
    let hash = hash.as_str().context("no hash")?;

    page.goto("about:blank")?; // else only the hash would change
    page.open(hash)?;
    ensure!(page.eval("heedmap.state()")? == state, "another state came out of {hash}");
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    ensure!(pixels.is_same(&Pixels::of(page, WEIGHTS, 0)?), "another picture came out of {hash}");
    ensure!(page.eval("document.documentElement.dataset.theme")? == "dark", "the theme did not come along");
    page.wait("the chosen cell", "!!document.querySelector('.inspector.chosen')")
}

fn mangled(page: &Page) -> Result<()> {
    page.open("#mask=casual&n_heads=999&d_model=64&text=%E5%AE%83%E7%B4%AF&nonsense&seed=%ff&%")?;
    page.wait("notices", "document.querySelectorAll('.message').length >= 3")?;
    let messages = page.text(".messages")?;
    for part in ["mask", "none, causal", "n_heads", "64", "seed"] {
        ensure!(messages.contains(part), "the notices do not name {part}: {messages}");
    }
    ensure!(page.state("text")? == "它累", "what could be read was not used");
    super::text::shows(page, "它累", &["它", "累"])?;
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    let before = page.eval("document.querySelectorAll('.message').length")?.as_u64().context("no number")?;
    page.click(".message button:last-child")?;
    page.wait("one less", &format!("document.querySelectorAll('.message').length === {}", before - 1))
}

fn hash_change(page: &Page) -> Result<()> {
    page.open("#text=one%20two")?;
    super::text::shows(page, "one two", &["one", "two"])?;
    page.eval("void (location.hash = 'text=three&mask=causal')")?;
    page.wait_state("mask", "causal")?;
    super::text::shows(page, "three", &["three"])?;
    page.eval("void (location.hash = '')")?;
    page.wait("the example", "heedmap.state().text === null && heedmap.state().mask === 'none'")
}

/// Browsers differ in whether they let a page copy; the page must say either.
fn share(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("share me")?;
    page.click_button(strings(Language::En).share)?;
    page.wait("a message", "/link/.test(document.querySelector('.message')?.textContent)")?;
    page.wait("the address", "location.hash.includes('share%20me')")
}
