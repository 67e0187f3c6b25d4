//! One architecture, on its way through a training.

use super::looking::{dots, most_frequent};
use super::{Dot, SLICES};
use crate::repr::word2vec::pca::Plane;
use crate::repr::word2vec::step::Model;
use crate::repr::word2vec::train::{Tally, Trainer};

/// So many products are done between two words of how far it is.
const TOLD: f64 = 1e8;
/// A training whose loss is so many times that of knowing nothing learns nothing any more.
const LOST: f64 = 8.0;
/// The most numbers of vectors that are remembered as they were.
const MAX_PAST: usize = 1 << 22;
/// After so many parts each.
const PAST_EVERY: usize = 5;

/// One architecture, on its way.
pub(super) struct Learner {
    pub(super) trainer: Trainer,
    pub(super) losses: Vec<Tally>,
    pub(super) diverged: Option<usize>,
    /// The most frequent words' vectors after some parts.
    past: Vec<(usize, Vec<f32>)>,
    /// The words on their plane, until they move on.
    pub(super) plane: Option<Plane>,
}

impl Learner {
    pub(super) fn new(trainer: Trainer) -> Self {
        let mut learner = Self { trainer, losses: vec![], diverged: None, past: vec![], plane: None };
        learner.remember(0);
        learner
    }

    /// Learns part `step`, or gives it up and goes back to where the part before it ended.
    pub(super) fn learn(&mut self, step: usize, told: &mut impl FnMut()) {
        if self.diverged.is_some() {
            return;
        }
        self.plane = None;
        let n = self.trainer.n_places();
        let (from, to) = (n * (step as u64 - 1) / SLICES as u64, n * step as u64 / SLICES as u64);
        let stride = ((TOLD / self.trainer.cost().max(1.0)) as u64).max(1);
        let before = self.trainer.model.clone();
        let (mut tally, mut at) = (Tally::default(), from);
        while at < to {
            at = (at + stride).min(to);
            let more = self.trainer.advance(at);
            tally = Tally { loss: tally.loss + more.loss, n_pairs: tally.n_pairs + more.n_pairs };
            told();
        }
        let mean = tally.mean();
        if mean.is_nan() || mean > LOST * self.trainer.ignorance() || !self.trainer.model.is_finite() {
            (self.trainer.model, self.diverged) = (before, Some(step));
            return;
        }
        self.losses.push(tally);
        if step.is_multiple_of(PAST_EVERY) {
            self.remember(step);
        }
    }

    /// The words on their plane, and what its axes show.
    pub(super) fn dots(&mut self) -> (Vec<Dot>, [f32; 2]) {
        let Self { trainer, plane, .. } = self;
        let plane = plane.get_or_insert_with(|| most_frequent(&trainer.model));
        (dots(plane, &trainer.corpus().words, &trainer.corpus().counts), plane.shares)
    }

    fn remember(&mut self, step: usize) {
        let Model { dimension, input, .. } = &self.trainer.model;
        let room = MAX_PAST / (SLICES / PAST_EVERY + 1) / dimension.max(&1) * dimension;
        self.past.push((step, input[..input.len().min(room)].to_vec()));
    }

    /// A word's vector after some parts and now; nothing of words too rare to be remembered.
    pub(super) fn over_time(&self, word: usize, step: usize) -> Vec<(usize, Vec<f32>)> {
        let d = self.trainer.model.dimension;
        let past = self
            .past
            .iter()
            .filter_map(|(step, numbers)| Some((*step, numbers.get(word * d..(word + 1) * d)?.to_vec())));
        let mut all: Vec<(usize, Vec<f32>)> = past.collect();
        if all.last().is_some_and(|&(last, _)| last != step) {
            all.push((step, self.trainer.model.vector(word).to_vec()));
        }
        all
    }
}
