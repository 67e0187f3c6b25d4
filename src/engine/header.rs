//! What is told of an answer beside its numbers: small, and sent as text.

use super::cut::Cut;
use super::{Collected, Contextual, Counted, Embedded, Ladder, Read, Timed, Vectors, Written};
use crate::model::{Sizes, Stage};
use crate::num::Window;
use crate::text::segment::Comparison;
use crate::text::subwords::Lesson;
use crate::text::word::WordSteps;
use serde::{Deserialize, Serialize};

/// Everything about an answer but its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The tokens.
    pub tokens: Cut,
    /// The tokens that are asked, if they are others.
    pub kv_tokens: Option<Cut>,
    /// As [`Answer::words`](super::Answer::words).
    pub words: Option<Cut>,
    /// As [`Answer::kv_words`](super::Answer::kv_words).
    pub kv_words: Option<Cut>,
    /// As [`Answer::lengths`](super::Answer::lengths).
    pub lengths: Vec<usize>,
    /// The sizes, if there are layers.
    pub sizes: Option<Sizes>,
    /// The stages of each layer.
    pub layers: Vec<Vec<Stage>>,
    /// The same of [`Answer::right`](super::Answer::right).
    pub right: Vec<Vec<Stage>>,
    /// As [`Answer::lesson`](super::Answer::lesson).
    pub lesson: Option<Lesson>,
    /// As [`Answer::word`](super::Answer::word).
    pub word: Option<WordSteps>,
    /// As [`Answer::cuts`](super::Answer::cuts).
    pub cuts: Vec<Cut>,
    /// As [`Answer::comparison`](super::Answer::comparison).
    pub comparison: Option<Comparison>,
    /// As [`Answer::counted`](super::Answer::counted).
    pub counted: Option<Counted>,
    /// As [`Answer::read`](super::Answer::read).
    pub read: Option<Read>,
    /// Of [`Answer::beside`](super::Answer::beside) the tokens, the layer, the sizes and the stages.
    pub beside: Option<(Cut, usize, Sizes, Vec<Stage>)>,
    /// Whether there is a rollout.
    pub has_rollout: bool,
    /// As [`Answer::collected`](super::Answer::collected).
    pub collected: Option<Collected>,
    /// As [`Answer::written`](super::Answer::written).
    pub written: Option<Written>,
    /// As [`Answer::vectors`](super::Answer::vectors).
    pub vectors: Option<Vectors>,
    /// Vectors that were learnt.
    pub embedded: Option<Embedded>,
    /// As [`Answer::elmo`](super::Answer::elmo).
    pub elmo: Option<Contextual>,
    /// As [`Answer::timed`](super::Answer::timed).
    pub timed: Option<Timed>,
    /// As [`Answer::ladder`](super::Answer::ladder).
    pub ladder: Option<Ladder>,
    /// How many serial runs there are.
    pub n_steps: usize,
    /// The shape of each tensor: stages of the layers, of the right ones, two of each serial run, those of what a
    /// model wrote, the scores, the rollout, what a model found, what is beside it.
    pub shapes: Vec<Vec<usize>>,
    /// Of each tensor where its numbers lie, if not all of them are there.
    pub windows: Vec<Option<Window>>,
    /// Of each tensor of weights its [`Tensor::peaks`](crate::num::Tensor::peaks), so that the page, which shows one head, need not look at all of
    /// them for its scale. The values are bits: JSON knows no infinity.
    pub peaks: Vec<Vec<(usize, u32)>>,
}
