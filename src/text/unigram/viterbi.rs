//! The most probable way to cut a text into pieces.
//!
//! best(j) = max over pieces i..j of best(i) + ln p(piece), with best(0) = 0: whatever stands behind j, only the best way
//! to j can belong to the best whole. A character that no piece is alone gets the unknown one, [`super::UNKNOWN_PENALTY`]
//! below the least probable.

use super::trie::Trie;
use super::{Id, UNKNOWN_PENALTY};
use serde::{Deserialize, Serialize};

/// A place where a piece could stand. Places count bytes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Its first byte.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// The piece.
    pub id: Id,
    /// The natural logarithm of its probability.
    pub log_prob: f64,
    /// Of the best way up to here and this piece.
    pub path_log_prob: f64,
}

/// The last piece of the best way to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// Where it begins.
    pub start: usize,
    /// The piece.
    pub id: Id,
}

/// The best way to each place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Best {
    /// Its log probability, `[n + 1]` by bytes. Inside a character it is −∞.
    pub log_prob: Vec<f64>,
    /// Its last piece, `[n + 1]`. The first has none.
    pub back: Vec<Back>,
}

/// In which numbers sums are made. Where two ways are equally good but for rounding, this decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// 64 bits, as Hugging Face's tokenizers does it.
    Double,
    /// 32 bits, as SentencePiece does it.
    Single,
}

/// Sums that are further from 0 than this begin at 0 again in 32 bits, as they would lose too much.
const MAX_SINGLE: f64 = 100_000.0;

/// Pieces, ready to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    trie: Trie,
    log_probs: Vec<f64>,
    unknown: Id,
    unknown_log_prob: f64,
    precision: Precision,
}

impl Lexicon {
    /// Of the pieces, by id, those that `is_text` says are looked for.
    pub(super) fn new<'a>(
        pieces: impl Iterator<Item = (&'a str, f64, bool)>,
        unknown: Id,
        precision: Precision,
    ) -> Self {
        let (mut trie, mut log_probs, mut least) = (Trie::default(), Vec::new(), f64::INFINITY);
        for (text, log_prob, is_text) in pieces {
            if is_text {
                trie.insert(text, log_probs.len() as Id);
                least = least.min(log_prob);
            }
            log_probs.push(log_prob);
        }
        let least = if least.is_finite() { least } else { 0.0 };
        Self { trie, log_probs, unknown, unknown_log_prob: least - UNKNOWN_PENALTY, precision }
    }

    pub(super) fn unknown(&self) -> Id {
        self.unknown
    }
}

impl Best {
    /// Finds the best ways, and hands out every edge that it looks at, by start and from short to long. Of equally good
    /// ways the one with the longer last piece is taken. A text of n bytes takes n times the longest piece.
    pub(super) fn find(&mut self, lexicon: &Lexicon, text: &str, mut edge: impl FnMut(Edge)) {
        self.log_prob.clear();
        self.log_prob.resize(text.len() + 1, f64::NEG_INFINITY);
        self.log_prob[0] = 0.0;
        self.back.clear();
        self.back.resize(text.len() + 1, Back::default());
        let mut furthest = 0;
        for (start, c) in text.char_indices() {
            if lexicon.precision == Precision::Single && self.log_prob[start].abs() > MAX_SINGLE {
                self.begin_again(start, furthest);
            }
            let so_far = self.log_prob[start];
            let mut look = |end: usize, id: Id, log_prob: f64| {
                let sum = so_far + log_prob;
                let path_log_prob = if lexicon.precision == Precision::Single { f64::from(sum as f32) } else { sum };
                edge(Edge { start, end, id, log_prob, path_log_prob });
                furthest = furthest.max(end);
                if path_log_prob > self.log_prob[end] {
                    self.log_prob[end] = path_log_prob;
                    self.back[end] = Back { start, id };
                }
            };
            let mut is_known = false;
            for (length, id) in lexicon.trie.prefixes(&text[start..]) {
                look(start + length, id, lexicon.log_probs[id as usize]);
                is_known |= length == c.len_utf8();
            }
            if !is_known {
                look(start + c.len_utf8(), lexicon.unknown, lexicon.unknown_log_prob);
            }
        }
    }

    /// Counts from 0 again at a place, and for all that was reached beyond it. Which way is best does not change.
    fn begin_again(&mut self, start: usize, furthest: usize) {
        let offset = self.log_prob[start];
        self.log_prob[start..=furthest].iter_mut().for_each(|sum| *sum = f64::from((*sum - offset) as f32));
    }

    /// The pieces of the best way: start, end and id.
    pub(super) fn path(&self) -> Vec<(usize, usize, Id)> {
        let mut path = Vec::new();
        let mut end = self.back.len().saturating_sub(1);
        while end > 0 {
            let Back { start, id } = self.back[end];
            path.push((start, end, id));
            end = start;
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The log probability of the best of all ways, tried one by one.
    fn best_of_all(pieces: &[(String, f64)], text: &str) -> f64 {
        let ways = pieces.iter().filter(|(piece, _)| !piece.is_empty() && text.starts_with(piece.as_str()));
        let rest = ways.map(|(piece, log_prob)| log_prob + best_of_all(pieces, &text[piece.len()..]));
        if text.is_empty() { 0.0 } else { rest.fold(f64::NEG_INFINITY, f64::max) }
    }

    proptest! {
        #[test]
        fn no_way_is_better(text in "[ab它]{0,9}", pieces in proptest::collection::btree_map("[ab它]{1,3}", -9.0..-0.1_f64, 0..9)) {
            let mut pieces: Vec<(String, f64)> = pieces.into_iter().collect();
            for c in ["a", "b", "它"].map(String::from) {
                pieces.retain(|(text, _)| *text != c);
                pieces.push((c, -9.5));
            }
            let looked_for = pieces.iter().map(|(text, log_prob)| (text.as_str(), *log_prob, true));
            let lexicon = Lexicon::new(looked_for, 0, Precision::Double);
            let mut best = Best::default();
            best.find(&lexicon, &text, |_| {});
            let path = best.path();
            let sum: f64 = path.iter().map(|&(_, _, id)| pieces[id as usize].1).sum();
            prop_assert!((sum - best_of_all(&pieces, &text)).abs() < 1e-9);
            prop_assert!((sum - best.log_prob[text.len()]).abs() < 1e-9);
            prop_assert!(path.iter().all(|&(start, end, id)| text[start..end] == pieces[id as usize].0));
        }
    }

    #[test]
    fn of_equal_ways_the_one_with_the_longer_last_piece_wins() {
        let pieces = [("a", -1.0, true), ("aa", -2.0, true)];
        for precision in [Precision::Double, Precision::Single] {
            let mut best = Best::default();
            best.find(&Lexicon::new(pieces.into_iter(), 0, precision), "aaa", |_| {});
            assert_eq!(best.path(), [(0, 1, 0), (1, 3, 1)]);
        }
    }
}
