//! Tokenizers that are files: a `tokenizer.json` chosen, dropped, opened by its address or by a program, and refused.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("a-tokenizer-json-is-dropped", dropped),
    Test::new("a-broken-tokenizer-json-is-refused", refused),
    Test::new("a-tokenizer-json-by-program", by_program),
    Test::new("ready-vocabularies", ready_made),
];

/// Drops a file onto the page, wherever.
const DROP: &str = "const [text, name] = args; const data = new DataTransfer(); \
     data.items.add(new File([text], name, { type: 'application/json' })); \
     document.querySelector('main').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));";

/// Byte pair encoding of two merges.
fn file() -> Value {
    json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
        "pre_tokenizer": { "type": "Whitespace" }, "post_processor": null, "decoder": null,
        "model": {
            "type": "BPE", "dropout": null, "unk_token": "?", "continuing_subword_prefix": null, "end_of_word_suffix": null,
            "fuse_unk": false, "byte_fallback": false, "ignore_merges": false,
            "vocab": { "?": 0, "l": 1, "o": 2, "w": 3, "lo": 4, "low": 17 }, "merges": [["l", "o"], ["lo", "w"]],
        },
    })
}

/// The tokens on the page with their ids.
fn cut(page: &Page) -> Result<Value> {
    page.eval(
        "[...document.querySelectorAll('.panel.tokens .chip')].map((chip) => [...chip.querySelectorAll('bdi, small')] \
         .map((part) => part.textContent).join(' ')).join('|')",
    )
}

fn dropped(page: &Page) -> Result<()> {
    page.open("#exhibit=tokens&language=en&text=low%20owl%20%E5%AE%83")?;
    page.run_with(DROP, vec![file().to_string().into(), "mine.json".into()])?;
    page.wait_state("tokenizer", "loaded")?;
    page.until(|| {
        let found = cut(page)?;
        ensure!(found.as_str().is_some_and(|found| found.starts_with("low") && found.contains("17")), "{found}");
        Ok(())
    })?;
    let name = page.eval("document.querySelector('#tokenizer').selectedOptions[0].textContent")?;
    ensure!(name == "mine.json", "the menu says {name}");
    // Attention takes the same tokens.
    page.set(json!({ "exhibit": "attention", "d_model": 8 }))?;
    page.settle()?;
    let labels = page.run("return (await heedmap.run({ text: 'low owl', tokenizer: 'loaded', d_model: 8, n_heads: 1 })).tokens.map((token) => token.text).join()")?;
    ensure!(labels == "low,o,w,l", "{labels}");
    // A link cannot hold the file, so that somebody else is told.
    page.wait("the link", "location.hash.includes('tokenizer=loaded')")?;
    page.reload()?;
    page.ready()?;
    page.wait("a word about it", "document.querySelector('.messages').textContent.includes('not open here')")
}

fn refused(page: &Page) -> Result<()> {
    page.open("#exhibit=tokens&language=en&text=low%20owl&tokenizer=bytes")?;
    let whole = file().to_string();
    let mut cycle = file();
    cycle["model"]["merges"] = json!([["l", "o"], ["", "low"]]);
    let mut lacks = file();
    lacks["model"]["merges"] = json!([["w", "o"]]);
    for (text, sentence) in [
        (whole[..200].to_owned(), "odd.json ends in the middle"),
        ("{ no json".to_owned(), "odd.json is no JSON: line 1, column 3."),
        ("{}".to_owned(), "odd.json is no tokenizer: “model” is missing"),
        (cycle.to_string(), "odd.json: merge 2 joins a token with nothing"),
        (lacks.to_string(), "odd.json: merge 1 needs the token “wo”"),
        (whole.replace("Whitespace", "Telepathy"), "odd.json cannot be used:"),
    ] {
        page.run_with(DROP, vec![text.into(), "odd.json".into()])?;
        page.until(|| {
            let said = page.text(".messages")?;
            ensure!(said.contains(sentence), "{sentence:?} is not said, but {said:?}");
            Ok(())
        })?;
        page.wait_state("tokenizer", "bytes")?;
        ensure!(cut(page)?.as_str().is_some_and(|found| found.starts_with('l')), "the picture is gone");
    }
    // Nor is any other file taken in silence.
    page.run_with(DROP, vec!["Dear diary".into(), "notes.txt".into()])?;
    page.wait(
        "a word about it",
        "document.querySelector('.messages').textContent.includes('notes.txt is no JSON: line 1, column 1.')",
    )?;
    page.wait_state("tokenizer", "bytes")?;
    // Of one that is much too large only the beginning is read.
    page.run(
        "const data = new DataTransfer(); \
         data.items.add(new File(new Array(64).fill(new Uint8Array(1 << 20).fill(32)), 'wide.json')); \
         document.querySelector('main').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }))",
    )?;
    page.wait(
        "a word about it",
        "document.querySelector('.messages').textContent.includes('wide.json is too large: at most 48 MB')",
    )?;
    page.wait_state("tokenizer", "bytes")?;
    // Another site is not asked.
    page.fill("#tokenizer-address", "https://example.org/x.json")?;
    page.click(".bring summary")?;
    page.click("#tokenizer-open")?;
    page.wait("a word about it", "document.querySelector('.messages').textContent.includes('is not on this site')")?;
    page.wait_state("tokenizer", "bytes")
}

fn by_program(page: &Page) -> Result<()> {
    page.open("#exhibit=subwords&language=en")?;
    let found = page.run(
        "const { tokenizer } = await heedmap.train({ kind: 'wordpiece', corpus: 'hug hug hugs pug pun bun', vocab_size: 30 }); \
         const name = await heedmap.loadTokenizer(tokenizer, 'hugs.json'); \
         const tokens = await heedmap.tokenize({ text: 'hugs pun', tokenizer: name }); \
         const failure = await heedmap.loadTokenizer({}).then(() => 'none', (error) => error.message); \
         return [name, heedmap.state().exhibit, heedmap.state().tokenizer, tokens.map(({ text }) => text).join(), failure].join(' / ')",
    )?;
    ensure!(
        found
            == "loaded / tokens / loaded / hugs,pun / tokenizer.json is no tokenizer: “model” is missing, or is not what it should be.",
        "{found}"
    );
    Ok(())
}

fn ready_made(page: &Page) -> Result<()> {
    page.open("#exhibit=tokens&language=zh")?;
    for (tokenizer, text, expected) in [
        ("bert-base-uncased", "Attention weights, 它!", "attention 3086,weights 15871,, 1010,它 100,! 999"),
        ("bert-base-chinese", "荷花很美 ok", "荷 5792,花 5709,很 2523,美 5401,ok 8270"),
    ] {
        let found = page.run_with(
            "const [text, tokenizer] = args; \
             return (await heedmap.tokenize({ text, tokenizer })).map(({ text, id }) => `${text.toLowerCase()} ${id}`).join()",
            vec![text.into(), tokenizer.into()],
        )?;
        ensure!(found == expected, "{tokenizer}: {found}");
    }
    page.set(json!({ "tokenizer": "unigram", "text": "因为它太累了" }))?;
    page.settle()?;
    ensure!(cut(page)?.as_str().is_some_and(|found| found.contains("因为")), "the Unigram model cuts {}", cut(page)?);
    Ok(())
}
