//! Applying merges: of all neighbours that may be joined, always those whose merge was learnt first.

use super::merges::{Join, Merges, parts};
use super::split::encode_each;
use super::swift::Swift;
use super::{INSIDE, Id, Pair, Unit};
use crate::text::Token;
use std::collections::HashMap;
use std::ops::Range;

/// A tokenizer: tokens and ranked merges.
#[derive(Clone, Debug)]
pub struct Bpe {
    unit: Unit,
    /// The ids of what words are made of.
    alphabet: HashMap<Vec<u8>, Id>,
    merges: Merges,
    /// For [`Unit::Bytes`].
    swift: Option<Swift>,
}

impl Bpe {
    /// A tokenizer of these tokens, by id, and merges with what they become, the first one first.
    #[must_use]
    pub fn new(unit: Unit, tokens: &[Vec<u8>], merges: &[(Pair, Id)]) -> Self {
        let is_part = |(token, _): &(&Vec<u8>, Id)| match unit {
            Unit::Bytes => token.len() == 1,
            Unit::Characters | Unit::Pieces | Unit::CountedPieces | Unit::Spaced => {
                let token = token.strip_prefix(INSIDE.as_bytes()).filter(|_| unit.marks_inside()).unwrap_or(token);
                std::str::from_utf8(token).is_ok_and(|token| token.chars().nth(1).is_none())
            }
        };
        let alphabet = tokens.iter().zip(0..).filter(is_part).map(|(token, id)| (token.clone(), id)).collect();
        let (pairs, merges) = (merges.iter().map(|&(pair, _)| pair), Merges::new(merges));
        let swift = (unit == Unit::Bytes).then(|| Swift::new(tokens, pairs, &merges));
        Self { unit, alphabet, merges, swift }
    }

    /// The tokens of a text.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<Token> {
        if self.unit == Unit::Bytes {
            let mut tokens = Vec::with_capacity(text.len() / 3);
            self.encode_bytes(text, &mut |token| tokens.push(token));
            return tokens;
        }
        encode_each(text, self.unit.words(text), |word| self.encode_word(word, |_| {}))
    }

    /// Hands out the tokens of a text, if words are made of bytes; otherwise none.
    pub(in crate::text) fn encode_bytes(&self, text: &str, token: &mut impl FnMut(Token)) {
        let mut start = 0;
        if let Some(swift) = &self.swift {
            swift.encode(&self.merges, text, |id, end| {
                token(Token { id, start: std::mem::replace(&mut start, end), end });
            });
        }
    }

    /// The tokens of one word, each step told as it is taken. A word of n parts takes n·log n time.
    pub fn encode_word(&self, word: &str, told: impl FnMut(Join)) -> Vec<Token> {
        let parts = parts(self.found(word));
        let left = self.merges.join(parts, told);
        left.map(|part| Token { id: part.id, start: part.start, end: part.end }).collect()
    }

    /// The ids of the smallest parts of a word.
    pub(super) fn parts(&self, word: &str) -> Vec<Id> {
        self.found(word).into_iter().map(|(id, _)| id).collect()
    }

    fn found(&self, word: &str) -> Vec<(Id, Range<usize>)> {
        let id = |range: &Range<usize>| {
            let part = word.as_bytes().get(range.clone())?;
            let is_inside = range.start > 0 && self.unit.marks_inside();
            if is_inside { self.alphabet.get(&[INSIDE.as_bytes(), part].concat()) } else { self.alphabet.get(part) }
        };
        self.unit.parts(word).map(|range| (id(&range).copied().unwrap_or(0), range)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::train::{join, train};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn merges_are_applied_in_the_order_in_which_they_were_learnt() {
        let training = train("low low low lower lower new", Unit::Characters, 99, 1, |_| {});
        let bpe = training.model(training.merges.len());
        let text = "slower news";
        let tokens = bpe.encode(text);
        let pieces: Vec<&str> = tokens.iter().map(|token| &text[token.start..token.end]).collect();
        assert_eq!(pieces, ["s", "lower", "new", "s"]);
        assert_eq!((tokens[0].id, tokens[3].id), (0, 0), "training saw no s");
        let mut steps = vec![];
        bpe.encode_word("lower", |step| steps.push((step.rank, step.range, step.middle)));
        assert_eq!(steps, [(0, 0..2, 1), (1, 0..3, 2), (2, 3..5, 4), (3, 0..5, 3)]);
    }

    #[test]
    fn one_very_long_word_takes_no_time_to_speak_of() {
        let word = "ab".repeat(50_000);
        let training = train(&word, Unit::Characters, 20, 1, |_| {});
        let tokens = training.model(training.merges.len()).encode(&word);
        assert_eq!(tokens.iter().map(|token| token.end - token.start).sum::<usize>(), word.len());
    }

    proptest! {
        #[test]
        fn encoding_ends_where_training_did(text in "[abc ]{0,40}|[它太累 ,a]{0,30}|\\PC{0,20}", size in 0usize..300) {
            for &unit in Unit::ALL {
                let training = train(&text, unit, size, 0, |_| {});
                for n in [0, training.merges.len() / 2, training.merges.len()] {
                    let bpe = training.model(n);
                    for (word, _) in &training.words {
                        let mut ids = bpe.parts(word);
                        for merge in &training.merges[..n] {
                            join(&mut ids, merge.pair, merge.id, |_, _| {});
                        }
                        let tokens = bpe.encode_word(word, |_| {});
                        prop_assert_eq!(tokens.iter().map(|token| token.id).collect::<Vec<_>>(), ids);
                    }
                }
            }
        }

        #[test]
        fn texts_are_what_steps_make_of_their_words(text in "[abc' ]{0,90}|[它太累 ,a]{0,30}|(\\PC|\\s|[a-c]{1,80}){0,20}", size in 256usize..400) {
            let training = train(&text, Unit::Bytes, size, 0, |_| {});
            let bpe = training.model(training.merges.len());
            let words = Unit::Bytes.words(&text).into_iter();
            let steps = words.flat_map(|word| bpe.encode_word(&text[word], |_| {})).map(|token| (token.id, token.end - token.start));
            let tokens = bpe.encode(&text);
            prop_assert!(tokens.iter().map(|token| (token.id, token.end - token.start)).eq(steps));
            prop_assert!(tokens.windows(2).all(|pair| pair[0].end == pair[1].start));
        }

        #[test]
        fn bytes_give_the_text_back(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}") {
            let training = train("the cat 小猫 the cat 小猫", Unit::Bytes, 270, 1, |_| {});
            let tokens = training.model(training.merges.len()).encode(&text);
            let bytes: Vec<u8> = tokens.iter().flat_map(|token| training.tokens[token.id as usize].clone()).collect();
            prop_assert_eq!(bytes, text.as_bytes());
        }
    }
}
