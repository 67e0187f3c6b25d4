//! Word2vec: the notes' king and queen in both languages, a training that is stopped, goes on and begins anew, one guess, files, the map, programs.

use super::Test;
use crate::options::Kind;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use fantoccini::actions::{Actions, InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::time::Duration;

pub(super) const TESTS: &[Test] = &[
    Test::new("word2vec-of-the-notes", notes),
    Test::new("word2vec-of-chinese", chinese).in_chinese(),
    Test::new("word2vec-goes-on", goes_on),
    Test::new("word2vec-plays-to-its-end-and-anew", plays),
    Test::new("word2vec-one-guess", guess),
    Test::new("word2vec-files", files),
    Test::new("word2vec-map-by-every-way", map),
    Test::new("word2vec-map-by-fingers", fingers).on_phone(),
    Test::new("word2vec-by-program", programs),
];

/// The words of a table's first row: of CBOW and of Skip-gram.
fn first(page: &Page, panel: &str, expected: &str) -> Result<()> {
    let script = "(() => { const cells = [...(document.querySelector(`.panel.${args[0]} tbody tr`)?.children ?? [])]; \
                  return [cells[1], cells[3]].map((cell) => cell?.textContent).join('|'); })()";
    page.until(|| {
        let found = page.eval_with(script, vec![panel.into()])?;
        ensure!(found == expected, "the first of {panel} are {found}, not {expected}");
        Ok(())
    })
}

fn write(page: &Page, field: &str, text: &str) -> Result<()> {
    let paste = "((field) => { field.value = args[1]; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }) \
                 (document.querySelector(args[0]))";
    page.eval_with(paste, vec![field.into(), text.into()]).map(drop)
}

fn notes(page: &Page) -> Result<()> {
    page.open("#exhibit=word2vec&language=en")?;
    first(page, "analogy", "queen|queen")?;
    write(page, "#analogy", "father − man + woman")?;
    first(page, "analogy", "mother|mother")?;
    write(page, "#near", "nobody")?;
    page.wait("an unknown word", "document.querySelector('.panel.near').textContent.includes('nobody')")?;
    // A point of the map is a word to look at.
    page.eval(
        "(() => { const canvas = document.querySelector('.panel.map canvas'); const place = canvas.getBoundingClientRect(); \
         for (let x = 4; x < place.width; x += 9) for (let y = 4; y < place.height; y += 9) canvas.dispatchEvent(new MouseEvent('click', \
         { bubbles: true, clientX: place.left + x, clientY: place.top + y })); })()",
    )?;
    page.wait("another word", "heedmap.state().near !== 'nobody'")
}

fn chinese(page: &Page) -> Result<()> {
    page.open("#exhibit=word2vec")?;
    first(page, "analogy", "王后|王后")?;
    page.reload()?;
    page.ready()?;
    first(page, "analogy", "王后|王后")
}

fn goes_on(page: &Page) -> Result<()> {
    page.open("#exhibit=word2vec&language=en&step=0&epochs=400")?;
    page.wait(
        "nothing learnt",
        "document.querySelector('.panel.loss-cbow') === null && document.querySelector('.panel.map') !== null",
    )?;
    page.click("#play")?;
    page.wait("some of it", "heedmap.state().step > 5")?;
    page.click("#play")?;
    let step = page.eval("heedmap.state().step")?;
    ensure!(step.as_u64().is_some_and(|step| step < 100), "it stops at {step}");
    page.click("#next")?;
    page.wait("a curve", "document.querySelector('.panel.loss-skip-gram canvas') !== null")?;
    page.click("#reset")?;
    page.wait_state("step", 0)?;
    // A rate at which nothing can be learnt is named.
    page.set(json!({ "rate": 10, "objective": "softmax", "step": 100 }))?;
    page.wait("diverged", "document.querySelector('.panel.steps .note').textContent.includes('diverged')")
}

/// A training that is played is learnt ahead of its pictures, but not past its end, and not past a hand that takes it.
fn plays(page: &Page) -> Result<()> {
    let plays = |expected: bool| format!("document.querySelector('#play').ariaPressed === '{expected}'");
    page.open("#exhibit=word2vec&language=en&step=96&epochs=200")?;
    page.wait("the last part but four", "document.querySelector('#scrub')?.value === '96'")?;
    page.click("#play")?;
    page.wait("the end", "document.querySelector('#scrub').value === '100'")?;
    page.wait("rest at the end", &plays(false))?;
    page.wait("its curves", "document.querySelector('.panel.loss-cbow canvas')?.ariaLabel.includes('100')")?;
    page.click("#play")?;
    page.wait("the beginning", "((part) => part > 1 && part < 90)(Number(document.querySelector('#scrub').value))")?;
    ensure!(page.eval(&plays(true))? == true, "it goes on from the beginning");
    write(page, "#scrub", "95")?;
    page.wait("rest in a hand", &plays(false))?;
    page.wait("the part that was taken", "document.querySelector('#scrub').value === '95'")?;
    page.wait_state("step", 95)
}

fn guess(page: &Page) -> Result<()> {
    page.open("#exhibit=word2vec&language=en&step=0&objective=softmax&vector_size=2")?;
    // Before anything is learnt all words are as likely: 1 of 129.
    let p = "document.querySelector('.panel.guess-skip-gram tbody tr')?.children[3]?.textContent";
    page.wait("even chances", &format!("{p} === '0.007752'"))?;
    page.click("#pair-next")?;
    page.wait_state("pair", 1)?;
    page.select("#objective", "hierarchical-softmax")?;
    page.wait("a node", "document.querySelector('.panel.guess-cbow tbody th')?.textContent.startsWith('node')")?;
    page.set(json!({ "text": "" }))?;
    page.wait("no text", "document.querySelector('.panel.nothing') !== null")
}

const MAP: &str = ".panel.map .sheet";

/// What is in the middle of the map, and how many times it is enlarged; none if all is seen.
fn sight(page: &Page) -> Result<Option<[f64; 3]>> {
    let Value::String(text) = page.state("map")? else { return Ok(None) };
    let numbers: Vec<f64> = text.split(',').map(str::parse).collect::<Result<_, _>>()?;
    numbers.try_into().map(Some).map_err(|list| anyhow::anyhow!("{list:?}"))
}

fn wait_sight(page: &Page, what: &str, fits: impl Fn([f64; 3]) -> bool) -> Result<[f64; 3]> {
    page.until(|| {
        let sight = sight(page)?.with_context(|| format!("{what}: all is seen"))?;
        ensure!(fits(sight), "{what}: {sight:?}");
        Ok(sight)
    })
}

fn map(page: &Page) -> Result<()> {
    page.open("#exhibit=word2vec&language=en&near=")?;
    page.wait("the map", &format!("document.querySelector('{MAP} canvas')?.height > 100"))?;
    page.click("#closer")?;
    let middle = wait_sight(page, "closer", |[.., zoom]| zoom == 1.6)?;
    // A drag moves it, and chooses nothing.
    page.scroll_to(MAP)?;
    let (from, to) = (page.move_to(MAP, 150.0, 150.0)?, page.move_to(MAP, 190.0, 180.0)?);
    let press = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
    let release = PointerAction::Up { button: MOUSE_BUTTON_LEFT };
    page.act(MouseActions::new("mouse".into()).then(from).then(press).then(to).then(release))?;
    wait_sight(page, "dragged", |[right, up, zoom]| right < middle[0] && up > middle[1] && zoom == 1.6)?;
    ensure!(page.state("near")? == "", "a drag is no click");
    page.eval(&format!("document.querySelector('{MAP}').focus()"))?;
    page.press('+')?;
    let near = wait_sight(page, "by key", |[.., zoom]| zoom > 2.0)?;
    page.press(Key::Right.into())?;
    wait_sight(page, "to the right", |[right, ..]| right > near[0])?;
    page.press('0')?;
    page.wait_state("map", Value::Null)?;
    // The wheel with Ctrl; what a link has; and a word that is looked for comes into sight.
    let wheel = "document.querySelector(args[0]).dispatchEvent(new WheelEvent('wheel', { deltaY: -40, ctrlKey: args[1], bubbles: true, \
        cancelable: true, clientX: 200, clientY: 200 }))";
    page.eval_with(wheel, vec![MAP.into(), false.into()])?;
    page.eval_with(wheel, vec![MAP.into(), true.into()])?;
    wait_sight(page, "the wheel", |[.., zoom]| zoom > 1.0 && zoom < 2.0)?;
    page.set(json!({ "map": "0,0,20" }))?;
    page.wait("its link", "/map=0/.test(location.hash)")?;
    let corner = sight(page)?.context("all is seen")?;
    write(page, "#near", "queen")?;
    wait_sight(page, "the word", |sight| sight[..2] != corner[..2] && sight[2] == corner[2])?;
    page.click("#whole-map")?;
    page.wait_state("map", Value::Null)
}

fn fingers(page: &Page) -> Result<()> {
    page.open("#exhibit=word2vec&language=en&near=")?;
    page.wait("the map", &format!("document.querySelector('{MAP} canvas')?.height > 100"))?;
    page.scroll_to(MAP)?;
    if page.kind != Kind::Chromium {
        page.click("#closer")?; // other drivers have one pointer
        return wait_sight(page, "closer", |[.., zoom]| zoom == 1.6).map(drop);
    }
    let finger = |name: &str, from: f64, to: f64| -> Result<TouchActions> {
        let (start, end) = (page.move_to(MAP, from, 100.0)?, page.move_to(MAP, to, 100.0)?);
        let slowly = |action| match action {
            PointerAction::MoveTo { x, y, .. } => {
                PointerAction::MoveTo { duration: Some(Duration::from_millis(200)), x, y }
            }
            other => other,
        };
        let (press, release) =
            (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        Ok(TouchActions::new(name.into()).then(start).then(press).then(slowly(end)).then(release))
    };
    page.act(Actions::from(finger("one", 90.0, 40.0)?).and(finger("two", 130.0, 180.0)?))?;
    let near = wait_sight(page, "spread", |[.., zoom]| zoom > 2.0)?;
    ensure!(page.state("near")? == "", "two fingers chose a word");
    page.settle()?;
    page.act(finger("one", 160.0, 100.0)?)?;
    wait_sight(page, "along", |[right, _, zoom]| right > near[0] && zoom == near[2]).map(drop)
}

fn files(page: &Page) -> Result<()> {
    page.open("#exhibit=word2vec&language=en&step=1")?;
    let load = "((input) => { const data = new DataTransfer(); data.items.add(new File([args[0]], 'mine.txt')); input.files = data.files; \
                input.dispatchEvent(new Event('change', { bubbles: true })); })(document.querySelector('#load-vectors'))";
    page.eval_with(load, vec!["3 2\nking 1 0\nqueen 1 0.5\nman 0 1\n".into()])?;
    page.wait("its neighbours", "document.querySelector('.panel.near tbody td')?.textContent === 'queen'")?;
    // A training goes on from it, once its vectors are as long.
    page.click("#go-on")?;
    page.wait("the lengths", "document.querySelector('.panel.nothing')?.textContent.includes('2 numbers')")?;
    page.set(json!({ "vector_size": 2 }))?;
    page.wait("the start", "document.querySelector('.panel.steps .note')?.textContent.includes('“mine.txt”: 3')")?;
    page.eval_with(load, vec!["3 2\nking 1 0\nqueen 1\nman 0 1\n".into()])?;
    page.wait("the line", "document.querySelector('.panel.nothing')?.textContent.includes('line 3')")?;
    page.click("#unload-vectors")?;
    page.wait("the training", "document.querySelector('.panel.steps') !== null")
}

fn programs(page: &Page) -> Result<()> {
    page.open("#language=en")?;
    let found = page.run(
        "return await heedmap.word2vec({ corpus: ['a b c', 'b c d'], tokenizer: 'whitespace', kind: 'cbow', vector_size: 4, epochs: 3, \
         near: 'a', analogy: ['a', 'b', 'c'], pair: 1 })",
    )?;
    ensure!(found["words"].as_array().is_some_and(|words| words.len() == 4) && found["step"] == 100, "{found}");
    ensure!(found["vectors"][0].as_array().is_some_and(|vector| vector.len() == 4), "{found}");
    let pair: &Value = &found["sides"]["cbow"]["pair"];
    ensure!(pair["candidates"][0]["wanted"] == 1 && pair["hidden"].as_array().is_some_and(|h| h.len() == 4), "{pair}");
    ensure!(found["file"].as_str().is_some_and(|file| file.starts_with("4 4\n")), "{}", found["file"]);
    let refused = page.run("return heedmap.word2vec({ objective: 'hinge' }).catch((error) => error.message)")?;
    ensure!(refused.as_str().is_some_and(|sentence| sentence.contains("negative-sampling")), "{refused}");
    Ok(())
}
