//! N-grams: the notes' trigrams counted by hand, in both languages, smoothing, writing, programs.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("ngrams-of-the-notes", notes),
    Test::new("ngrams-of-chinese", chinese).in_chinese(),
    Test::new("ngrams-write-on", write),
    Test::new("ngrams-by-program", programs),
];

/// The cells of a table's row, from 0.
fn row(page: &Page, panel: &str, index: usize) -> Result<Value> {
    let script = "[...(document.querySelectorAll(`.panel.${args[0]} tbody tr`)[args[1]]?.children ?? [])] \
                  .map((cell) => cell.textContent).join('|')";
    page.eval_with(script, vec![panel.into(), index.into()])
}

fn wait_row(page: &Page, panel: &str, index: usize, expected: &str) -> Result<()> {
    page.until(|| {
        let found = row(page, panel, index)?;
        ensure!(found == expected, "row {index} of {panel} is {found}, not {expected}");
        Ok(())
    })
}

/// Writes a text to learn from, as a reader who pastes it.
fn learn(page: &Page, text: &str) -> Result<()> {
    let paste = "((field) => { field.value = args[0]; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }) \
                 (document.querySelector('#training'))";
    page.eval_with(paste, vec![text.into()]).map(drop)
}

fn notes(page: &Page) -> Result<()> {
    page.open("#exhibit=ngram&language=en")?;
    // The corpus has "The quick" three times, twice with "brown" behind it; "quick brown" three times, twice with "fox".
    wait_row(page, "chain", 2, "brown|The quick|2 / 3|0.6667|−0.5850")?;
    wait_row(page, "chain", 3, "fox|quick brown|2 / 3|0.6667|−0.5850")?;
    learn(page, "The quick brown fox\nThe quick brown dog\nThe quick red fox")?;
    wait_row(page, "chain", 2, "brown|The quick|2 / 3|0.6667|−0.5850")?;
    wait_row(page, "chain", 3, "fox|quick brown|1 / 2|0.5000|−1.0000")?;
    // A token that was never seen makes the product 0, until something is smoothed.
    page.set(json!({ "text": "The quick blue fox" }))?;
    wait_row(page, "chain", 2, "blue|The quick|0 / 3|0|−∞")?;
    page.select("#smoothing", "add-k")?;
    // 6 tokens, the end and an unknown one: (0 + 1) / (3 + 8).
    wait_row(page, "chain", 2, "blue|The quick|0 / 3|0.0909|−3.4594")?;
    page.eval(
        "(() => { const field = document.querySelector('#place-scrub'); field.value = 2; \
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); })()",
    )?;
    wait_row(page, "working", 0, "The quick|(0 + 1) / (3 + 1 · 8) = 0.09091|0|0.09091")
}

fn chinese(page: &Page) -> Result<()> {
    page.open("#exhibit=ngram&n=2")?;
    ensure!(page.text("h1")? == "N-gram", "the heading is {}", page.text("h1")?);
    // 的荷 four times, of seven 的.
    wait_row(page, "chain", 4, "荷|的|4 / 7|0.5714|−0.8074")?;
    page.select("#learn-from", "udhr-zh")?;
    page.wait("many sentences", "document.querySelector('.panel.chain').textContent.includes('学自90句话')")?;
    page.wait("the link", "location.hash.includes('learn_from=udhr-zh')")?;
    page.reload()?;
    page.ready()?;
    page.wait("the same", "document.querySelector('.panel.chain').textContent.includes('学自90句话')")
}

fn write(page: &Page) -> Result<()> {
    page.open("#exhibit=ngram&language=en&n=2&seed=3")?;
    let written = "[...document.querySelectorAll('.panel.text dt')].length";
    page.wait("one row", &format!("{written} === 1"))?;
    page.click("#next")?;
    page.wait("what was written", &format!("{written} === 2"))?;
    page.wait_state("step", 1)?;
    // Another corpus begins a text anew.
    learn(page, "The fox\nThe dog")?;
    page.wait("nothing written", &format!("{written} === 1"))?;
    // Nothing to count says so and breaks nothing.
    learn(page, "")?;
    page.wait(
        "no sentences",
        "document.querySelector('.panel.chain').textContent.includes('Learnt from 0 sentences')",
    )?;
    page.select("#n", "5")?;
    page.set(json!({ "text": "" }))?;
    page.wait("no text", "document.querySelector('.panel.nothing') !== null")
}

fn programs(page: &Page) -> Result<()> {
    page.open("#language=en")?;
    let found = page.run(
        "return await heedmap.ngram({ corpus: ['a b', 'a c'], n: 2, smoothing: 'maximum-likelihood', text: 'a b', ends: true })",
    )?;
    let probabilities: Vec<&Value> =
        found["factors"].as_array().into_iter().flatten().map(|factor| &factor["probability"]).collect();
    ensure!(probabilities == [&json!(1), &json!(0.5), &json!(1)], "{found}");
    ensure!(found["perplexity"].as_f64().is_some_and(|p| (p - 2f64.cbrt()).abs() < 1e-12), "{found}");
    ensure!(found["factors"][1]["context"] == json!(["a"]) && found["factors"][2]["token"] == "</s>", "{found}");
    ensure!(found["factors"][1]["levels"][0]["total"] == 2, "{found}");
    let bundled = page
        .run("return (await heedmap.ngram({ corpus: 'udhr-en', n: 3, text: 'Everyone has the right' })).n_sentences")?;
    ensure!(bundled.as_u64().is_some_and(|n| n > 50), "{bundled} sentences");
    let refused = page.run("return heedmap.ngram({ corpus: 'a', n: 9, text: 'a' }).catch((error) => error.message)")?;
    ensure!(refused.as_str().is_some_and(|sentence| sentence.contains('n') && sentence.contains('5')), "{refused}");
    let unknown = page.run("return heedmap.ngram({ smoothing: 'good', text: 'a' }).catch((error) => error.message)")?;
    ensure!(unknown.as_str().is_some_and(|sentence| sentence.contains("kneser-ney")), "{unknown}");
    Ok(())
}
