//! A training seen in the middle: how the text stands after some of its merges.

use super::{Bpe, Id, Learned, Pair, Training, Unit};
use crate::text::Token;
use crate::text::unigram::{Method, Normalization, SentencePiece, bpe_pieces};
use crate::text::wordpiece::Wordpiece;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

/// The text after some merges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The tokens of each word, in the order of [`Training::words`].
    pub words: Vec<Vec<Id>>,
    /// The pairs that stand in the text now, the next one to be joined first.
    pub pairs: Vec<Standing>,
}

/// A pair as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// What stands side by side.
    pub pair: Pair,
    /// How often it does.
    pub count: usize,
    /// How often each of the two stands in the text, in this pair or another.
    pub alone: [usize; 2],
}

impl Standing {
    /// WordPiece's score: the count over the product of the counts of both tokens.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.count as f64 / self.alone.iter().map(|&n| n as f64).product::<f64>()
    }

    /// Which of two scores is higher. Whole numbers are compared, so that equal scores are equal.
    fn compare_scores(&self, other: &Self) -> Ordering {
        let times = |a: &Self, b: &Self| a.count as u128 * b.alone[0] as u128 * b.alone[1] as u128;
        times(self, other).cmp(&times(other, self))
    }

    /// Which of two is joined first: the greater one.
    pub(super) fn compare(&self, other: &Self, unit: Unit) -> Ordering {
        let by_rule = match unit {
            Unit::Pieces => self.compare_scores(other),
            Unit::Characters | Unit::Bytes | Unit::CountedPieces | Unit::Spaced => self.count.cmp(&other.count),
        };
        by_rule.then(Reverse(self.pair).cmp(&Reverse(other.pair)))
    }
}

/// What cuts texts by the tokens alone, whatever merges made them.
#[derive(Clone, Debug)]
pub enum Cutter {
    /// WordPiece's way: the longest token first.
    Wordpiece(Wordpiece),
    /// SentencePiece's way: of all tokens that neighbours make, the one that was learnt first.
    SentencePiece(SentencePiece),
}

impl Cutter {
    /// The tokens of a text.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<Token> {
        match self {
            Self::Wordpiece(wordpiece) => wordpiece.encode(text),
            Self::SentencePiece(sentence_piece) => sentence_piece.encode(text, &mut ()),
        }
    }
}

impl Training {
    /// The merges of the first `n_merges` steps, ready to be applied.
    #[must_use]
    pub fn model(&self, n_merges: usize) -> Bpe {
        let (tokens, merges) = self.first(n_merges);
        let merges: Vec<(Pair, Id)> = merges.iter().map(|merge| (merge.pair, merge.id)).collect();
        Bpe::new(self.unit, tokens, &merges)
    }

    /// What cuts a text by the tokens after the first `n_merges` merges, if that is not [`Training::model`].
    #[must_use]
    pub fn cutter(&self, n_merges: usize) -> Option<Cutter> {
        match self.unit {
            Unit::Characters | Unit::Bytes => None,
            Unit::Pieces | Unit::CountedPieces => {
                let tokens = self.first(n_merges).0.iter();
                let tokens = tokens.map(|token| String::from_utf8_lossy(token).into_owned());
                Some(Cutter::Wordpiece(Wordpiece::new(tokens)))
            }
            Unit::Spaced => {
                let pieces = bpe_pieces(self, n_merges);
                let sentence_piece = SentencePiece::new(Normalization::NmtNfkc, Method::Bpe, &pieces, 1);
                Some(Cutter::SentencePiece(sentence_piece))
            }
        }
    }

    /// The first `n_merges` merges, and the tokens that there are after them.
    #[must_use]
    pub fn first(&self, n_merges: usize) -> (&[Vec<u8>], &[Learned]) {
        let merges = self.merges.get(..n_merges).unwrap_or(&self.merges);
        let n_tokens = merges.iter().map(|merge| merge.id as usize + 1).max().unwrap_or(0).max(self.n_alphabet);
        (&self.tokens[..n_tokens], merges)
    }

    /// How the text stands after the merges of a [`Training::model`], counted anew.
    #[must_use]
    pub fn at(&self, bpe: &Bpe) -> Stage {
        let split =
            |(word, _): &(String, usize)| bpe.encode_word(word, |_| {}).into_iter().map(|token| token.id).collect();
        let words: Vec<Vec<Id>> = self.words.iter().map(split).collect();
        let mut counts: HashMap<Pair, usize> = HashMap::new();
        let mut alone: HashMap<Id, usize> = HashMap::new();
        for (word, (_, times)) in words.iter().zip(&self.words) {
            word.iter().for_each(|&id| *alone.entry(id).or_default() += times);
            word.windows(2).for_each(|pair| *counts.entry((pair[0], pair[1])).or_default() += times);
        }
        let standing = |(pair, count): (Pair, usize)| {
            let alone = [pair.0, pair.1].map(|id| alone.get(&id).copied().unwrap_or(0));
            Standing { pair, count, alone }
        };
        let mut pairs: Vec<Standing> = counts.into_iter().map(standing).collect();
        pairs.sort_unstable_by(|a, b| b.compare(a, self.unit));
        Stage { words, pairs }
    }
}

#[cfg(test)]
mod tests {
    use super::super::train;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_merge_is_the_first_of_the_pairs_counted_anew(text in "[ab ]{0,40}|[它太累 ,]{0,30}") {
            for &unit in Unit::ALL {
                let training = train(&text, unit, 290, 0, |_| {});
                for (n, merge) in training.merges.iter().enumerate() {
                    let (before, after) = (training.at(&training.model(n)), training.at(&training.model(n + 1)));
                    let &Learned { pair, count, alone, .. } = merge;
                    prop_assert_eq!(before.pairs.first(), Some(&Standing { pair, count, alone }));
                    let n_tokens = |words: &[Vec<u32>]| -> usize {
                        words.iter().zip(&training.words).map(|(word, (_, times))| word.len() * times).sum()
                    };
                    prop_assert_eq!(n_tokens(&before.words) - n_tokens(&after.words), merge.n_joined);
                }
            }
        }
    }
}
