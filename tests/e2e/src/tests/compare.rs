//! Several tokenizers on one text: the page against what each says by itself.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use serde_json::json;

pub(super) const TESTS: &[Test] =
    &[Test::new("four-tokenizers-side-by-side", four), Test::new("a-file-is-compared", file)];

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
