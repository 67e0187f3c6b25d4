//! GPT-2's own tokenizer (Radford et al., 2019): byte pair encoding with the 50,000 merges that OpenAI learnt, so that ids
//! are the model's.
//!
//! The file holds the merges alone, as pairs of ids (`assets/make_gpt2.py`): ids are the 256 bytes, then what each merge
//! makes, then the one special token.

use super::bpe::{Bpe, Id, Pair, Unit, byte_level};
use super::{DictionaryError, Token, Vocabulary};
use flate2::read::GzDecoder;
use std::io::Read;

/// What stands between two documents. It is a token wherever it stands, and serves as padding.
const END_OF_TEXT: &str = "<|endoftext|>";

/// How many merges there are, and thus tokens: those of the bytes before them, [`END_OF_TEXT`] after them.
const N_MERGES: usize = 50_000;
const N_BYTES: usize = 256;
const END_OF_TEXT_ID: Id = (N_BYTES + N_MERGES) as Id;

/// The tokenizer.
#[derive(Clone)]
pub struct Gpt2 {
    /// Everything but the special token.
    bpe: Bpe,
}

impl Gpt2 {
    /// What its ids are places in.
    pub const VOCABULARY: Vocabulary = Vocabulary { size: N_BYTES + N_MERGES + 1, padding: END_OF_TEXT_ID };

    /// Reads the gzipped merges: four planes of a byte for each merge, the low and the high bytes of the left ids, and the
    /// same of the right ones.
    ///
    /// # Errors
    /// If the bytes are not gzip, are too few or too many, or a merge joins what is not there yet.
    pub fn from_gzip(bytes: &[u8]) -> Result<Self, DictionaryError> {
        let mut planes = Vec::with_capacity(4 * N_MERGES + 1);
        let read = GzDecoder::new(bytes).take(4 * N_MERGES as u64 + 1).read_to_end(&mut planes);
        read.map_err(|error| DictionaryError(error.to_string()))?;
        if planes.len() != 4 * N_MERGES {
            return Err(DictionaryError(format!("{} bytes are not {N_MERGES} merges", planes.len())));
        }
        let id = |plane: usize, i: usize| Id::from(planes[plane * N_MERGES + i]);
        let mut tokens: Vec<Vec<u8>> = byte_level::alphabet().into_iter().map(|byte| vec![byte]).collect();
        let mut merges: Vec<(Pair, Id)> = Vec::with_capacity(N_MERGES);
        for i in 0..N_MERGES {
            let pair = (id(0, i) | id(1, i) << 8, id(2, i) | id(3, i) << 8);
            let (Some(left), Some(right)) = (tokens.get(pair.0 as usize), tokens.get(pair.1 as usize)) else {
                return Err(DictionaryError(format!("merge {i} joins tokens that are not there yet")));
            };
            let joined = [left.as_slice(), right].concat();
            merges.push((pair, tokens.len() as Id));
            tokens.push(joined);
        }
        Ok(Self { bpe: Bpe::new(Unit::Bytes, &tokens, &merges) })
    }

    /// The tokens of a text; together they are all of it.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 3);
        self.encode_each(text, |token| tokens.push(token));
        tokens
    }

    /// Hands out the tokens of a text in their order.
    pub fn encode_each(&self, text: &str, mut token: impl FnMut(Token)) {
        let mut from = 0;
        for (start, _) in text.match_indices('<') {
            if text.get(start..).is_some_and(|rest| rest.starts_with(END_OF_TEXT)) {
                self.encode_between(text, from, start, &mut token);
                from = start + END_OF_TEXT.len();
                token(Token { id: END_OF_TEXT_ID, start, end: from });
            }
        }
        self.encode_between(text, from, text.len(), &mut token);
    }

    fn encode_between(&self, text: &str, from: usize, to: usize, token: &mut impl FnMut(Token)) {
        self.bpe.encode_bytes(text.get(from..to).unwrap_or_default(), &mut |found| token(found.moved(from)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::bpe::split;
    use super::*;
    use proptest::prelude::*;

    const FILE: &[u8] = include_bytes!("../../assets/gpt2/merges.bin.gz");

    thread_local! {
        static GPT2: Gpt2 = Gpt2::from_gzip(FILE).unwrap();
    }

    fn ids(text: &str) -> Vec<Id> {
        GPT2.with(|gpt2| gpt2.encode(text).into_iter().map(|token| token.id).collect())
    }

    #[test]
    fn ids_are_the_models() {
        assert_eq!(ids("Hello world"), [15_496, 995]);
        assert_eq!(ids("<|endoftext|>a<|endoftext|>"), [50_256, 64, 50_256]);
        assert!(ids("").is_empty());
    }

    #[test]
    fn what_is_no_vocabulary_is_refused() {
        assert!(Gpt2::from_gzip(b"no gzip").is_err());
        assert!(Gpt2::from_gzip(&FILE[..FILE.len() / 2]).is_err());
        let error = Gpt2::from_gzip(include_bytes!("../../assets/jieba/hmm.txt.gz")).err();
        assert_eq!(error.unwrap().0, "200001 bytes are not 50000 merges");
    }

    #[test]
    fn one_very_long_word_takes_no_time_to_speak_of() {
        for word in ["a", "ab", "长", "\u{FFFD}", "- "] {
            let text = word.repeat(100_000);
            let tokens = GPT2.with(|gpt2| gpt2.encode(&text));
            assert_eq!(tokens.last().map(|token| token.end), Some(text.len()));
        }
    }

    proptest! {
        #[test]
        fn it_is_what_steps_lead_to(text in "(\\PC|[a-zA-Z ']{1,9}|[一-龥]{1,4}|[ぁ-ヿ]{1,9}|[-=.0-9]{1,70}|\\s|<\\|endoftext\\|>){0,30}") {
            GPT2.with(|gpt2| {
                let mut expected = Vec::new();
                for piece in text.split_inclusive(END_OF_TEXT) {
                    let plain = piece.strip_suffix(END_OF_TEXT);
                    let from = piece.as_ptr() as usize - text.as_ptr() as usize;
                    for word in split::gpt2(plain.unwrap_or(piece)) {
                        let steps = gpt2.bpe.encode_word(&piece[word.clone()], |_| {});
                        let start = from + word.start;
                        expected.extend(steps.into_iter().map(|t| Token { id: t.id, start: t.start + start, end: t.end + start }));
                    }
                    let end = from + piece.len();
                    expected.extend(plain.map(|plain| Token { id: END_OF_TEXT_ID, start: from + plain.len(), end }));
                }
                prop_assert_eq!(gpt2.encode(&text), expected);
                Ok(())
            })?;
        }
    }
}
