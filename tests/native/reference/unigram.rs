//! The unigram language model against Hugging Face's tokenizers: what is learnt, what it makes of 2,200 lines, and the
//! file.

use super::load;
use super::places::in_characters;
use heedmap::text::unigram::{Normalization, Piece, Training, Unigram, train};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The fixture's scores are rounded to ten digits, and its sums are added in another order.
const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct Cases {
    corpora: HashMap<String, String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    corpus: String,
    normalization: Normalization,
    vocab_size: usize,
    vocab: Option<Vec<(String, f64)>>,
    file: Option<Value>,
    refused: Option<String>,
}

#[derive(Deserialize)]
struct Lines {
    vocab: Vec<(String, f64)>,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    identity: Cut,
    nfkc: Option<Cut>,
    nmt_nfkc: Option<Cut>,
}

#[derive(Deserialize)]
struct Cut {
    ids: Vec<u32>,
    offsets: Option<Vec<usize>>,
}

#[test]
fn what_is_learnt_is_what_tokenizers_learns() {
    let Cases { corpora, cases } = load("unigram_training.json");
    let mut n_refused = 0;
    for case in cases {
        let name = format!("{}, {:?}, {}", case.corpus, case.normalization, case.vocab_size);
        let training = train(&corpora[&case.corpus], case.normalization, case.vocab_size, |_, _| {});
        let Some(vocab) = case.vocab else {
            // There the alphabet does not fit; here it is the vocabulary.
            assert!(case.refused.is_some(), "{name}");
            assert!(training.pieces(usize::MAX).iter().skip(1).all(|piece| piece.text.chars().count() == 1), "{name}");
            n_refused += 1;
            continue;
        };
        assert_same_pieces(&name, &training, &vocab);
        let mut ours: Value = serde_json::from_str(&training.tokenizer_json(usize::MAX)).unwrap();
        let written = ours["model"].as_object_mut().unwrap().remove("vocab").unwrap();
        assert_eq!(Some(ours), case.file, "{name}");
        let written: Vec<(String, f64)> = serde_json::from_value(written).unwrap();
        assert_same_pieces(&format!("{name}, its file"), &training, &written);
    }
    assert_eq!(n_refused, 9);
}

/// Insists on the same pieces with the same scores, sorted by them. Of equal scores any may be first.
fn assert_same_pieces(name: &str, training: &Training, expected: &[(String, f64)]) {
    let pieces = training.pieces(usize::MAX);
    assert_eq!((pieces[0].text.as_str(), pieces[0].log_prob), (expected[0].0.as_str(), expected[0].1), "{name}");
    assert!(pieces[1..].windows(2).all(|pair| pair[0].log_prob >= pair[1].log_prob), "{name}");
    let ours: BTreeMap<&str, f64> = pieces.iter().map(|piece| (piece.text.as_str(), piece.log_prob)).collect();
    let theirs: BTreeMap<&str, f64> = expected.iter().map(|(text, score)| (text.as_str(), *score)).collect();
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{name}");
    for (text, score) in theirs {
        assert!((ours[text] - score).abs() < TOLERANCE, "{name}: {text} is {}, expected {score}", ours[text]);
    }
}

#[test]
fn lines_are_encoded_as_tokenizers_encodes_them() {
    let Lines { vocab, lines } = load("unigram_lines.json");
    assert!(lines.len() >= 2_000);
    let pieces: Vec<Piece> = vocab.into_iter().map(|(text, log_prob)| Piece { text, log_prob }).collect();
    for &normalization in Normalization::ALL {
        let model = Unigram::new(normalization, &pieces);
        let wrong: Vec<String> = lines.iter().filter_map(|line| difference(&model, normalization, line)).collect();
        assert!(wrong.is_empty(), "{normalization:?}: {} lines:\n{}", wrong.len(), wrong.join("\n"));
    }
}

fn difference(model: &Unigram, normalization: Normalization, line: &Line) -> Option<String> {
    let of = |cut: &Option<Cut>| cut.as_ref().unwrap_or(&line.identity).ids.clone();
    let ids_there = match normalization {
        Normalization::Identity => line.identity.ids.clone(),
        Normalization::Nfkc => of(&line.nfkc),
        Normalization::NmtNfkc => of(&line.nmt_nfkc),
    };
    let tokens = model.encode(&line.text, &mut ());
    let ids: Vec<u32> = tokens.iter().map(|token| token.id).collect();
    let offsets = as_there(&line.text, in_characters(&line.text, &tokens));
    // What one character becomes has other places there, each of it the whole character.
    let expected =
        line.identity.offsets.as_ref().filter(|_| normalization == Normalization::Identity).unwrap_or(&offsets);
    let is_same = ids == ids_there && offsets == *expected;
    (!is_same).then(|| format!("{:?}\n     got {ids:?} {offsets:?}\nexpected {ids_there:?} {expected:?}", line.text))
}

/// Places as Hugging Face has them: of several spaces in a row the last is the one that stayed, and the one that is put
/// before a text has the place of the first character.
fn as_there(text: &str, mut offsets: Vec<usize>) -> Vec<usize> {
    let chars: Vec<char> = text.chars().collect();
    for pair in offsets.chunks_mut(2) {
        while chars[pair[0]..].starts_with(&[' ', ' ']) {
            pair[0] += 1;
        }
    }
    if offsets.first().is_some_and(|start| offsets.get(1) == Some(start)) {
        offsets[1] += 1;
    }
    offsets
}
