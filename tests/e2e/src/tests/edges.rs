//! Texts at the edge: the right picture or one clear sentence, no panic, no frozen page.

use super::Test;
use crate::page::Page;
use crate::picture::Numbers;
use anyhow::{Context, Result, ensure};
use heedmap::chart::label::visible;
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("edge-texts-by-program", by_program),
    Test::new("edge-texts-in-the-field", in_the_field),
    Test::new("lone-surrogates", surrogates),
    Test::new("heads-that-do-not-divide", indivisible),
    Test::new("a-hundred-thousand-characters", long),
    Test::new("five-megabytes", five_megabytes),
    Test::new("the-most-tokens", most_tokens),
    Test::new("matrices-of-ones-own", matrices),
];

const TEXTS: [&str; 8] = [
    "a",
    "👩‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 e\u{301}\u{302}",
    "القطة لم تعبر الشارع لأنها كانت متعبة.",
    "a\u{0}b\u{7}c\u{200d}d\u{202e}e\u{fffd}f\u{7f}g\u{85}h",
    "tab\there\r\nline\u{2028}end\u{a0}x",
    "<script>window.__broken = 1</script> <img src=x onerror=\"window.__broken = 1\"> &amp;",
    "\u{202e}\u{2066}mixed אבג abc 123\u{2069}",
    "長い日本語の文章 한국어 문장 ไทย हिन्दी",
];

const WRITE: &str = "(() => { const field = document.querySelector('#text'); field.value = args[0]; \
    field.dispatchEvent(new InputEvent('input', { bubbles: true })); })()";

/// A text far beyond what is kept: its beginning is shown, on every page of tokenizers, and the reader is told.
fn five_megabytes(page: &Page) -> Result<()> {
    page.open("#exhibit=tokens&language=en&tokenizer=characters")?;
    page.eval(
        "(() => { const field = document.querySelector('#text'); field.value = 'a \u{732B}'.repeat(1_000_000); \
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); })()",
    )?;
    page.wait("a word about it", "document.querySelector('.messages').textContent.includes('its end was cut off')")?;
    page.wait("its beginning", "[...heedmap.state().text].length === 100_000")?;
    for exhibit in ["compare", "subwords"] {
        page.set(json!({ "exhibit": exhibit, "with": "characters,gpt2", "vocab_size": 20 }))?;
        is_alive(page)?;
    }
    Ok(())
}

/// The page draws and reacts.
fn is_alive(page: &Page) -> Result<()> {
    page.run("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")?;
    ensure!(page.eval("window.__broken === undefined")? == true, "a text was run as a script");
    Ok(())
}

/// The tokens that a run gives cut the text at their bytes, and the chips show them.
fn is_right(page: &Page, text: &str, tokenizer: &str) -> Result<()> {
    let options = json!({ "text": text, "tokenizer": tokenizer });
    let tokens = page.run_with("return (await heedmap.run(args[0])).tokens", vec![options])?;
    let tokens = tokens.as_array().cloned().unwrap_or_default();
    let mut labels = Vec::new();
    for token in &tokens {
        let at = |name: &str| token[name].as_u64().map(|at| at as usize).context("no place");
        let cut = text.get(at("start")?..at("end")?).with_context(|| format!("{token} cuts a character"))?;
        ensure!(token["text"] == cut, "{token} is {cut:?}");
        labels.push(visible(cut));
    }
    page.until(|| {
        let shown = page.eval("Array.from(document.querySelectorAll('.chip bdi'), (label) => label.textContent)")?;
        ensure!(shown == json!(labels), "{tokenizer} shows {shown} instead of {labels:?}");
        Ok(())
    })?;
    if !tokens.is_empty() {
        Numbers::of_screen(page)?.wait_for_screen(page)?;
    }
    is_alive(page)
}

