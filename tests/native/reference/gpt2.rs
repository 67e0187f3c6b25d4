//! GPT-2's tokenizer against Hugging Face's, with the same vocabulary: 2,900 lines, token for token and byte for byte.

use super::load;
use heedmap::text::{Gpt2, Shelf, Tokenizer, tokenize};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    vocab_size: usize,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    ids: Vec<u32>,
    /// Where each token ends, in bytes; it begins where the one before it ended.
    ends: Vec<usize>,
}

#[test]
fn lines_are_encoded_as_tokenizers_encodes_them() {
    let Fixture { vocab_size, lines } = load("gpt2.json");
    let gpt2 = Gpt2::from_gzip(include_bytes!("../../../assets/gpt2/merges.bin.gz")).unwrap();
    let shelf = Shelf { gpt2: Some(gpt2), ..Shelf::default() };
    assert!(lines.len() >= 2_900 && vocab_size == Gpt2::VOCABULARY.size);
    let mut wrong = Vec::new();
    for Line { text, ids, ends } in &lines {
        let tokens = tokenize(text, Tokenizer::Gpt2, &shelf, usize::MAX).unwrap();
        let starts = [0].iter().chain(ends);
        let expected = ids.iter().zip(starts).zip(ends).map(|((&id, &start), &end)| (id, start, end));
        let got = tokens.list().iter().map(|token| (token.id, token.start, token.end));
        if !got.clone().eq(expected.clone()) {
            wrong.push(format!(
                "{text:?}\n     got {:?}\nexpected {:?}",
                got.collect::<Vec<_>>(),
                expected.collect::<Vec<_>>()
            ));
        }
        assert!(tokens.texts().all(|text| !text.contains('\u{FFFD}')), "{text:?}");
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}
