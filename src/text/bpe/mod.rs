//! Vocabularies that grow by joining neighbours: byte pair encoding, and WordPiece.
//!
//! Sennrich, Haddow and Birch, *Neural machine translation of rare words with subword units* (2016); with bytes for
//! letters, Radford et al., *Language models are unsupervised multitask learners* (2019); WordPiece, Schuster and Nakajima,
//! *Japanese and Korean voice search* (2012). The notes' chapter 1, second row.
//!
//! [`train()`] learns merges from a text, [`Bpe`] applies them; WordPiece forgets its merges and cuts by the tokens alone
//! ([`Wordpiece`](super::wordpiece::Wordpiece)). A token is joined from two that were there before, so the
//! first merges of a training are a tokenizer too, of a smaller vocabulary: that is what lets a page go back and forth.
//! Merges never cross the pieces into which a text is split first ([`split`]).

pub(super) mod byte_level;
mod curve;
mod encode;
mod hugging_face;
mod kinds;
mod lesson;
mod memo;
mod merges;
mod queue;
mod score;
pub mod split;
mod stage;
mod swift;
mod table;
mod train;
mod whole;

pub use curve::Point;
pub use encode::Bpe;
pub use lesson::Lesson;
pub use merges::Join;
pub use stage::{Cutter, Stage, Standing};
pub use train::{Learned, Training, train, train_words};

use serde::{Deserialize, Serialize};
use train::{Candidates, Next};

/// The id of a token.
pub type Id = u32;

/// The token, with id 0, of characters that training did not see. Bytes need none.
pub const UNKNOWN: &str = "[UNK]";

/// How WordPiece writes that a token stands inside a word.
pub const INSIDE: &str = "##";

/// Two tokens side by side.
pub type Pair = (Id, Id);

/// What words are made of before anything is joined, and what is joined first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Characters, that is code points. Words are what white space and punctuation leave; the spaces are lost, and a
    /// character that training did not see is [`UNKNOWN`].
    #[default]
    #[serde(rename = "bpe")]
    Characters,
    /// Bytes of UTF-8, all 256 of them, as in GPT-2. Words keep the space before them; nothing is ever unknown.
    #[serde(rename = "byte-bpe")]
    Bytes,
    /// WordPiece: characters, of which those inside a word are written with [`INSIDE`] before them. The pair with the
    /// highest score is joined, that is its count over the product of its tokens' counts: how much likelier the text
    /// becomes by it.
    #[serde(rename = "wordpiece")]
    Pieces,
    /// WordPiece as Hugging Face's `WordPieceTrainer` learns it: the same, but the most frequent pair is joined.
    #[serde(rename = "wordpiece-count")]
    CountedPieces,
    /// Characters in SentencePiece's way: the text is normalized and nothing is split off before, but that no merge has a
    /// space, `▁`, in its middle.
    #[serde(rename = "sentencepiece-bpe")]
    Spaced,
}

impl Unit {
    /// All of them.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The pieces of a text that are encoded one by one, as byte ranges.
    pub(in crate::text) fn words(self, text: &str) -> Vec<std::ops::Range<usize>> {
        match self {
            Self::Bytes => split::gpt2(text),
            Self::Characters | Self::Pieces | Self::CountedPieces => split::words_and_signs(text),
            Self::Spaced => std::iter::once(0..text.len()).collect(),
        }
    }

    /// Whether a token inside a word is another one than the same letters at its beginning.
    #[must_use]
    pub fn marks_inside(self) -> bool {
        matches!(self, Self::Pieces | Self::CountedPieces)
    }

    /// What two tokens become, as bytes.
    #[must_use]
    pub fn joined(self, left: &[u8], right: &[u8]) -> Vec<u8> {
        let right = right.strip_prefix(INSIDE.as_bytes()).filter(|_| self.marks_inside()).unwrap_or(right);
        [left, right].concat()
    }

    /// The smallest parts of a word, as byte ranges.
    fn parts(self, word: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
        let ends = (1..=word.len()).filter(move |&end| self == Self::Bytes || word.is_char_boundary(end));
        ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end))
    }
}
