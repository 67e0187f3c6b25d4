//! Is it a tokenizer? A Hugging Face `tokenizer.json`, looked at before anything is made of it.
//!
//! The file comes from outside. What would make the program that runs it fail, or never end, is found here, and can be told
//! in one sentence: what is wrong, and where.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The largest file, in bytes. The largest in use, of 262,144 tokens, has some 33 MB.
pub const MAX_BYTES: usize = 48 << 20;
/// The most tokens, and the most merges.
pub const MAX_ENTRIES: usize = 2_000_000;

/// Names of the token that is no text.
const PADDING: [&str; 2] = ["[PAD]", "<pad>"];

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How many tokens its vocabulary has.
    pub n_tokens: usize,
    /// The token that fills up the shorter texts of a batch, if there is one.
    pub padding: Option<u32>,
}

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It has more bytes than [`MAX_BYTES`].
    TooLarge,
    /// It ends in the middle.
    EndsEarly,
    /// It is no JSON, from here on.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// This part is missing, or is something else than it should be.
    Wrong(String),
    /// A kind of model that nobody knows.
    UnknownModel(String),
    /// More entries than [`MAX_ENTRIES`].
    TooMany {
        /// The part.
        part: String,
        /// How many it has.
        n: usize,
    },
    /// A merge of, or into, something that the vocabulary lacks.
    Merge {
        /// Which merge, from 1.
        number: usize,
        /// What is lacking.
        token: String,
    },
    /// A merge that gives back one of its own parts, so that joining would never end.
    Cycle {
        /// Which merge, from 1.
        number: usize,
    },
    /// The token for what is unknown is not in the vocabulary, or there is none.
    NoUnknown(String),
    /// The program that runs it says this.
    Refused(String),
}

/// Looks a file over.
///
/// # Errors
/// The first [`Fault`] found.
pub fn check(bytes: &[u8]) -> Result<Facts, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    let file: Value = serde_json::from_slice(bytes).map_err(|error| match error.is_eof() {
        true => Fault::EndsEarly,
        false => Fault::NotJson { line: error.line(), column: error.column() },
    })?;
    let model = file.get("model").and_then(Value::as_object).ok_or_else(|| wrong("model"))?;
    let vocab = model.get("vocab").ok_or_else(|| wrong("model.vocab"))?;
    let n_tokens = vocab.as_object().map(Map::len).or_else(|| vocab.as_array().map(Vec::len));
    let n_tokens = n_tokens.ok_or_else(|| wrong("model.vocab"))?;
    few("model.vocab", n_tokens)?;
    let kind = match model.get("type") {
        Some(kind) => kind.as_str().ok_or_else(|| wrong("model.type"))?,
        // Older files do not say.
        None if vocab.is_array() => "Unigram",
        None if model.contains_key("merges") => "BPE",
        None => "WordPiece",
    };
    let padding = PADDING.iter().find_map(|name| match vocab {
        Value::Object(tokens) => tokens.get(*name)?.as_u64(),
        _ => vocab.as_array()?.iter().position(|piece| piece[0] == *name).map(|place| place as u64),
    });
    match kind {
        "BPE" => check_merges(model, numbered(vocab)?)?,
        "WordPiece" | "WordLevel" => check_unknown(model, numbered(vocab)?, true)?,
        "Unigram" => check_scores(model, vocab)?,
        other => return Err(Fault::UnknownModel(other.chars().take(40).collect())),
    }
    Ok(Facts { n_tokens, padding: padding.and_then(|id| id.try_into().ok()) })
}

/// A vocabulary of tokens and their ids.
fn numbered(vocab: &Value) -> Result<&Map<String, Value>, Fault> {
    let tokens = vocab.as_object().ok_or_else(|| wrong("model.vocab"))?;
    let is_id = |id: &Value| id.as_u64().is_some_and(|id| u32::try_from(id).is_ok());
    match tokens.iter().find(|(_, id)| !is_id(id)) {
        Some((token, _)) => Err(Fault::Wrong(format!("model.vocab[{token:?}]"))),
        None => Ok(tokens),
    }
}

fn check_merges(model: &Map<String, Value>, vocab: &Map<String, Value>) -> Result<(), Fault> {
    check_unknown(model, vocab, false)?;
    let merges = model.get("merges").and_then(Value::as_array).ok_or_else(|| wrong("model.merges"))?;
    few("model.merges", merges.len())?;
    let prefix = model.get("continuing_subword_prefix").and_then(Value::as_str).unwrap_or_default();
    for (number, merge) in (1..).zip(merges) {
        let is_wrong = || Fault::Wrong(format!("model.merges[{}]", number - 1));
        let (left, right) = match merge {
            Value::String(both) => both.split_once(' '),
            Value::Array(both) => match both.as_slice() {
                [left, right] => left.as_str().zip(right.as_str()),
                _ => None,
            },
            _ => None,
        }
        .ok_or_else(is_wrong)?;
        let Some(rest) = right.strip_prefix(prefix) else { return Err(is_wrong()) };
        if left.is_empty() || rest.is_empty() {
            return Err(Fault::Cycle { number });
        }
        let joined = format!("{left}{rest}");
        if let Some(token) = [left, right, &joined].into_iter().find(|token| !vocab.contains_key(*token)) {
            return Err(Fault::Merge { number, token: token.to_owned() });
        }
    }
    Ok(())
}

