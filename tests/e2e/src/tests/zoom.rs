//! A matrix of many tokens, looked at in parts: by buttons, wheel, keys, drag, minimap and two fingers.

use super::Test;
use crate::options::Kind;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use fantoccini::actions::{Actions, InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::time::Duration;

pub(super) const TESTS: &[Test] = &[
    Test::new("zooming-by-every-way", ways),
    Test::new("the-strongest-of-a-block-and-its-edges", blocks),
    Test::new("two-fingers-on-a-large-matrix", fingers).on_phone(),
];

const SHEET: &str = ".panel.weights .sheet";
const CELLS: &str = ".panel.weights .sheet canvas.cells";

/// A long text in one head, whose words have numbers in them.
fn open(page: &Page, n: usize) -> Result<()> {
    page.open("#n_heads=1&d_model=16")?;
    let text: Vec<String> = (0..n).map(|i| format!("w{i}")).collect();
    page.set(json!({ "text": text.join(" ") }))?;
    page.wait("the picture", &format!("document.querySelector('{SHEET}')?.dataset.shape === '{n},{n}'"))?;
    page.scroll_to(CELLS)
}

/// Row, column, rows and columns of the part that is seen; none if all is.
fn part(page: &Page) -> Result<Option<[u64; 4]>> {
    let Value::String(text) = page.state("zoom")? else { return Ok(None) };
    let numbers: Vec<u64> = text.split(',').map(str::parse).collect::<Result<_, _>>()?;
    numbers.try_into().map(Some).map_err(|list| anyhow::anyhow!("{list:?}"))
}

fn wait_part(page: &Page, what: &str, fits: impl Fn([u64; 4]) -> bool) -> Result<[u64; 4]> {
    page.until(|| {
        let part = part(page)?.with_context(|| format!("{what}: all is seen"))?;
        ensure!(fits(part), "{what}: {part:?}");
        Ok(part)
    })
}

fn ways(page: &Page) -> Result<()> {
    open(page, 400)?;
    page.click(".zooming .closer")?;
    let half = wait_part(page, "closer", |[.., rows, cols]| rows == 200 && cols == 200)?;
    ensure!(half[0] == 100 && half[1] == 100, "not the middle: {half:?}");
    page.wait("what is seen", "/101–300/.test(document.querySelector('.zooming .seen').textContent)")?;
    let before = page.eval(&format!("document.querySelector('{SHEET} .axes').toDataURL()"))?;
    // A drag moves it, and chooses nothing.
    let (from, to) = (page.move_to(CELLS, 150.0, 150.0)?, page.move_to(CELLS, 250.0, 200.0)?);
    let press = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
    let release = PointerAction::Up { button: MOUSE_BUTTON_LEFT };
    page.act(MouseActions::new("mouse".into()).then(from).then(press.clone()).then(to).then(release.clone()))?;
    let moved = wait_part(page, "dragged", |[row, col, ..]| row < 100 && col < 100)?;
    ensure!(moved[2..] == [200, 200] && page.state("cell")?.is_null(), "{moved:?}");
    page.until(|| {
        let now = page.eval(&format!("document.querySelector('{SHEET} .axes').toDataURL()"))?;
        ensure!(now != before, "the labels are those of the part before");
        Ok(())
    })?;
    // The minimap takes it to a corner.
    page.scroll_to(".minimap")?;
    let there = page.move_to(".minimap", 90.0, 90.0)?;
    page.act(MouseActions::new("mouse".into()).then(there).then(press).then(release))?;
    wait_part(page, "the corner", |[row, col, ..]| row == 200 && col == 200)?;
    // Keys: all of it, closer around the chosen cell, and the part goes where the cursor goes.
    page.eval(&format!("document.querySelector('{SHEET}').focus()"))?;
    page.press('0')?;
    page.wait_state("zoom", Value::Null)?;
    page.press(Key::Right.into())?;
    page.wait_state("cell", "0,0")?;
    for _ in 0..6 {
        page.press('+')?;
    }
    let corner = wait_part(page, "closer at the cursor", |[row, col, rows, _]| row == 0 && col == 0 && rows < 10)?;
    page.press(Key::End.into())?;
    page.wait_state("cell", "0,399")?;
    wait_part(page, "along with the cursor", |[row, col, _, cols]| row == 0 && col + cols == 400 && cols == corner[3])?;
    page.wait("the token's name", "/w399/.test(document.querySelector('.inspector').textContent)")?;
    page.press('-')?;
    wait_part(page, "farther", |[.., cols]| cols > corner[3])?;
    page.click(".zooming .all")?;
    page.wait_state("zoom", Value::Null)?;
    // The wheel with Ctrl, at the pointer.
    let wheel = "document.querySelector(args[0]).dispatchEvent(new WheelEvent('wheel', { deltaY: -40, ctrlKey: args[1], \
        bubbles: true, cancelable: true, clientX: document.querySelector(args[0]).getBoundingClientRect().right - 2, \
        clientY: document.querySelector(args[0]).getBoundingClientRect().top + 2 }))";
    page.eval_with(wheel, vec![CELLS.into(), false.into()])?;
    page.eval_with(wheel, vec![CELLS.into(), true.into()])?;
    let near = wait_part(page, "the wheel", |[row, ..]| row < 5)?;
    ensure!(near[1] + near[3] > 395 && near[3] > 200, "once, at the pointer: {near:?}");
    // A link keeps it.
    page.set(json!({ "zoom": "7,9,20,20" }))?;
    page.wait("the part", "/8–27/.test(document.querySelector('.zooming .seen').textContent)")?;
    page.wait("its link", "/zoom=7/.test(location.hash)")
}

/// A mask with one open cell in each of some far places: each is seen, and told by its row and column.
fn blocks(page: &Page) -> Result<()> {
    open(page, 2_000)?;
    page.set(json!({ "mask": "window.1" }))?;
    page.settle()?;
    // Of each token only itself is seen, with weight 1: the diagonal must be whole, first and last cell included.
    let diagonal = "(() => { const canvas = document.querySelector('.panel.weights .sheet canvas.cells'); \
        const { width, height } = canvas; const { data } = canvas.getContext('2d').getImageData(0, 0, width, height); \
        const open = (row, col) => data[(row * width + col) * 4 + 3] > 0; let seen = 0, beside = 0; \
        for (let row = 0; row < height; row += 1) { for (let col = 0; col < width; col += 1) \
            if (open(row, col)) (row === col ? seen += 1 : beside += 1); } \
        return [width, height, seen, beside, open(0, 0), open(height - 1, width - 1), open(0, 1), open(height - 1, width - 2)]; })()";
    page.until(|| {
        let found = page.eval(diagonal)?;
        ensure!(
            found[0] == found[1] && found[0].as_u64().is_some_and(|width| (100..2_000).contains(&width)),
            "{found}"
        );
        ensure!(found[2] == found[0] && found[3] == 0, "the diagonal has holes: {found}");
        ensure!(found[4] == true && found[5] == true && found[6] == false && found[7] == false, "the ends: {found}");
        Ok(())
    })?;
    page.scroll_to(CELLS)?;
    // A pointer stands on whole pixels, and the matrix may begin between two: one of these is on the diagonal.
    let beside = RefCell::new([100.0, 101.0, 99.0].into_iter().cycle());
    page.until(|| {
        let there = page.move_to(CELLS, 100.0, beside.borrow_mut().next().unwrap_or_default())?;
        page.act(MouseActions::new("mouse".into()).then(there))?;
        page.settle()?;
        let note = page.text(".zooming .note")?;
        let numbers: Vec<&str> = note.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        ensure!(matches!(numbers[..], [.., row, col] if row == col && numbers.len() == 6), "{note}");
        Ok(())
    })?;
    page.wait("its cell", "/It gives 1\\.00 of its attention/.test(document.querySelector('.inspector').textContent)")
}

fn fingers(page: &Page) -> Result<()> {
    open(page, 200)?;
    if page.kind != Kind::Chromium {
        page.click(".zooming .closer")?; // other drivers have one pointer
        return wait_part(page, "closer", |[.., rows, _]| rows == 100).map(drop);
    }
    let press = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
    let release = PointerAction::Up { button: MOUSE_BUTTON_LEFT };
    let slowly = |page: &Page, x: f64| -> Result<PointerAction> {
        let PointerAction::MoveTo { x, y, .. } = page.move_to(CELLS, x, 100.0)? else {
            return page.move_to(CELLS, x, 100.0);
        };
        Ok(PointerAction::MoveTo { duration: Some(Duration::from_millis(200)), x, y })
    };
    let finger = |name: &str, from: f64, to: f64| -> Result<TouchActions> {
        let start = page.move_to(CELLS, from, 100.0)?;
        Ok(TouchActions::new(name.into()).then(start).then(press.clone()).then(slowly(page, to)?).then(release.clone()))
    };
    page.act(Actions::from(finger("one", 90.0, 40.0)?).and(finger("two", 130.0, 180.0)?))?;
    let near = wait_part(page, "pinched", |[.., rows, _]| rows < 120)?;
    ensure!(page.state("cell")?.is_null(), "a pinch chose a cell");
    page.act(finger("one", 100.0, 160.0)?)?;
    wait_part(page, "moved", |[_, col, ..]| col < near[1])?;
    ensure!(
        page.eval("document.documentElement.scrollWidth <= innerWidth")? == true,
        "the page is wider than the phone"
    );
    Ok(())
}
