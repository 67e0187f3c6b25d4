//! What a page shows of a training: enough of it to be small, however long the text is.

use super::{Bpe, Id, Point, Standing, Training};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Words that are shown, the most frequent ones.
const MAX_WORDS: usize = 40;
/// Pairs that are shown, those that are next.
const MAX_PAIRS: usize = 12;

/// A training, seen after some of its merges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// All merges; of the words the most frequent.
    pub training: Training,
    /// How many different words the text has.
    pub n_words: usize,
    /// How many characters all words have together.
    pub n_characters: usize,
    /// A point before the first merge, and one after each.
    pub curve: Vec<Point>,
    /// How many merges have been made.
    pub n_merges: usize,
    /// The words as they are split by now, in the order of those in `training`.
    pub splits: Vec<Vec<Id>>,
    /// The first of the pairs that stand in the text by now, the next one to be joined before all.
    pub pairs: Vec<Standing>,
}

impl Lesson {
    /// The training after its first `n_merges` merges, or after all; `model` is [`Training::model`] of as many.
    #[must_use]
    pub fn with_model(training: &Training, n_merges: usize, model: &Bpe) -> Self {
        let n_merges = n_merges.min(training.merges.len());
        let stage = training.at(model);
        let mut order: Vec<usize> = (0..training.words.len()).collect();
        order.sort_by_key(|&word| Reverse(training.words[word].1));
        order.truncate(MAX_WORDS);
        Self {
            n_words: training.words.len(),
            n_characters: training.n_characters(),
            curve: training.curve(),
            n_merges,
            splits: order.iter().map(|&word| stage.words[word].clone()).collect(),
            pairs: stage.pairs.into_iter().take(MAX_PAIRS).collect(),
            training: Training {
                words: order.iter().map(|&word| training.words[word].clone()).collect(),
                unit: training.unit,
                tokens: training.tokens.clone(),
                n_alphabet: training.n_alphabet,
                merges: training.merges.clone(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Unit, train};
    use super::*;

    #[test]
    fn the_most_frequent_words_come_first() {
        let training = train("b a a low low low", Unit::Characters, 99, 1, |_| {});
        let seen = |n_merges| Lesson::with_model(&training, n_merges, &training.model(n_merges));
        let lesson = seen(1);
        let words: Vec<&str> = lesson.training.words.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(words, ["low", "a", "b"]);
        assert_eq!((lesson.splits[0].len(), lesson.splits[1].len(), lesson.n_words), (2, 1, 3));
        assert_eq!(seen(99).n_merges, training.merges.len());
        let text = serde_json::to_string(&lesson).unwrap();
        assert_eq!(serde_json::from_str::<Lesson>(&text).unwrap(), lesson);
    }
}
