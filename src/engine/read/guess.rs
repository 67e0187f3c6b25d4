//! What a model predicts, and how sure it is.

use super::found::Moved;
use crate::model::pretrained::{Candidate, Model};
use crate::num::{Tensor, log2, softmax_row};
use std::cmp::Ordering;

/// How many of the likeliest tokens are told.
pub const TOLD: usize = 5;

/// Scores are worked out for so many tokens at once: of a vocabulary of 50,000 they are 3 MB.
const ROWS: usize = 16;

/// Scores of every token of a long text over a large vocabulary would take longer than all layers. Beyond so many
/// multiplications only the last tokens are predicted, and those that are asked for.
const MAX_MULTIPLICATIONS: usize = 2_000_000_000;

/// The likeliest tokens at each place, of vectors as [`Model::norm`] gives them.
pub(super) fn guesses(
    model: &Model,
    last: &Tensor,
    asked: &[usize],
    mut progress: impl FnMut(),
) -> Vec<Vec<Candidate>> {
    let (n, width) = (last.rows(), last.cols());
    let mut guesses = vec![vec![]; n];
    let n_last = MAX_MULTIPLICATIONS / (model.config().vocab_size * width).max(1);
    let is_wanted = |&place: &usize| place + n_last.max(ROWS) >= n || asked.contains(&place);
    let places: Vec<usize> = (0..n).filter(is_wanted).collect();
    for some in places.chunks(ROWS) {
        let rows = some.iter().flat_map(|&place| last.row(0, place)).copied().collect();
        let Some(logits) = model.logits(&Tensor::matrix(some.len(), width, rows)) else { return guesses };
        for (row, &place) in some.iter().enumerate() {
            guesses[place] = likeliest(&distribution(logits.row(0, row)), TOLD);
        }
        progress();
    }
    guesses
}

/// What each layer would predict at one place.
pub(super) fn lens(model: &Model, hidden: &[Tensor], place: usize) -> Vec<Vec<Candidate>> {
    let told = |logits: Tensor| likeliest(&distribution(logits.row(0, 0)), TOLD);
    hidden.iter().filter_map(|hidden| model.lens(&row(hidden, place)).map(told)).collect()
}

/// How the prediction at a place moved, from what the last layer wrote before and after; nothing if the model does not
/// predict.
pub(super) fn moved(model: &Model, before: &Tensor, after: &Tensor, place: usize) -> Option<Moved> {
    let distribution = |hidden: &Tensor| Some(distribution(model.lens(&row(hidden, place))?.row(0, 0)));
    let (before, after) = (distribution(before)?, distribution(after)?);
    // What has underflowed is no more than the smallest number.
    let least = |p: f32| p.max(f32::MIN_POSITIVE);
    let bits = before.iter().zip(&after).filter(|(p, _)| **p > 0.0).map(|(&p, &q)| p * log2(least(p) / least(q))).sum();
    let mut ids: Vec<u32> = [&before, &after].iter().flat_map(|p| likeliest(p, TOLD)).map(|guess| guess.id).collect();
    ids.sort_by(|&a, &b| before[b as usize].total_cmp(&before[a as usize]).then(a.cmp(&b)));
    ids.dedup();
    Some(Moved { bits, tokens: ids.into_iter().map(|id| (id, before[id as usize], after[id as usize])).collect() })
}

fn row(tensor: &Tensor, place: usize) -> Tensor {
    Tensor::matrix(1, tensor.cols(), tensor.row(0, place).to_vec())
}

/// Softmax; scores that are not numbers have no probability.
fn distribution(logits: &[f32]) -> Vec<f32> {
    let mut row: Vec<f32> = logits.iter().map(|&x| if x.is_finite() { x } else { f32::NEG_INFINITY }).collect();
    if row.iter().all(|&x| x == f32::NEG_INFINITY) {
        return vec![0.0; row.len()];
    }
    softmax_row(&mut row);
    row
}

/// The likeliest tokens, of equals the one with the smaller id.
fn likeliest(distribution: &[f32], n: usize) -> Vec<Candidate> {
    let mut best: Vec<Candidate> = Vec::with_capacity(n + 1);
    for (id, &probability) in (0u32..).zip(distribution) {
        if probability > 0.0 && (best.len() < n || best.last().is_some_and(|last| last.probability < probability)) {
            let place = best.partition_point(|other| other.probability.total_cmp(&probability) != Ordering::Less);
            best.insert(place, Candidate { id, probability });
            best.truncate(n);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_come_first_and_numbers_only() {
        let found = likeliest(&distribution(&[1.0, 3.0, f32::NAN, 3.0, 2.0, f32::INFINITY]), 3);
        assert_eq!(found.iter().map(|guess| guess.id).collect::<Vec<_>>(), [1, 3, 4]);
        let sum = 2.0 + (-1f32).exp() + (-2f32).exp();
        assert!((found[0].probability - 1.0 / sum).abs() < 1e-6);
        assert_eq!(likeliest(&distribution(&[f32::NAN]), 3), []);
    }
}
