//! A training seen in the middle: how the text stands after some of its merges.

use super::{Bpe, Id, Learned, Pair, Training};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The text after some merges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The tokens of each word, in the order of [`Training::words`].
    pub words: Vec<Vec<Id>>,
    /// The pairs that stand in the text now, the next one to be joined first.
    pub pairs: Vec<(Pair, usize)>,
}

impl Training {
    /// The tokenizer after the first `n_merges` merges.
    #[must_use]
    pub fn model(&self, n_merges: usize) -> Bpe {
        let (tokens, merges) = self.first(n_merges);
        let merges: Vec<(Pair, Id)> = merges.iter().map(|merge| (merge.pair, merge.id)).collect();
        Bpe::new(self.unit, tokens, &merges)
    }

    /// The first `n_merges` merges, and the tokens that there are after them.
    #[must_use]
    pub fn first(&self, n_merges: usize) -> (&[Vec<u8>], &[Learned]) {
        let merges = self.merges.get(..n_merges).unwrap_or(&self.merges);
        let n_tokens = merges.iter().map(|merge| merge.id as usize + 1).max().unwrap_or(0).max(self.n_alphabet);
        (&self.tokens[..n_tokens], merges)
    }

    /// How the text stands after the first `n_merges` merges, counted anew.
    #[must_use]
    pub fn at(&self, n_merges: usize) -> Stage {
        let bpe = self.model(n_merges);
        let split =
            |(word, _): &(String, usize)| bpe.encode_word(word, |_| {}).into_iter().map(|token| token.id).collect();
        let words: Vec<Vec<Id>> = self.words.iter().map(split).collect();
        let mut counts: HashMap<Pair, usize> = HashMap::new();
        for (word, (_, times)) in words.iter().zip(&self.words) {
            word.windows(2).for_each(|pair| *counts.entry((pair[0], pair[1])).or_default() += times);
        }
        let mut pairs: Vec<(Pair, usize)> = counts.into_iter().collect();
        pairs.sort_unstable_by_key(|&(pair, count)| (Reverse(count), pair));
        Stage { words, pairs }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Unit, train};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_merge_is_the_most_frequent_pair_counted_anew(text in "[ab ]{0,40}|[它太累 ,]{0,30}") {
            for &unit in Unit::ALL {
                let training = train(&text, unit, 290, 0, |_| {});
                for (n, merge) in training.merges.iter().enumerate() {
                    let (before, after) = (training.at(n), training.at(n + 1));
                    prop_assert_eq!(before.pairs.first(), Some(&(merge.pair, merge.count)));
                    let n_tokens = |words: &[Vec<u32>]| -> usize {
                        words.iter().zip(&training.words).map(|(word, (_, times))| word.len() * times).sum()
                    };
                    prop_assert_eq!(n_tokens(&before.words) - n_tokens(&after.words), merge.n_joined);
                }
            }
        }
    }
}
