//! Training on a reader's sentences: all of them at each step, forwards and backwards, until the steps are over or the loss
//! runs away.

use super::BiLm;
use crate::num::{View, add_to, matmul};
use crate::repr::lstm::{Adam, Direction, Optimizer, backward, clip, cross_entropy};

/// The most steps of a lesson.
pub const MAX_STEPS: usize = 200;
/// A loss so many times what it was at first, or no number, is the end of a lesson.
const RUNS_AWAY: f64 = 1.5;
/// What gradients are shortened to.
const CLIPPED: f64 = 1.0;

/// A lesson that was learnt.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Lesson {
    /// The loss before each step and after the last, in nats a token: forwards and backwards.
    pub losses: Vec<(f64, f64)>,
    /// Whether it came to its end.
    pub ended: Ended,
}

/// How a lesson ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Ended {
    /// All its steps were made.
    #[default]
    Whole,
    /// The loss ran away after this many steps; the weights are those of the step with the lowest loss.
    RanAway {
        /// Steps that were made.
        made: usize,
        /// Steps that the weights which are kept had behind them.
        kept: usize,
    },
}

impl Lesson {
    /// How many steps the weights have behind them that were kept.
    #[must_use]
    pub fn kept(&self) -> usize {
        match self.ended {
            Ended::Whole => self.losses.len().saturating_sub(1),
            Ended::RanAway { kept, .. } => kept,
        }
    }

    /// Whether the loss ran away.
    #[must_use]
    pub fn ran_away(&self) -> bool {
        self.ended != Ended::Whole
    }
}

impl BiLm {
    /// The mean cross entropy of both directions over sentences with at least two tokens, and their sum's gradient.
    #[must_use]
    pub fn losses(&self, sentences: &[&[u32]], gradient: &mut Self) -> (f64, f64) {
        let n: usize = sentences.iter().map(|ids| ids.len().saturating_sub(1)).sum();
        let mut losses = (0.0, 0.0);
        for ids in sentences.iter().filter(|ids| ids.len() > 1) {
            for &direction in Direction::ALL {
                let loss = self.loss(ids, direction, 1.0 / n as f32, gradient) / n as f64;
                match direction {
                    Direction::Forwards => losses.0 += loss,
                    Direction::Backwards => losses.1 += loss,
                }
            }
        }
        losses
    }

    /// The summed cross entropy of one direction over one sentence; adds its gradient, times `share`.
    fn loss(&self, ids: &[u32], direction: Direction, share: f32, gradient: &mut Self) -> f64 {
        let (d, n) = (self.d, ids.len());
        let x = self.embedded(ids);
        let [lower, upper] = &self.cells[direction as usize];
        let first = lower.run(&x, direction);
        let second = upper.run(&first.h, direction);
        // Forwards the last state says nothing that is known, backwards the first.
        let (asked, targets) = match direction {
            Direction::Forwards => (0..n - 1, &ids[1..]),
            Direction::Backwards => (1..n, &ids[..n - 1]),
        };
        let states = &second.h[asked.start * d..asked.end * d];
        let targets: Vec<usize> = targets.iter().map(|&id| id as usize).collect();
        let mut scores = self.scores(states);
        let loss = cross_entropy(&mut scores, &targets, share);
        let by_score = View::new(&scores, n - 1, self.vocab_size());
        add_to(&mut gradient.embedding, matmul(by_score.t(), View::new(states, n - 1, d)).data());
        scores.chunks_exact(self.vocab_size().max(1)).for_each(|row| add_to(&mut gradient.bias, row));
        let mut dh = vec![0.0; n * d];
        let by_state = matmul(by_score, View::new(&self.embedding, self.vocab_size(), d));
        dh[asked.start * d..asked.end * d].copy_from_slice(by_state.data());
        let [to_lower, to_upper] = &mut gradient.cells[direction as usize];
        let dh = backward(upper, &first.h, &second, direction, &dh, to_upper);
        let dx = backward(lower, &x, &first, direction, &dh, to_lower);
        for (row, &id) in dx.chunks_exact(d.max(1)).zip(ids) {
            let start = id as usize * d;
            add_to(gradient.embedding.get_mut(start..start + d).unwrap_or_default(), row);
        }
        loss
    }

    /// Trains on sentences; after each step `tell` hears how many are made. When the loss runs away, the weights of the step
    /// with the lowest loss are kept.
    #[inline(never)]
    pub fn learn(
        &mut self,
        sentences: &[&[u32]],
        (optimizer, rate, steps): (Optimizer, f32, usize),
        mut tell: impl FnMut(usize),
    ) -> Lesson {
        let mut memory = vec![Adam::default(); self.parts_mut().len()];
        let mut lesson = Lesson::default();
        let mut best = (f64::INFINITY, 0, self.clone());
        for made in 0..=steps.min(MAX_STEPS) {
            let mut gradient = Self::zeros(self.vocab_size(), self.d);
            let (before, after) = self.losses(sentences, &mut gradient);
            let loss = before + after;
            let first = lesson.losses.first().map_or(loss, |(before, after)| before + after);
            // What is no number is no loss that is within bounds.
            let is_within = loss <= RUNS_AWAY * first.max(1.0);
            if !is_within {
                let kept = best.1;
                *self = best.2;
                lesson.ended = Ended::RanAway { made, kept };
                return lesson;
            }
            lesson.losses.push((before, after));
            if loss < best.0 {
                best = (loss, made, self.clone());
            }
            if made == steps.min(MAX_STEPS) {
                break;
            }
            clip(gradient.parts_mut(), CLIPPED);
            let lists = self.parts_mut().into_iter().zip(gradient.parts_mut()).zip(&mut memory);
            lists.for_each(|((weights, gradient), memory)| optimizer.step(weights, gradient, rate, memory));
            tell(made + 1);
        }
        lesson
    }
}
