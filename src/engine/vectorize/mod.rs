//! Documents as vectors: what the page is shown of them, and what a program gets of all of them.

mod all;

use super::{Answer, Ask, Stop};
use crate::repr::vsm::{Counts, Hit, Index, Weighted, Weighting};
use crate::text::{Tokenizer, Tokens, lines};
use all::All;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;

/// What to make of the documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Vectorizing {
    /// How much a term counts in a document.
    pub weighting: Weighting,
    /// Whether a term is the same in upper and lower case.
    pub lower: bool,
    /// Whether tokens without a letter or digit are terms too.
    pub marks: bool,
    /// What is searched for.
    pub query: String,
    /// The document whose words are shuffled, from 0; the last one if there are fewer.
    pub document: usize,
    /// The seed of their order.
    pub seed: u32,
    /// Whether each line that is not blank is a document, not each text: one text is sent faster than thousands.
    pub by_line: bool,
    /// Whether all of it is handed out, and not only what can be shown.
    pub whole: bool,
}

/// Documents as vectors; sizes are those of all of them, lists have what is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Vectors {
    /// How many documents there are.
    pub n_documents: usize,
    /// How many different terms they have.
    pub n_terms: usize,
    /// How many tokens they have.
    pub n_tokens: usize,
    /// How many counts are not 0.
    pub n_kept: usize,
    /// The terms, in the order of their code points; if there are too many, the most frequent ones.
    pub terms: Vec<TermFound>,
    /// The documents, the first ones if there are too many.
    pub rows: Vec<Row>,
    /// The cosine of the angle between every two of `rows`; nothing if a program has too many documents.
    pub similarity: Vec<Vec<f64>>,
    /// What the query found, if there is one.
    pub search: Option<Search>,
    /// A document in another order.
    pub order: Option<Order>,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TermFound {
    /// Its text.
    pub text: String,
    /// In how many documents it stands.
    pub df: usize,
    /// How often it stands in all of them.
    pub total: usize,
    /// Its idf; 1 where that does not count.
    pub idf: f64,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its text, or the beginning of it; nothing for a program, which has it.
    pub text: String,
    /// How many tokens it has.
    pub n_tokens: usize,
    /// How many different terms, shown or not.
    pub n_terms: usize,
    /// What its weights were divided by.
    pub norm: f64,
    /// The length of its vector, √Σw².
    pub length: f64,
    /// Of the terms that are shown, those that it has.
    pub entries: Vec<Entry>,
    /// Its heaviest terms, whether they are shown or not; none for a program.
    pub top: Vec<(String, f64)>,
}

/// A term in a document.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in [`Vectors::terms`].
    pub term: usize,
    /// How often it stands there.
    pub count: usize,
    /// tf.
    pub tf: f64,
    /// tf · idf / norm.
    pub weight: f64,
}

/// What a query found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Search {
    /// Its terms that documents have, with their weights.
    pub terms: Vec<(String, f64)>,
    /// Its terms that none has.
    pub unknown: Vec<String>,
    /// The nearest documents, each with its text and the terms that it shares.
    pub hits: Vec<(Hit, String, Vec<String>)>,
    /// How many documents share a term that counts.
    pub n_found: usize,
}

/// A document, and the same words in another order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Which document, from 0.
    pub document: usize,
    /// Its words, or the first of them.
    pub words: Vec<String>,
    /// Shuffled.
    pub shuffled: Vec<String>,
    /// The weight of each of its terms as written and shuffled.
    pub weights: Vec<(String, f64, f64)>,
    /// How many of the weights differ.
    pub n_differing: usize,
    /// The cosine of the angle between both vectors.
    pub cosine: f64,
}

/// The last documents: whoever searches or weighs them anew need not cut them again.
#[derive(Default)]
pub(super) struct Vectorized(RefCell<Option<Known>>);

#[derive(Clone)]
struct Known {
    key: Rc<Key>,
    documents: Rc<[String]>,
    counts: Rc<Counts>,
    weighting: Weighting,
    indexed: Rc<Indexed>,
}

/// What counts depend on.
struct Key {
    texts: Vec<String>,
    tokenizer: Tokenizer,
    loaded: Vec<String>,
    lower: bool,
    marks: bool,
    by_line: bool,
}

impl Key {
    fn of(ask: &Ask, &Vectorizing { lower, marks, by_line, .. }: &Vectorizing) -> Self {
        let (texts, loaded) = (ask.texts.clone(), ask.loaded.clone());
        Self { texts, tokenizer: ask.tokenizer, loaded, lower, marks, by_line }
    }

