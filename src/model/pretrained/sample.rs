//! Choosing the next token from its scores.

use crate::num::{random, softmax_row};
use serde::{Deserialize, Serialize};

/// The stream of random numbers that choose tokens.
const STREAM: u64 = 0x400;

/// How the next token is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// What scores are divided by: below 1 likely tokens become likelier. At 0 the likeliest is always chosen.
    pub temperature: f32,
    /// Only so many of the likeliest are left, and those as likely as the last of them; 0 leaves all.
    pub top_k: usize,
    /// Of these only the likeliest that together reach this probability. Holtzman et al., *The curious case of neural
    /// text degeneration* (2020). 1 leaves all.
    pub top_p: f32,
    /// Chooses the random numbers.
    pub seed: u32,
}

impl Default for Sampling {
    /// The likeliest, always.
    fn default() -> Self {
        Self { temperature: 0.0, top_k: 0, top_p: 1.0, seed: 0 }
    }
}

/// A token that may come next.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Candidate {
    /// The token.
    pub id: u32,
    /// Its probability among those that are left.
    pub probability: f32,
}

impl Sampling {
    /// The tokens that are left, likeliest first, of equals the one with the smaller id. Their probabilities add up to 1.
    /// Scores that are not numbers are never chosen.
    #[must_use]
    pub fn candidates(&self, logits: &[f32]) -> Vec<Candidate> {
        let all = (0u32..).zip(logits).map(|(id, &logit)| (id, logit)).filter(|(_, logit)| logit.is_finite());
        let mut order: Vec<(u32, f32)> = all.collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        if self.temperature <= 0.0 {
            order.truncate(1);
        } else {
            order.iter_mut().for_each(|(_, logit)| *logit /= self.temperature);
        }
        if let Some(&(_, last)) = self.top_k.checked_sub(1).and_then(|last| order.get(last)) {
            order.truncate(order.iter().take_while(|(_, logit)| *logit >= last).count());
        }
        let distribution = |order: &[(u32, f32)]| {
            let mut row: Vec<f32> = order.iter().map(|&(_, logit)| logit).collect();
            softmax_row(&mut row);
            row
        };
        let mut row = distribution(&order);
        if self.top_p < 1.0 {
            let mut sum = 0.0;
            let is_needed = |probability: &&f32| {
                let needed = sum < self.top_p;
                sum += **probability;
                needed
            };
            order.truncate(row.iter().take_while(is_needed).count().max(1));
            row = distribution(&order);
        }
        order.iter().zip(row).map(|(&(id, _), probability)| Candidate { id, probability }).collect()
    }

    /// The token of a text's place `position`; nothing if there is none to choose from. The same seed chooses the same.
    #[must_use]
    pub fn choose(&self, logits: &[f32], position: usize) -> Option<u32> {
        let candidates = self.candidates(logits);
        let key = random::key(self.seed.into(), STREAM) ^ random::mix(position as u64);
        let drawn = random::uniform(key, 1, 0.5).first().map_or(0.0, |number| number + 0.5);
        let mut sum = 0.0;
        let is_it = |candidate: &&Candidate| {
            sum += candidate.probability;
            drawn < sum
        };
        // Rounding may leave the sum of all below the number that was drawn.
        candidates.iter().find(is_it).or(candidates.last()).map(|candidate| candidate.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGITS: [f32; 5] = [1.0, 3.0, f32::NAN, 3.0, 2.0];

    fn ids(sampling: Sampling) -> Vec<u32> {
        sampling.candidates(&LOGITS).iter().map(|candidate| candidate.id).collect()
    }

    #[test]
    fn what_is_left_is_likeliest_first() {
        let warm = Sampling { temperature: 1.0, ..Sampling::default() };
        assert_eq!(ids(Sampling::default()), [1]);
        assert_eq!(ids(warm), [1, 3, 4, 0]);
        assert_eq!(ids(Sampling { top_k: 3, ..warm }), [1, 3, 4]);
        assert_eq!(ids(Sampling { top_k: 1, ..warm }), [1, 3], "as likely as the last");
        assert_eq!(ids(Sampling { top_p: 0.0, ..warm }), [1]);
        assert_eq!(ids(Sampling { top_p: 0.5, ..warm }), [1, 3]);
        assert_eq!(warm.candidates(&[]), []);
        assert_eq!(warm.choose(&[f32::NAN], 0), None);
    }

    #[test]
    fn draws_follow_the_probabilities() {
        let warm = Sampling { temperature: 1.0, seed: 7, ..Sampling::default() };
        let mut counts = [0f32; 5];
        for position in 0..20_000 {
            counts[warm.choose(&LOGITS, position).unwrap() as usize] += 1.0 / 20_000.0;
        }
        for candidate in warm.candidates(&LOGITS) {
            let count = counts[candidate.id as usize];
            assert!((count - candidate.probability).abs() < 0.01, "{candidate:?}: {count}");
        }
        assert_eq!(warm.choose(&LOGITS, 3), warm.choose(&LOGITS, 3));
    }
}
