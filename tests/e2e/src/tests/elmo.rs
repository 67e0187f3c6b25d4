//! ELMo: one word in its sentences, the mix, a cell and its sum, gates, training and a rate too high, programs, little texts.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("one-word-two-vectors", one_word),
    Test::new("one-word-two-vectors-in-chinese", one_word_in_chinese).in_chinese(),
    Test::new("layers-are-mixed", mixing),
    Test::new("inside-an-lstm", inside),
    Test::new("elmo-learns-from-the-reader", training),
    Test::new("elmo-colours-tell-what-is-nearly-alike", colours),
    Test::new("layers-are-timed-when-asked", timing),
    Test::new("elmo-by-program", programs),
    Test::new("elmo-of-little-and-of-much", edges),
];

/// The numbers of a matrix, without its labels.
fn numbers(page: &Page, figure: &str) -> Result<Vec<f64>> {
    let csv = page.run(&format!("return (await heedmap.export({{ format: 'csv', figure: '{figure}' }})).text"))?;
    let lines = csv.as_str().unwrap_or_default().lines().skip(1);
    let n = lines.clone().count();
    let last = |line: &str| line.rsplit(',').take(n).filter_map(|number| number.parse().ok()).collect::<Vec<f64>>();
    Ok(lines.flat_map(last).collect())
}

/// Static vectors are one vector, ELMo's are as many as there are places.
fn are_apart(page: &Page) -> Result<()> {
    page.wait("the matrices", "document.querySelectorAll('.panel.elmo_static, .panel.elmo_similarity').length === 2")?;
    let (fixed, mixed) = (numbers(page, "elmo_static")?, numbers(page, "elmo_similarity")?);
    ensure!(fixed.len() == 36 && fixed.iter().all(|cosine| (cosine - 1.0).abs() < 1e-5), "{fixed:?}");
    let apart = mixed.iter().filter(|&&cosine| cosine < 0.999).count();
    ensure!(mixed.len() == 36 && apart == 30, "{mixed:?}");
    Ok(())
}

fn one_word(page: &Page) -> Result<()> {
    page.open("#exhibit=elmo&language=en")?;
    page.wait("the rail", "document.querySelector('.rail [aria-current]').textContent === 'Chapter 2ELMo'")?;
    are_apart(page)?;
    ensure!(page.text(".panel.elmo_similarity h2")?.contains("“bank”"), "its word");
    page.set(json!({ "elmo_word": "river" }))?;
    page.wait("another word", "document.querySelector('.panel.elmo_similarity h2').textContent.includes('“river”')")?;
    page.wait("the link", "location.hash.includes('elmo_word=river')")?;
    page.reload()?;
    page.ready()?;
    page.wait("the same word", "document.querySelector('.panel.elmo_similarity h2')?.textContent.includes('“river”')")
}

fn one_word_in_chinese(page: &Page) -> Result<()> {
    page.open("#exhibit=elmo")?;
    are_apart(page)?;
    ensure!(page.text(".panel.elmo_similarity h2")?.contains("「苹果」"), "the notes' word");
    ensure!(page.text(".panel.elmo_similarity")?.contains("elmo-zh"), "the model is named");
    Ok(())
}

fn mixing(page: &Page) -> Result<()> {
    page.open("#exhibit=elmo&language=en")?;
    page.wait("the mix", "document.querySelectorAll('.panel.mix tbody tr').length === 4")?;
    // Of the embedding alone: e¹⁰ ÷ (e¹⁰ + 2)
    page.set(json!({ "elmo_w0": 10, "cell": "elmo_mix,1,2" }))?;
    page.wait("the share", "document.querySelector('.panel.mix tbody tr').textContent.includes('0.9999')")?;
    let mixed = numbers(page, "elmo_similarity")?;
    ensure!(mixed.iter().all(|cosine| *cosine > 0.99), "nearly static: {mixed:?}");
    page.wait("three layers", "document.querySelectorAll('.inspector .sum tbody tr').length === 3")?;
    page.fill("#elmo-gamma", "0")?;
    page.wait_state("elmo_gamma", 0)?;
    page.wait("nothing", "document.querySelector('.inspector .sum').textContent.includes('γ · Σ sⱼ · hⱼ = 0')")
}

fn inside(page: &Page) -> Result<()> {
    page.open("#exhibit=elmo&language=en&cell=elmo_gate,2,3")?;
    page.wait("the sum", "document.querySelector('.inspector .sum')?.textContent.includes('σ(')")?;
    page.select("#elmo-gate", "cell")?;
    page.wait("the cell", "document.querySelector('.inspector .sum').textContent.includes('c = f · c₋₁ + i · g')")?;
    page.select("#elmo-direction", "backwards")?;
    page.select("#elmo-layer", "2")?;
    page.select("#elmo-sentence", "4")?;
    page.wait(
        "the sentence",
        "document.querySelector('.panel.elmo_gate h2').textContent.startsWith('Inside: sentence 4, layer 2, backwards')",
    )?;
    page.wait("its tokens", "document.querySelectorAll('.panel.expected tbody tr').length === 11")
}

