//! Byte pair encoding, learnt on the page: each merge against counts made by hand, the file against the page.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("merges-are-learnt-step-by-step", steps),
    Test::new("bytes-of-chinese", bytes),
    Test::new("training-and-tokenizing-by-program", programs),
    Test::new("a-vocabulary-is-pruned-step-by-step", pruning),
    Test::new("subwords-of-a-bundled-text", bundled),
    Test::new("one-word-on-its-way", one_word),
    Test::new("a-long-training-says-how-far-it-is-and-stops", stopped),
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

fn steps(page: &Page) -> Result<()> {
    page.open("#exhibit=subwords&language=en")?;
    page.set(json!({ "text": "low low low lower lower new", "step": 0 }))?;
    // l-o and o-w stand 5 times each: 3 in low, 2 in lower. The token l has a smaller id than o.
    wait_row(page, "pairs", 0, "l · o|lo|5")?;
    wait_row(page, "pairs", 1, "o · w|ow|5")?;
    wait_row(page, "words", 1, "lower|l · o · w · e · r|2")?;
    for (merge, pairs) in [
        ("1|l · o|lo #7|5", "lo · w|low|5"),
        ("2|lo · w|low #8|5", "e · r|er|2"),
        ("3|e · r|er #9|2", "low · er|lower|2"),
    ] {
        page.click("#next")?;
        wait_row(page, "merges", 0, merge)?;
        wait_row(page, "pairs", 0, pairs)?;
    }
    wait_row(page, "words", 1, "lower|low · er|2")?;
    page.click("#back")?;
    wait_row(page, "merges", 0, "2|lo · w|low #8|5")?;
    page.eval(
        "(() => { const field = document.querySelector('#scrub'); field.value = 6; \
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); })()",
    )?;
    wait_row(page, "merges", 0, "6|n · ew|new #12|1")?;
    page.fill("#vocab-size", "9")?;
    page.wait_state("vocab_size", 9)?;
    let slide = "((field) => { field.value = args[0]; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }) \
                 (document.querySelector('#vocab-slider'))";
    page.eval_with(slide, vec![24.into()])?;
    page.wait_state("vocab_size", 8)?;
    wait_row(page, "merges", 0, "1|l · o|lo #7|5")?;
    page.fill("#vocab-size", "9")?;
    page.wait_state("vocab_size", 9)?;
    wait_row(page, "merges", 0, "2|lo · w|low #8|5")?;
    let file = page.run("return (await heedmap.export({ format: 'tokenizer', figure: 'merges' })).text")?;
    let file: Value = serde_json::from_str(file.as_str().unwrap_or_default())?;
    ensure!(
        file["model"]["vocab"]["low"] == 8 && file["model"]["merges"] == json!([["l", "o"], ["lo", "w"]]),
        "{file}"
    );
    // The link holds the lesson.
    page.wait("the link", "location.hash.includes('vocab_size=9')")?;
    page.reload()?;
    page.ready()?;
    wait_row(page, "merges", 0, "2|lo · w|low #8|5")
}

fn bytes(page: &Page) -> Result<()> {
    page.open("#exhibit=subwords&language=zh&step=0")?;
    page.set(json!({ "text": "\u{5B83}\u{5B83}", "kind": "byte-bpe", "vocab_size": 300 }))?;
    page.wait("six bytes", "document.querySelectorAll('.panel.cut .chip').length === 6")?;
    ensure!(page.text(".panel.cut .chip bdi")? == "E5", "a byte is its hexadecimal digits");
    ensure!(page.eval("document.body.textContent.includes('\\ufffd')")? == false, "a replacement character is shown");
    page.set(json!({ "step": null }))?;
    page.wait("one token", "document.querySelectorAll('.panel.cut .chip').length === 1")
}

fn programs(page: &Page) -> Result<()> {
    page.open("")?;
    let trained = page.run(
        "const r = await heedmap.train({ kind: 'bpe', corpus: 'low low low lower lower new', vocab_size: 9 }); \
         return [r.merges.map(({ pair, token, id, count }) => [...pair, token, id, count].join(' ')).join(), r.vocab.length, \
             r.curve.map(({ n_tokens }) => n_tokens).join(), JSON.parse(r.tokenizer).model.type].join(' / ')",
    )?;
    ensure!(trained == "l o lo 7 5,lo w low 8 5 / 9 / 22,17,12 / BPE", "{trained}");
    let cut = page.run(
        "return (await heedmap.tokenize({ text: 'a \u{5B83}', tokenizer: 'bytes' })) \
             .map(({ text, start, end }) => `${text} ${start}-${end}`).join()",
    )?;
    ensure!(cut == "a 0-1,  1-2,E5 2-3,AE 3-4,83 4-5", "{cut}");
    let refused = page.run("try { await heedmap.train({ kind: 'bpf' }); } catch (e) { return e.message; }")?;
    ensure!(refused.as_str().is_some_and(|why| why.contains("kind") && why.contains("byte-bpe")), "{refused}");
    Ok(())
}

