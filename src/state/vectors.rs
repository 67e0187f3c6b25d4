//! What a reader sets about the vector space model. Its documents are the lines of the text.

use super::field::Field;
use super::reduce::cut;
use super::values::{flag, one_of, within};
use super::{MAX_TEXT, Notice, Problem, State};
use crate::repr::vsm::Weighting;
use serde_json::Value;

/// The most dimensions that a vocabulary may be said to have.
pub const MAX_DIMENSIONS: usize = 1_000_000;
/// The longest query, in characters.
pub const MAX_QUERY: usize = 1_000;

/// The settings of the page of vectors.
#[derive(Clone, Debug, PartialEq)]
pub struct Vectors {
    /// How much a term counts in a document.
    pub weighting: Weighting,
    /// Whether a term is the same in upper and lower case.
    pub lower: bool,
    /// Whether tokens without a letter or digit are terms too.
    pub marks: bool,
    /// How many dimensions the vocabulary has, if they are more than the documents' terms.
    pub dimensions: Option<usize>,
    /// What is searched for; `None` is the example's own.
    pub query: Option<String>,
    /// The document whose words are shuffled, from 0.
    pub document: usize,
}

impl Default for Vectors {
    fn default() -> Self {
        let weighting = Weighting::default();
        Self { weighting, lower: true, marks: false, dimensions: None, query: None, document: 0 }
    }
}

/// A change of these settings, or of the documents.
#[derive(Clone, Debug, PartialEq)]
pub enum VectorsAction {
    /// Choose how much a term counts.
    Weigh(Weighting),
    /// Take upper and lower case for the same, or no longer.
    SetLower(bool),
    /// Take punctuation for terms, or no longer.
    SetMarks(bool),
    /// Say how many dimensions the vocabulary has; `None` is as many as there are terms.
    SetDimensions(Option<usize>),
    /// Search.
    Search(String),
    /// Shuffle the words of this document.
    Show(usize),
    /// Add documents to the text, each of which becomes a line. The example makes room for them.
    Add(Vec<String>),
}

impl State {
    /// The settings after a change, and what the reader should know of it.
    pub(super) fn vectorize(&mut self, action: VectorsAction) -> Option<Notice> {
        match action {
            VectorsAction::Weigh(weighting) => self.vectors.weighting = weighting,
            VectorsAction::SetLower(on) => self.vectors.lower = on,
            VectorsAction::SetMarks(on) => self.vectors.marks = on,
            VectorsAction::SetDimensions(n) => self.vectors.dimensions = n.map(|n| n.clamp(1, MAX_DIMENSIONS)),
            VectorsAction::Search(query) => self.vectors.query = Some(query.chars().take(MAX_QUERY).collect()),
            VectorsAction::Show(document) => self.vectors.document = document,
            VectorsAction::Add(documents) => {
                let lines = documents.iter().map(|document| document.split_whitespace().collect::<Vec<_>>().join(" "));
                let before = self.text.take().filter(|text| !text.trim().is_empty());
                let all: Vec<String> = before.into_iter().chain(lines).collect();
                let (text, notice) = cut(Some(all.join("\n")));
                self.text = text;
                return notice;
            }
        }
        None
    }
}

impl Vectors {
    /// One of its fields, as a program sees it.
    pub(super) fn get(&self, field: Field) -> Value {
        match field {
            Field::Tf => Into::<&str>::into(self.weighting.tf).into(),
            Field::Idf => Into::<&str>::into(self.weighting.idf).into(),
            Field::Norm => Into::<&str>::into(self.weighting.norm).into(),
            Field::Lower => self.lower.into(),
            Field::Marks => self.marks.into(),
            Field::Dimensions => self.dimensions.into(),
            Field::Query => self.query.clone().into(),
            _ => self.document.into(),
        }
    }

    /// Reads one of its fields.
    pub(super) fn read(&mut self, field: Field, value: &str) -> Result<(), Problem> {
        match field {
            Field::Tf => self.weighting.tf = one_of(value)?,
            Field::Idf => self.weighting.idf = one_of(value)?,
            Field::Norm => self.weighting.norm = one_of(value)?,
            Field::Lower => self.lower = flag(value)?,
            Field::Marks => self.marks = flag(value)?,
            Field::Dimensions => self.dimensions = Some(within(value, 1, MAX_DIMENSIONS as u32)? as usize),
            Field::Query => self.query = Some(value.chars().take(MAX_QUERY).collect()),
            _ => self.document = within(value, 0, MAX_TEXT as u32 - 1)? as usize,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repr::vsm::Preset;
    use crate::state::{Action, ExhibitId, from_link, reduce, to_link};

    #[test]
    fn what_is_set_survives_its_link() {
        for &preset in Preset::ALL {
            let vectors = Vectors {
                weighting: preset.weighting(),
                lower: false,
                marks: true,
                dimensions: Some(16_384),
                query: Some(String::new()),
                document: 3,
            };
            let state = State { exhibit: ExhibitId::Vectors, vectors, ..State::default() };
            assert_eq!(from_link(&State::default(), &to_link(&state).unwrap()), (state, vec![]));
        }
    }

    #[test]
    fn files_are_documents_a_line_each() {
        let add = |state: &State, texts: &[&str]| {
            let texts = texts.iter().map(ToString::to_string).collect();
            reduce(state, Action::Vectorize(VectorsAction::Add(texts)))
        };
        let (state, notice) = add(&State::default(), &["a b\r\nc\n", "d"]);
        assert_eq!((state.text.as_deref(), notice), (Some("a b c\nd"), None));
        let (state, _) = add(&state, &["e"]);
        assert_eq!(state.text.as_deref(), Some("a b c\nd\ne"));
        let (state, notice) = add(&state, &[&"長".repeat(MAX_TEXT)]);
        assert_eq!((state.text.unwrap().chars().count(), notice), (MAX_TEXT, Some(Notice::TextCut)));
    }
}
