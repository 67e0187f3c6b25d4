//! What is shown of all documents, or handed out: the first of them, their most frequent terms, and what a query finds.

use super::{Entry, Order, Row, Search, TermFound, Vectorizing, Vectors};
use crate::repr::sparse::Sparse;
use crate::repr::vsm::{Counts, Hit, Index, Weighted, bag, cosine, shuffled};
use std::collections::HashMap;

/// Documents and terms that are shown.
const SHOWN_DOCUMENTS: usize = 64;
const SHOWN_TERMS: usize = 128;
/// Cosines between so many documents are handed to a program.
const MAX_SIMILAR: usize = 1_000;
/// Documents that a search hands out, heaviest terms of a document, words of a shuffled one, characters of a text.
const HITS: usize = 20;
const TOP: usize = 5;
const WORDS: usize = 200;
const CHARACTERS: usize = 160;

/// All documents.
pub(super) struct All<'a> {
    pub(super) documents: &'a [String],
    pub(super) wanted: &'a Vectorizing,
    pub(super) counts: &'a Counts,
    pub(super) weighted: &'a Weighted,
}

impl All<'_> {
    /// What is shown of them, or handed out.
    pub(super) fn shown(&self) -> Vectors {
        let (counts, n) = (self.counts, self.counts.n_documents());
        let places = self.places();
        let term = |&place: &u32| TermFound {
            text: self.term(place),
            df: counts.document_frequencies[place as usize],
            total: counts.totals[place as usize],
            idf: self.weighted.idf[place as usize],
        };
        let of: HashMap<u32, usize> = places.iter().enumerate().map(|(at, &place)| (place, at)).collect();
        let n_rows = if self.wanted.whole { n } else { n.min(SHOWN_DOCUMENTS) };
        let n_similar = if n_rows > MAX_SIMILAR { 0 } else { n_rows };
        let cosines = |row| (0..n_similar).map(|other| cosine(self.vector(row), self.vector(other))).collect();
        Vectors {
            n_documents: n,
            n_terms: counts.terms.len(),
            n_tokens: counts.lengths.iter().sum(),
            n_kept: counts.counts.n_kept(),
            terms: places.iter().map(term).collect(),
            rows: (0..n_rows).map(|row| self.row(row, &of)).collect(),
            similarity: (0..n_similar).map(cosines).collect(),
            search: None,
            order: self.order(),
        }
    }

    /// The terms that are shown, the most frequent ones if there are too many.
    fn places(&self) -> Vec<u32> {
        let mut places: Vec<u32> = (0..self.counts.terms.len() as u32).collect();
        if !self.wanted.whole && places.len() > SHOWN_TERMS {
            places.sort_by_key(|&place| std::cmp::Reverse(self.counts.totals[place as usize]));
            places.truncate(SHOWN_TERMS);
            places.sort_unstable();
        }
        places
    }

    fn term(&self, place: u32) -> String {
        self.counts.terms[place as usize].clone()
    }

    fn vector(&self, document: usize) -> impl Iterator<Item = (u32, f64)> + Clone + '_ {
        let weights: &Sparse = &self.weighted.weights;
        weights.row(document)
    }

    fn text(&self, document: usize) -> String {
        let text = self.documents.get(document).map_or("", String::as_str).trim();
        let start: String = text.chars().take(CHARACTERS).collect();
        if start.len() < text.len() { start + "…" } else { start }
    }

    fn row(&self, document: usize, of: &HashMap<u32, usize>) -> Row {
        let n_tokens = self.counts.lengths[document];
        let counted = self.counts.counts.row(document);
        let entry = |((place, count), (_, weight)): ((u32, f64), (u32, f64))| {
            let tf = self.wanted.weighting.tf.of(count, n_tokens);
            Some(Entry { term: *of.get(&place)?, count: count as usize, tf, weight })
        };
        let mut heaviest: Vec<(u32, f64)> = self.vector(document).filter(|&(_, weight)| weight > 0.0).collect();
        if self.wanted.whole {
            heaviest.clear(); // a program has them all, and the text
        }
        heaviest.sort_by(|a, b| b.1.total_cmp(&a.1));
        Row {
            text: if self.wanted.whole { String::new() } else { self.text(document) },
            n_tokens,
            n_terms: counted.clone().count(),
            norm: self.weighted.norms[document],
            length: self.vector(document).map(|(_, weight)| weight * weight).sum::<f64>().sqrt(),
            entries: counted.zip(self.vector(document)).filter_map(entry).collect(),
            top: heaviest.into_iter().take(TOP).map(|(place, weight)| (self.term(place), weight)).collect(),
        }
    }

    /// What a query of these terms finds.
    pub(super) fn search(&self, index: &Index, query: &[String]) -> Search {
        let places: Vec<u32> = query.iter().filter_map(|term| self.counts.place(term)).collect();
        let counted = bag(&places).into_iter();
        let (vector, _) = self.wanted.weighting.vector(counted, places.len(), &self.weighted.idf);
        let (hits, n_found) = index.search(&vector, HITS);
        let told = |hit: Hit| {
            let shared = self.vector(hit.document).filter(|&(_, weight)| weight > 0.0);
            let shared = shared.filter(|(place, _)| vector.iter().any(|(other, _)| other == place));
            (hit, self.text(hit.document), shared.map(|(place, _)| self.term(place)).collect())
        };
        let mut unknown: Vec<String> = query.iter().filter(|term| self.counts.place(term).is_none()).cloned().collect();
        unknown.sort_unstable();
        unknown.dedup();
        Search {
            terms: vector.iter().map(|&(place, weight)| (self.term(place), weight)).collect(),
            unknown,
            hits: hits.into_iter().map(told).collect(),
            n_found,
        }
    }

    fn order(&self) -> Option<Order> {
        let document = self.wanted.document.min(self.counts.n_documents().checked_sub(1)?);
        let sequence = &self.counts.sequences[document];
        let other = shuffled(sequence, self.wanted.seed);
        let counted = bag(&other).into_iter();
        let (after, _) = self.wanted.weighting.vector(counted, other.len(), &self.weighted.idf);
        let before: Vec<(u32, f64)> = self.vector(document).collect();
        let pairs = before.iter().zip(&after);
        let n_differing = pairs.clone().filter(|(a, b)| a != b).count() + before.len().abs_diff(after.len());
        let words = |list: &[u32]| list.iter().take(WORDS).map(|&place| self.term(place)).collect();
        Some(Order {
            document,
            words: words(sequence),
            shuffled: words(&other),
            weights: pairs.map(|(a, b)| (self.term(a.0), a.1, b.1)).collect(),
            n_differing,
            cosine: cosine(before.iter().copied(), after.iter().copied()),
        })
    }
}
