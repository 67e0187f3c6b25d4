//! WordPiece at work: of each word, the longest token that it begins with, then the longest of what is left.
//!
//! Devlin et al., *BERT: pre-training of deep bidirectional transformers* (2019). The notes' chapter 1, second row. How its
//! tokens are learnt is in [`bpe`](super::bpe).

use super::Token;
use super::bpe::{INSIDE, Id, UNKNOWN, split};
use std::collections::HashMap;

/// A word of more characters is unknown, as in BERT.
pub(super) const MAX_CHARACTERS: usize = 100;

/// A tokenizer: tokens by their text.
#[derive(Clone, Debug)]
pub struct Wordpiece {
    ids: HashMap<String, Id>,
    unknown: Id,
}

/// A look for one token of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Try {
    /// First byte in the word.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The token, if there is one.
    pub id: Option<Id>,
}

impl Wordpiece {
    /// A tokenizer of these tokens, by id.
    #[must_use]
    pub fn new(tokens: impl IntoIterator<Item = String>) -> Self {
        let ids: HashMap<String, Id> = tokens.into_iter().zip(0..).collect();
        let unknown = ids.get(UNKNOWN).copied().unwrap_or(0);
        Self { ids, unknown }
    }

    /// The tokens of a text.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<Token> {
        split::encode_each(text, split::words_and_signs(text), |word| self.encode_word(word, |_| {}))
    }

    /// The tokens of one word, each try told. If there is none for a part of it, the whole word is one unknown token.
    pub fn encode_word(&self, word: &str, mut told: impl FnMut(Try)) -> Vec<Token> {
        let unknown = Token { id: self.unknown, start: 0, end: word.len() };
        if word.chars().count() > MAX_CHARACTERS {
            return vec![unknown];
        }
        let mut tokens = Vec::new();
        let mut start = 0;
        while start < word.len() {
            let mut ends = (start + 1..=word.len()).rev().filter(|&end| word.is_char_boundary(end));
            let found = ends.find_map(|end| {
                let id = self.id(word.get(start..end)?, start > 0);
                told(Try { start, end, id });
                id.map(|id| Token { id, start, end })
            });
            let Some(token) = found else { return vec![unknown] };
            start = token.end;
            tokens.push(token);
        }
        tokens
    }

    fn id(&self, part: &str, is_inside: bool) -> Option<Id> {
        if is_inside { self.ids.get(&format!("{INSIDE}{part}")) } else { self.ids.get(part) }.copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::bpe::{Unit, train};

    fn pieces<'a>(wordpiece: &Wordpiece, text: &'a str) -> Vec<(&'a str, Id)> {
        wordpiece.encode(text).into_iter().map(|token| (&text[token.start..token.end], token.id)).collect()
    }

    #[test]
    fn the_longest_token_is_taken_and_a_word_is_known_whole_or_not_at_all() {
        let wordpiece = Wordpiece::new(["[UNK]", "un", "##aff", "##able", "u", "##n", "##a"].map(str::to_owned));
        assert_eq!(pieces(&wordpiece, "unaffable un"), [("un", 1), ("aff", 2), ("able", 3), ("un", 1)]);
        assert_eq!(pieces(&wordpiece, "unaffx una"), [("unaffx", 0), ("un", 1), ("a", 6)]);
        let mut tries = vec![];
        wordpiece.encode_word("una", |tried| tries.push((tried.start, tried.end, tried.id)));
        assert_eq!(tries, [(0, 3, None), (0, 2, Some(1)), (2, 3, Some(6))]);
    }

    #[test]
    fn edges() {
        let wordpiece = Wordpiece::new(["a", "##a"].map(str::to_owned));
        assert!(pieces(&wordpiece, " \n").is_empty());
        assert_eq!(wordpiece.encode(&"a".repeat(100)).len(), 100);
        assert_eq!(wordpiece.encode(&"a".repeat(100_000)).len(), 1);
        assert_eq!(pieces(&Wordpiece::new([]), "a"), [("a", 0)]);
    }

    /// The example of Hugging Face's *LLM Course*, chapter 6, worked out there by hand.
    #[test]
    fn the_highest_score_is_joined_first() {
        let text = [("hug", 10), ("pug", 5), ("pun", 12), ("bun", 4), ("hugs", 5)];
        let text: Vec<&str> = text.iter().flat_map(|&(word, times)| vec![word; times]).collect();
        let training = train(&text.join(" "), Unit::Pieces, 13, 0, |_| {});
        let written: Vec<String> = (0..13).map(|id| training.written(id)).collect();
        assert_eq!(&written[1..8], ["b", "g", "h", "n", "p", "s", "u"]);
        assert_eq!(&written[8..], ["##g", "##n", "##s", "##u", "##gs"]);
        let merge = training.merges[0];
        assert_eq!((merge.count, merge.alone), (5, [20, 5]));
    }
}
