//! Typing: chips and heatmap follow, every byte range is right, and each tokenizer cuts as it should.

use super::Test;
use crate::page::Page;
use crate::picture::{Numbers, Pixels};
use anyhow::{Context, Result, ensure};
use heedmap::chart::label::visible;
use heedmap::i18n::strings;
use heedmap::state::Language;
use heedmap::text::{ALL, Tokenizer};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("typing", typing),
    Test::new("typing-chinese", typing_chinese),
    Test::new("emoji-with-joiners", emoji),
    Test::new("back-to-the-example", example),
    Test::new("tokenizers", tokenizers),
    Test::new("jieba-loads-when-needed", jieba),
    Test::new("gpt2-has-its-own-ids", gpt2),
    Test::new("every-tokenizer-by-program", by_program),
    Test::new("stale-answers", stale),
];

/// The chips on the screen: `(label, start, end)`.
fn chips(page: &Page) -> Result<Vec<(String, usize, usize)>> {
    let script = "Array.from(document.querySelectorAll('.chip'), (chip) => \
        [chip.querySelector('bdi').textContent, ...chip.querySelectorAll('span')[1].textContent.split('–').map(Number)])";
    let chips = page.eval(script)?;
    let one = |chip: &Value| {
        let at = |index: usize| chip[index].as_u64().map(|at| at as usize).context("a chip without its bytes");
        Ok((chip[0].as_str().context("a chip without text")?.to_owned(), at(1)?, at(2)?))
    };
    chips.as_array().into_iter().flatten().map(one).collect()
}

/// Waits until the chips are these tokens of `text`, their byte ranges cut just them out of it, and the heatmap has
/// their number of rows.
pub(super) fn shows(page: &Page, text: &str, tokens: &[&str]) -> Result<()> {
    page.until(|| {
        let chips = chips(page)?;
        let labels: Vec<&str> = chips.iter().map(|(label, ..)| label.as_str()).collect();
        let expected: Vec<String> = tokens.iter().map(|token| visible(token)).collect();
        ensure!(labels == expected, "the chips are {labels:?} instead of {expected:?}");
        for ((_, start, end), token) in chips.iter().zip(tokens) {
            let bytes = text.as_bytes().get(*start..*end).unwrap_or_default();
            // A part of a character is shown as its bytes.
            let hex = || bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
            let found = text.get(*start..*end).map_or_else(hex, str::to_owned);
            ensure!(found == *token, "{start}–{end} is not {token:?}");
        }
        let width =
            page.eval("Number(document.querySelector('.sheet[data-figure=weights]').dataset.shape.split(',')[1])")?;
        ensure!(width == tokens.len(), "{width} columns for {} tokens", tokens.len());
        Ok(())
    })
}

fn typing(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("The cat sat.")?;
    shows(page, "The cat sat.", &["The", "cat", "sat", "."])?;
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    page.type_text("Hi")?;
    shows(page, "Hi", &["Hi"])?;
    ensure!(page.state("text")? == "Hi", "the state has another text");
    Numbers::of_screen(page)?.wait_for_screen(page)
}

fn typing_chinese(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("它累了。")?;
    shows(page, "它累了。", &["它", "累", "了", "。"])
}

fn emoji(page: &Page) -> Result<()> {
    page.open("#tokenizer=characters")?;
    page.insert_text("a👩‍🚀é👍🏽")?;
    shows(page, "a👩‍🚀é👍🏽", &["a", "👩‍🚀", "é", "👍🏽"])
}

fn example(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("x")?;
    page.wait_state("text", "x")?;
    page.click_button(strings(Language::En).back_to_example)?;
    page.wait("the example", "document.querySelector('#text').value.startsWith('The animal')")?;
    page.wait("its chips", "document.querySelectorAll('.chip').length > 5")?;
    ensure!(page.state("text")?.is_null(), "the example is the reader's text");
    Ok(())
}

fn tokenizers(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("Don't  go")?;
    shows(page, "Don't  go", &["Don't", "go"])?;
    page.select("#tokenizer", "characters")?;
    shows(page, "Don't  go", &["D", "o", "n", "'", "t", " ", " ", "g", "o"])?;
    page.select("#tokenizer", "whitespace")?;
    shows(page, "Don't  go", &["Don't", "go"])?;
    page.select("#tokenizer", "bytes")?;
    page.type_text("é它")?;
    shows(page, "é它", &["C3", "A9", "E5", "AE", "83"])
}

fn jieba(page: &Page) -> Result<()> {
    page.open("")?;
    page.type_text("南京市长江大桥")?;
    shows(page, "南京市长江大桥", &["南", "京", "市", "长", "江", "大", "桥"])?;
    page.select("#tokenizer", "characters")?;
    page.settle()?;
    // The service worker keeps the dictionary for later; the worker must not have loaded it.
    let loaded = "__probe.said.some((message) => message.includes('Loading'))";
    ensure!(page.eval(loaded)? == false, "the dictionary was loaded before it was needed");
    page.select("#tokenizer", "jieba")?;
    shows(page, "南京市长江大桥", &["南京市", "长江大桥"])?;
    ensure!(page.eval(loaded)? == true, "who has loaded the dictionary?");
    for tokenizer in ["fmm", "bmm", "bimm", "jieba-no-hmm"] {
        page.select("#tokenizer", tokenizer)?;
        shows(page, "南京市长江大桥", &["南京市", "长江大桥"])?;
    }
    let times = page.eval(
        "['Jieba', 'JiebaHmm'].map((asset) => __probe.said.filter((message) => \
         message.includes(`\"Loading\":\"${asset}\"`) && message.includes('\"done\":0')).length).join()",
    )?;
    ensure!(times == "1,1", "dictionary and model were loaded {times} times");
    Numbers::of_screen(page)?.wait_for_screen(page)
}

