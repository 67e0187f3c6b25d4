//! Chinese segmentation: words out of a script that puts no space between them. The notes' chapter 1, first row.
//!
//! In reading order: a [`Dictionary`] (its words in a trie); [`matching`], which takes the longest word; [`dag`], which
//! takes the most probable path through all of them; [`hmm`], which finds words that no dictionary has; and [`jieba`],
//! which puts the last two together as the program of this name does. [`compare`] lays them side by side.
//!
//! Dictionary and model are those of Python's jieba (`assets/SOURCES.md`). At 5 MB they are no part of the program:
//! whoever wants words hands them in.

mod blocks;
mod compare;
pub mod dag;
mod dictionary;
mod edits;
pub mod hmm;
pub mod jieba;
mod log;
pub mod matching;
mod stretch;
mod suggest;
mod trie;
mod working;

pub use blocks::Block;
pub use compare::{Comparison, Dispute, Method, Why, compare};
pub use dictionary::{Dictionary, DictionaryError, MAX_FREQUENCY, MAX_WORD};
pub use edits::{Edit, EditError, Edited, Edits, MAX_EDITS};
pub use hmm::Hmm;
pub use stretch::{Gap, Shown};
pub use working::{BlockWorking, Origin, Watch, Working};

/// A dictionary, and the model for the words that it lacks, if it is there already.
#[derive(Clone)]
pub struct Segmenter {
    /// The words.
    pub dictionary: Dictionary,
    /// The hidden Markov model.
    pub hmm: Option<Hmm>,
}

impl Segmenter {
    /// Reads a gzipped dictionary: lines of `word frequency tag`.
    ///
    /// # Errors
    /// As [`Dictionary::from_gzip`].
    pub fn from_gzip(bytes: &[u8]) -> Result<Self, DictionaryError> {
        Ok(Self { dictionary: Dictionary::from_gzip(bytes)?, hmm: None })
    }

    /// Reads plain lines of `word frequency tag`.
    ///
    /// # Errors
    /// As [`Dictionary::from_words`].
    pub fn from_words(words: &str) -> Result<Self, DictionaryError> {
        Ok(Self { dictionary: Dictionary::from_words(words)?, hmm: None })
    }
}
