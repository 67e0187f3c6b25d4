//! Text → [`Tokens`]: one file a tokenizer.
//!
//! A tokenizer cuts the text into byte ranges; ids number the distinct tokens in the order in which they first appear,
//! since none of these tokenizers brings a vocabulary of its own. This room imports nothing of ours.

pub mod bpe;
mod characters;
mod jieba;
mod marks;
mod words;

pub use jieba::{DictionaryError, Segmenter};

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// The ways to cut a text, in the order in which the page offers them.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Tokenizer {
    /// Grapheme clusters: what a reader calls a character, whatever its number of code points.
    Characters,
    /// Words by the Unicode rules (UAX #29), without the white space between them. Each Han character is a word there.
    #[default]
    Words,
    /// Chinese words by jieba's dictionary and hidden Markov model.
    Jieba,
}

/// Every tokenizer.
pub const ALL: &[Tokenizer] = <Tokenizer as strum::VariantArray>::VARIANTS;

impl Tokenizer {
    /// The name in links and in `heedmap.run`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// One token: where it stands in the text, in bytes, and its id. Padding stands nowhere: it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number in the vocabulary of this text.
    pub id: u32,
    /// First byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// A text and its tokens. A clone shares the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    text: Rc<str>,
    list: Vec<Token>,
    n_found: usize,
}

/// No text.
impl Default for Tokens {
    fn default() -> Self {
        Self { text: "".into(), list: vec![], n_found: 0 }
    }
}

/// The dictionary of [`Tokenizer::Jieba`] is not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedsDictionary;

/// Cuts `text`, keeping the first `limit` tokens.
///
/// # Errors
/// [`NeedsDictionary`] if the tokenizer wants jieba's dictionary and `segmenter` is `None`.
pub fn tokenize(
    text: &str,
    tokenizer: Tokenizer,
    segmenter: Option<&Segmenter>,
    limit: usize,
) -> Result<Tokens, NeedsDictionary> {
    let ranges = match tokenizer {
        Tokenizer::Characters => marks::around(text, characters::cut),
        Tokenizer::Words => marks::around(text, words::cut),
        Tokenizer::Jieba => {
            let segmenter = segmenter.ok_or(NeedsDictionary)?;
            marks::around(text, |piece| segmenter.cut(piece))
        }
    };
    Ok(Tokens::number(text, &ranges, limit))
}

impl Tokens {
    /// Gives each distinct piece of the text an id, in order of first appearance.
    fn number(text: &str, ranges: &[Range<usize>], limit: usize) -> Self {
        let mut ids: HashMap<&str, u32> = HashMap::new();
        let list = ranges
            .iter()
            .take(limit)
            .map(|range| {
                let next = ids.len() as u32;
                let id = *ids.entry(&text[range.clone()]).or_insert(next);
                Token { id, start: range.start, end: range.end }
            })
            .collect();
        Self { text: text.into(), list, n_found: ranges.len() }
    }

    /// Names for `n` things that have none: the numbers from 1.
    #[must_use]
    pub fn numbered(n: usize) -> Self {
        let mut text = String::new();
        let mut list = Vec::with_capacity(n);
        for id in 0..n {
            let start = text.len();
            text.push_str(&(id + 1).to_string());
            list.push(Token { id: id as u32, start, end: text.len() });
            text.push(' ');
        }
        Self { text: text.into(), list, n_found: n }
    }

    /// Fills up to `n` tokens with padding: tokens of no text, all with one id, as a batch of texts needs them.
    #[must_use]
    pub fn padded(mut self, n: usize) -> Self {
        let (end, id) = (self.text.len(), self.n_distinct() as u32);
        self.list.resize(n.max(self.list.len()), Token { id, start: end, end });
        self
    }

    /// Puts tokens that came from elsewhere back beside their text. Ranges that are not inside the text are dropped.
    #[must_use]
    pub fn from_parts(text: &str, list: Vec<Token>, n_found: usize) -> Self {
        let list = list.into_iter().filter(|token| text.as_bytes().get(token.start..token.end).is_some()).collect();
        Self { text: text.into(), list, n_found }
    }

    /// The tokens, in the order of the text.
    #[must_use]
    pub fn list(&self) -> &[Token] {
        &self.list
    }

    /// How many tokens are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether none is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many tokens the text has, kept or not.
    #[must_use]
    pub fn n_found(&self) -> usize {
        self.n_found
    }

    /// How many different tokens are kept.
    #[must_use]
    pub fn n_distinct(&self) -> usize {
        self.list.iter().map(|token| token.id as usize + 1).max().unwrap_or(0)
    }

    /// The text that was cut.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.text
    }

    /// The bytes of one token.
    #[must_use]
    pub fn bytes_of(&self, token: Token) -> &[u8] {
        self.text.as_bytes().get(token.start..token.end).unwrap_or_default()
    }

    /// The text of one token; empty if it is a part of a character, as tokens of bytes may be.
    #[must_use]
    pub fn text_of(&self, token: Token) -> &str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// The texts of all tokens.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|&token| self.text_of(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_follow_first_appearance() {
        let tokens = tokenize("the cat the dog", Tokenizer::Words, None, 100).unwrap();
        assert_eq!(tokens.texts().collect::<Vec<_>>(), ["the", "cat", "the", "dog"]);
        assert_eq!(tokens.list().iter().map(|t| t.id).collect::<Vec<_>>(), [0, 1, 0, 2]);
        assert_eq!(tokens.n_distinct(), 3);
    }

    #[test]
    fn the_limit_keeps_the_first_and_counts_all() {
        let tokens = tokenize(&"字".repeat(5_000), Tokenizer::Characters, None, 2_048).unwrap();
        assert_eq!((tokens.len(), tokens.n_found(), tokens.n_distinct()), (2_048, 5_000, 1));
    }

    #[test]
    fn jieba_says_that_it_needs_its_dictionary() {
        assert_eq!(tokenize("南京", Tokenizer::Jieba, None, 9), Err(NeedsDictionary));
    }

    #[test]
    fn padding_has_one_id_and_no_text() {
        let tokens = tokenize("a b a", Tokenizer::Words, None, 9).unwrap().padded(5);
        assert_eq!(tokens.list().iter().map(|t| t.id).collect::<Vec<_>>(), [0, 1, 0, 2, 2]);
        assert_eq!(tokens.texts().collect::<Vec<_>>(), ["a", "b", "a", "", ""]);
        assert_eq!(Tokens::numbered(11).texts().last(), Some("11"));
    }

    #[test]
    fn a_token_may_be_a_part_of_a_character() {
        let token = |start, end| Token { id: 0, start, end };
        let tokens = Tokens::from_parts("它", vec![token(0, 1), token(0, 3), token(2, 9)], 3);
        assert_eq!(tokens.list(), [token(0, 1), token(0, 3)], "the last one is not inside the text");
        assert_eq!((tokens.text_of(token(0, 1)), tokens.bytes_of(token(0, 1))), ("", &[0xE5][..]));
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_inside_the_text(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}|[一-龥 a-z]{0,60}") {
            let segmenter = Segmenter::from_words("雍和宫 5 nt\n荷花 3 n\n").unwrap();
            for &tokenizer in ALL {
                let tokens = tokenize(&text, tokenizer, Some(&segmenter), 1_000).unwrap();
                let mut last = 0;
                for token in tokens.list() {
                    prop_assert!(last <= token.start && token.start < token.end && token.end <= text.len());
                    last = token.end;
                }
                if tokenizer != Tokenizer::Words {
                    prop_assert_eq!(tokens.texts().collect::<String>(), &text[..], "nothing is lost");
                }
            }
        }
    }
}
