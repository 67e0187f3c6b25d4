//! Several tokenizers on one text: the page against what each says by itself.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use fantoccini::actions::{InputSource, MouseActions, TouchActions};
use fantoccini::key::Key;
use serde_json::json;

pub(super) const TESTS: &[Test] = &[
    Test::new("four-tokenizers-side-by-side", four),
    Test::new("a-file-is-compared", file),
    Test::new("the-same-bytes-are-lit-everywhere", lit),
    Test::new("columns-are-saved", saved),
    Test::new("a-letter-before-a-long-text", long),
];

/// English, Chinese, a family of three joined by joiners, and a character beyond the dictionary.
const TEXT: &str = "The owl's \u{5357}\u{4EAC}\u{5E02} \u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{9F98}!";

fn four(page: &Page) -> Result<()> {
    page.open("#exhibit=compare&language=en&with=words,jieba,gpt2,bert-base-chinese")?;
    page.set(json!({ "text": TEXT }))?;
    let differences = page.run_with(
        "const found = []; \
         const rows = [...document.querySelectorAll('.panel.side-by-side .cuts > div')]; \
         for (const [index, tokenizer] of ['words', 'jieba', 'gpt2', 'bert-base-chinese'].entries()) { \
             const tokens = await heedmap.tokenize({ text: args[0], tokenizer }); \
             const ids = [...rows[index].querySelectorAll('small')].map((id) => id.textContent).join(); \
             if (ids !== tokens.map(({ id }) => `#${id}`).join()) found.push(`${tokenizer}: ${ids}`); \
             const cells = document.querySelectorAll('.panel.counts tbody tr')[index].children; \
             if (cells[1].textContent !== String(tokens.length)) found.push(`${tokenizer}: ${cells[1].textContent} tokens`); \
         } \
         if (document.body.textContent.includes('\\ufffd')) found.push('a replacement character'); \
         return found.join('; ')",
        vec![TEXT.into()],
    )?;
    ensure!(differences == "", "{differences}");
    // Each of the 4 + 4 bytes of two women, of the joiners and of the girl is a column of its own.
    let n_bytes = page.eval("document.querySelectorAll('.aligned .byte').length")?;
    ensure!(n_bytes == TEXT.len(), "{n_bytes} bytes");
    page.fill("#with-4", "bytes")?;
    page.wait("the link", "location.hash.includes('with=words%2Cjieba%2Cgpt2%2Cbytes') || location.hash.includes('with=words,jieba,gpt2,bytes')")?;
    page.fill("#with-2", "")?;
    page.wait("three rows", "document.querySelectorAll('.panel.side-by-side .cuts > div').length === 3")?;
    page.wait("three rows and two", "document.querySelectorAll('.aligned-line')[0].children.length === 5")
}

fn file(page: &Page) -> Result<()> {
    page.open("#exhibit=compare&language=zh&with=characters")?;
    let shown = page.run(
        "const { tokenizer } = await heedmap.train({ kind: 'bpe', corpus: '荷花荷花很美', vocab_size: 9 }); \
         const name = await heedmap.loadTokenizer(tokenizer, '荷花.json'); \
         return [heedmap.state().exhibit, String(heedmap.state().with)].join(' / ')",
    )?;
    ensure!(shown == "compare / characters,loaded", "{shown}");
    page.wait("its row", "document.querySelector('.panel.side-by-side').textContent.includes('荷花.json')")
}

