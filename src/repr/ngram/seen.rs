//! How many N-grams are ever seen: the longer they are, the fewer of those that could be, and the more of them once only. The
//! notes call it sparsity.

use super::MAX_ORDER;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// N-grams of one length in a corpus, without marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// N.
    pub order: usize,
    /// Places where one stands.
    pub n: usize,
    /// Different ones.
    pub n_distinct: usize,
    /// Those that stand in one place only.
    pub n_once: usize,
    /// Of another text, the places where one stands…
    pub n_asked: usize,
    /// … that the corpus has.
    pub n_known: usize,
}

/// Counts N-grams of every length up to [`MAX_ORDER`] in a corpus, and those of a text that it has.
#[must_use]
pub fn seen(corpus: &[Vec<&str>], text: &[Vec<&str>]) -> Vec<Seen> {
    let of = |order: usize| {
        let mut counts: HashMap<&[&str], usize> = HashMap::new();
        corpus
            .iter()
            .flat_map(|sentence| sentence.windows(order))
            .for_each(|gram| *counts.entry(gram).or_default() += 1);
        let asked = || text.iter().flat_map(|sentence| sentence.windows(order));
        Seen {
            order,
            n: counts.values().sum(),
            n_distinct: counts.len(),
            n_once: counts.values().filter(|&&n| n == 1).count(),
            n_asked: asked().count(),
            n_known: asked().filter(|gram| counts.contains_key(gram)).count(),
        }
    };
    (1..=MAX_ORDER).map(of).collect()
}

/// How many different tokens a corpus has.
#[must_use]
pub fn n_distinct(corpus: &[Vec<&str>]) -> usize {
    corpus.iter().flatten().collect::<HashSet<_>>().len()
}
