//! A training as it is after one of its steps, with the tokenizer of the step, which is made once for all that is looked at.

use super::bpe::{self, Bpe, Cutter};
use super::subwords::{Lesson, Trained};
use super::unigram::{self, Unigram};
use super::{Token, word};

/// A training at a step.
#[derive(Clone, Debug)]
pub struct AtStep<'a>(Model<'a>);

#[derive(Clone, Debug)]
enum Model<'a> {
    Merges {
        training: &'a bpe::Training,
        n_merges: usize,
        merges: Box<Bpe>,
        /// What cuts texts, if that is not done by the merges.
        cutter: Option<Cutter>,
    },
    Pieces {
        training: &'a unigram::Training,
        step: usize,
        pieces: Unigram,
    },
}

impl Trained {
    /// How it is after `step` steps, or after all.
    #[must_use]
    pub fn at(&self, step: Option<usize>) -> AtStep<'_> {
        let step = step.unwrap_or(usize::MAX);
        AtStep(match self {
            Self::Merges(training) => Model::Merges {
                training,
                n_merges: step,
                merges: Box::new(training.model(step)),
                cutter: training.cutter(step),
            },
            Self::Pieces(training) => Model::Pieces { training, step, pieces: training.model(step) },
        })
    }
}

impl AtStep<'_> {
    /// What a page shows of it.
    #[must_use]
    pub fn lesson(&self) -> Lesson {
        match &self.0 {
            Model::Merges { training, n_merges, merges, .. } => {
                Lesson::Merges(bpe::Lesson::with_model(training, *n_merges, merges))
            }
            Model::Pieces { training, step, pieces } => {
                let found = training.pieces(*step).into_iter().map(|piece| (piece.text, piece.log_prob)).collect();
                Lesson::Pieces(unigram::Lesson::with_model(training, *step, pieces), found)
            }
        }
    }

    /// The tokens of a text.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<Token> {
        match &self.0 {
            Model::Merges { cutter: Some(cutter), .. } => cutter.encode(text),
            Model::Merges { merges, cutter: None, .. } => merges.encode(text),
            Model::Pieces { pieces, .. } => pieces.encode(text, &mut ()),
        }
    }

    /// How the first word of a text is cut; of a very long one its first [`word::MAX_WORD`] characters.
    #[must_use]
    pub fn word(&self, text: &str) -> word::WordSteps {
        match &self.0 {
            Model::Merges { training, merges, cutter, .. } => {
                word::joined(training.unit, merges, cutter.as_ref(), text)
            }
            Model::Pieces { pieces, .. } => word::pruned(pieces, text),
        }
    }
}
