//! The vector space model (Salton, Wong, Yang: *A vector space model for automatic indexing*, 1975): a text is a vector
//! with a dimension for each term, and the order of its words is lost.
//!
//! [`Counts`] are how often each term stands in each document; a [`Weighting`] makes [`Weighted`] vectors of them; an
//! [`Index`] finds the documents that are nearest to a query.

mod search;
mod weighting;

pub use search::{Hit, Index, cosine};
pub use weighting::{Idf, Norm, Preset, Tf, Weighted, Weighting};

use super::sparse::Sparse;
use crate::num::random;
use std::collections::HashMap;

/// How often each term stands in each document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// The terms, in the order of their code points.
    pub terms: Vec<String>,
    /// `[n_documents, n_terms]`.
    pub counts: Sparse,
    /// How many tokens each document has.
    pub lengths: Vec<usize>,
    /// The terms of each document one after the other, as places in `terms`.
    pub sequences: Vec<Vec<u32>>,
    /// In how many documents each term stands.
    pub document_frequencies: Vec<usize>,
    /// How often each term stands in all of them together.
    pub totals: Vec<usize>,
}

impl Counts {
    /// Counts the tokens of documents; what they have in common is a term.
    #[must_use]
    pub fn new<T: AsRef<str>>(documents: impl IntoIterator<Item = impl IntoIterator<Item = T>>) -> Self {
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut sequences: Vec<Vec<u32>> = vec![];
        for document in documents {
            let mut sequence = vec![];
            for token in document {
                let (token, next) = (token.as_ref(), ids.len() as u32);
                // Most tokens have been met before, and then no text need be kept.
                let id = ids.get(token).copied().unwrap_or_else(|| *ids.entry(token.to_owned()).or_insert(next));
                sequence.push(id);
            }
            sequences.push(sequence);
        }
        let mut order: Vec<(String, u32)> = ids.into_iter().collect();
        // Bytes of UTF-8 are in the order of code points, which is Python's.
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, (_, id))| places[*id as usize] = place as u32);
        sequences.iter_mut().flatten().for_each(|id| *id = places[*id as usize]);
        Self::of(order.into_iter().map(|(term, _)| term).collect(), sequences)
    }

    fn of(terms: Vec<String>, sequences: Vec<Vec<u32>>) -> Self {
        let counts = Sparse::new(terms.len(), sequences.iter().map(|sequence| bag(sequence)));
        let (mut document_frequencies, mut totals) = (vec![0; terms.len()], vec![0; terms.len()]);
        for (term, count) in counts.rows().flatten() {
            document_frequencies[term as usize] += 1;
            totals[term as usize] += count as usize;
        }
        let lengths = sequences.iter().map(Vec::len).collect();
        Self { terms, counts, lengths, sequences, document_frequencies, totals }
    }

    /// How many documents there are.
    #[must_use]
    pub fn n_documents(&self) -> usize {
        self.lengths.len()
    }

    /// The place of a term, if a document has it.
    #[must_use]
    pub fn place(&self, term: &str) -> Option<u32> {
        self.terms.binary_search_by(|other| other.as_str().cmp(term)).ok().map(|place| place as u32)
    }

    /// The part of a matrix of documents by so many dimensions that is 0, from 0 to 1; of no documents there is none.
    /// Dimensions that are no term of any document are 0 in each.
    #[must_use]
    pub fn sparsity(&self, n_dimensions: usize) -> f64 {
        let n_cells = self.n_documents() as f64 * n_dimensions.max(self.terms.len()) as f64;
        if n_cells == 0.0 { 0.0 } else { 1.0 - self.counts.n_kept() as f64 / n_cells }
    }
}

/// How often each term stands in a sequence, the terms in order: what is left of a text when the order is lost.
#[must_use]
pub fn bag(sequence: &[u32]) -> Vec<(u32, f64)> {
    let mut sorted = sequence.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len() as f64)).collect()
}

/// A text's words in another order, by a seed: Fisher and Yates's shuffle, over the numbers of stream 0x700.
#[must_use]
pub fn shuffled(sequence: &[u32], seed: u32) -> Vec<u32> {
    let mut out = sequence.to_vec();
    let draws = random::uniform(random::key(seed.into(), 0x700), out.len(), 0.5);
    for last in (1..out.len()).rev() {
        // From −½ to ½, hence from 0 to 1, hence a place up to the last.
        let place = ((f64::from(draws[last]) + 0.5) * (last + 1) as f64) as usize;
        out.swap(last, place.min(last));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(documents: &[&str]) -> Counts {
        Counts::new(documents.iter().map(|document| document.split_whitespace()))
    }

    #[test]
    fn the_notes_sentence_has_five_ones() {
        let counts = counts(&["雍和宫 的 荷花 很 美"]);
        assert_eq!(counts.terms, ["很", "的", "美", "荷花", "雍和宫"]);
        assert!(counts.counts.row(0).map(|(_, count)| count).eq([1.0; 5]));
        assert_eq!(counts.sparsity(16_384), 16_379.0 / 16_384.0);
        assert_eq!((counts.sparsity(0), counts.place("荷花"), counts.place("莲花")), (0.0, Some(3), None));
    }

    #[test]
    fn nothing_one_document_and_one_word_again_and_again_are_counted() {
        for (documents, n_terms, n_kept) in
            [(&[][..], 0, 0), (&[""], 0, 0), (&["", ""], 0, 0), (&["a"], 1, 1), (&["a a a", "", "a"], 1, 2)]
        {
            let counts = counts(documents);
            assert_eq!((counts.terms.len(), counts.counts.n_kept()), (n_terms, n_kept), "{documents:?}");
            assert!((0.0..=1.0).contains(&counts.sparsity(0)) && counts.n_documents() == documents.len());
        }
        assert_eq!(counts(&["a a a", "", "a"]).totals, [4]);
    }

    proptest! {
        #[test]
        fn a_shuffled_text_is_the_same_bag(sequence in prop::collection::vec(0u32..9, 0..40), seed: u32) {
            let other = shuffled(&sequence, seed);
            prop_assert_eq!(bag(&other), bag(&sequence));
            prop_assert_eq!(bag(&sequence).iter().map(|(_, count)| *count as usize).sum::<usize>(), sequence.len());
        }

        #[test]
        fn counts_add_up(documents in prop::collection::vec("[a-e吃了 ]{0,30}", 0..9)) {
            let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
            let counts = counts(&documents);
            prop_assert!(counts.terms.is_sorted() && counts.terms.iter().all(|term| counts.place(term).is_some()));
            for (row, &length) in counts.counts.rows().zip(&counts.lengths) {
                prop_assert_eq!(row.map(|(_, count)| count as usize).sum::<usize>(), length);
            }
            prop_assert_eq!(counts.totals.iter().sum::<usize>(), counts.lengths.iter().sum::<usize>());
        }
    }
}