fn by_program(page: &Page) -> Result<()> {
    page.open("")?;
    for text in TEXTS {
        for tokenizer in ["words", "characters"] {
            page.set(json!({ "text": text, "tokenizer": tokenizer, "mask": "causal" }))?;
            // A field has its own idea of line ends, and the screen is computed from what is in the field.
            if !text.contains('\r') {
                is_right(page, text, tokenizer).with_context(|| format!("{text:?}"))?;
            }
        }
    }
    for empty in ["", " \n\t", "\u{200b}"] {
        page.set(json!({ "text": empty, "tokenizer": "words" }))?;
        is_alive(page)?;
    }
    page.set(json!({ "text": "" }))?;
    page.wait(
        "a sentence instead of a picture",
        "document.querySelector('.panel.nothing')?.textContent.includes('no tokens yet')",
    )?;
    let run = page.run(
        "const r = await heedmap.run({ text: '' }); return [r.tokens.length, r.weights.length, r.shapes.weights]",
    )?;
    ensure!(run == json!([0, 0, [4, 0, 0]]), "an empty text gives {run}");
    page.set(json!({ "text": "back" }))?;
    is_right(page, "back", "words")
}

fn in_the_field(page: &Page) -> Result<()> {
    page.open("#tokenizer=characters")?;
    for text in TEXTS {
        page.eval_with(WRITE, vec![text.into()])?;
        let value = page.eval("document.querySelector('#text').value")?; // a field has its own idea of line ends
        let value = value.as_str().context("no value")?;
        is_right(page, value, "characters").with_context(|| format!("{text:?}"))?;
    }
    page.eval_with(WRITE, vec!["".into()])?;
    page.wait("a sentence instead of a picture", "!!document.querySelector('.panel.nothing')")?;
    page.type_text("x")?;
    is_right(page, "x", "characters")
}

/// Half a character, as JavaScript can hold it and UTF-8 cannot.
fn surrogates(page: &Page) -> Result<()> {
    page.open("#tokenizer=characters")?;
    page.eval(&WRITE.replace("args[0]", "'a\\ud83d!'"))?;
    page.wait("three chips", "document.querySelectorAll('.chip').length === 3")?;
    page.wait("where it was, said", "/^Character 2 /.test(document.querySelector('.message')?.textContent.trim())")?;
    is_alive(page)?;
    for call in ["setState", "run", "tokenize"] {
        let outcome = page.run(&format!(
            "try {{ await heedmap.{call}({{ text: 'xy\\udc00', tokenizer: 'characters' }}); return 'done'; }} \
             catch (e) {{ return e.message; }}"
        ))?;
        let outcome = outcome.as_str().unwrap_or_default();
        ensure!(outcome.starts_with("“text”: character 3 "), "{call}: {outcome}");
    }
    is_alive(page)?;
    page.set(json!({ "text": "whole" }))?;
    is_right(page, "whole", "characters")
}

fn long(page: &Page) -> Result<()> {
    page.open("")?;
    let text = "The cat, 猫. ".repeat(10_000);
    let text: String = text.chars().take(100_000).collect();
    for tokenizer in ["words", "characters", "jieba"] {
        page.set(json!({ "text": text, "tokenizer": tokenizer }))?;
        is_alive(page)?;
        page.wait("what is left out, said", "/1024/.test(document.querySelector('.message')?.textContent)")?;
        // A long list grows where it is looked at.
        page.wait(
            "all its chips",
            "(document.querySelector('.chips .more')?.scrollIntoView(), document.querySelectorAll('.chip').length === 1024)",
        )?;
        page.wait(
            "the picture",
            "document.querySelector('.sheet[data-figure=weights]').dataset.shape === '1024,1024'",
        )?;
    }
    // Such a text is too long for an address, which keeps the rest.
    page.wait("the rest", "location.hash.includes('tokenizer=jieba') && !location.hash.includes('text')")?;
    page.eval_with(WRITE, vec![format!("{text}more").into()])?;
    page.wait("the limit, said", "/100000/.test(document.querySelector('.messages').textContent)")?;
    page.settle()?;
    is_alive(page)?;
    page.set(json!({ "text": "short", "tokenizer": "words" }))?;
    is_right(page, "short", "words")
}

