//! Which words are near: by the angle between their vectors, and sums of them.

use super::step::Model;
use crate::num::dot;
use serde::{Deserialize, Serialize};

/// A word that is near.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// Which one.
    pub word: u32,
    /// The cosine of the angle.
    pub cosine: f32,
}

/// A vector of length 1, or of length 0 if it is nothing.
fn unit(vector: &[f32]) -> Vec<f32> {
    let length = dot(vector, vector).sqrt();
    vector.iter().map(|number| if length > 0.0 { number / length } else { 0.0 }).collect()
}

/// The cosine of the angle between two vectors; 0 if one of them is nothing.
#[must_use]
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    dot(&unit(a), &unit(b))
}

/// The `n` words nearest to a sum of unit vectors, each with its sign, without these words themselves: what
/// "king − man + woman" asks (Mikolov, Yih, Zweig, *Linguistic regularities in continuous space word representations*, 2013).
#[must_use]
pub fn nearest(model: &Model, sum: &[(u32, f32)], n: usize) -> Vec<Near> {
    let mut query = vec![0.0; model.dimension];
    for &(word, sign) in sum {
        unit(model.vector(word as usize)).iter().zip(&mut query).for_each(|(number, all)| *all += sign * number);
    }
    let query = unit(&query);
    let n_words = model.input.len() / model.dimension.max(1);
    let is_other = |word: &u32| sum.iter().all(|(asked, _)| asked != word);
    let near = |word: u32| {
        let vector = model.vector(word as usize);
        let length = dot(vector, vector).sqrt();
        Near { word, cosine: if length > 0.0 { dot(vector, &query) / length } else { 0.0 } }
    };
    let mut all: Vec<Near> = (0..n_words as u32).filter(is_other).map(near).collect();
    let order = |a: &Near, b: &Near| b.cosine.total_cmp(&a.cosine).then(a.word.cmp(&b.word));
    if n < all.len() {
        all.select_nth_unstable_by(n, order);
        all.truncate(n);
    }
    all.sort_unstable_by(order);
    all
}