/// Of some models every tokenizer has a token for what it does not know.
fn check_unknown(model: &Map<String, Value>, vocab: &Map<String, Value>, must: bool) -> Result<(), Fault> {
    let token = match model.get("unk_token") {
        None | Some(Value::Null) if !must => return Ok(()),
        None => "[UNK]",
        Some(token) => token.as_str().ok_or_else(|| wrong("model.unk_token"))?,
    };
    if vocab.contains_key(token) { Ok(()) } else { Err(Fault::NoUnknown(token.to_owned())) }
}

fn check_scores(model: &Map<String, Value>, vocab: &Value) -> Result<(), Fault> {
    let pieces = vocab.as_array().ok_or_else(|| wrong("model.vocab"))?;
    let is_piece = |piece: &Value| match piece.as_array().map(Vec::as_slice) {
        Some([text, score]) => text.is_string() && score.is_number(),
        _ => false,
    };
    if let Some(place) = pieces.iter().position(|piece| !is_piece(piece)) {
        return Err(Fault::Wrong(format!("model.vocab[{place}]")));
    }
    let unknown = model.get("unk_id").and_then(Value::as_u64);
    let is_there = unknown.is_some_and(|id| id < pieces.len() as u64);
    if is_there { Ok(()) } else { Err(Fault::NoUnknown("unk_id".into())) }
}

fn few(part: &str, n: usize) -> Result<(), Fault> {
    if n > MAX_ENTRIES { Err(Fault::TooMany { part: part.into(), n }) } else { Ok(()) }
}

fn wrong(part: &str) -> Fault {
    Fault::Wrong(part.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::bpe::{Unit, train};
    use proptest::prelude::*;

    fn fault(model: &str) -> Fault {
        check(format!("{{\"model\": {model}}}").as_bytes()).unwrap_err()
    }

    fn ours(unit: Unit) -> String {
        train("the cat sat on the mat 小猫", unit, 280, 0, |_| {}).tokenizer_json(usize::MAX)
    }

    #[test]
    fn what_we_write_is_a_tokenizer() {
        for &unit in Unit::ALL {
            let facts = check(ours(unit).as_bytes()).unwrap();
            assert!(facts.n_tokens > 10);
        }
        let unigram = r#"{"model": {"unk_id": 0, "vocab": [["<unk>", 0.0], ["<pad>", -1.5]]}}"#;
        assert_eq!(check(unigram.as_bytes()), Ok(Facts { n_tokens: 2, padding: Some(1) }));
    }

    #[test]
    fn each_fault_is_named() {
        assert_eq!(check(b""), Err(Fault::EndsEarly));
        assert_eq!(check(b"{\n  vocab"), Err(Fault::NotJson { line: 2, column: 3 }));
        assert_eq!(check(b"[]"), Err(Fault::Wrong("model".into())));
        assert_eq!(check(&vec![b' '; MAX_BYTES + 1]), Err(Fault::TooLarge));
        assert_eq!(fault("{}"), Fault::Wrong("model.vocab".into()));
        assert_eq!(fault(r#"{"type": "Ngram", "vocab": {}}"#), Fault::UnknownModel("Ngram".into()));
        assert_eq!(fault(r#"{"type": "BPE", "vocab": {}}"#), Fault::Wrong("model.merges".into()));
        assert_eq!(fault(r#"{"vocab": {"a": -1}}"#), Fault::Wrong("model.vocab[\"a\"]".into()));
        assert_eq!(fault(r#"{"vocab": {"a": 0}}"#), Fault::NoUnknown("[UNK]".into()));
        let merges = |merges| format!(r#"{{"vocab": {{"a": 0, "b": 1, "ab": 2, "": 3}}, "merges": {merges}}}"#);
        assert_eq!(fault(&merges(r#"["a b", "ab a"]"#)), Fault::Merge { number: 2, token: "aba".into() });
        assert_eq!(fault(&merges(r#"[["a", "b"], ["", "a"]]"#)), Fault::Cycle { number: 2 });
        assert_eq!(fault(&merges(r#"[["a"]]"#)), Fault::Wrong("model.merges[0]".into()));
        assert_eq!(fault(r#"{"vocab": [["a", 1], ["b"]], "unk_id": 0}"#), Fault::Wrong("model.vocab[1]".into()));
        assert_eq!(fault(r#"{"vocab": [["a", 1]], "unk_id": 1}"#), Fault::NoUnknown("unk_id".into()));
    }

    #[test]
    fn ten_million_entries_are_too_many() {
        let file = |n| format!("{{\"model\":{{\"vocab\":[{}]}}}}", vec![r#"["",0]"#; n].join(","));
        assert!(matches!(check(file(10_000_000).as_bytes()), Err(Fault::TooLarge)));
        let n = MAX_ENTRIES + 1;
        assert_eq!(check(file(n).as_bytes()), Err(Fault::TooMany { part: "model.vocab".into(), n }));
    }

    proptest! {
        #[test]
        fn a_broken_file_is_refused_or_read(at in 0usize..3_000, byte in any::<u8>(), cut in any::<bool>()) {
            let mut file = ours(Unit::Characters).trim_end().as_bytes().to_vec();
            let at = at % file.len();
            if cut {
                file.truncate(at);
                prop_assert_eq!(check(&file), Err(Fault::EndsEarly));
            } else {
                file[at] = byte;
                let _either = check(&file);
            }
        }
    }
}
