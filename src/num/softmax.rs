//! Softmax: from scores to a distribution.

use super::exp::exp;
use super::lanes::{Lanes, N_LANES};
use super::lists::scale;

/// Replaces a row of scores by `exp(sᵢ) / Σⱼ exp(sⱼ)`.
///
/// The largest score is subtracted first; it cancels in the fraction and keeps `exp` from overflowing. A blocked score
/// is −∞ and its weight exactly 0, as is that of a score 80 below the largest. A row in which everything is blocked has no
/// distribution: 0/0, which is NaN here as it is in PyTorch. A NaN or +∞ among the scores makes the whole row NaN, as there.
pub fn softmax_row(row: &mut [f32]) {
    let (fours, rest) = row.as_chunks_mut::<N_LANES>();
    // What is over goes the same way as the others, filled up with what adds nothing.
    let mut last = [f32::NEG_INFINITY; N_LANES];
    last[..rest.len()].copy_from_slice(rest);
    // Several largest ones at once, so that none waits for the one before it.
    let mut highest = [Lanes::load(&last); 4];
    let (sixteens, others) = fours.as_chunks::<4>();
    for sixteen in sixteens {
        highest.iter_mut().zip(sixteen).for_each(|(highest, four)| *highest = highest.max(Lanes::load(four)));
    }
    highest.iter_mut().zip(others).for_each(|(highest, four)| *highest = highest.max(Lanes::load(four)));
    let highest = highest[0].max(highest[1]).max(highest[2].max(highest[3]));
    let highest = Lanes::splat(highest.values().into_iter().fold(f32::NEG_INFINITY, f32::max));
    let raised = |four: &[f32; N_LANES]| exp(Lanes::load(four).sub(highest));
    let mut sum = Lanes::splat(0.0);
    for four in fours.iter_mut() {
        let weights = raised(four);
        *four = weights.values();
        sum = sum.add(weights);
    }
    last = raised(&last).values();
    last[rest.len()..].fill(0.0);
    let sum = sum.add(Lanes::load(&last)).values().into_iter().sum::<f32>();
    rest.copy_from_slice(&last[..rest.len()]);
    scale(row, 1.0 / sum);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_row_is_a_distribution_that_keeps_the_order(mut row in prop::collection::vec(-80.0f32..80.0, 1..200)) {
            let scores = row.clone();
            softmax_row(&mut row);
            prop_assert!((row.iter().map(|&w| f64::from(w)).sum::<f64>() - 1.0).abs() < 1e-5);
            for (a, b) in scores.iter().zip(&row).zip(scores.iter().zip(&row).skip(1)) {
                prop_assert!(a.0 < b.0 || a.1 >= b.1, "a larger score never weighs less");
            }
        }
    }

    #[test]
    fn blocked_is_exactly_zero() {
        let mut row = [1.0, f32::NEG_INFINITY, 3.0];
        softmax_row(&mut row);
        assert_eq!(row[1], 0.0);
        assert!((row[0] + row[2] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn rows_without_a_distribution_are_nan() {
        for mut row in [[f32::NEG_INFINITY; 3], [1.0, f32::NAN, 2.0], [1.0, f32::INFINITY, 2.0]] {
            softmax_row(&mut row);
            assert!(row.iter().all(|w| w.is_nan()), "{row:?}");
        }
        softmax_row(&mut []);
    }

    #[test]
    fn large_scores_do_not_overflow() {
        let mut row = [3e38, 3e38];
        softmax_row(&mut row);
        assert_eq!(row, [0.5, 0.5]);
    }
}
