//! WordPiece against Hugging Face's tokenizers: what is learnt, the file, and what it makes of 2,200 lines.
//!
//! Hugging Face's trainer joins the most frequent pair; of equally frequent ones, which depends on the order of a hash
//! table. The fixture has of every training what comes out alike each time.

use super::bpe::{Line, wrong};
use super::load;
use heedmap::text::bpe::{Unit, train};
use heedmap::text::wordpiece::Wordpiece;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Fixture {
    trainings: Vec<Case>,
    tokens: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Case {
    corpus: String,
    vocab_size: usize,
    n_alphabet: usize,
    learnt: Vec<String>,
    file: Option<Value>,
}

#[test]
fn what_is_learnt_by_count_is_what_tokenizers_learns() {
    let cases = load::<Fixture>("wordpiece.json").trainings;
    assert!(cases.iter().filter(|case| case.file.is_some()).count() >= 2);
    for case in cases {
        let training = train(&case.corpus, Unit::CountedPieces, case.vocab_size, 0, |_| {});
        let name = format!("{}, {:.20}", case.vocab_size, case.corpus);
        assert_eq!(training.n_alphabet, case.n_alphabet, "{name}");
        let learnt: Vec<String> =
            (training.n_alphabet..).take(case.learnt.len()).map(|id| training.written(id as u32)).collect();
        assert_eq!(learnt, case.learnt, "{name}");
        if let Some(file) = case.file {
            let ours: Value = serde_json::from_str(&training.tokenizer_json(usize::MAX)).unwrap();
            assert_eq!(ours, file, "{name}");
        }
    }
}

#[test]
fn lines_are_encoded_as_tokenizers_encodes_them() {
    let Fixture { tokens, lines, .. } = load("wordpiece.json");
    assert!(lines.len() >= 2_000);
    let wordpiece = Wordpiece::new(tokens);
    let wrong = wrong(&lines, |text| wordpiece.encode(text));
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}
