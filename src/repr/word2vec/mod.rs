//! Word2vec: a word's vector is learnt by guessing words from the words beside them (the notes' chapter 2).
//!
//! ```text
//! CBOW:       h = mean of the vectors beside a word      guess the word
//! Skip-gram:  h = the word's vector                      guess each word beside it
//! ```
//!
//! [`corpus`] counts words and draws; [`step`] is one step down the slope with all its numbers; [`train`] goes along the
//! text; [`nearest`] and [`pca`] look at the vectors; [`mod@file`] writes and reads them, those that are [`shipped`] too.
//!
//! After Mikolov, Chen, Corrado, Dean, *Efficient estimation of word representations in vector space* (2013), Mikolov et al.,
//! *Distributed representations of words and phrases and their compositionality* (2013), and their program, word2vec.c. One thing is
//! other than there: CBOW's context words share the gradient of their mean, as the derivative has it, where word2vec.c gives
//! each of them the whole (İrsoy, Benton, Stratos, *Corrected CBOW performs as well as skip-gram*, 2021).

pub mod corpus;
pub mod file;
pub mod huffman;
pub mod nearest;
pub mod pca;
pub mod shipped;
pub mod sigmoid;
pub mod step;
pub mod train;
mod walk;

use serde::{Deserialize, Serialize};

/// The longest vectors.
pub const MAX_DIMENSION: usize = 300;
/// The farthest that is looked to either side.
pub const MAX_WINDOW: usize = 20;
/// The most words that are drawn against one.
pub const MAX_NEGATIVES: usize = 30;
/// How often a text is read at most.
pub const MAX_EPOCHS: usize = 1_000;
/// The most numbers that one matrix of vectors may have: 32 MiB. Rarer words than there is room for are left out.
pub const MAX_NUMBERS: usize = 1 << 23;

/// What is guessed from what.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Architecture {
    /// A word from the mean of the words beside it: a continuous bag of words.
    Cbow,
    /// Each word beside a word from that word.
    #[default]
    SkipGram,
}

impl Architecture {
    /// Both, in the order in which they stand side by side.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;
}

/// What a guess is held against.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Objective {
    /// All words: a distribution over the whole vocabulary.
    Softmax,
    /// A few words that are drawn: is it this one, or one of those?
    #[default]
    NegativeSampling,
    /// The turns on a word's way through a binary tree.
    HierarchicalSoftmax,
}

impl Objective {
    /// All of them.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;
}

/// How vectors are learnt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// What a guess is held against.
    pub objective: Objective,
    /// How far is looked to either side at most; each word draws how far it really is, so near words count more.
    pub window: usize,
    /// How many numbers a vector has.
    pub dimension: usize,
    /// How many words are drawn against one.
    pub negatives: usize,
    /// How often the text is read.
    pub epochs: usize,
    /// The step down the slope at first; it shrinks to nearly nothing, evenly.
    pub rate: f32,
    /// The share of the text from which on a word is too frequent to be always read; 0 reads everything.
    pub subsample: f32,
    /// Decides everything that is drawn.
    pub seed: u32,
}

impl Default for Settings {
    fn default() -> Self {
        let objective = Objective::default();
        Self { objective, window: 4, dimension: 32, negatives: 5, epochs: 50, rate: 0.1, subsample: 0.0, seed: 1 }
    }
}

impl Settings {
    /// The same with everything within its bounds.
    #[must_use]
    pub fn bounded(self) -> Self {
        Self {
            window: self.window.clamp(1, MAX_WINDOW),
            dimension: self.dimension.clamp(1, MAX_DIMENSION),
            negatives: self.negatives.min(MAX_NEGATIVES),
            epochs: self.epochs.clamp(1, MAX_EPOCHS),
            ..self
        }
    }

    /// The most words that there is room for.
    #[must_use]
    pub fn max_words(&self) -> usize {
        MAX_NUMBERS / self.dimension.max(1)
    }
}
