//! How a text is cut for ELMo: a word, a Chinese character, a number or a mark is a token, in lower case. `training/elmo_text.py` does the same.

use std::collections::HashMap;
use std::ops::Range;

/// The most tokens of a sentence that are read.
pub const MAX_SENTENCE: usize = 64;
/// The id of what stands before and after a sentence, and of a token that is not in the vocabulary.
const EDGE: u32 = 0;
const UNKNOWN: u32 = 1;

/// The tokens that a model knows, each under its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    tokens: Vec<String>,
    places: HashMap<String, u32>,
}

/// A sentence as a model reads it, an edge at either end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// Its tokens as they are written; edges are empty.
    pub tokens: Vec<String>,
    /// Their ids.
    pub ids: Vec<u32>,
    /// How many tokens it had before it was cut short, edges not counted.
    pub n_found: usize,
}

/// Whether a character is a Chinese one, which is a token by itself.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Where a text's tokens lie, in bytes.
#[must_use]
pub fn pieces(text: &str) -> Vec<Range<usize>> {
    let kind = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if is_han(c) => 1,
        c if c.is_alphabetic() => 2,
        c if c.is_numeric() => 3,
        _ => 1,
    };
    let mut found: Vec<(Range<usize>, u8)> = vec![];
    for (at, c) in text.char_indices() {
        let (kind, end) = (kind(c), at + c.len_utf8());
        match found.last_mut() {
            Some((range, last)) if *last == kind && kind > 1 => range.end = end,
            _ => found.push((at..end, kind)),
        }
    }
    found.into_iter().filter(|&(_, kind)| kind > 0).map(|(range, _)| range).collect()
}

impl Vocabulary {
    /// Reads a list of tokens, a line each.
    #[must_use]
    pub fn new(list: &str) -> Self {
        let tokens: Vec<String> = list.lines().map(str::to_owned).collect();
        let places = tokens.iter().zip(0..).map(|(token, id)| (token.clone(), id)).collect();
        Self { tokens, places }
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// A token by its id.
    #[must_use]
    pub fn token(&self, id: u32) -> &str {
        self.tokens.get(id as usize).map_or("", String::as_str)
    }

    /// Whether an id is that of a token which is not known.
    #[must_use]
    pub fn is_unknown(id: u32) -> bool {
        id == UNKNOWN
    }

    /// Cuts a sentence, of which no more than [`MAX_SENTENCE`] tokens are read.
    #[must_use]
    pub fn cut(&self, text: &str) -> Sentence {
        let found = pieces(text);
        let n_found = found.len();
        let written = found.into_iter().take(MAX_SENTENCE).filter_map(|range| text.get(range));
        let tokens: Vec<String> = written.map(str::to_owned).collect();
        let id = |token: &String| self.places.get(&token.to_lowercase()).copied().unwrap_or(UNKNOWN);
        let ids = std::iter::once(EDGE).chain(tokens.iter().map(id)).chain([EDGE]).collect();
        let edge = || std::iter::once(String::new());
        Sentence { ids, tokens: edge().chain(tokens).chain(edge()).collect(), n_found }
    }
}

impl Sentence {
    /// Where a word of these tokens stands, upper and lower case being the same: the place of its first token each time.
    #[must_use]
    pub fn find(&self, word: &[String]) -> Vec<usize> {
        if word.is_empty() {
            return vec![];
        }
        let is_here = |window: &[String]| window.iter().zip(word).all(|(a, b)| a.to_lowercase() == b.to_lowercase());
        let places = self.tokens.windows(word.len()).enumerate();
        places.filter(|(_, window)| is_here(window)).map(|(at, _)| at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        pieces(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_characters_numbers_and_marks_are_tokens() {
        assert_eq!(cut("He didn't pay 1,250!"), ["He", "didn", "'", "t", "pay", "1", ",", "250", "!"]);
        assert_eq!(cut("我用iPhone15，很好。"), ["我", "用", "iPhone", "15", "，", "很", "好", "。"]);
        assert_eq!(cut(" \n\t"), [""; 0]);
        assert_eq!(cut("😀😀 é"), ["😀", "😀", "é"]);
    }

    #[test]
    fn a_sentence_has_edges_and_an_end() {
        let vocabulary = Vocabulary::new("<s>\n<unk>\nbank\nthe\n");
        let sentence = vocabulary.cut("The BANK sank");
        assert_eq!((sentence.ids.as_slice(), sentence.n_found), (&[0, 3, 2, 1, 0][..], 3));
        assert_eq!(sentence.find(&["bank".into()]), [2]);
        assert_eq!(sentence.find(&[]), [0; 0]);
        assert_eq!(vocabulary.cut("").ids, [0, 0]);
        let long = vocabulary.cut(&"bank ".repeat(1_000));
        assert_eq!((long.ids.len(), long.n_found), (MAX_SENTENCE + 2, 1_000));
    }
}