fn training(page: &Page) -> Result<()> {
    page.open("#exhibit=elmo&language=en")?;
    page.wait("no training", "document.querySelector('.panel.training .note')?.textContent.includes('as they were')")?;
    page.set(json!({ "text": "the bank\nthe river bank", "elmo_steps": 3 }))?;
    page.wait("a curve", "document.querySelector('.panel.training .note').textContent.startsWith('After 3 steps')")?;
    page.wait("said of it", "document.querySelector('.panel.elmo_similarity').textContent.includes('3 steps here')")?;
    page.set(json!({ "elmo_steps": 8, "elmo_rate": 10 }))?;
    page.wait("it is seen", "document.querySelector('.panel.training .note').textContent.includes('ran away')")
}

/// The two places that are least alike have the map's first colours, however near to 1 their cosine is.
fn colours(page: &Page) -> Result<()> {
    page.open("#exhibit=elmo&language=en")?;
    are_apart(page)?;
    let darkest = "(() => {
        const cells = document.querySelector('.panel.elmo_similarity canvas.cells');
        const { data } = cells.getContext('2d').getImageData(0, 0, cells.width, cells.height);
        return Math.min(...data.filter((_, at) => at % 4 === 1));
    })()";
    page.wait("viridis' violet", &format!("{darkest} < 16"))?;
    page.set(json!({ "scale": "row" }))?;
    page.wait("a scale that begins at 0", &format!("{darkest} > 30"))
}

fn timing(page: &Page) -> Result<()> {
    page.open("#exhibit=elmo&language=en")?;
    page.wait("the button", "document.querySelector('#elmo-time')?.textContent === 'Measure'")?;
    ensure!(
        page.run("return document.querySelectorAll('.panel.timing canvas, .panel.timing table').length")? == 0,
        "unasked"
    );
    page.click("#elmo-time")?;
    page.wait("Stop", "!!document.querySelector('.panel.timing .busy button')")?;
    page.run("document.querySelector('.panel.timing .busy button').click()")?;
    page.wait(
        "nothing",
        "!document.querySelector('.panel.timing .busy') && !document.querySelector('#elmo-time').disabled",
    )?;
    page.click("#elmo-time")?;
    page.wait("the curves", "!!document.querySelector('.panel.timing canvas.curve')")?;
    let times = page.run(
        "return Array.from(document.querySelectorAll('.panel.timing tbody tr'), (row) => Array.from(row.cells, (cell) => Number(cell.textContent)))",
    )?;
    let rows = times.as_array().cloned().unwrap_or_default();
    let is_positive = |row: &serde_json::Value| {
        row.as_array().is_some_and(|row| row.iter().all(|one| one.as_f64().is_some_and(|one| one > 0.0)))
    };
    ensure!(rows.len() == 6 && rows.iter().all(is_positive), "{times}");
    page.wait("again", "document.querySelector('#elmo-time').textContent === 'Measure again'")
}

fn programs(page: &Page) -> Result<()> {
    page.open("#exhibit=attention")?;
    let found = page.run(
        "const found = await heedmap.elmo({ sentences: ['The bank lends money.', 'They sat upon the bank.'], word: 'bank' });
         const [a, b] = found.places.map((place) => place.mix);
         const dot = (a, b) => a.reduce((sum, value, at) => sum + value * b[at], 0);
         return { model: found.model, n: found.places.length, width: a.length, d: found.d, layers: found.sentences[1].layers.length,
                  cosine: dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), said: found.similarity[0][1], fixed: found.static[0][1],
                  exhibit: heedmap.state().exhibit };",
    )?;
    let number = |name: &str| found[name].as_f64().unwrap_or(f64::NAN);
    ensure!(found["model"] == "en" && found["exhibit"] == "attention", "{found}");
    ensure!(number("n") == 2.0 && number("layers") == 3.0 && number("width") == 2.0 * number("d"), "{found}");
    ensure!((number("cosine") - number("said")).abs() < 1e-5 && number("said") < 0.999, "{found}");
    ensure!((number("fixed") - 1.0).abs() < 1e-6, "{found}");
    let refused = page.run("return heedmap.elmo({ sentences: 7 }).then(() => '', (error) => error.message)")?;
    ensure!(refused.as_str().is_some_and(|sentence| !sentence.is_empty()), "{refused}");
    Ok(())
}

fn edges(page: &Page) -> Result<()> {
    page.open("#exhibit=elmo&language=en")?;
    page.set(json!({ "text": " \n" }))?;
    page.wait("nothing", "document.querySelector('.panel.nothing .note')?.textContent.includes('no sentences')")?;
    page.set(json!({ "text": "bank" }))?;
    page.wait("one place", "document.querySelector('.panel.elmo_similarity h2')?.textContent.includes('“bank”')")?;
    let long = format!("{}\n", "bank ".repeat(100)).repeat(40);
    page.set(json!({ "text": long }))?;
    page.wait("it is said", "document.querySelector('.panel.sentences .note')?.textContent.includes('first 64 tokens')")
}
