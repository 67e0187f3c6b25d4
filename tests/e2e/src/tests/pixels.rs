//! Every cell of every head has the colour of its number, with the mask and without.

use super::Test;
use crate::page::Page;
use crate::picture::Numbers;
use anyhow::{Result, ensure};
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("mask-and-pixels", mask),
    Test::new("colour-maps-and-scales", colours),
    Test::new("sizes-and-seed", sizes),
    Test::new("a-pointer-that-passes-changes-no-picture", passing),
    Test::new("pictures-that-are-gone-give-their-memory-back", gone),
];

fn mask(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("it was too tired to cross")?;
    page.settle()?;
    let open = Numbers::of_screen(page)?;
    ensure!(open.n_tokens == 6 && open.is_open(), "without a mask all is allowed");
    all_heads(page, &open)?;

    page.click("#causal")?;
    page.wait_state("mask", "causal")?;
    page.settle()?;
    let causal = Numbers::of_screen(page)?;
    ensure!(causal.is_causal(), "what comes after a query must be blocked, and nothing else");
    all_heads(page, &causal)?;

    page.click("#causal")?;
    page.wait_state("mask", "none")?;
    all_heads(page, &open)
}

/// Shows each head in turn.
fn all_heads(page: &Page, numbers: &Numbers) -> Result<()> {
    for head in 0..numbers.n_heads {
        page.click(&format!(".multiple:nth-child({})", head + 1))?;
        page.wait_state("head", head)?;
        let pressed = "Array.from(document.querySelectorAll('.multiple'), (b) => b.ariaPressed ?? b.getAttribute('aria-pressed'))\
                       .indexOf('true')";
        page.wait("its button", &format!("{pressed} === {head}"))?;
        numbers.wait_for_screen(page)?;
    }
    Ok(())
}

fn colours(page: &Page) -> Result<()> {
    page.open("#mask=causal")?;
    let numbers = Numbers::of_screen(page)?;
    for map in ["viridis", "cividis", "magma", "greys"] {
        page.select("#colormap", map)?;
        page.wait_state("colormap", map)?;
        numbers.wait_for_screen(page)?;
    }
    // A menu shows what is set, however it was set.
    for (by_hand, by_program) in [("cividis", "magma"), ("greys", "viridis"), ("cividis", "greys")] {
        page.select("#colormap", by_hand)?;
        page.wait_state("colormap", by_hand)?;
        page.set(json!({ "colormap": by_program }))?;
        page.wait("the menu", &format!("document.querySelector('#colormap').value === '{by_program}'"))?;
    }
    for scale in ["row", "log", "shared"] {
        page.select("#scale", scale)?;
        page.wait_state("scale", scale)?;
        numbers.wait_for_screen(page)?;
    }
    Ok(())
}

/// The cursor comes and goes with the pointer, above canvases that stay the same.
fn passing(page: &Page) -> Result<()> {
    page.open("")?;
    let canvases = ["cells", "axes"].map(|class| format!("[data-figure=weights] canvas.{class}"));
    let pictures = || -> Result<Vec<Value>> {
        canvases.iter().map(|css| page.eval(&format!("document.querySelector('{css}').toDataURL()"))).collect()
    };
    page.scroll_to(&canvases[0])?;
    let before = pictures()?;
    for _ in 0..2 {
        let to = page.move_to(&canvases[0], 20.0, 20.0)?;
        page.act(MouseActions::new("mouse".into()).then(to))?;
        page.wait("the cursor", "!!document.querySelector('[data-figure=weights] .cursor')")?;
        ensure!(pictures()? == before, "the pointer came, and the picture changed");
        let away = PointerAction::MoveTo { duration: None, x: 2.0, y: 2.0 };
        page.act(MouseActions::new("mouse".into()).then(away))?;
        page.wait("no cursor", "!document.querySelector('[data-figure=weights] .cursor')")?;
        ensure!(pictures()? == before, "the pointer went, and the picture changed");
    }
    Ok(())
}

/// The first program's pictures go when the application has painted its own, a page's when another one comes.
fn gone(page: &Page) -> Result<()> {
    let are_gone = "__probe.pictures.every((canvas) => !canvas.isConnected && canvas.width === 0)";
    page.open("")?;
    ensure!(page.eval("__probe.pictures.length > 1")? == true, "there was no first picture");
    page.wait("the first pictures' end", are_gone)?;
    page.settle()?;
    page.eval("(() => { __probe.pictures = [...document.querySelectorAll('canvas')]; })()")?;
    ensure!(page.eval("__probe.pictures.length > 1 && __probe.pictures.every((canvas) => canvas.width > 0)")? == true);
    page.set(json!({ "exhibit": "tokens", "text": "" }))?;
    page.wait("the page's pictures' end", are_gone)
}

fn sizes(page: &Page) -> Result<()> {
    page.open("")?;
    page.select("#d-model", "32")?;
    page.wait_state("d_model", 32)?;
    page.fill("#n-heads", "8")?;
    page.wait_state("n_heads", 8)?;
    page.eval(
        "(() => { const seed = document.querySelector('#seed'); seed.value = '7'; \
         seed.dispatchEvent(new Event('change', { bubbles: true })); })()",
    )?;
    page.wait_state("seed", 7)?;
    page.settle()?;
    let numbers = Numbers::of_screen(page)?;
    ensure!(numbers.n_heads == 8, "{} heads", numbers.n_heads);
    numbers.wait_for_screen(page)?;
    // Eight heads cannot share four numbers: the nearest that can is taken, and said.
    page.select("#d-model", "4")?;
    page.wait_state("n_heads", 4)?;
    page.wait("a notice", "/4/.test(document.querySelector('.message')?.textContent)")?;
    page.settle()?;
    Numbers::of_screen(page)?.wait_for_screen(page)
}
