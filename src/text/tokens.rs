//! A text beside its tokens: ids, places in bytes, and what a reader is shown of each.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// One token: where it stands in the text, in bytes, and its id. Padding stands nowhere: it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number in the vocabulary: that of this text, if the tokenizer brings none ([`Vocabulary`]).
    pub id: u32,
    /// First byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

impl Token {
    /// The same token, of a text that begins so many bytes into another, where it stands in that one.
    #[must_use]
    pub(super) fn moved(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }
}

/// A vocabulary that was there before the text, so that an id says which token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// How many tokens it has.
    pub size: usize,
    /// The token that fills up the shorter texts of a batch.
    pub padding: u32,
}

/// A text and its tokens. A clone shares the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    text: Rc<str>,
    list: Vec<Token>,
    n_found: usize,
    vocabulary: Option<Vocabulary>,
    /// Names of tokens that stand for no text, by their ids.
    names: Rc<BTreeMap<u32, String>>,
    /// Every byte of the text in hexadecimal and a space behind it, if a token begins or ends inside a character.
    hex: Rc<str>,
}

/// No text.
impl Default for Tokens {
    fn default() -> Self {
        Self::new("", vec![], 0)
    }
}

impl Tokens {
    /// Gives each distinct piece of the text an id, in order of first appearance.
    pub(super) fn number(text: &str, ranges: &[Range<usize>], limit: usize) -> Self {
        let mut ids: HashMap<&[u8], u32> = HashMap::new();
        let list = ranges
            .iter()
            .take(limit)
            .map(|range| {
                let next = ids.len() as u32;
                let id = *ids.entry(&text.as_bytes()[range.clone()]).or_insert(next);
                Token { id, start: range.start, end: range.end }
            })
            .collect();
        Self::new(text, list, ranges.len())
    }

    /// Tokens of a vocabulary, the first `limit` of them.
    pub(super) fn of_vocabulary(text: &str, mut list: Vec<Token>, limit: usize, vocabulary: Vocabulary) -> Self {
        let n_found = list.len();
        list.truncate(limit);
        Self::new(text, list, n_found).with_vocabulary(Some(vocabulary))
    }

    /// The same, kept of so many.
    pub(super) fn with_n_found(self, n_found: usize) -> Self {
        Self { n_found, ..self }
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
        Self::new(&text, list, n)
    }

    /// Fills up to `n` tokens with padding: tokens of no text, all with one id, as a batch of texts needs them.
    #[must_use]
    pub fn padded(mut self, n: usize) -> Self {
        let next = self.list.iter().map(|token| token.id + 1).max().unwrap_or(0);
        let (end, id) = (self.text.len(), self.vocabulary.map_or(next, |vocabulary| vocabulary.padding));
        self.list.resize(n.max(self.list.len()), Token { id, start: end, end });
        self
    }

    /// Puts tokens that came from elsewhere back beside their text. Ranges that do not fit the text are dropped, so
    /// that [`Tokens::text_of`] can always answer.
    #[must_use]
    pub fn from_parts(text: &str, list: Vec<Token>, n_found: usize) -> Self {
        let fits = |token: &Token| token.start <= token.end && token.end <= text.len();
        Self::new(text, list.into_iter().filter(fits).collect(), n_found)
    }

    fn new(text: &str, list: Vec<Token>, n_found: usize) -> Self {
        let splits = list.iter().any(|token| text.get(token.start..token.end).is_none());
        let hex: String =
            if splits { text.bytes().map(|byte| format!("{byte:02X} ")).collect() } else { String::new() };
        Self { text: text.into(), list, n_found, vocabulary: None, names: Rc::default(), hex: hex.into() }
    }

    /// The same tokens, whose ids are places in this vocabulary.
    #[must_use]
    pub fn with_vocabulary(self, vocabulary: Option<Vocabulary>) -> Self {
        Self { vocabulary, ..self }
    }

    /// The same tokens, with names for those that stand for no text, such as `[CLS]`.
    #[must_use]
    pub fn with_names(self, names: BTreeMap<u32, String>) -> Self {
        Self { names: names.into(), ..self }
    }

    /// Names of tokens that stand for no text, by their ids.
    #[must_use]
    pub fn names(&self) -> &BTreeMap<u32, String> {
        &self.names
    }

    /// What ids are places in, unless they number the tokens of this text.
    #[must_use]
    pub fn vocabulary(&self) -> Option<Vocabulary> {
        self.vocabulary
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
        self.list.iter().map(|token| token.id).collect::<HashSet<_>>().len()
    }

    /// The text that was cut.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.text
    }

    /// The text of one token; of one that begins or ends inside a character its bytes, such as `E5 8D`.
    #[must_use]
    pub fn text_of(&self, token: Token) -> &str {
        let hex = || self.hex.get(3 * token.start..(3 * token.end).saturating_sub(1));
        self.text.get(token.start..token.end).or_else(hex).unwrap_or_default()
    }

    /// The bytes of one token.
    #[must_use]
    pub fn bytes_of(&self, token: Token) -> &[u8] {
        self.text.as_bytes().get(token.start..token.end).unwrap_or_default()
    }

    /// Whether a token begins or ends inside a character, so that its text is its bytes.
    #[must_use]
    pub fn is_split(&self, token: Token) -> bool {
        self.text.get(token.start..token.end).is_none()
    }

    /// The texts of all tokens.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|&token| self.text_of(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Shelf, Tokenizer, tokenize};

    #[test]
    fn padding_has_one_id_and_no_text() {
        let tokens = tokenize("a b a", Tokenizer::Words, &Shelf::default(), 9).unwrap().padded(5);
        assert_eq!(tokens.list().iter().map(|t| t.id).collect::<Vec<_>>(), [0, 1, 0, 2, 2]);
        assert_eq!(tokens.texts().collect::<Vec<_>>(), ["a", "b", "a", "", ""]);
        assert_eq!(Tokens::numbered(11).texts().last(), Some("11"));
    }

    #[test]
    fn a_part_of_a_character_is_its_bytes() {
        let token = |start, end| Token { id: 0, start, end };
        let tokens =
            Tokens::from_parts("a它", vec![token(0, 2), token(2, 4), token(1, 4), token(3, 9), token(4, 3)], 3);
        assert_eq!(tokens.texts().collect::<Vec<_>>(), ["61 E5", "AE 83", "它"]);
        let bytes = tokenize("它a它", Tokenizer::Bytes, &Shelf::default(), 99).unwrap();
        assert_eq!(bytes.texts().collect::<Vec<_>>(), ["E5", "AE", "83", "a", "E5", "AE", "83"]);
        assert_eq!(bytes.list().iter().map(|t| t.id).collect::<Vec<_>>(), [0, 1, 2, 3, 0, 1, 2]);
        assert!(bytes.padded(9).texts().all(|text| !text.contains('\u{FFFD}')));
    }
}
