//! Which pair is next: the one with the highest score, as WordPiece has it.
//!
//! A merge changes the scores of all pairs that share a token with it, some up and some down. A line that is always in
//! order would be longer than a look at every pair, so this looks at every pair.

use super::{Candidates, Next, Pair, Standing, Unit};
use std::collections::{HashMap, HashSet};

/// The pairs, with how often they stand in the text and the words in which they have stood.
#[derive(Default)]
pub(super) struct Scores(HashMap<Pair, (i64, HashSet<usize>)>);

impl Candidates for Scores {
    fn count(&mut self, pair: Pair, by: i64, word: usize) {
        let (count, words) = self.0.entry(pair).or_default();
        *count += by;
        words.insert(word);
    }

    fn settle(&mut self) {
        self.0.retain(|_, (count, _)| *count > 0);
    }

    fn pop(&mut self, alone: &[usize]) -> Option<Next> {
        let standing = |(&pair, &(count, _)): (&Pair, &(i64, _))| Standing {
            pair,
            count: count as usize,
            alone: [alone[pair.0 as usize], alone[pair.1 as usize]],
        };
        let best = self.0.iter().map(standing).max_by(|a, b| a.compare(b, Unit::Pieces))?;
        let (_, words) = self.0.remove(&best.pair)?;
        Some(Next { pair: best.pair, count: best.count, words })
    }
}