    fn is_of(&self, ask: &Ask, wanted: &Vectorizing) -> bool {
        (self.tokenizer, self.lower, self.marks) == (ask.tokenizer, wanted.lower, wanted.marks)
            && (self.by_line, &self.texts, &self.loaded) == (wanted.by_line, &ask.texts, &ask.loaded)
    }
}

struct Indexed {
    weighted: Weighted,
    index: Index,
}

impl Vectorized {
    /// Makes vectors of the texts, or remembers them.
    ///
    /// # Errors
    /// What `cut`, which tokenizes, stops for.
    #[inline(never)]
    pub(super) fn vectorize(
        &self,
        ask: &Ask,
        wanted: &Vectorizing,
        cut: impl Fn(&str) -> Result<Tokens, Stop>,
    ) -> Result<Answer, Stop> {
        let terms = |text: &str| cut(text).map(|tokens| terms(&tokens, wanted));
        let Known { documents, counts, indexed, .. } = self.known(ask, wanted, terms)?;
        let query = terms(&wanted.query)?;
        let all = All { documents: &documents, wanted, counts: &counts, weighted: &indexed.weighted };
        let search = (!query.is_empty()).then(|| all.search(&indexed.index, &query));
        Ok(Answer { vectors: Some(Vectors { search, ..all.shown() }), ..Answer::default() })
    }

    fn known(
        &self,
        ask: &Ask,
        wanted: &Vectorizing,
        terms: impl Fn(&str) -> Result<Vec<String>, Stop>,
    ) -> Result<Known, Stop> {
        let weighting = wanted.weighting;
        let known = match self.0.take().filter(|known| known.key.is_of(ask, wanted)) {
            Some(known) if known.weighting == weighting => known,
            Some(known) => Known { indexed: index(&known.counts, weighting), weighting, ..known },
            None => {
                let documents = documents(ask, wanted);
                let tokens = documents.iter().map(|text| terms(text)).collect::<Result<Vec<_>, _>>()?;
                let counts = Rc::new(Counts::new(tokens));
                Known {
                    key: Rc::new(Key::of(ask, wanted)),
                    documents,
                    indexed: index(&counts, weighting),
                    counts,
                    weighting,
                }
            }
        };
        *self.0.borrow_mut() = Some(known.clone());
        Ok(known)
    }
}

fn documents(ask: &Ask, wanted: &Vectorizing) -> Rc<[String]> {
    let documents = ask.texts.iter().flat_map(|text| lines(text));
    if wanted.by_line { documents.map(str::to_owned).collect() } else { ask.texts.clone().into() }
}

fn index(counts: &Counts, weighting: Weighting) -> Rc<Indexed> {
    let weighted = weighting.apply(counts);
    Rc::new(Indexed { index: Index::new(&weighted), weighted })
}

/// The terms that tokens stand for.
fn terms(tokens: &Tokens, Vectorizing { lower, marks, .. }: &Vectorizing) -> Vec<String> {
    let is_term = |text: &&str| !text.is_empty() && (*marks || text.contains(char::is_alphanumeric));
    let fold = |text: &str| if *lower { text.to_lowercase() } else { text.to_owned() };
    tokens.texts().filter(is_term).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Run;
    use crate::repr::vsm::Preset;
    use crate::text::{Shelf, tokenize};
    use std::cell::Cell;

    #[test]
    fn who_searches_or_weighs_anew_cuts_no_document_again() {
        let (vectorized, n_cut) = (Vectorized::default(), Cell::new(0));
        let make = |texts: &[&str], query: &str, preset: Preset| {
            let weighting = preset.weighting();
            let wanted = Vectorizing { weighting, query: query.into(), lower: true, ..Vectorizing::default() };
            let texts = texts.iter().map(ToString::to_string).collect();
            let ask = Ask { texts, ..Ask::new(Run::Vectorize(wanted.clone())) };
            let cut = |text: &str| {
                n_cut.set(n_cut.get() + 1);
                tokenize(text, Tokenizer::Words, &Shelf::default(), 99).map_err(Stop::from)
            };
            let before = n_cut.get();
            let vectors = vectorized.vectorize(&ask, &wanted, cut).unwrap().vectors.unwrap();
            (vectors.search.map_or(0, |search| search.n_found), n_cut.get() - before)
        };
        assert_eq!(make(&["a b", "B c"], "b", Preset::Counts), (2, 3), "two documents and the query");
        assert_eq!(make(&["a b", "B c"], "a", Preset::Counts), (1, 1));
        assert_eq!(make(&["a b", "B c"], "b", Preset::TfIdf), (0, 1), "every document has it");
        assert_eq!(make(&["a b"], "a", Preset::Counts), (1, 2));
        assert_eq!(make(&[], "a", Preset::Counts), (0, 1));
    }
}
