//! Pruning: what the text misses least goes.
//!
//! If a piece were gone, each of its places would be cut into the best of what else there is. How much less probable the
//! text would be then is the piece's loss. It is not computed anew for every piece, which would take a pass over the text
//! each: only the counts of the pieces that take over are raised.

use super::lattice::{Lattices, Measured, Probabilities};
use serde::{Deserialize, Serialize};

/// A piece that could go, and what its going costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loss {
    /// The number of the piece among [`super::Training::texts`].
    pub piece: u32,
    /// By how much the mean log probability of a word falls. 0 if no best cut has the piece.
    pub loss: f64,
}

/// What pruning left and took.
pub(super) struct Pruned {
    /// What is there now: first what nothing else could write, then the rest, the dearest first.
    pub(super) kept: Vec<u32>,
    /// What could have gone and stayed, the cheapest first.
    pub(super) spared: Vec<Loss>,
    /// What went, the dearest first.
    pub(super) lost: Vec<Loss>,
}

/// Leaves `n` pieces, the unknown one counted too, or more if more cannot go. Of equal losses the first piece stays.
pub(super) fn prune(
    lattices: &mut Lattices,
    pieces: &[u32],
    probabilities: &Probabilities,
    measured: &Measured,
    n: usize,
    n_words: f64,
) -> Pruned {
    let all: f64 = measured.used.iter().sum();
    let (mut kept, mut candidates, mut unused) = (Vec::new(), Vec::new(), Vec::new());
    for &piece in pieces {
        let used = measured.used[piece as usize];
        let (alternative, log_prob) = lattices.alternative(probabilities, piece);
        let is_written_otherwise = alternative.is_empty() || log_prob > probabilities.of(piece);
        if used == 0.0 && !alternative.is_empty() {
            unused.push(Loss { piece, loss: 0.0 });
        } else if is_written_otherwise {
            kept.push(piece);
        } else {
            // How many tokens the text would have. It would be as many more as the alternative is longer, each time the
            // piece is used; SentencePiece and Hugging Face take the size of the vocabulary for that length, so that
            // frequent pieces are dearer than they should be, and what they learn is what is expected of this.
            let all_then = (all + used * pieces.len() as f64).ln();
            let then = |&other: &u32| (measured.used[other as usize] + used).ln() - all_then;
            let loss = used / n_words * (used.ln() - all.ln() - alternative.iter().map(then).sum::<f64>());
            candidates.push(Loss { piece, loss });
        }
    }
    candidates.sort_by(|a, b| b.loss.total_cmp(&a.loss));
    let n_spared = n.saturating_sub(kept.len() + 1).min(candidates.len());
    let mut lost = candidates.split_off(n_spared);
    lost.append(&mut unused);
    // Rounding can make a loss negative, and then what nobody uses is dearer.
    lost.sort_by(|a, b| b.loss.total_cmp(&a.loss));
    kept.extend(candidates.iter().map(|loss| loss.piece));
    candidates.reverse();
    Pruned { kept, spared: candidates, lost }
}

#[cfg(test)]
mod tests {
    use super::super::seed::seeds;
    use super::*;

    #[test]
    fn what_is_missed_least_goes_first() {
        // The seed: a, b, and ab.
        let mut seeds = seeds(&[("ab".into(), 3), ("aba".into(), 1), ("b".into(), 1)]);
        let id = |text: &str| seeds.texts.iter().position(|other| other == text).unwrap() as u32;
        let (a, b, ab) = (id("a"), id("b"), id("ab"));
        let scores = [(a, 0.3_f64.ln()), (b, 0.2_f64.ln()), (ab, 0.5_f64.ln())];
        let probabilities = Probabilities::new(seeds.texts.len(), scores);
        let measured = seeds.lattices.measure(&probabilities);
        let mut prune = |n| prune(&mut seeds.lattices, &[a, b, ab], &probabilities, &measured, n, 5.0);
        let all = prune(9);
        assert_eq!((all.kept, all.lost), (vec![a, b, ab], vec![]));
        // ab is used 4 times of 6, a and b once each; five words.
        let loss = 4.0 / 5.0 * ((4.0 / 6.0_f64).ln() - 2.0 * (5.0 / 18.0_f64).ln());
        assert!((all.spared[0].loss - loss).abs() < 1e-12);
        let few = prune(1);
        assert_eq!((few.kept, few.spared), (vec![a, b], vec![]));
        assert_eq!(few.lost.iter().map(|loss| loss.piece).collect::<Vec<_>>(), [ab]);
    }
}
