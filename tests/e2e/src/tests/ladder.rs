//! The ladder: a sentence on every rung, the probes, cells with their sums, other texts to learn from, programs.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("one-sentence-climbs", climbing),
    Test::new("one-sentence-climbs-in-chinese", climbing_in_chinese).in_chinese(),
    Test::new("a-cell-far-below-is-explained-there", below),
    Test::new("counts-of-ones-own", counting),
    Test::new("ladder-by-program", programs),
];

/// Six rungs, five probes, and who passes what by the way it is made.
fn is_climbed(page: &Page) -> Result<()> {
    page.wait("the rungs", "document.querySelectorAll('.panel.rungs tbody tr').length === 6")?;
    page.wait("a picture of each", "document.querySelectorAll('.panel.all-rungs .multiple').length === 6")?;
    let marks = page.run(
        "return [...document.querySelectorAll('.panel.probes tbody tr')].map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent[0]).join('')).join(' ')",
    )?;
    let rows: Vec<Vec<char>> = marks.as_str().unwrap_or_default().split(' ').map(|row| row.chars().collect()).collect();
    ensure!(rows.len() == 5 && rows.iter().all(|row| row.len() == 6), "{rows:?}");
    let [order, _, unseen, senses, distance] = [0, 1, 2, 3, 4].map(|probe| &rows[probe]);
    // One-hot vectors, TF-IDF and Word2vec have one vector a word; attention looks around.
    for rung in [0, 1, 3] {
        ensure!([order, unseen, senses, distance].iter().all(|row| row[rung] == '✗'), "rung {rung}: {rows:?}");
    }
    ensure!([order, unseen, distance].iter().all(|row| row[5] == '✓'), "attention: {rows:?}");
    ensure!(distance[2] == '✗', "an N-gram sees no further than N");
    Ok(())
}

fn climbing(page: &Page) -> Result<()> {
    page.open("#exhibit=ladder&language=en")?;
    page.wait("the rail", "document.querySelector('.rail [aria-current]').textContent === 'Chapters 2–3The ladder'")?;
    is_climbed(page)?;
    ensure!(page.text(".panel.probe-senses")?.contains("they sat upon the bank of the river"), "its sentences");
    page.click(".panel.all-rungs .multiple:nth-child(5)")?;
    page.wait("ELMo", "document.querySelector('.panel.likeness h2').textContent.startsWith('ELMo')")?;
    page.wait_state("rung", "elmo")?;
    page.set(json!({ "cell": "ladder_similarity,5,15" }))?;
    page.wait("its sum", "document.querySelector('.inspector .sum')?.textContent.includes('cos = a · b ÷')")?;
    page.wait("every dimension", "document.querySelectorAll('.inspector .sum tbody tr').length === 128")?;
    page.wait("the link", "location.hash.includes('rung=elmo')")?;
    page.reload()?;
    page.ready()?;
    page.wait("the same rung", "document.querySelector('.panel.likeness h2')?.textContent.startsWith('ELMo')")
}

fn climbing_in_chinese(page: &Page) -> Result<()> {
    page.open("#exhibit=ladder")?;
    is_climbed(page)?;
    ensure!(page.text(".panel.probe-senses")?.contains("老师花了很多钱"), "its sentences");
    // An English text is read by the English rungs, whatever the page speaks.
    page.set(json!({ "text": "The king saw the river" }))?;
    page.wait(
        "English",
        "document.querySelector('.panel.probe-senses').textContent.includes('the bank of the river')",
    )?;
    ensure!(page.text(".panel.rungs")?.contains("独热"), "the page goes on in Chinese");
    Ok(())
}

/// The inspector comes along to a matrix below the first; one whose cells say nothing more is a picture and no stop for keys.
fn below(page: &Page) -> Result<()> {
    page.open("#exhibit=ladder&language=en")?;
    is_climbed(page)?;
    page.scroll_to(".panel.rung-vectors .sheet")?;
    page.eval("document.querySelector('.panel.rung-vectors .sheet').focus()")?;
    page.press(Key::Right.into())?;
    page.wait("a cell", "heedmap.state().cell?.startsWith('ladder_vectors')")?;
    page.wait(
        "in sight",
        "((box) => box.top >= 0 && box.bottom <= innerHeight + 1)(document.querySelector('.inspector.chosen').getBoundingClientRect())",
    )?;
    let still = page.eval(
        "((sheet) => [sheet.getAttribute('role'), sheet.tabIndex].join())(document.querySelector('.panel.weighing .sheet'))",
    )?;
    ensure!(still == "img,-1", "{still}");
    page.click(".inspector .close")?;
    page.wait_state("cell", Value::Null)
}

fn counting(page: &Page) -> Result<()> {
    page.open("#exhibit=ladder&language=en")?;
    page.wait("the rungs", "document.querySelectorAll('.panel.rungs tbody tr').length === 6")?;
    page.set(json!({ "training": "the king\nthe bank" }))?;
    page.wait("three words", "document.querySelector('.panel.rungs tbody td').textContent === '3'")?;
    page.set(json!({ "text": "" }))?;
    page.wait("a hint", "document.querySelector('.panel.nothing .note')?.textContent.length > 0")?;
    page.set(json!({ "text": "zzz", "training": "" }))?;
    page.wait("one word", "document.querySelectorAll('.panel.rungs tbody tr').length === 6")?;
    ensure!(page.text(".panel.rungs tbody tr")?.contains("0 of 1"), "unknown to a list of nothing");
    Ok(())
}

fn programs(page: &Page) -> Result<()> {
    page.open("#language=en")?;
    let found = page.run(
        "const { ladder } = await heedmap.run({ exhibit: 'ladder', text: 'the bank of the river' });
         return [ladder.words.length, Object.keys(ladder.rungs).join(), ladder.rungs['one-hot'].cosines[0][3], Object.keys(ladder.probes).length,
             ladder.probes.order.verdicts.word2vec.passes, ladder.probes.order.verdicts.attention.passes]",
    )?;
    ensure!(
        found == json!([5, "attention,elmo,ngram,one-hot,tf-idf,word2vec", 1, 5, false, true])
            || found == json!([5, "one-hot,tf-idf,ngram,word2vec,elmo,attention", 1, 5, false, true]),
        "{found}"
    );
    Ok(())
}
