//! What the engine found.

use super::climb::Ladder;
use super::collect::Collected;
use super::count::Counted;
use super::elmo::{Contextual, Timed};
use super::embed::Embedded;
use super::read::{Beside, Read};
use super::vectorize::Vectors;
use super::write::Written;
use crate::model::{Step, Trace};
use crate::num::Tensor;
use crate::text::{Tokens, segment::Comparison, subwords::Lesson, word::WordSteps};
use std::rc::Rc;

/// What the engine found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The tokens; where there are layers, those that ask.
    pub tokens: Tokens,
    /// The tokens that are asked, if they are others.
    pub kv_tokens: Option<Tokens>,
    /// The words of both texts, if they were asked for.
    pub words: Option<Tokens>,
    /// The same of the second text.
    pub kv_words: Option<Tokens>,
    /// How many tokens each text of a batch has before padding; empty for a single text.
    pub lengths: Vec<usize>,
    /// Every stage of each layer, if attention was asked for.
    pub layers: Vec<Trace>,
    /// The same without the mistakes, for [`Run::Compare`](super::Run::Compare).
    pub right: Vec<Trace>,
    /// The serial runs, for [`Run::Serial`](super::Run::Serial).
    pub steps: Vec<Step>,
    /// How layers together attend: `[n_tokens, n_tokens]`, if there are several.
    pub rollout: Option<Tensor>,
    /// What was learnt, for [`Run::Learn`](super::Run::Learn).
    pub lesson: Option<Rc<Lesson>>,
    /// One word on its way, for [`Run::Learn`](super::Run::Learn).
    pub word: Option<WordSteps>,
    /// The tokens of each tokenizer, for [`Run::Cut`](super::Run::Cut).
    pub cuts: Vec<Tokens>,
    /// How the methods cut, for [`Run::Segment`](super::Run::Segment).
    pub comparison: Option<Comparison>,
    /// What was counted, for [`Run::Count`](super::Run::Count).
    pub counted: Option<Counted>,
    /// What a pretrained model made of the text, for [`Run::Read`](super::Run::Read); then there is one layer, the one
    /// that was asked for.
    pub read: Option<Read>,
    /// What is put beside it, for [`Run::Read`](super::Run::Read).
    pub beside: Option<Beside>,
    /// Whose weights `layers` has, for [`Run::Collect`](super::Run::Collect).
    pub collected: Option<Collected>,
    /// Scores of the vocabulary, `[n_tokens, vocab_size]`, for [`Run::Collect`](super::Run::Collect), if the model was
    /// made to predict.
    pub logits: Option<Tensor>,
    /// What a pretrained model wrote, for [`Run::Write`](super::Run::Write).
    pub written: Option<Written>,
    /// The texts as vectors, for [`Run::Vectorize`](super::Run::Vectorize).
    pub vectors: Option<Vectors>,
    /// Vectors that were learnt.
    pub embedded: Option<Embedded>,
    /// What ELMo made of them, for [`Run::Contextualize`](super::Run::Contextualize).
    pub elmo: Option<Contextual>,
    /// How long layers take, for [`Run::Time`](super::Run::Time).
    pub timed: Option<Timed>,
    /// What each rung made of the text, for [`Run::Climb`](super::Run::Climb); then `tokens` are the encoder's pieces, and
    /// there is one layer, its last, with its weights.
    pub ladder: Option<Ladder>,
}
