//! Keys, and the whole page without a mouse.

use super::Test;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::key::Key;
use heedmap::i18n::strings;
use heedmap::state::{Language, Theme};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("single-letter-keys", letters),
    Test::new("keys-rest-while-writing", resting),
    Test::new("language-and-theme-buttons", buttons),
    Test::new("the-list-of-keys", help),
    Test::new("without-a-mouse", without_a_mouse),
    Test::new("stages-are-walked-and-sums-followed", stages),
    Test::new("keys-keep-their-place", places),
    Test::new("keys-go-on-with-the-picture", pictures),
];

fn letters(page: &Page) -> Result<()> {
    page.open("")?;
    page.press('l')?;
    page.wait("Chinese", "document.documentElement.lang === 'zh-Hans'")?;
    ensure!(page.text("h1")? == "注意力", "the heading is {}", page.text("h1")?);
    page.wait("the Chinese example", "document.querySelector('#text').value.includes('小猫')")?;
    page.press('L')?;
    page.wait("English", "document.documentElement.lang === 'en'")?;
    ensure!(page.text("h1")? == "Attention", "the heading is {}", page.text("h1")?);

    let theme = page.eval("document.documentElement.dataset.theme")?;
    let theme = theme.as_str().context("no theme")?;
    page.press('t')?;
    page.wait("another theme", &format!("document.documentElement.dataset.theme !== '{theme}'"))?;
    page.press('t')?;
    page.wait("the theme again", &format!("document.documentElement.dataset.theme === '{theme}'"))?;

    for head in [3, 1, 4] {
        page.press(char::from_digit(head, 10).context("no digit")?)?;
        page.wait_state("head", head - 1)?;
    }
    page.press('9')?; // there are only four
    page.wait_state("head", 3)?;
    page.press('m')?;
    page.wait("the mask", "heedmap.state().mask === 'causal' && document.querySelector('#causal').checked")?;
    page.press('m')?;
    page.wait("no mask", "heedmap.state().mask === 'none' && !document.querySelector('#causal').checked")?;
    page.press('p')?;
    page.wait("the projector's view", "document.documentElement.dataset.projector === 'on'")?;
    page.press(Key::Escape.into())?;
    page.wait("the page", "document.documentElement.dataset.projector === 'off'")
}

fn resting(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("mlt?1p")?;
    page.wait_state("text", "mlt?1p")?;
    for (name, value) in [("mask", "none"), ("language", "en"), ("theme", "system")] {
        ensure!(page.state(name)? == value, "a letter in the text changed {name}");
    }
    ensure!(page.eval("!!document.querySelector('.help')")? == false, "a question mark in the text opened the list");
    // Who switches the letters off has no such keys at all.
    page.open("#keys=0")?;
    page.wait_state("keys", false)?;
    page.reload()?;
    page.ready()?;
    page.press('m')?;
    page.press('?')?;
    page.settle()?;
    ensure!(
        page.state("mask")? == "none" && page.eval("!!document.querySelector('.help')")? == false,
        "m or ? did something"
    );
    Ok(())
}

fn buttons(page: &Page) -> Result<()> {
    page.open("")?;
    page.click_button(strings(Language::Zh).language_name)?;
    page.wait("Chinese", "document.documentElement.lang === 'zh-Hans' && document.title.includes('注意力')")?;
    page.click_button(strings(Language::En).language_name)?;
    page.wait("English", "document.documentElement.lang === 'en'")?;
    let theme = "document.documentElement.dataset.theme";
    let before = page.eval(theme)?;
    let other = if before == "dark" { Theme::Light } else { Theme::Dark };
    let ground = page.eval("getComputedStyle(document.body).backgroundColor")?;
    page.click_button((strings(Language::En).theme_name)(other))?;
    page.wait("another theme", &format!("{theme} !== {before}"))?;
    ensure!(page.eval("getComputedStyle(document.body).backgroundColor")? != ground, "the ground stayed as it was");
    Ok(())
}

