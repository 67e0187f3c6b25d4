//! A training seen in the middle: every step of it is a vocabulary.

use super::{Loss, Piece, Training, UNKNOWN, Unigram};
use serde::{Deserialize, Serialize};

/// How a vocabulary came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Every string that the words repeat, with a probability by how often and how long.
    Seed,
    /// One iteration of expectation maximisation.
    Em {
        /// Which one since the last pruning, from 0.
        iteration: usize,
    },
    /// What is missed least went.
    Pruned,
    /// The alphabet came back and the size is what was wanted: the result.
    Vocabulary,
}

/// A piece in the middle of a training.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    /// Its number among [`Training::texts`].
    pub piece: u32,
    /// The natural logarithm of its probability. Those of a seed are probabilities, later ones come to less than 1.
    pub log_prob: f64,
    /// How often it is expected in the text, all cuts weighed by their probability.
    pub expected: f64,
    /// How often it stands in the text as it is cut the best way.
    pub used: f64,
}

/// A vocabulary, what the text is like with it, and what went on the way to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// How it came to be.
    pub kind: Kind,
    /// The pieces, without the unknown one. Those of the result are sorted, the most probable first; before that pruning
    /// puts them in order.
    pub pieces: Vec<Scored>,
    /// What training makes smaller: the mean over all words of −ln of a word's probability, all its cuts together.
    pub objective: f64,
    /// How many tokens the text takes, each unknown character being one.
    pub n_tokens: usize,
    /// How many of them are unknown: pruning may take even a character, until the alphabet comes back in the end.
    pub n_unknown: usize,
    /// Pieces that went without being asked what it costs: those expected too rarely, or too many in the end.
    pub dropped: Vec<u32>,
    /// Pieces that pruning took, the dearest first.
    pub lost: Vec<Loss>,
    /// Pieces that pruning could have taken and did not, the cheapest first.
    pub spared: Vec<Loss>,
}

impl Training {
    /// The step with this number, or the last one.
    #[must_use]
    pub fn step(&self, step: usize) -> Option<&Step> {
        self.steps.get(step).or(self.steps.last())
    }

    /// The pieces that there are after a step, by id: first [`UNKNOWN`].
    #[must_use]
    pub fn pieces(&self, step: usize) -> Vec<Piece> {
        let unknown = Piece { text: UNKNOWN.into(), log_prob: 0.0 };
        let pieces = self.step(step).map_or(&[][..], |step| &step.pieces);
        let piece = |scored: &Scored| Piece { text: self.text(scored.piece).into(), log_prob: scored.log_prob };
        std::iter::once(unknown).chain(pieces.iter().map(piece)).collect()
    }

    /// The tokenizer after a step. Before the last one it may lack characters of the text.
    #[must_use]
    pub fn model(&self, step: usize) -> Unigram {
        Unigram::new(self.normalization, &self.pieces(step))
    }

    /// The text of a piece.
    #[must_use]
    pub fn text(&self, piece: u32) -> &str {
        self.texts.get(piece as usize).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Normalization, train};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_step_is_the_tokenizer_that_it_says(text in "([ab ]{0,40}|[它太累 ,]{0,30}){1,3}", vocab_size in 0usize..30) {
            let training = train(&text, Normalization::NmtNfkc, vocab_size, |_, _| {});
            for (number, step) in training.steps.iter().enumerate() {
                let model = training.model(number);
                let mut used = vec![0; step.pieces.len() + 1];
                for (word, times) in &training.words {
                    model.cut(word).iter().for_each(|&(_, _, id)| used[id as usize] += times);
                }
                prop_assert_eq!(used.iter().sum::<usize>(), step.n_tokens);
                for (scored, &used) in step.pieces.iter().zip(&used[1..]) {
                    prop_assert_eq!(scored.used, used as f64, "{}", training.texts[scored.piece as usize]);
                }
            }
        }
    }
}
