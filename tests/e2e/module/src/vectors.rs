//! Word2vec's training and the search among documents, by the code that the site's worker calls.

use heedmap::repr::vsm::{Counts, Index, Preset, Weighted, Weighting, bag};
use heedmap::repr::word2vec::corpus::Corpus;
use heedmap::repr::word2vec::train::Trainer;
use heedmap::repr::word2vec::{Architecture, Objective, Settings};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// How often a word must be there; `words.py` has the same settings.
const MIN_COUNT: u64 = 5;
/// How many documents are told of, as on the page.
const HITS: usize = 20;

/// A training that has not begun.
#[wasm_bindgen]
pub struct Learning(Trainer);

#[wasm_bindgen]
impl Learning {
    /// Counts the words of a text, a sentence a line, parted by spaces.
    ///
    /// # Errors
    /// If there is no such architecture.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, architecture: &str) -> Result<Self, String> {
        let architecture: Architecture = architecture.parse().map_err(|_| format!("no {architecture}"))?;
        let objective = Objective::NegativeSampling;
        let settings = Settings {
            objective,
            window: 5,
            dimension: 100,
            negatives: 5,
            epochs: 1,
            rate: 0.025,
            subsample: 0.0,
            seed: 1,
        };
        let corpus = Corpus::new(text.lines().map(str::split_whitespace), MIN_COUNT, settings.max_words());
        Ok(Self(Trainer::new(&Rc::new(corpus), architecture, settings)))
    }

    /// How many words are read.
    #[must_use]
    pub fn n_read(&self) -> f64 {
        self.0.n_places() as f64
    }

    /// How many different ones have a vector.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.0.corpus().words.len()
    }

    /// Reads the whole text.
    pub fn run(&mut self) {
        self.0.advance(self.0.n_places());
    }
}

/// Documents that can be searched.
#[wasm_bindgen]
pub struct Search {
    counts: Counts,
    weighting: Weighting,
    weighted: Weighted,
    index: Index,
}

#[wasm_bindgen]
impl Search {
    /// A document a line, its words parted by spaces, weighed as on the page.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(documents: &str) -> Self {
        let counts = Counts::new(documents.lines().map(str::split_whitespace));
        let weighting = Preset::TfIdf.weighting();
        let weighted = weighting.apply(&counts);
        Self { index: Index::new(&weighted), counts, weighting, weighted }
    }

    /// How many documents share a term with a query.
    #[must_use]
    pub fn find(&self, query: &str) -> usize {
        let places: Vec<u32> = query.split_whitespace().filter_map(|term| self.counts.place(term)).collect();
        let (vector, _) = self.weighting.vector(bag(&places).into_iter(), places.len(), &self.weighted.idf);
        self.index.search(&vector, HITS).1
    }
}
