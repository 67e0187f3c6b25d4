//! What is told of a training, or of vectors that are there.

use super::dots;
use crate::repr::word2vec::file::FileFault;
use crate::repr::word2vec::step::Step;
use serde::{Deserialize, Serialize};

/// What was learnt.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Embedded {
    /// Tokens of the text, different ones, and those that have a vector.
    pub n_tokens: usize,
    /// Different tokens.
    pub n_distinct: usize,
    /// Those that have a vector.
    pub n_words: usize,
    /// Whether some have none because there is no room.
    pub is_full: bool,
    /// Lines that are not blank.
    pub n_sentences: usize,
    /// How many of those start from vectors that were there before, if a training goes on from any.
    pub n_started: Option<usize>,
    /// Numbers in a vector.
    pub dimension: usize,
    /// How many parts of the training are done.
    pub step: usize,
    /// The training of each architecture; of a file there is one side, without a training.
    pub sides: Vec<Side>,
    /// The words on a plane, the most frequent first.
    #[serde(with = "dots")]
    pub dots: Vec<Dot>,
    /// The share of all variance that its axes show.
    pub shares: [f32; 2],
    /// The vector of the word that is looked at after some of the parts.
    pub over_time: Vec<(usize, Vec<f32>)>,
    /// Words of the questions that have no vector.
    pub unknown: Vec<String>,
    /// The sentence of the guess that is told, as it is read, and the place in it of the word in the middle.
    pub sentence: Option<(Vec<String>, usize)>,
    /// All words, if their vectors were asked for.
    pub words: Vec<String>,
    /// Vectors by word, if they were asked for.
    pub vectors: Vec<Vec<f32>>,
    /// Why the file cannot be read.
    pub fault: Option<FileFault>,
}

/// What one architecture learnt.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The loss of a guess on average in each part, in nats; nothing of a part of a short text without a guess.
    pub losses: Vec<Option<f32>>,
    /// How many guesses were learnt from.
    pub n_pairs: u64,
    /// The part in which it diverged; the vectors are those before it.
    pub diverged: Option<usize>,
    /// The words nearest to the one that is looked at.
    pub near: Vec<Similar>,
    /// Those nearest to a − b + c.
    pub analogy: Vec<Similar>,
    /// How alike the two words are that are compared.
    pub similarity: Option<f32>,
    /// The guess that is told.
    pub shown: Option<Shown>,
}

/// A word and how near it is, as a cosine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Similar {
    /// The word.
    pub word: String,
    /// The cosine.
    pub cosine: f32,
}

/// A word on the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// The word.
    pub word: String,
    /// How often it is in the text; 0 if only a file says so.
    pub count: u64,
    /// Where it is.
    pub place: [f32; 2],
}

/// A guess with all its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The words that guess.
    pub inputs: Vec<String>,
    /// What is guessed.
    pub target: String,
    /// What each candidate is: a word, or of the tree a node's number.
    pub candidates: Vec<String>,
    /// The numbers.
    pub step: Step,
    /// Which of the guesses at this place of the text, from 0, and how many there are.
    pub of_place: (usize, usize),
}