fn most_tokens(page: &Page) -> Result<()> {
    page.open("#n_heads=1&d_model=16")?;
    let text = "word ".repeat(3_000);
    page.set(json!({ "text": text, "mask": "causal" }))?;
    page.wait("the picture", "document.querySelector('.sheet[data-figure=weights]').dataset.shape === '2048,2048'")?;
    let run = page.run_with(
        "const r = await heedmap.run(args[0]); return [r.tokens.length, r.n_found, r.notice, r.weights.length]",
        vec![json!({ "text": text, "n_heads": 64 })],
    )?;
    ensure!(run[0] == 256 && run[1] == 3_000 && run[3] == 64 * 256 * 256, "{run}");
    ensure!(run[2].as_str().is_some_and(|notice| notice.contains("3000") && notice.contains("256")), "{run}");
    is_alive(page)
}

const PASTE: &str = "(() => { document.querySelectorAll('details').forEach((fold) => { fold.open = true; }); \
    const stage = document.querySelector('#bring-stage'); stage.value = args[0]; \
    stage.dispatchEvent(new Event('change', { bubbles: true })); \
    document.querySelector('#bring-numbers').value = args[1]; })()";

/// Good ones are used, NaN and infinity included; of bad ones a sentence says what is wrong, and what was there stays.
fn matrices(page: &Page) -> Result<()> {
    page.open("#n_heads=1&mask=causal&stage=x")?;
    let bring = |stage: &str, text: &str| -> Result<()> {
        page.run_with(PASTE, vec![json!(stage), json!(text)])?;
        page.settle()?;
        page.click("#bring-use")
    };
    let columns = "document.querySelector('.sheet[data-figure=x] canvas.cells')?.width";
    bring("x", "1,2\n3,nan\n-inf,0.5\n")?;
    page.wait("three rows of the matrix", &format!("{columns} === 2"))?;
    page.wait(
        "three numbered tokens",
        "[...document.querySelectorAll('.chip bdi')].map((t) => t.textContent).join() === '1,2,3'",
    )?;
    let before = page.eval("heedmap.state().weights")?;
    for (stage, text, parts) in [
        ("x", "1,two\n", ["line 1", "two"]),
        ("x", "1,2\n3\n", ["line 2", "1 numbers"]),
        ("x", "", ["no numbers", ""]),
        ("x", "[[1,2", ["JSON", "line 1"]),
        ("w_q", "1,2,3\n", ["w_q", "1 × 3"]),
    ] {
        bring(stage, text)?;
        let said = "[...document.querySelectorAll('.message')].at(-1)?.textContent ?? ''";
        let needs = parts.map(|part| format!("({said}).includes({})", json!(part))).join(" && ");
        page.wait(&format!("a sentence about {text:?}"), &needs)?;
        ensure!(page.eval("heedmap.state().weights")? == before, "{text:?} changed the matrices");
        ensure!(page.eval(columns)? == 2, "{text:?} changed the picture");
    }
    is_alive(page)
}

/// The assertion of the notes' class, as a sentence that names both numbers and what works.
fn indivisible(page: &Page) -> Result<()> {
    page.open("#language=en")?;
    page.fill("#n-heads", "5")?;
    page.wait("the sentence", "/dim 64 .* 5 heads.*4.*8/.test(document.querySelector('.message')?.textContent)")?;
    ensure!(page.state("n_heads")? == 4, "the heads are {}", page.state("n_heads")?);
    page.wait("the field as it was", "document.querySelector('#n-heads').value === '4'")?;
    page.fill("#n-heads", "16")?;
    page.wait_state("n_heads", 16)
}
