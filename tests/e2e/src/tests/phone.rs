//! From 360 pixels to a projector: nothing is wider than the window, and a finger finds the cells.

use super::Test;
use crate::options::Kind;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions};
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("no-window-is-too-narrow", widths),
    Test::new("tapping-a-cell", tap).on_phone(),
    Test::new("pointing-at-a-cell", point),
    Test::new("a-long-word-comes-along", along),
];

/// In a frame: no browser makes its window as narrow as a phone.
fn widths(page: &Page) -> Result<()> {
    for width in [360, 390, 720, 1100, 1440, 1920] {
        page.goto(&format!("{}frame.html?{width},844,", page.server.url()))?;
        page.enter_frame()?;
        page.ready()?;
        for language in ["en", "zh"] {
            for state in [
                json!({ "exhibit": "attention", "cell": null, "table": false }),
                json!({ "cell": "1,1", "mask": "causal" }),
                json!({ "table": true }),
                json!({ "exhibit": "tokens" }),
                json!({ "exhibit": "segmentation", "text": null, "words": "\u{6C5F}\u{5927}\u{6865}:7" }),
                json!({ "exhibit": "attention", "table": false, "text": "a very long text ".repeat(12) }),
                json!({ "text": "Donaudampfschifffahrtsgesellschaftskapitän".repeat(5) }),
                json!({ "text": null, "mask": "none" }),
            ] {
                let mut all = state.clone();
                all["language"] = language.into();
                page.set(all)?;
                page.until(|| {
                    let sizes = page.eval("[document.documentElement.scrollWidth, innerWidth]")?;
                    ensure!(sizes[1] == width, "the frame is {} wide", sizes[1]);
                    let is_fit = sizes[0].as_u64().is_some_and(|wide| wide <= width);
                    let widest = "[...document.querySelectorAll('main *')].filter((one) => \
                        one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll, .formulas, .rail')) \
                        .slice(0, 3).map((one) => one.className || one.tagName).join(' ')";
                    ensure!(
                        is_fit,
                        "{} pixels in a window of {width}, {language}, {state}: {}",
                        sizes[0],
                        page.eval(widest)?
                    );
                    Ok(())
                })?;
            }
        }
    }
    Ok(())
}

/// A finger on a cell opens the sheet with its numbers.
fn tap(page: &Page) -> Result<()> {
    page.open("")?;
    if page.kind == Kind::Chromium {
        ensure!(page.eval("innerWidth")? == 390, "{} pixels", page.eval("innerWidth")?);
    }
    let cells = ".sheet[data-figure=weights] canvas.cells";
    page.wait("the figure", &format!("document.querySelector('{cells}').getBoundingClientRect().width > 100"))?;
    page.scroll_to(cells)?;
    let edge = page.eval(&format!("document.querySelector('{cells}').getBoundingClientRect().width / 12"))?;
    let edge = edge.as_f64().context("no width")?;
    ensure!(edge >= 15.0, "a cell of {edge} pixels is too small for a finger");
    let there = page.move_to(cells, edge * 2.5, edge * 4.5)?;
    let (down, up) =
        (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    if page.kind == Kind::Chromium {
        page.act(TouchActions::new("finger".into()).then(there).then(down).then(up))?;
    } else {
        page.act(MouseActions::new("mouse".into()).then(there).then(down).then(up))?;
    }
    page.wait_state("cell", "4,2")?;
    page.wait("its sheet", "!!document.querySelector('.inspector.chosen .number')")?;
    let box_of_sheet = page.eval(
        "(() => { const { left, right, top, bottom } = document.querySelector('.inspector.chosen').getBoundingClientRect(); \
         return left >= 0 && right <= innerWidth && bottom > 0 && top < innerHeight; })()",
    )?;
    ensure!(page.kind != Kind::Chromium || box_of_sheet == true, "the sheet is not in sight");
    Ok(())
}

/// The pointer alone shows a cell's numbers, and chooses nothing.
fn point(page: &Page) -> Result<()> {
    page.open("")?;
    let cells = ".sheet[data-figure=weights] canvas.cells";
    page.wait("the figure", &format!("document.querySelector('{cells}').getBoundingClientRect().width > 100"))?;
    page.scroll_to(cells)?;
    let there = page.move_to(cells, 20.0, 20.0)?;
    page.act(MouseActions::new("mouse".into()).then(there))?;
    page.wait("its numbers", "/Row 1/.test(document.querySelector('.inspector.chosen')?.textContent)")?;
    ensure!(page.state("cell")?.is_null(), "pointing chose a cell");
    // A click on a number shows all its digits.
    page.act(
        MouseActions::new("mouse".into())
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT }),
    )?;
    page.wait_state("cell", "0,0")?;
    let short = page.text(".inspector .number")?;
    page.click(".inspector .number")?;
    page.until(|| {
        let full = page.text(".inspector .number")?;
        ensure!(full.len() > short.len(), "{full} has no more digits than {short}");
        Ok(())
    })
}

/// A word that is wider than a phone begins at its beginning, and its steps come into sight.
fn along(page: &Page) -> Result<()> {
    page.goto(&format!("{}frame.html?390,844,", page.server.url()))?;
    page.enter_frame()?;
    page.ready()?;
    page.set(json!({ "exhibit": "subwords", "kind": "unigram", "language": "en", "word": "whoeverreadslowest" }))?;
    let scroller = "document.querySelector('.panel.word .scroll')";
    page.wait("a wide picture", &format!("{scroller}?.scrollWidth > {scroller}?.clientWidth + 200"))?;
    ensure!(page.eval(&format!("{scroller}.scrollLeft"))? == 0, "it does not begin at its beginning");
    let end = format!("{scroller}.scrollWidth - {scroller}.clientWidth - {scroller}.scrollLeft");
    page.set(json!({ "word_step": 17 }))?;
    page.wait("the end", &format!("{end} < 80"))?;
    page.set(json!({ "word_step": 1 }))?;
    page.wait("the beginning", &format!("{scroller}.scrollLeft < 80"))
}
