//! Where weights come from, as a link says it: `random`, `identity`, `hand.four`, `given.w_q.2.3.…,x.…`.
//!
//! A matrix is its stage, rows, columns, and its values as little-endian bytes, deflated, in base 64. Long ones make a
//! link too long to be written; then the page says so.

use crate::model::{Given, Hand, Source, Stage};
use crate::num::Tensor;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use std::collections::BTreeMap;
use std::io::Read;

/// The most numbers that a matrix in a link may claim to have.
const MAX_NUMBERS: usize = 1 << 16;

/// The text of a link.
pub(super) fn write(source: &Source) -> String {
    match source {
        Source::Random => "random".into(),
        Source::Identity => "identity".into(),
        Source::Hand(hand) => format!("hand.{}", hand.slug()),
        Source::Given(given) => {
            let matrices: Vec<String> = given.0.iter().map(|(stage, tensor)| matrix(*stage, tensor)).collect();
            format!("given.{}", matrices.join(","))
        }
    }
}

fn matrix(stage: Stage, tensor: &Tensor) -> String {
    let bytes: Vec<u8> = tensor.data().iter().flat_map(|value| value.to_le_bytes()).collect();
    let mut deflated = Vec::new();
    // Reading from memory does not fail.
    let _read = DeflateEncoder::new(&bytes[..], Compression::best()).read_to_end(&mut deflated);
    format!("{}.{}.{}.{}", stage.name(), tensor.rows(), tensor.cols(), BASE64_URL_SAFE_NO_PAD.encode(deflated))
}

/// Reads the text of a link.
pub(super) fn read(text: &str) -> Option<Source> {
    match text.split_once('.') {
        None if text == "random" => Some(Source::Random),
        None if text == "identity" => Some(Source::Identity),
        Some(("hand", hand)) => hand.parse::<Hand>().ok().map(Source::Hand),
        Some(("given", matrices)) => {
            let given = matrices.split(',').map(read_matrix).collect::<Option<BTreeMap<_, _>>>()?;
            Some(Source::Given(Given(given)))
        }
        _ => None,
    }
}

fn read_matrix(text: &str) -> Option<(Stage, Tensor)> {
    let mut parts = text.split('.');
    let stage = parts.next()?.parse().ok()?;
    let (rows, cols): (usize, usize) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let size = rows.checked_mul(cols).filter(|&size| size <= MAX_NUMBERS)?;
    let deflated = BASE64_URL_SAFE_NO_PAD.decode(parts.next()?).ok()?;
    let mut bytes = Vec::new();
    DeflateDecoder::new(&deflated[..]).take(size as u64 * 4 + 1).read_to_end(&mut bytes).ok()?;
    let (values, rest) = bytes.as_chunks::<4>();
    let is_whole = values.len() == size && rest.is_empty() && parts.next().is_none();
    is_whole
        .then(|| (stage, Tensor::matrix(rows, cols, values.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_survives_its_text() {
        for text in ["random", "identity", "hand.four", "hand.induction"] {
            assert_eq!(write(&read(text).unwrap()), text);
        }
        let values = vec![1.5, f32::NAN, -0.0, f32::INFINITY, 0.1, 2.0];
        let given = Given([(Stage::WQ, Tensor::matrix(2, 3, values.clone()))].into());
        let text = write(&Source::Given(given));
        let Some(Source::Given(back)) = read(&text) else { panic!("{text}") };
        let same = back.0[&Stage::WQ].data().iter().zip(&values).all(|(a, b)| a.to_bits() == b.to_bits());
        assert!(same && back.0[&Stage::WQ].shape() == [2, 3]);
    }

    #[test]
    fn odd_texts_are_refused() {
        for text in [
            "",
            "given",
            "given.",
            "given.w_q",
            "given.w_q.1.1.AA",
            "given.zz.1.1.",
            "hand.made",
            "given.x.99999999.99999999.AA",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
