//! One text, cut in several ways: a row for each, with those words marked that are not everywhere the same.

use std::ops::Range;
use std::rc::Rc;

/// What to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cuts {
    /// The rows.
    pub rows: Vec<Cut>,
    /// What it shows.
    pub summary: String,
}

/// The text in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Who cut it so.
    pub name: String,
    /// The words, everything invisible made visible; shared, since there may be thousands.
    pub words: Rc<[Word]>,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// Its id, where tokenizers have ids of their own.
    pub id: Option<u32>,
    /// Its bytes in the text, where they are looked for in other figures.
    pub bytes: Option<Range<usize>>,
    /// Whether others cut otherwise here.
    pub is_disputed: bool,
}
