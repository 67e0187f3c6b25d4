//! Byte pair encoding: a vocabulary that grows by joining its most frequent neighbours.
//!
//! Sennrich, Haddow and Birch, *Neural machine translation of rare words with subword units* (2016); with bytes for
//! letters, Radford et al., *Language models are unsupervised multitask learners* (2019). The notes' chapter 1, second
//! row.
//!
//! [`train()`] learns merges from a text, [`Bpe`] applies them. A token is joined from two that were there before, so the
//! first merges of a training are a tokenizer too, of a smaller vocabulary: that is what lets a page go back and forth.
//! Merges never cross the pieces into which a text is split first ([`split`]).

mod byte_level;
mod curve;
mod encode;
mod hugging_face;
mod lesson;
mod queue;
pub mod split;
mod stage;
mod train;

pub use curve::Point;
pub use encode::{Bpe, Join};
pub use lesson::Lesson;
pub use stage::Stage;
pub use train::{Learned, Training, train, train_words};

use serde::{Deserialize, Serialize};

/// The id of a token.
pub type Id = u32;

/// The token, with id 0, of characters that training did not see. Bytes need none.
pub const UNKNOWN: &str = "[UNK]";

/// Two tokens side by side.
pub type Pair = (Id, Id);

/// What words are made of before anything is joined.
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
pub enum Unit {
    /// Characters, that is code points. Words are what white space and punctuation leave; the spaces are lost, and a
    /// character that training did not see is [`UNKNOWN`].
    #[default]
    #[strum(serialize = "bpe")]
    #[serde(rename = "bpe")]
    Characters,
    /// Bytes of UTF-8, all 256 of them, as in GPT-2. Words keep the space before them; nothing is ever unknown.
    #[strum(serialize = "byte-bpe")]
    #[serde(rename = "byte-bpe")]
    Bytes,
}

impl Unit {
    /// Both.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in links and for programs.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// The pieces of a text that merges stay within, as byte ranges.
    pub fn words(self, text: &str) -> Vec<std::ops::Range<usize>> {
        match self {
            Self::Characters => split::words_and_signs(text),
            Self::Bytes => split::gpt2(text),
        }
    }

    /// The smallest parts of a word, as byte ranges.
    fn parts(self, word: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
        let ends = (1..=word.len()).filter(move |&end| self == Self::Bytes || word.is_char_boundary(end));
        ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end))
    }
}
