//! Chinese words by jieba: the most probable path through a dictionary, and a hidden Markov model (B/M/E/S) for the
//! words that the dictionary lacks. The notes' chapter 1, first row.
//!
//! The algorithm is the crate `jieba-rs`, the dictionary Python jieba's (`assets/SOURCES.md`). At 5 MB it is no part of
//! the program: whoever wants words hands its bytes in.

use flate2::read::GzDecoder;
use std::io::{BufRead, BufReader};
use std::ops::Range;

/// A dictionary, ready to cut.
pub struct Segmenter {
    jieba: jieba_rs::Jieba,
}

/// What kept a dictionary from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DictionaryError(pub String);

impl Segmenter {
    /// Reads a gzipped dictionary: lines of `word frequency tag`.
    ///
    /// # Errors
    /// If the bytes are not gzip, are cut short, or a line has no frequency.
    pub fn from_gzip(bytes: &[u8]) -> Result<Self, DictionaryError> {
        Self::read(&mut BufReader::new(GzDecoder::new(bytes)))
    }

    /// Reads plain lines of `word frequency tag`.
    ///
    /// # Errors
    /// If a line cannot be read so.
    pub fn from_words(words: &str) -> Result<Self, DictionaryError> {
        Self::read(&mut words.as_bytes())
    }

    fn read(lines: &mut impl BufRead) -> Result<Self, DictionaryError> {
        match jieba_rs::Jieba::with_dict(lines) {
            Ok(jieba) => Ok(Self { jieba }),
            Err(error) => Err(DictionaryError(error.to_string())),
        }
    }

    /// The byte range of every word, white space and punctuation included; together they are the whole text.
    pub(super) fn cut(&self, text: &str) -> Vec<Range<usize>> {
        self.jieba.cut(text, true).into_iter().map(|word| word.byte_start..word.byte_end).collect()
    }
}
