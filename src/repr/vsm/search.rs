//! Which documents a query is nearest to: the cosine of the angle between their vectors, by inverted lists, so that only
//! documents that share a term with the query are looked at.

use super::Weighted;
use crate::repr::sparse::{Sparse, dot};
use serde::{Deserialize, Serialize};

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Which one, from 0.
    pub document: usize,
    /// The cosine of the angle between it and the query.
    pub score: f64,
}

/// Documents by their terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// For each term the documents that have it, with their weights: `[n_terms, n_documents]`.
    postings: Sparse,
    /// The length of each document's vector.
    lengths: Vec<f64>,
}

impl Index {
    /// The index of some vectors.
    #[must_use]
    pub fn new(weighted: &Weighted) -> Self {
        let length = |row| length(row);
        Self { postings: weighted.weights.transposed(), lengths: weighted.weights.rows().map(length).collect() }
    }

    /// The `limit` documents nearest to a query, the nearest first and of equals the first; and how many documents
    /// have anything in common with it.
    #[must_use]
    pub fn search(&self, query: &[(u32, f64)], limit: usize) -> (Vec<Hit>, usize) {
        let mut dots = vec![0.0; self.lengths.len()];
        for &(term, weight) in query {
            self.postings.row(term as usize).for_each(|(document, other)| dots[document as usize] += weight * other);
        }
        let own = length(query.iter().copied());
        let found = dots.into_iter().zip(&self.lengths).enumerate().filter(|&(_, (dot, _))| dot > 0.0);
        let hit = |(document, (dot, other)): (usize, (f64, &f64))| Hit { document, score: dot / (own * other) };
        let mut hits: Vec<Hit> = found.map(hit).collect();
        let n = hits.len();
        let order = |a: &Hit, b: &Hit| b.score.total_cmp(&a.score).then(a.document.cmp(&b.document));
        if limit < n {
            // All need not be put in order to know the best.
            hits.select_nth_unstable_by(limit, order);
            hits.truncate(limit);
        }
        hits.sort_unstable_by(order);
        (hits, n)
    }
}

/// The cosine of the angle between two vectors; 0 if one of them is nothing, as scikit-learn has it.
pub fn cosine(a: impl Iterator<Item = (u32, f64)> + Clone, b: impl Iterator<Item = (u32, f64)> + Clone) -> f64 {
    let lengths = length(a.clone()) * length(b.clone());
    if lengths == 0.0 { 0.0 } else { dot(a, b) / lengths }
}

fn length(row: impl Iterator<Item = (u32, f64)>) -> f64 {
    row.map(|(_, value)| value * value).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::{Counts, Preset, Weighting};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_finds_nothing() {
        let index = Index::new(&Weighted::default());
        assert_eq!(index.search(&[], 5), (vec![], 0));
        assert_eq!(index.search(&[(7, 1.0)], 5), (vec![], 0));
    }

    proptest! {
        #[test]
        fn the_inverted_lists_find_what_looking_at_all_finds(
            documents in prop::collection::vec("[a-f ]{0,16}", 0..12), query in "[a-f ]{0,6}", preset in 0usize..7, limit in 0usize..14,
        ) {
            let counts = Counts::new(documents.iter().map(|document| document.split_whitespace()));
            let weighting: Weighting = Preset::ALL[preset].weighting();
            let weighted = weighting.apply(&counts);
            let mut terms: Vec<u32> = query.split_whitespace().filter_map(|term| counts.place(term)).collect();
            terms.sort_unstable();
            let length = terms.len();
            let (query, _) = weighting.vector(super::super::bag(&terms).into_iter(), length, &weighted.idf);
            let (hits, n) = Index::new(&weighted).search(&query, limit);
            let cosines: Vec<f64> = weighted.weights.rows().map(|row| cosine(row, query.iter().copied())).collect();
            prop_assert_eq!(n, cosines.iter().filter(|&&score| score > 0.0).count());
            prop_assert_eq!(hits.len(), n.min(limit));
            let mut best = cosines.clone();
            best.sort_by(|a, b| b.total_cmp(a));
            for (hit, best) in hits.iter().zip(best) {
                prop_assert!((hit.score - cosines[hit.document]).abs() < 1e-12 && (hit.score - best).abs() < 1e-12);
                prop_assert!(hit.score <= 1.0 + 1e-12);
            }
        }
    }
}
