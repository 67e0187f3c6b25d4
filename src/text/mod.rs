//! Text → [`Tokens`]: one file a tokenizer.
//!
//! A tokenizer cuts the text into byte ranges; ids number the distinct tokens in the order in which they first appear,
//! since none of these tokenizers brings a vocabulary of its own. This room imports nothing of ours.

pub mod bpe;
mod bytes;
mod characters;
mod marks;
pub mod segment;
mod tokens;
pub mod unigram;
mod whitespace;
mod words;

pub use segment::{DictionaryError, Segmenter};
pub use tokens::{Token, Tokens};

use segment::matching::Direction;
use serde::{Deserialize, Serialize};

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
    /// Bytes of UTF-8.
    Bytes,
    /// Grapheme clusters: what a reader calls a character, whatever its number of code points.
    Characters,
    /// Words by the Unicode rules (UAX #29), without the white space between them. Each Han character is a word there.
    #[default]
    Words,
    /// What stands between white space.
    Whitespace,
    /// Chinese words: from the left, the longest of the dictionary.
    Fmm,
    /// From the right, the longest of the dictionary.
    Bmm,
    /// The better of both, by a rule.
    Bimm,
    /// The most probable path through the dictionary.
    JiebaNoHmm,
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

/// What a tokenizer needs and has not got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// jieba's dictionary.
    Dictionary,
    /// jieba's hidden Markov model.
    Hmm,
}

/// Cuts `text`, keeping the first `limit` tokens.
///
/// # Errors
/// [`Needs`] if the tokenizer wants a dictionary or a model that `segmenter` does not bring.
pub fn tokenize(
    text: &str,
    tokenizer: Tokenizer,
    segmenter: Option<&Segmenter>,
    limit: usize,
) -> Result<Tokens, Needs> {
    let dictionary = segmenter.map(|segmenter| &segmenter.dictionary).ok_or(Needs::Dictionary);
    let hmm = segmenter.and_then(|segmenter| segmenter.hmm.as_ref()).ok_or(Needs::Hmm);
    let matched = |direction| {
        dictionary.map(|words| marks::around(text, |piece| segment::matching::cut(words, direction, piece)))
    };
    let probable = |words, hmm| marks::around(text, |piece| segment::jieba::cut(words, hmm, piece, &mut ()));
    let ranges = match tokenizer {
        // Neither leaves a mark whole: to both it is text like any other.
        Tokenizer::Bytes => bytes::cut(text),
        Tokenizer::Whitespace => whitespace::cut(text),
        Tokenizer::Characters => marks::around(text, characters::cut),
        Tokenizer::Words => marks::around(text, words::cut),
        Tokenizer::Fmm => matched(Some(Direction::Forward))?,
        Tokenizer::Bmm => matched(Some(Direction::Backward))?,
        Tokenizer::Bimm => matched(None)?,
        Tokenizer::JiebaNoHmm => probable(dictionary?, None),
        Tokenizer::Jieba => probable(dictionary?, Some(hmm?)),
    };
    Ok(Tokens::number(text, &ranges, limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    thread_local! {
        static HMM: segment::Hmm = segment::Hmm::from_gzip(include_bytes!("../../assets/jieba/hmm.txt.gz")).unwrap();
    }

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
        assert_eq!(tokenize("南京", Tokenizer::Jieba, None, 9), Err(Needs::Dictionary));
        let segmenter = Segmenter::from_words("南京 1").unwrap();
        assert_eq!(tokenize("南京", Tokenizer::Jieba, Some(&segmenter), 9), Err(Needs::Hmm));
        assert_eq!(tokenize("南京", Tokenizer::Fmm, Some(&segmenter), 9).unwrap().len(), 1);
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_inside_the_text(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}|[一-龥 a-z]{0,60}") {
            let mut segmenter = Segmenter::from_words("雍和宫 5 nt\n荷花 3 n\n").unwrap();
            segmenter.hmm = HMM.with(|hmm| Some(hmm.clone()));
            for &tokenizer in ALL {
                let tokens = tokenize(&text, tokenizer, Some(&segmenter), 1_000).unwrap();
                let mut last = 0;
                for token in tokens.list() {
                    prop_assert!(last <= token.start && token.start < token.end && token.end <= text.len());
                    last = token.end;
                }
                if !matches!(tokenizer, Tokenizer::Words | Tokenizer::Whitespace) {
                    let bytes: Vec<u8> = tokens.list().iter().flat_map(|t| &text.as_bytes()[t.start..t.end]).copied().collect();
                    prop_assert_eq!(bytes, text.as_bytes(), "nothing is lost");
                }
            }
        }
    }
}
