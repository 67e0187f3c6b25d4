//! The unigram language model: a vocabulary that starts far too large and is pruned of what is missed least.
//!
//! Kudo, *Subword regularization: improving neural network translation models with multiple subword candidates* (2018).
//! The notes' chapter 1, second row. Byte pair encoding grows a vocabulary from letters; this one goes the other way. It
//! believes that a text is made by drawing piece after piece, each with its own probability, so that a way to cut a word
//! is as probable as the product of its pieces, and the best cut is the most probable one.
//!
//! In reading order: a text is normalized and its white space becomes part of the words ([`Prepared`]); the seed is every
//! string that the words repeat; expectation maximisation fits the pieces' probabilities; pruning takes away those whose
//! loss the text feels least; and so on until the vocabulary is as small as wanted ([`train()`]). [`Unigram`] finds the
//! best cut, by Viterbi's algorithm. Every step of a training is a tokenizer, so a page can go back and forth.
//! [`SentencePiece`] cuts as the program of this name does, by such a vocabulary or by one of byte pair encoding.

mod charsmap;
mod curve;
mod encode;
mod hugging_face;
mod lattice;
mod lesson;
mod normalize;
mod prune;
mod seed;
mod sentence_bpe;
mod sentence_piece;
mod stage;
mod train;
mod trie;
mod viterbi;

pub use curve::Point;
pub use encode::{Node, Unigram, Watch, WordWorking, Working};
pub use lesson::{Cost, Lesson, Shown, Word};
pub use normalize::{Normalization, Prepared};
pub use prune::Loss;
pub use sentence_bpe::Joined;
pub use sentence_piece::{Method, SentencePiece, bpe_pieces};
pub use stage::{Kind, Scored, Step};
pub use train::{Training, count_words, train};
pub use viterbi::{Back, Best, Edge};

use serde::{Deserialize, Serialize};

/// The id of a piece in a vocabulary.
pub type Id = u32;

/// The piece, with id 0, of characters that the vocabulary lacks.
pub const UNKNOWN: &str = "<unk>";

/// What a space is written as, so that a piece can hold one and still be seen: U+2581.
pub const SPACE: char = '\u{2581}';

/// Characters that a piece has at most.
pub const MAX_PIECE: usize = 16;

/// How much less probable than the least probable piece an unknown character is, as a natural logarithm.
const UNKNOWN_PENALTY: f64 = 10.0;

/// A piece of a vocabulary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Its text, a space being [`SPACE`].
    pub text: String,
    /// The natural logarithm of its probability.
    pub log_prob: f64,
}
