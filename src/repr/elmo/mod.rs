//! ELMo (Peters et al., *Deep contextualized word representations*, 2018), small: two language models of two LSTM layers each,
//! one that reads forwards and one that reads backwards, and a word's vector mixed from what their layers make of it.
//!
//! What the paper has and this has not: characters under the words, projections, a residual connection between the layers.
//! The weights of `assets/elmo` are ours, made by `training/elmo.py`.

mod compare;
mod cut;
mod learn;
mod model;
mod trained;

pub use compare::{Mix, N_LAYERS, Occurrence, cosine, cosines};
pub use cut::{MAX_SENTENCE, Sentence, Vocabulary, is_han, pieces};
pub use learn::{Ended, Lesson, MAX_STEPS};
pub use model::{BiLm, Layers, Prediction};
pub use trained::Trained;

/// The most sentences that are read.
pub const MAX_SENTENCES: usize = 32;