fn lit(page: &Page) -> Result<()> {
    page.open("#exhibit=compare&language=en&with=words,bytes")?;
    page.set(json!({ "text": "an \u{5357}\u{4EAC} owl" }))?;
    let lit = "[...document.querySelectorAll('[data-lit]')].map((one) => one.querySelector('bdi')?.textContent ?? one.textContent).join(' ')";
    let boxes = "[...document.querySelectorAll('[data-start]')].map((one) => { const { x, y, width, height } = one.getBoundingClientRect(); \
                 return [x + scrollX, y + scrollY, width, height]; }).join()";
    let before = page.eval(boxes)?;
    // The second word is a character of three bytes: itself and those, then the same in the columns.
    let word = ".panel.side-by-side .cuts > div:first-child li:nth-child(2)";
    let there = |css: &str| {
        page.scroll_to(css)?;
        page.move_to(css, 5.0, 5.0)
    };
    page.act(MouseActions::new("mouse".into()).then(there(word)?))?;
    let all = "\u{5357} E5 8D 97 \u{5357} E5 8D 97 \u{5357} E5 8D 97";
    page.wait("its bytes are lit", &format!("{lit} === '{all}'"))?;
    ensure!(page.eval(boxes)? == before, "something moved");
    page.act(MouseActions::new("mouse".into()).then(there("h1")?))?;
    page.wait("nothing is lit", &format!("{lit} === ''"))?;
    // By keys: into the row, on by arrows; a row is one stop.
    page.eval(&format!("document.querySelector('{word}').previousElementSibling.focus()"))?;
    page.wait("an", &format!("{lit} === 'an a n a n 61 6E an a n'"))?;
    page.press(Key::Right.into())?;
    page.wait("its bytes are lit again", &format!("{lit} === '{all}'"))?;
    page.press(Key::Tab.into())?;
    page.wait("the next row", &format!("{lit} === 'an a a 61 an a'"))?;
    // In the columns: down from the first character to its byte, then along.
    page.eval("document.querySelector('.aligned [tabindex=\"0\"]').focus()")?;
    page.press(Key::Down.into())?;
    page.press(Key::Right.into())?;
    page.wait("the second byte", &format!("{lit} === 'an n n 6E an n'"))?;
    ensure!(page.eval("document.activeElement.className")? == "byte", "the byte has no focus");
    // By a finger, which is lifted again.
    let down = fantoccini::actions::PointerAction::Down { button: 0 };
    let up = fantoccini::actions::PointerAction::Up { button: 0 };
    page.act(TouchActions::new("finger".into()).then(there(word)?).then(down).then(up))?;
    page.wait("what was touched stays lit", &format!("{lit} === '{all}'"))
}

fn saved(page: &Page) -> Result<()> {
    page.open("#exhibit=compare&language=en&with=words,bytes&theme=dark")?;
    page.set(json!({ "text": "an \u{5357}" }))?;
    let csv = page.run("return (await heedmap.export({ format: 'csv', figure: 'columns' })).text")?;
    let rows: Vec<&str> = csv.as_str().unwrap_or_default().lines().collect();
    ensure!(rows.contains(&"bytes,E5,3,4") && rows.contains(&"Words (Unicode),\u{5357},3,6"), "{rows:?}");
    let svg = page.run("return (await heedmap.export({ format: 'svg', figure: 'columns' })).text")?;
    ensure!(svg.as_str().is_some_and(|svg| svg.contains("\u{5357}") && svg.contains("#1b1d21")), "{svg}");
    let png =
        page.run("return [...(await heedmap.export({ format: 'png', figure: 'columns' })).bytes.slice(1, 4)].join()")?;
    ensure!(png == "80,78,71", "{png}");
    page.wait("its menu", "[...document.querySelectorAll('.panel.columns .save button')].map((one) => one.textContent).join() === 'SVG,PNG,CSV'")
}

/// Panels of a long text come one after another, and all of them come, also where the second letter overtakes the first's.
fn long(page: &Page) -> Result<()> {
    page.open("#exhibit=compare&language=en&with=characters,gpt2")?;
    let text = "The cat, \u{732B}. ".repeat(500);
    page.set(json!({ "text": text }))?;
    // What each panel says of the text: how it begins, and how many characters it has.
    let shown = "[...document.querySelectorAll('.cuts dd li:first-child bdi, .aligned-line:first-child .character:first-child, \
         .counts tbody tr:first-child td:first-of-type')].map((one) => one.textContent).join(' ')";
    let n = text.chars().count();
    page.wait("the text", &format!("{shown} === 'T The {n} T'"))?;
    for (beginning, first) in [("Z", "Z"), ("I", "I"), ("IT", "I")] {
        page.eval_with(
            "(() => { const field = document.querySelector('#text'); field.value = args[0]; \
             field.dispatchEvent(new InputEvent('input', { bubbles: true })); })()",
            vec![format!("{beginning} {text}").into()],
        )?;
        if beginning == "I" {
            std::thread::sleep(std::time::Duration::from_millis(450)); // the first panel may be there
            continue;
        }
        page.wait(
            "every panel's letter",
            &format!("{shown} === '{first} {beginning} {} {first}'", n + beginning.len() + 1),
        )?;
    }
    // A program hears of it when the last panel is there.
    let last =
        page.run("await heedmap.setState({}); return document.querySelector('.aligned .character').textContent")?;
    ensure!(last == "I", "{last}");
    Ok(())
}
