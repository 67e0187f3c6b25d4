//! Words by the Unicode rules (UAX #29), the best that can be done without knowing the language.
//!
//! Punctuation is a token; white space lies between tokens. The rules do not know Chinese words: each Han character
//! comes out alone, which is what [`super::Tokenizer::Jieba`] is for.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The byte range of every word and every sign of punctuation.
pub(super) fn cut(text: &str) -> Vec<Range<usize>> {
    text.split_word_bound_indices()
        .filter(|(_, piece)| !piece.chars().all(char::is_whitespace))
        .map(|(start, piece)| start..start + piece.len())
        .collect()
}