fn pruning(page: &Page) -> Result<()> {
    page.open("#exhibit=subwords&language=en&kind=unigram&vocab_size=15&step=0")?;
    let text = "low low low lower lower new newest newest wide wider widest slow slower slowest ".repeat(9);
    page.set(json!({ "text": text }))?;
    page.wait("the seed", "document.querySelector('.panel.steps').textContent.includes('The seed:')")?;
    page.click("#next")?;
    page.wait("the first iteration", "document.querySelector('.panel.steps').textContent.includes('iteration 1')")?;
    page.set(json!({ "step": null }))?;
    page.wait("the vocabulary", "document.querySelector('.panel.steps').textContent.includes('The vocabulary:')")?;
    ensure!(page.text(".panel.pieces")?.contains("vocab_size = 15"), "{}", page.text(".panel.pieces")?);
    let found = page.run_with(
        "const r = await heedmap.train({ kind: 'unigram', corpus: args[0], vocab_size: 15 }); \
         const name = await heedmap.loadTokenizer(r.tokenizer, 'pruned.json'); \
         const theirs = await heedmap.tokenize({ text: 'low wider', tokenizer: name }); \
         return [r.steps[0], r.steps.at(-1), r.vocab.length, r.vocab[0], theirs.map(({ text }) => text.trim()).join('')].join()",
        vec![text.into()],
    )?;
    ensure!(found == "seed,vocabulary,15,<unk>,lowwider", "{found}");
    Ok(())
}

fn bundled(page: &Page) -> Result<()> {
    page.open("#exhibit=subwords&language=zh&kind=sentencepiece-bpe&learn_from=udhr-zh&vocab_size=900")?;
    page.set(json!({ "text": "人人有权享受自由" }))?;
    page.settle()?;
    page.wait(
        "a word of the declaration",
        "[...document.querySelectorAll('.panel.cut .chip bdi')].some((chip) => chip.textContent.includes('有权'))",
    )
}

fn one_word(page: &Page) -> Result<()> {
    page.open("#exhibit=subwords&language=en&word=lowest")?;
    page.set(json!({ "text": "low low low lower lower new" }))?;
    // Training saw neither s nor t: each is unknown and joins nothing.
    wait_row(page, "word-steps", 0, "1|l · o|1|lo · w · e · s · t")?;
    wait_row(page, "word-steps", 1, "2|lo · w|2|low · e · s · t")?;
    // Its own strip steps it, and leaves the training alone; the merge that is next is told with its number.
    let summary = "document.querySelector('.panel.word canvas').getAttribute('aria-label')";
    page.click("#word-back")?;
    page.wait("one join", &format!("{summary}.includes('after one join: lo · w · e · s · t')"))?;
    ensure!(
        page.text(".panel.word .note")?.contains("Number 2 was learnt first: “lo” and “w” are next"),
        "the next merge"
    );
    page.click("#word-back")?;
    page.wait("no join", &format!("{summary}.includes('l · o · w · e · s · t')"))?;
    page.wait("the link", "location.hash.includes('word_step=0')")?;
    page.reload()?;
    page.ready()?;
    page.wait("the same step", &format!("{summary}.includes('l · o · w · e · s · t')"))?;
    page.eval(
        "(() => { const field = document.querySelector('#word-scrub'); field.value = 1; \
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); })()",
    )?;
    page.wait_state("word_step", 1)?;
    page.click("#word-play")?;
    page.wait_state("word_step", 2)?;
    ensure!(page.eval("heedmap.state().step")? == Value::Null, "the training was stepped too");
    page.set(json!({ "word_step": null }))?;
    // With one merge less there is one join less.
    page.set(json!({ "step": 1 }))?;
    page.wait("one join", "document.querySelectorAll('.panel.word-steps tbody tr').length === 1")?;
    page.set(json!({ "kind": "wordpiece-count", "step": null }))?;
    page.wait("tries", "document.querySelector('.panel.word-steps tbody tr').textContent === '1lowest–'")?;
    page.set(json!({ "kind": "unigram" }))?;
    page.wait(
        "a lattice",
        "document.querySelector('.panel.word canvas')?.getAttribute('aria-label').startsWith('A lattice of')",
    )?;
    page.fill("#word", "lower")?;
    page.eval("document.querySelector('#word').dispatchEvent(new InputEvent('input', { bubbles: true }))")?;
    page.wait_state("word", "lower")
}

/// The largest vocabulary that there is, from the longest text of words that nobody has said before: long enough to be stopped.
fn stopped(page: &Page) -> Result<()> {
    page.open("#exhibit=subwords&kind=wordpiece")?;
    page.wait("what was learnt before", "!!document.querySelector('.panel.merges td')")?;
    // On a busy machine a training may be over before the page has painted a count, or before a click on Stop is heard of:
    // then another text is learnt from.
    let mut heard = Value::Null;
    for seed in 1..=9 {
        heard = page.run_with(
            "let state = args[0]; \
             const random = (n) => { state = (Math.imul(state ^ (state >>> 15), 2246822507) + 3266489909) | 0; return (state >>> 0) % n; }; \
             const word = () => Array.from({ length: 4 + random(9) }, () => String.fromCharCode(97 + random(26))).join(''); \
             const text = Array.from({ length: 10000 }, word).join(' '); \
             const counts = []; \
             const watch = new MutationObserver(() => { \
                 const busy = document.querySelector('.busy'); \
                 const count = busy?.textContent.match(/(\\d+) of 8192/)?.[1]; \
                 if (count) counts.push(count); \
                 if (count && count !== '0' && count !== '8192') { watch.disconnect(); busy.querySelector('button').click(); } \
             }); \
             watch.observe(document.body, { subtree: true, childList: true, characterData: true }); \
             const end = await heedmap.setState({ text, vocab_size: 8192 }).then(() => 'answered', (error) => error.message); \
             watch.disconnect(); \
             return { counts, end }",
            vec![seed.into()],
        )?;
        if heard["end"] != "answered" {
            break;
        }
    }
    ensure!(heard["end"].as_str().is_some_and(|end| end.starts_with("Stopped.")), "it said {heard}");
    page.wait("the stop, said", "/Stopped/.test(document.querySelector('.message.trouble')?.textContent)")?;
    page.wait("nothing goes on", "!document.querySelector('.busy')")
}
