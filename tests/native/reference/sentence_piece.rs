//! SentencePiece's way against Python's sentencepiece: what its models make of 2,200 lines, token for token and byte for
//! byte, and what its normalizers make of code points.

use super::load;
use heedmap::text::unigram::{Method, Normalization, Piece, Prepared, SentencePiece};
use serde::Deserialize;

#[derive(Deserialize)]
struct Lines {
    models: Vec<Model>,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Model {
    method: Method,
    normalization: Normalization,
    n_special: usize,
    pieces: Vec<(String, f64)>,
    whole: (usize, String),
}

#[derive(Deserialize)]
struct Line {
    text: String,
    cuts: Vec<Option<Cut>>,
}

#[derive(Deserialize)]
struct Cut {
    ids: Vec<u32>,
    offsets: Vec<usize>,
}

#[derive(Deserialize)]
struct Normalized {
    texts: Vec<Text>,
}

#[derive(Deserialize)]
struct Text {
    text: String,
    nfkc: (String, Vec<usize>),
    nmt_nfkc: (String, Vec<usize>),
}

#[test]
fn lines_are_encoded_as_sentencepiece_encodes_them() {
    let Lines { models, lines } = load("sentence_piece.json");
    assert!(lines.len() >= 2_000);
    let all: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    for (number, Model { method, normalization, n_special, pieces, whole }) in models.into_iter().enumerate() {
        let pieces: Vec<Piece> = pieces.into_iter().map(|(text, log_prob)| Piece { text, log_prob }).collect();
        let model = SentencePiece::new(normalization, method, &pieces, n_special);
        let tokens = model.encode(&all.join(" "), &mut ());
        let numbers = tokens.iter().map(|token| token.id as usize);
        let numbers = numbers.chain(tokens.iter().flat_map(|token| [token.start, token.end]));
        assert_eq!((tokens.len(), fnv1a(numbers)), whole, "{method:?}, {normalization:?}: all lines as one");
        let mut wrong = Vec::new();
        for (text, cut) in lines.iter().filter_map(|line| Some((&line.text, line.cuts[number].as_ref()?))) {
            let tokens = model.encode(text, &mut ());
            let ids: Vec<u32> = tokens.iter().map(|token| token.id).collect();
            let offsets: Vec<usize> = tokens.iter().flat_map(|token| [token.start, token.end]).collect();
            if (&ids, &offsets) != (&cut.ids, &cut.offsets) {
                wrong.push(format!("{text:?}\n     got {ids:?} {offsets:?}\nexpected {:?} {:?}", cut.ids, cut.offsets));
            }
        }
        assert!(wrong.is_empty(), "{method:?}, {normalization:?}: {} lines:\n{}", wrong.len(), wrong.join("\n"));
    }
}

/// A hash of numbers (FNV-1a, a whole number at a time), in hexadecimal.
fn fnv1a(numbers: impl Iterator<Item = usize>) -> String {
    let hash =
        numbers.fold(0xCBF2_9CE4_8422_2325, |hash: u64, number| (hash ^ number as u64).wrapping_mul(0x100_0000_01B3));
    format!("{hash:x}")
}

#[test]
fn code_points_become_what_sentencepiece_makes_of_them() {
    for Text { text, nfkc, nmt_nfkc } in load::<Normalized>("sentence_piece_normalized.json").texts {
        for (normalization, (expected, places)) in [(Normalization::Nfkc, nfkc), (Normalization::NmtNfkc, nmt_nfkc)] {
            let prepared = Prepared::new(&text, normalization);
            assert_eq!(prepared.text, expected, "{text:?}, {normalization:?}");
            let ends = prepared.text.char_indices().map(|(at, _)| at).chain([prepared.text.len()]);
            let ours: Vec<usize> = ends.map(|at| text[..prepared.original(at..at).start].chars().count()).collect();
            assert_eq!(ours, places, "{text:?}, {normalization:?}");
        }
    }
}