fn gpt2(page: &Page) -> Result<()> {
    page.open("#exhibit=tokens")?;
    page.type_text("雍和宫的荷花很美")?;
    page.settle()?;
    let loaded = "__probe.said.some((message) => message.includes('Loading'))";
    ensure!(page.eval(loaded)? == false, "the merges were loaded before they were needed");
    page.select("#tokenizer", "gpt2")?;
    // As Hugging Face's tokenizers answers; of these characters only 的 is a token.
    let ids = "[...document.querySelectorAll('.panel.tokens .chip small span:first-child')].map((id) => id.textContent.slice(1)).join()";
    page.until(|| {
        let found = page.eval(ids)?;
        ensure!(
            found == "37239,235,161,240,234,22522,104,21410,164,235,115,164,46788,36181,230,163,122,236",
            "the ids are {found}"
        );
        Ok(())
    })?;
    ensure!(page.eval("document.body.textContent.includes('\\ufffd')")? == false, "a replacement character is shown");
    ensure!(
        page.eval("document.body.textContent.includes('50257')")? == true,
        "the size of the vocabulary is not shown"
    );
    page.wait("the link", "location.hash.includes('tokenizer=gpt2')")?;
    let cut = page.run(
        "return (await heedmap.tokenize({ text: 'Hello world', tokenizer: 'gpt2' })).map(({ id, text }) => `${id}${text}`).join()",
    )?;
    ensure!(cut == "15496Hello,995 world", "{cut}");
    // A batch is filled up with the token that ends a text.
    let padded = page.run("return (await heedmap.run({ text: ['a b', 'a'], item: 1, tokenizer: 'gpt2' })).tokens.map(({ id }) => id).join()")?;
    ensure!(padded == "64,50256", "{padded}");
    Ok(())
}

/// A line of the fixtures.
const LINE: &str = "I love \u{5317}\u{4EAC} and \u{4E0A}\u{6D77}";

/// What Python's tokenizers makes of [`LINE`], from a fixture.
fn fixture(name: &str) -> Result<Value> {
    let file = std::fs::read_to_string(xtask::root().join("tests/reference").join(name))?;
    let file: Value = serde_json::from_str(&file)?;
    let line = file["lines"].as_array().into_iter().flatten().find(|line| line["text"] == LINE);
    line.cloned().with_context(|| format!("{name} lacks the line"))
}

/// Each tokenizer that needs no file of the reader's answers by its slug; those with ids of their own, with these.
fn by_program(page: &Page) -> Result<()> {
    page.open("")?;
    let (gpt2, ready) = (fixture("gpt2.json")?, fixture("ready.json")?);
    let mut n_vocabularies = 0;
    for &tokenizer in ALL.iter().filter(|tokenizer| tokenizer.slot().is_none()) {
        let slug = tokenizer.slug();
        let options = json!({ "text": LINE, "tokenizer": slug });
        let tokens = page.run_with("return await heedmap.tokenize(args[0])", vec![options])?;
        let tokens =
            tokens.as_array().filter(|tokens| tokens.len() > 3).with_context(|| format!("{slug}: {tokens}"))?;
        let mut ids = Vec::new();
        for token in tokens {
            let names: Vec<&str> = token.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            ensure!(
                names.len() == 4 && ["text", "id", "start", "end"].iter().all(|name| names.contains(name)),
                "{token}"
            );
            let at = |name: &str| token[name].as_u64().map(|at| at as usize).context("no number");
            let bytes = &LINE.as_bytes()[at("start")?..at("end")?];
            let shown = match str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" "),
            };
            ensure!(token["text"] == shown, "{slug}: {token} is {shown:?}");
            ids.push(at("id")? as u64);
        }
        let expected: Option<Vec<u64>> = match tokenizer {
            Tokenizer::Gpt2 => gpt2["ids"].as_array().map(|ids| ids.iter().filter_map(Value::as_u64).collect()),
            // Three numbers a token, of which the first is the id.
            _ => ready[slug].as_array().map(|ids| ids.iter().step_by(3).filter_map(Value::as_u64).collect()),
        };
        n_vocabularies += usize::from(expected.is_some());
        ensure!(expected.is_none_or(|expected| expected == ids), "{slug}: {ids:?}");
    }
    ensure!(n_vocabularies == 4, "{n_vocabularies} vocabularies");
    Ok(())
}

/// Whatever is overtaken while one types fast, the last picture is that of the last text.
fn stale(page: &Page) -> Result<()> {
    page.open("#d_model=512")?;
    for text in ["many words are here to be computed at some length by it", "a b c", "one two", "z"] {
        page.eval_with(
            "(() => { const field = document.querySelector('#text'); field.value = args[0]; \
             field.dispatchEvent(new InputEvent('input', { bubbles: true })); })()",
            vec![text.into()],
        )?;
    }
    page.type_text("quick brown fox")?;
    shows(page, "quick brown fox", &["quick", "brown", "fox"])?;
    page.settle()?;
    shows(page, "quick brown fox", &["quick", "brown", "fox"])?;
    Numbers::of_screen(page)?.wait_for_screen(page)?;
    let wide = Pixels::of(page, ".sheet[data-figure=weights] canvas.cells", 0)?;
    ensure!(wide.is_same(&Pixels::of(page, ".sheet[data-figure=weights] canvas.cells", 0)?), "it still changes");
    Ok(())
}
