//! A mask put together from rules, and painted by mouse and by keys: the table, the weights and the output follow.

use super::Test;
use crate::options::{Kind, Options};
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions};
use fantoccini::key::Key;
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("a-mask-painted-by-mouse", by_mouse),
    Test::new("a-mask-painted-by-keys", by_keys),
    Test::new("a-mask-painted-by-finger", by_finger).on_phone().unless(no_finger),
    Test::new("rules-put-together", rules),
];

const CELLS: &str = ".sheet[data-figure=mask] canvas.cells";

/// What a figure's canvas shows: a row of text for each of its rows, `.` where a cell is blocked, which is transparent.
fn shown(page: &Page, figure: &str) -> Result<String> {
    let script = "(() => { const canvas = document.querySelector(`.sheet[data-figure=${args[0]}] canvas.cells`); \
        const { width, height } = canvas; const { data } = canvas.getContext('2d').getImageData(0, 0, width, height); \
        return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_, col) => \
            data[4 * (row * width + col) + 3] ? '#' : '.').join('')).join(' '); })()";
    Ok(page.eval_with(script, vec![figure.into()])?.as_str().unwrap_or_default().to_owned())
}

/// Waits until mask and weights both show this.
fn wait_shown(page: &Page, expected: &str) -> Result<()> {
    page.until(|| {
        for figure in ["mask", "weights"] {
            let found = shown(page, figure)?;
            ensure!(found == expected, "{figure} shows {found}, not {expected}");
        }
        Ok(())
    })
}

fn output(page: &Page) -> Result<serde_json::Value> {
    page.eval("document.querySelector('.sheet[data-figure=output] canvas.cells').toDataURL()")
}

fn by_mouse(page: &Page) -> Result<()> {
    page.open("#exhibit=mask&language=en")?;
    wait_shown(page, "##### ##### ##### ##### #####")?;
    let before = output(page)?;
    page.scroll_to(CELLS)?;
    let edge = page.eval(&format!("document.querySelector('{CELLS}').getBoundingClientRect().width / 5"))?;
    let edge = edge.as_f64().context("no width")?;
    let drag = |from: (f64, f64), to: (f64, f64)| -> Result<()> {
        let at = |(row, col): (f64, f64)| page.move_to(CELLS, (col + 0.5) * edge, (row + 0.5) * edge);
        let (down, up) =
            (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let stroke = MouseActions::new("mouse".into()).then(at(from)?).then(down).then(at(to)?).then(up);
        page.act(stroke)
    };
    drag((0.0, 1.0), (0.0, 3.0))?;
    wait_shown(page, "#...# ##### ##### ##### #####")?;
    page.until(|| {
        ensure!(output(page)? != before, "the output did not follow");
        Ok(())
    })?;

    for (brush, from, to, expected) in [
        ("row", (4.0, 0.0), (4.0, 0.0), "#...# ##### ##### ##### ....."),
        ("column", (1.0, 4.0), (1.0, 4.0), "#.... ####. ####. ####. ....."),
        ("rectangle", (0.0, 1.0), (1.0, 2.0), "###.. ####. ####. ####. ....."),
        ("diagonal", (0.0, 3.0), (0.0, 3.0), "####. ##### ####. ####. ....."),
    ] {
        page.click(&format!("#brush-{brush}"))?;
        drag(from, to)?;
        wait_shown(page, expected).with_context(|| brush.to_owned())?;
    }
    ensure!(page.text(".panel.rows tbody tr:first-child td")? == "[BOS] I like you [MASK]", "not the notes' row");
    for _ in 0..5 {
        page.click("#undo")?;
    }
    wait_shown(page, "##### ##### ##### ##### #####")?;
    page.until(|| {
        ensure!(output(page)? == before, "the output did not come back");
        Ok(())
    })?;
    page.click("#redo")?;
    wait_shown(page, "#...# ##### ##### ##### #####")?;

    // Only looking: a cell is chosen as everywhere else, and nothing is painted.
    page.click("#brush-look")?;
    drag((3.0, 3.0), (3.0, 3.0))?;
    page.wait_state("cell", "mask,3,3")?;
    wait_shown(page, "#...# ##### ##### ##### #####")?;

    // The painted mask is a part of the link.
    page.wait("the link", "location.hash.includes(heedmap.state().mask)")?;
    page.reload()?;
    wait_shown(page, "#...# ##### ##### ##### #####")
}

fn by_keys(page: &Page) -> Result<()> {
    page.open("#exhibit=mask&language=en&mask=causal")?;
    wait_shown(page, "#.... ##... ###.. ####. #####")?;
    page.eval("document.querySelector('.sheet[data-figure=mask]').focus()")?;
    page.press(Key::Down.into())?; // finds the first cell
    page.wait_state("cell", "mask,0,0")?;
    page.press(Key::Right.into())?;
    page.wait_state("cell", "mask,0,1")?;
    page.press(' ')?;
    wait_shown(page, "##... ##... ###.. ####. #####")?;
    page.press_shift(Key::Right.into())?;
    page.press_shift(Key::Right.into())?;
    wait_shown(page, "####. ##... ###.. ####. #####")?;
    page.press_with(Key::Control, 'z')?;
    wait_shown(page, "#.... ##... ###.. ####. #####")?;
    page.press_with(Key::Control, 'y')?;
    wait_shown(page, "####. ##... ###.. ####. #####")
}

fn no_finger(kind: Kind, _: &Options) -> Option<&'static str> {
    (kind != Kind::Chromium).then_some("its driver has no fingers")
}

fn by_finger(page: &Page) -> Result<()> {
    page.open("#exhibit=mask&language=en")?;
    wait_shown(page, "##### ##### ##### ##### #####")?;
    page.scroll_to(CELLS)?;
    let edge = page.eval(&format!("document.querySelector('{CELLS}').getBoundingClientRect().width / 5"))?;
    let edge = edge.as_f64().context("no width")?;
    let at = |row: f64, col: f64| page.move_to(CELLS, (col + 0.5) * edge, (row + 0.5) * edge);
    let (down, up) =
        (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    let (from, through, to) = (at(1.0, 1.0)?, at(2.0, 1.0)?, at(4.0, 1.0)?);
    page.act(TouchActions::new("finger".into()).then(from).then(down).then(through).then(to).then(up))?;
    wait_shown(page, "##### #.### #.### #.### #.###")?;
    ensure!(page.eval("scrollX")? == 0, "the page moved under the finger");
    Ok(())
}

fn rules(page: &Page) -> Result<()> {
    page.open("#exhibit=mask&language=en&mask=causal")?;
    page.select("#add-rule", "window")?;
    page.wait_state("mask", "causal,window.4")?;
    page.fill("#rule-window-0", "2")?;
    page.wait_state("mask", "causal,window.2")?;
    wait_shown(page, "#.... ##... .##.. ..##. ...##")?;
    page.click(".rules li:first-child button")?;
    page.wait_state("mask", "window.2")?;
    wait_shown(page, "##... ###.. .###. ..### ...##")?;
    page.set(json!({ "mask": "block.2.3" }))?;
    wait_shown(page, "##... ##... ..### ..### ..###")?;
    page.fill("#rule-block", "1, 4")?;
    page.wait_state("mask", "block.1.4")?;
    page.fill("#rule-block", "1, x")?;
    page.wait("what is wrong", "document.querySelector('.messages').textContent.includes('block.1.x')")?;
    page.wait_state("mask", "block.1.4")
}
