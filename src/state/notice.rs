//! What the reader is told of an action or a link.

use super::FieldError;
use crate::file::FileError;
use crate::model::{Stage, Unfit};
use crate::text::Tokenizer;
use crate::text::tokenizer_json::Fault;

/// Something that was not done as asked, for the reader to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A part of a link could not be read as it stood.
    Field(FieldError),
    /// A file that holds no matrix; nothing was changed.
    File {
        /// Its name.
        name: String,
        /// What is wrong with it.
        error: FileError,
    },
    /// A file that is no tokenizer; nothing was changed.
    Refused {
        /// Its name.
        name: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// A file of the reader's own that is not open here.
    NotLoaded(Tokenizer),
    /// An address that is not on this site.
    Elsewhere(String),
    /// A text was too long and its end was cut off.
    TextCut,
    /// This character of the text, from 1, was half of one, and another one was put in its place.
    HalfCharacter(usize),
    /// Parts that do not fit; nothing was changed.
    Unfit(Unfit),
    /// A file whose matrix does not fit the others; nothing was changed.
    Misfit {
        /// Its name.
        name: String,
        /// What it was to take the place of.
        stage: Stage,
        /// How many rows and columns it has.
        shape: (usize, usize),
        /// What would not fit.
        unfit: Unfit,
    },
    /// The number of heads moved so that it divides `dim`.
    HeadsMoved {
        /// The width.
        dim: usize,
        /// The heads before.
        from: usize,
        /// The heads now.
        to: usize,
    },
    /// The number of key heads moved so that it divides `n_heads`.
    KvHeadsMoved {
        /// The heads.
        n_heads: usize,
        /// The key heads before.
        from: usize,
        /// The key heads now.
        to: usize,
    },
}
