//! A head is switched off, and the output changes by what it brought.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};

pub(super) const TESTS: &[Test] = &[Test::new("a-head-is-switched-off", ablation)];

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
