//! Byte pair encoding against Hugging Face's tokenizers: what is learnt, what it makes of 2,200 lines, and the file.
//!
//! Offsets are compared as Hugging Face counts them, in characters: a token of some bytes of a character has the place of
//! the whole character.

use super::load;
use super::places::in_characters;
use heedmap::text::Token;
use heedmap::text::bpe::{Unit, train};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    corpus: String,
    unit: Unit,
    vocab_size: usize,
    tokens: Vec<String>,
    merges: Vec<[String; 2]>,
    file: Option<Value>,
}

#[derive(Deserialize)]
struct Lines {
    unit: Unit,
    vocab_size: usize,
    lines: Vec<Line>,
}

/// A line and what Hugging Face makes of it; offsets in characters.
#[derive(Deserialize)]
pub(super) struct Line {
    text: String,
    ids: Vec<u32>,
    offsets: Vec<usize>,
}

#[test]
fn what_is_learnt_is_what_tokenizers_learns() {
    for case in load::<Cases>("bpe_training.json").cases {
        let training = train(&case.corpus, case.unit, case.vocab_size, 0, |_| {});
        let name = format!("{:?}, {}, {:.20}", case.unit, case.vocab_size, case.corpus);
        let merges: Vec<[String; 2]> =
            training.merges.iter().map(|m| [m.pair.0, m.pair.1].map(|id| training.written(id))).collect();
        assert_eq!(merges, case.merges, "{name}");
        let tokens: Vec<String> = (0..training.tokens.len() as u32).map(|id| training.written(id)).collect();
        assert_eq!(tokens, case.tokens, "{name}");
        if let Some(file) = case.file {
            let ours: Value = serde_json::from_str(&training.tokenizer_json(usize::MAX)).unwrap();
            assert_eq!(ours, file, "{name}");
        }
    }
}

#[test]
fn lines_are_encoded_as_tokenizers_encodes_them() {
    let cases = load::<Cases>("bpe_training.json").cases;
    for name in ["bpe_lines.json", "byte_bpe_lines.json"] {
        let Lines { unit, vocab_size, lines } = load(name);
        assert!(lines.len() >= 2_000);
        let trained_on = cases.iter().find(|case| (case.unit, case.vocab_size) == (unit, vocab_size)).unwrap();
        let training = train(&trained_on.corpus, unit, vocab_size, 0, |_| {});
        let model = training.model(usize::MAX);
        let wrong = wrong(&lines, |text| model.encode(text));
        assert!(wrong.is_empty(), "{name}: {} lines:\n{}", wrong.len(), wrong.join("\n"));
    }
}

/// The lines that come out otherwise.
pub(super) fn wrong(lines: &[Line], encode: impl Fn(&str) -> Vec<Token>) -> Vec<String> {
    lines.iter().filter_map(|line| difference(line, &encode(&line.text))).collect()
}

fn difference(line: &Line, tokens: &[Token]) -> Option<String> {
    let ids: Vec<u32> = tokens.iter().map(|token| token.id).collect();
    let offsets = in_characters(&line.text, tokens);
    ((&ids, &offsets) != (&line.ids, &line.offsets))
        .then(|| format!("{:?}\n     got {ids:?} {offsets:?}\nexpected {:?} {:?}", line.text, line.ids, line.offsets))
}
