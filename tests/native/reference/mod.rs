//! Heedmap against outsiders: PyTorch, transformers, tokenizers, sentencepiece, jieba, uniseg, nltk, NumPy, scikit-learn. `tests/reference/README.md` says how the
//! expected values were made and where the tolerances come from.

mod attend;
mod attention;
mod bpe;
mod chinese;
mod elmo;
mod gpt2;
mod int8;
mod ladder;
mod lstm;
mod ngram;
mod npy;
mod places;
mod segments;
mod sentence_piece;
mod unigram;
mod vectors;
mod vsm;
mod word2vec;
mod word2vec_trained;
mod wordpiece;

use serde::de::DeserializeOwned;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests/reference", name].iter().collect()
}

/// Reads one fixture; a field that a type here lacks is not needed by its test.
fn load<T: DeserializeOwned>(name: &str) -> T {
    let text = std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Insists on as many numbers as expected, each within the tolerance. NaN is within none.
fn assert_close(case: &str, got: &[f32], expected: &[f32], tolerance: f32) {
    assert_eq!(got.len(), expected.len(), "{case}: how many numbers there are");
    let far = got.iter().zip(expected).position(|(a, b)| (a - b).abs().is_nan() || (a - b).abs() > tolerance);
    if let Some(i) = far {
        panic!("{case}: number {i} is {}, expected {} within {tolerance}", got[i], expected[i]);
    }
}

/// Insists on the same bits, so that 0 and −0 differ.
fn assert_same(case: &str, got: &[f32], expected: &[f32]) {
    let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    assert!(
        bits(got) == bits(expected),
        "{case}: not the same to the last bit:\n     got {got:?}\nexpected {expected:?}"
    );
}