fn help(page: &Page) -> Result<()> {
    page.open("")?;
    let button = ".page-tools button:last-child";
    page.click_button(strings(Language::En).help)?;
    page.wait("the list, with the focus in it", "document.querySelector('.help')?.contains(document.activeElement)")?;
    page.press(Key::Escape.into())?;
    page.wait("no list", "!document.querySelector('.help')")?;
    page.wait("the focus back", &format!("document.activeElement === document.querySelector('{button}')"))?;

    page.press('?')?;
    page.wait("the list", "!!document.querySelector('.help')")?;
    // What lies behind an open list is out of reach. (Between last and first the browser may have its own buttons.)
    for step in 0..6 {
        if step < 3 {
            page.press_shift(Key::Tab.into())?;
        } else {
            page.press(Key::Tab.into())?;
        }
        let is_inside = "document.activeElement === document.body || document.activeElement.closest('.help') !== null";
        ensure!(
            page.eval(is_inside)? == true,
            "Tab leaves the open list for {}",
            page.eval("document.activeElement.outerHTML.slice(0, 80)")?
        );
    }
    page.press(Key::Escape.into())?;
    page.wait("no list", "!document.querySelector('.help')")?;
    page.wait("the focus back", &format!("document.activeElement === document.querySelector('{button}')"))?;

    // A click on its words keeps it, one beside it does not.
    page.press('?')?;
    page.click("#help-title")?;
    ensure!(page.eval("document.querySelector('.help')?.open")? == true, "a click on the list closed it");
    let (down, up) =
        (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    let corner = PointerAction::MoveTo { duration: None, x: 8.0, y: 8.0 };
    page.act(MouseActions::new("mouse".into()).then(corner).then(down).then(up))?;
    page.wait("no list", "!document.querySelector('.help')")
}

fn without_a_mouse(page: &Page) -> Result<()> {
    page.open("#mask=causal")?;
    let sheet = "document.activeElement?.matches('.sheet[data-figure=weights]')";
    for presses in 0.. {
        ensure!(presses < 40, "Tab does not come to the heatmap");
        page.press(Key::Tab.into())?;
        if page.eval(sheet)? == true {
            break;
        }
    }
    let keys = [Key::Left, Key::Down, Key::Down, Key::Down, Key::Right, Key::Right, Key::Up];
    for key in keys {
        page.press(key.into())?;
    }
    page.wait_state("cell", "2,2")?; // the first key only finds the cursor
    let spoken = "document.querySelector('.stage [aria-live]').textContent";
    page.wait("a word", &format!("{spoken}.includes('query “didn\\'t”, key “didn\\'t”')"))?;
    page.press(Key::Right.into())?;
    page.wait("a blocked cell said", &format!("{spoken}.includes('blocked by the mask')"))?;
    page.press(Key::Left.into())?;
    page.press(Key::Left.into())?;
    page.wait_state("cell", "2,1")?;
    page.press(Key::Enter.into())?;
    page.wait("the sum", "!!document.querySelector('.inspector .sum table')")?;
    sum_adds_up(page)?;
    page.press(Key::Home.into())?;
    page.wait_state("cell", "2,0")?;
    sum_adds_up(page)?;
    page.press(Key::Escape.into())?;
    page.wait_state("cell", Value::Null)
}

/// The exponentials of the open sum, as printed, add up to their sum, and the cell's share of it is its weight.
fn sum_adds_up(page: &Page) -> Result<()> {
    let script = "(() => { const number = (node) => Number(node.textContent.replaceAll('−', '-')); \
        const rows = [...document.querySelectorAll('.inspector .sum tbody tr')]; \
        const total = number(document.querySelector('.inspector .sum tfoot tr:last-child td:last-child')); \
        const facts = [...document.querySelectorAll('.inspector dl .number')].map(number); \
        const key = heedmap.state().cell.split(',')[1]; \
        return [rows.length, rows.reduce((sum, row) => sum + number(row.lastElementChild), 0), total, \
            number(rows[key].lastElementChild), facts[0], facts[1]]; })()";
    page.until(|| {
        let found = page.eval(script)?;
        let at = |index: usize| found[index].as_f64().with_context(|| format!("no number in {found}"));
        let (n, sum, total, own, weight, row_sum) = (at(0)?, at(1)?, at(2)?, at(3)?, at(4)?, at(5)?);
        ensure!(n == 12.0, "{n} terms");
        ensure!((sum - total).abs() < 4e-3 * total, "{sum} is not {total}");
        ensure!((own / total - weight).abs() < 1e-3, "{own} / {total} is not {weight}");
        ensure!((row_sum - 1.0).abs() < 1e-3, "the row sums to {row_sum}");
        Ok(())
    })
}

/// From a dot product to one of its operands, in whose cell the reader then is, and on by the keys of stages.
fn stages(page: &Page) -> Result<()> {
    page.open("#d_model=8&n_heads=2&stage=qk&cell=qk,3,1")?;
    // A chosen cell shows its sum at once. It folds away, and Enter brings it back.
    let fold = |is_open: bool| {
        page.wait("the sum, or its fold", &format!("!!document.querySelector('.inspector .sum') === {is_open}"))
    };
    fold(true)?;
    page.click(".inspector > button.quiet")?;
    fold(false)?;
    page.eval("document.querySelector('.sheet[data-figure=qk]').focus()")?;
    page.press(Key::Enter.into())?;
    fold(true)?;
    let script = "(() => { const number = (node) => Number(node.textContent.replaceAll('−', '-')); \
        const rows = [...document.querySelectorAll('.inspector .sum tbody tr')].map((row) => [...row.children].map(number)); \
        return [rows.length, rows.reduce((sum, row) => sum + row[3], 0), \
            Math.max(...rows.map((row) => Math.abs(row[1] * row[2] - row[3]))), \
            number(document.querySelector('.inspector .sum tfoot tr:last-child td:last-child'))]; })()";
    page.until(|| {
        let found = page.eval(script)?;
        let at = |index: usize| found[index].as_f64().with_context(|| format!("no number in {found}"));
        let (d_head, sum, worst, total) = (at(0)?, at(1)?, at(2)?, at(3)?);
        ensure!(d_head == 4.0 && worst < 2e-3 && (sum - total).abs() < 4e-3, "the products are off: {found}");
        Ok(())
    })?;
    page.click(".inspector .sum tbody .number.link[data-stage=k]")?;
    page.wait_state("stage", "k")?;
    page.wait_state("cell", "k,1,0")?;
    page.wait("the keys", "!!document.querySelector('.sheet[data-figure=k] .cursor')")?;
    page.wait("the formula's term lit", "!!document.querySelector('.equations.lit-k')")?;
    for (key, stage) in [(']', "w_v"), (']', "v"), (']', "qk"), ('[', "v")] {
        page.press(key)?;
        page.wait_state("stage", stage)?;
    }
    page.eval("document.querySelector('.tile[aria-checked=true]').focus()")?;
    for (key, stage) in [(Key::Right, "qk"), (Key::Right, "scores"), (Key::Left, "qk")] {
        page.press(key.into())?;
        page.wait_state("stage", stage)?;
    }
    Ok(())
}

/// What keys do to a page never takes their place from them: the focus stays, or goes where the work goes on.
fn places(page: &Page) -> Result<()> {
    let enter = |css: &str| {
        let focused = page.eval_with("document.querySelector(args[0])?.focus()", vec![css.into()]);
        focused.and_then(|_| page.press(Key::Enter.into()))
    };
    let is_at = |css: &str| {
        page.until(|| {
            let found = page.eval("document.activeElement.outerHTML.slice(0, 80)")?;
            let is_there = page.eval_with("document.activeElement.matches(args[0])", vec![css.into()])?;
            ensure!(is_there == true, "the focus is not at {css} but at {found}");
            Ok(())
        })
    };
    page.open("#exhibit=subwords&language=en&step=1")?;
    page.wait("the strip", "!!document.querySelector('#back')")?;
    for _ in 0..2 {
        enter("#back")?; // the second time there is nothing before
        page.wait_state("step", 0)?;
        page.wait("the end, said", "document.querySelector('#back').ariaDisabled === 'true'")?;
        is_at("#back")?;
    }
    let last = page.eval("Number(document.querySelector('#scrub').max)")?;
    page.set(json!({ "step": last.as_u64().context("no steps")? - 1 }))?;
    enter("#next")?;
    page.wait_state("step", last.clone())?;
    page.wait("the end, said", "document.querySelector('#next').ariaDisabled === 'true'")?;
    is_at("#next")?;
    page.press(Key::Enter.into())?;
    page.settle()?;
    ensure!(page.state("step")? == last, "a step after the last");

    page.open("#exhibit=segmentation&language=en")?;
    page.set(json!({ "text": "南京市长江大桥", "words": "江大桥:200000" }))?;
    page.wait("the word", "!!document.querySelector('.words-form li button')")?;
    enter(".words-form li button")?;
    page.wait_state("words", "")?;
    is_at("#new-word")?;
    enter(".page-tools button")?; // back to the example, which takes the button away
    page.wait_state("text", Value::Null)?;
    is_at("#text")?;

    page.open("#exhibit=compare&language=en")?;
    page.click(".bring summary")?;
    page.fill("#tokenizer-address", "https://example.org/x.json")?;
    enter("#tokenizer-address")?;
    page.wait("a word about it", "document.querySelector('.messages').textContent.includes('is not on this site')")?;
    is_at("#tokenizer-address")
}

/// What had the focus may go with its picture: then its heir has it.
fn pictures(page: &Page) -> Result<()> {
    page.open("#exhibit=vectors&language=en")?;
    page.eval("document.querySelector('.main .sheet').focus()")?;
    for (key, figure) in [('[', "idf"), ('[', "counts"), (']', "idf"), (']', "term_weights"), (']', "similarity")] {
        page.press(key)?;
        page.wait(figure, &format!("document.activeElement.dataset.figure === '{figure}'"))?;
    }
    page.eval("document.querySelector('#project').focus()")?;
    for (place, css) in [("the way back", ".leave"), ("where it began", "#project")] {
        page.press(Key::Enter.into())?;
        page.wait(place, &format!("document.activeElement.matches('{css}')"))?;
    }
    Ok(())
}
