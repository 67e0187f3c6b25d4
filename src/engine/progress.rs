//! What is told while an answer takes its time.

use super::Asset;
use serde::{Deserialize, Serialize};

/// How far a long answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub doing: Doing,
    /// Parts that are done: bytes or heads.
    pub done: usize,
    /// All parts; 0 if their number is not known.
    pub total: usize,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doing {
    /// A file is on its way.
    Loading(Asset),
    /// Heads attend.
    Attending,
    /// Serial runs go on, token by token.
    Stepping,
    /// Subwords are learnt, one after the other.
    Learning,
    /// Vectors are learnt, hundredth by hundredth.
    Embedding,
    /// Subwords are pruned, step by step.
    Pruning,
    /// A model reads, layer by layer.
    Reading,
    /// A model writes, token by token.
    Writing,
    /// A model is trained, step by step.
    Training,
    /// It is measured how long layers take, for one number of tokens after the other.
    Timing,
}
