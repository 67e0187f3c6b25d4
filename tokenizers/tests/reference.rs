//! BERT's vocabularies and the Unigram model of the page against Hugging Face's tokenizers in Python: 2,200 lines, token for
//! token and byte for byte, on the way that a text takes on the page.

#![allow(
    clippy::unwrap_used,
    reason = "clippy.toml allows it inside test functions; here helpers too are part of a test"
)]

use heedmap::engine::{Ask, Engine, Run, unpack};
use heedmap::text::{Ready, Token, Tokenizer};
use heedmap_tokenizers::Opened;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::rc::Rc;

const FILES: [(Tokenizer, &[u8]); 3] = [
    (Tokenizer::BertBaseUncased, include_bytes!("../../assets/bert/base-uncased.json.gz")),
    (Tokenizer::BertBaseChinese, include_bytes!("../../assets/bert/base-chinese.json.gz")),
    (Tokenizer::Unigram, include_bytes!("../../assets/unigram/unigram.json.gz")),
];

#[derive(Deserialize)]
struct Fixture {
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    /// By the tokenizer's name, three numbers a token: its id, how many bytes after the end of the one before it it begins,
    /// and how many bytes it has.
    #[serde(flatten)]
    tokens: BTreeMap<String, Vec<i64>>,
}

fn lines() -> Vec<Line> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/reference/ready.json");
    serde_json::from_str::<Fixture>(&std::fs::read_to_string(path).unwrap()).unwrap().lines
}

fn ask(text: &str, tokenizer: Tokenizer) -> Ask {
    Ask { texts: vec![text.to_owned()], tokenizer, ..Ask::new(Run::Tokens) }
}

fn open(engine: &mut Engine, ready: Ready, tokenizer: Tokenizer, packed: &[u8]) {
    let (file, facts) = unpack(ready, packed.to_vec()).unwrap();
    let opened = Opened::new(&file).unwrap();
    let encoder = move |text: &str| {
        let token = |[id, start, end]: [u32; 3]| Token { id, start: start as usize, end: end as usize };
        Ok(opened.encode(text)?.into_iter().map(token).collect())
    };
    engine.open(ready, &ask("", tokenizer), facts, Rc::new(encoder));
}

fn expected(numbers: &[i64]) -> Vec<[i64; 3]> {
    let mut end = 0;
    let place = |&[id, skipped, n_bytes]: &[i64; 3]| {
        let start = end + skipped;
        end = start + n_bytes;
        [id, start, end]
    };
    numbers.as_chunks::<3>().0.iter().map(place).collect()
}

#[test]
fn lines_are_encoded_as_tokenizers_encodes_them() {
    let lines = lines();
    assert!(lines.len() > 2_200);
    let mut engine = Engine::default();
    for (tokenizer, packed) in FILES {
        open(&mut engine, tokenizer.ready().unwrap(), tokenizer, packed);
        let (mut n_tokens, mut wrong) = (0, Vec::new());
        for Line { text, tokens } in &lines {
            let expected = expected(&tokens[tokenizer.slug()]);
            let got = engine.answer(&ask(text, tokenizer), |_| {}).unwrap().tokens;
            let got: Vec<[i64; 3]> =
                got.list().iter().map(|token| [token.id.into(), token.start as i64, token.end as i64]).collect();
            n_tokens += got.len();
            if got != expected {
                wrong.push(format!("{text:?}\n     got {got:?}\nexpected {expected:?}"));
            }
        }
        assert!(n_tokens > 15_000, "{tokenizer:?}: {n_tokens} tokens");
        assert!(wrong.is_empty(), "{tokenizer:?}, {} lines:\n{}", wrong.len(), wrong.join("\n"));
    }
}
