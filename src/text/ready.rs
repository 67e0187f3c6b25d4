//! Vocabularies that came ready made: those of the site, and those that the reader brings.
//!
//! They are Hugging Face files, and the program that runs them is Hugging Face's own, which is no part of this room: whoever
//! has it hands in an [`Encoder`] for each file.

use super::{Token, Tokenizer, Vocabulary};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// How many files of the reader's own there can be at a time.
pub const MAX_LOADED: usize = 4;

/// A vocabulary that is a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ready {
    /// BERT's English WordPiece without capitals.
    BertBaseUncased,
    /// BERT's Chinese WordPiece, which knows single characters.
    BertBaseChinese,
    /// A Unigram model of English and Chinese, trained for this page.
    Unigram,
    /// The reader's own, by its place among at most [`MAX_LOADED`].
    Loaded(usize),
}

/// The tokens of a text, or what the program says if it has none for a part of it.
pub type Encoder = Rc<dyn Fn(&str) -> Result<Vec<Token>, String>>;

/// A file that was opened.
#[derive(Clone)]
pub struct Opened {
    /// Which it is.
    pub ready: Ready,
    /// Where it came from. Another file in the same place is another one.
    pub address: String,
    /// What cuts by it.
    pub encoder: Encoder,
    /// What its ids are places in.
    pub vocabulary: Vocabulary,
}

impl Tokenizer {
    /// The file that it needs, if it is one of those that are files.
    #[must_use]
    pub fn ready(self) -> Option<Ready> {
        match self {
            Self::BertBaseUncased => Some(Ready::BertBaseUncased),
            Self::BertBaseChinese => Some(Ready::BertBaseChinese),
            Self::Unigram => Some(Ready::Unigram),
            Self::Loaded => Some(Ready::Loaded(0)),
            Self::Loaded2 => Some(Ready::Loaded(1)),
            Self::Loaded3 => Some(Ready::Loaded(2)),
            Self::Loaded4 => Some(Ready::Loaded(3)),
            _ => None,
        }
    }

    /// Its place among the reader's own files, if it is one of them.
    #[must_use]
    pub fn slot(self) -> Option<usize> {
        if let Some(Ready::Loaded(slot)) = self.ready() { Some(slot) } else { None }
    }

    /// The tokenizer of the reader's file in this place.
    #[must_use]
    pub fn loaded(slot: usize) -> Option<Self> {
        super::ALL.iter().copied().find(|tokenizer| tokenizer.slot() == Some(slot))
    }
}
