//! What a smaller vocabulary costs: more tokens for the same text.

use super::Training;
use serde::{Deserialize, Serialize};

/// A vocabulary and what it makes of the text that was trained on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// How many pieces there are to choose from, the unknown one counted too.
    pub vocab_size: usize,
    /// How many tokens the text takes.
    pub n_tokens: usize,
    /// The mean over all words of −ln of a word's probability.
    pub objective: f64,
}

impl Training {
    /// How many characters the words of the text have, the spaces before them counted too.
    #[must_use]
    pub fn n_characters(&self) -> usize {
        self.words.iter().map(|(word, times)| word.chars().count() * times).sum()
    }

    /// A point for each step.
    #[must_use]
    pub fn curve(&self) -> Vec<Point> {
        let point = |step: &super::Step| Point {
            vocab_size: step.pieces.len() + 1,
            n_tokens: step.n_tokens,
            objective: step.objective,
        };
        self.steps.iter().map(point).collect()
    }
}
