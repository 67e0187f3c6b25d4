//! Words on a plane on their way to the page: three lists, the numbers as their bits. Were the parts of each of thousands of words told by name, the names would be most
//! of the message, and it would take longer than a frame to read.

use super::Dot;
use crate::num::Tensor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A word has no line break: sentences are lines.
const BETWEEN: char = '\n';

pub(super) fn serialize<S: Serializer>(dots: &[Dot], to: S) -> Result<S::Ok, S::Error> {
    let mut words = String::new();
    for dot in dots {
        words.push_str(&dot.word);
        words.push(BETWEEN);
    }
    let counts: Vec<u64> = dots.iter().map(|dot| dot.count).collect();
    let places = dots.iter().flat_map(|dot| dot.place).collect();
    (words, counts, Tensor::matrix(dots.len(), 2, places)).serialize(to)
}

pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<Dot>, D::Error> {
    let (words, counts, places) = <(String, Vec<u64>, Tensor)>::deserialize(from)?;
    let (places, _) = places.data().as_chunks::<2>();
    let dot = |((word, count), &place): ((&str, u64), &[f32; 2])| Dot { word: word.to_owned(), count, place };
    Ok(words.split(BETWEEN).zip(counts).zip(places).map(dot).collect())
}
