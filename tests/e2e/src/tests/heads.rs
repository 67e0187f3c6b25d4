//! Many heads: all of them at once, and what is lost when one is switched off.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("characters-roll-up-to-words", rolled),
    Test::new("a-head-is-switched-off", ablation),
    Test::new("every-head-of-every-layer-is-there-to-choose", grid),
];

fn ablation(page: &Page) -> Result<()> {
    page.open("#exhibit=heads")?;
    page.wait(
        "what each head brings",
        "document.querySelector('.sheet[data-figure=shares] canvas.cells')?.height === 6",
    )?;
    ensure!(
        page.eval("!!document.querySelector('.panel.change')")? == false,
        "nothing is off, and yet something changed"
    );
    page.click("#head-2")?;
    page.wait_state("heads_off", "2")?;
    page.wait("what the output loses", "document.querySelectorAll('.panel.change tbody tr').length === 12")?;
    let moved = page.eval("Math.min(...[...document.querySelectorAll('.panel.change tbody tr')].map((row) => Number(row.lastElementChild.textContent)))")?;
    ensure!(moved.as_f64().is_some_and(|moved| moved > 0.0), "the output moved by {moved}");
    page.wait(
        "the head's share is nothing",
        "(() => { const canvas = document.querySelector('.sheet[data-figure=shares] canvas.cells'); \
            return new Set(Array.from(new Uint32Array(canvas.getContext('2d').getImageData(0, 2, canvas.width, 1).data.buffer))).size === 1; })()",
    )?;
    page.click("#head-2")?;
    page.wait("all is as it was", "!document.querySelector('.panel.change')")
}

fn grid(page: &Page) -> Result<()> {
    page.open("#exhibit=heads")?;
    ensure!(page.eval("!document.querySelector('.all-heads')")? == true, "one layer needs no grid");
    page.set(json!({ "n_layers": 12, "n_heads": 4 }))?;
    ensure!(page.eval("document.querySelectorAll('.all-heads button').length")? == 48, "not every head has its place");
    page.click("#layer-10-head-2")?;
    page.wait_state("layer", 10)?;
    page.wait_state("head", 2)?;
    page.press(Key::Down.into())?;
    page.press(Key::Left.into())?;
    page.wait_state("layer", 11)?;
    page.wait_state("head", 1)?;
    page.wait("the focus goes along", "document.activeElement.id === 'layer-11-head-1'")?;
    page.wait("one is chosen", "document.querySelectorAll('.all-heads [aria-pressed=true]').length === 1")?;
    // With a scale for each row, the small picture has the colours of the large one.
    let colours = "(() => { const pixels = (canvas, x, y) => \
            Array.from(new Uint32Array(canvas.getContext('2d').getImageData(x, y, 12, 12).data.buffer)).join(); \
        const all = document.querySelector('.all-heads canvas'), one = document.querySelector('.sheet[data-figure=weights] canvas.cells'); \
        return pixels(all, 13, 13 * 11) === pixels(one, 0, 0); })()";
    page.set(json!({ "scale": "row" }))?;
    page.wait("the same picture, small and large", colours)
}

/// Chinese characters attend; by jieba's words there are fewer rows, and the figure says how they came to be.
fn rolled(page: &Page) -> Result<()> {
    page.open("#exhibit=attention&language=en&tokenizer=characters&roll_up=jieba&d_model=8&n_heads=2")?;
    page.set(serde_json::json!({ "text": "\u{5357}\u{4EAC}\u{5E02}\u{957F}\u{6C5F}\u{5927}\u{6865}" }))?;
    page.settle()?;
    page.wait(
        "two words",
        "document.querySelector('.panel.rolled .shape')?.textContent === 'n_words × n_words = 2 × 2'",
    )?;
    page.wait(
        "how",
        "document.querySelector('.panel.rolled').textContent.includes('the sum over the keys of a word')",
    )?;
    page.fill("#roll-up", "")?;
    page.wait("no words", "!document.querySelector('.panel.rolled')")
}
