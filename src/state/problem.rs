//! What may be wrong with a part of the state that a link or a program gives.

/// What is wrong with a part of a link or of a program's options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name, as it was given.
    pub name: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such name; these are.
    Unknown(Vec<&'static str>),
    /// The value is none of these.
    NotOneOf(Vec<&'static str>),
    /// The value is not a whole number between these.
    NotWithin(u32, u32),
    /// The value is not `true` or `false`.
    NotFlag,
    /// The value is not a probability below 1.
    NotProbability,
    /// The value is not a stage and two whole numbers, row and column.
    NotCell,
    /// The value is not four whole numbers: the first row and column of a part, and how many of each.
    NotPart,
    /// The value is not three numbers: what of a map is in the middle, in parts of its width and height, and how many times it is enlarged.
    NotSight,
    /// This part of a mask cannot be read; these are the kinds of rules.
    NotMask(String, Vec<&'static str>),
    /// This part of a list of words is no word with its frequency.
    NotWords(String),
    /// The value is no table of 0 and 1, or of true and false, with rows of one length.
    NotTable,
    /// The weights are none of `random`, `identity`, `hand` and matrices.
    NotWeights,
    /// The value is neither one of these models nor an address.
    NotFolder(Vec<&'static str>),
    /// The value is not a list of whole numbers from 0.
    NotPlaces,
    /// The value is not a layer and a head, with a point between them.
    NotHead,
    /// This matrix is not an array of equally long arrays of numbers.
    NotMatrix,
    /// The value is not an array of texts, or they are too long together.
    NotDocuments,
    /// The value is not text, or not UTF-8.
    NotText,
    /// This character of the text, from 1, is half of one, as JavaScript can hold it and UTF-8 cannot.
    HalfCharacter(usize),
    /// The text has more than [`MAX_TEXT`](super::MAX_TEXT) characters.
    TooLong,
}
