//! The rungs that count: one-hot vectors, TF-IDF and N-grams, learnt from one corpus whose lines are both its documents and
//! its sentences.

use super::{Climbed, Rung};
use crate::repr::ngram;
use crate::repr::ngram::smoothing::Rule;
use crate::repr::vsm::{self, Idf};

/// What was learnt from a corpus.
#[derive(Clone, Debug)]
pub struct Learnt {
    /// Its words, in the order of their dimensions, and in how many lines each stands.
    pub counts: vsm::Counts,
    ngrams: ngram::Counts,
    rule: Rule,
}

impl Learnt {
    /// Learns from a corpus: lines of words, N and how counts become probabilities.
    #[must_use]
    pub fn new(lines: &[Vec<String>], order: usize, has_marks: bool, rule: Rule) -> Self {
        let borrowed = || lines.iter().map(|line| line.iter().map(String::as_str));
        let counts = vsm::Counts::new(borrowed());
        Self { counts, ngrams: ngram::Counts::new(borrowed(), order, has_marks), rule }
    }

    /// What a rung makes of a sentence; nothing if it does not count.
    #[must_use]
    pub fn climb(&self, rung: Rung, sentence: &[String]) -> Option<Climbed> {
        let words = sentence.iter();
        let n_words = self.counts.terms.len();
        let (d, vectors) = match rung {
            Rung::OneHot => (n_words, words.map(|word| self.at_place(word, |_| 1.0)).collect()),
            Rung::TfIdf => {
                let weigh = |word: &String| {
                    let count = sentence.iter().filter(|other| *other == word).count();
                    self.at_place(word, |place| (count as f64 * self.idf(place)) as f32)
                };
                (n_words, words.map(weigh).collect())
            }
            Rung::Ngram => {
                let after = |place: usize| self.ngrams.next(&self.rule, sentence[..=place].iter().map(String::as_str));
                let known = |vector: Vec<f32>| vector.iter().any(|&value| value > 0.0).then_some(vector);
                (self.ngrams.vocab_size(), (0..sentence.len()).map(|place| known(after(place))).collect())
            }
            _ => return None,
        };
        Some(Climbed { d, vectors })
    }

    /// A vector that is 0 but at the word's own place; nothing if the corpus has no such word.
    fn at_place(&self, word: &str, value: impl Fn(usize) -> f32) -> Option<Vec<f32>> {
        let place = self.counts.place(word)? as usize;
        let mut vector = vec![0.0; self.counts.terms.len()];
        vector[place] = value(place);
        Some(vector)
    }

    /// ln((1 + N) / (1 + df)) + 1 of the word at a place.
    fn idf(&self, place: usize) -> f64 {
        Idf::Smooth.of(self.counts.n_documents(), self.counts.document_frequencies[place])
    }

    /// What the dimensions of the N-grams' vectors stand for.
    #[must_use]
    pub fn items(&self) -> Vec<ngram::Item> {
        self.ngrams.items()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repr::ngram::smoothing::Smoothing;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn learnt(order: usize, smoothing: Smoothing) -> Learnt {
        let lines = ["a b a", "a c"].map(words);
        Learnt::new(&lines, order, true, Rule { smoothing, ..Rule::default() })
    }

    #[test]
    fn one_hot_and_tf_idf_have_one_number_each_at_the_same_place() {
        let learnt = learnt(2, Smoothing::default());
        let one = learnt.climb(Rung::OneHot, &words("b x b")).unwrap();
        let place = learnt.counts.place("b").unwrap() as usize;
        assert_eq!((one.d, &one.vectors[1]), (3, &None));
        assert_eq!(one.vectors[0].as_ref().unwrap()[place], 1.0);
        let weighed = learnt.climb(Rung::TfIdf, &words("b x b")).unwrap();
        let vector = weighed.vectors[0].as_ref().unwrap();
        assert!((f64::from(vector[place]) - 2.0 * ((3.0f64 / 2.0).ln() + 1.0)).abs() < 1e-6);
        assert_eq!(vector.iter().filter(|&&value| value != 0.0).count(), 1);
    }

    #[test]
    fn an_n_gram_has_what_may_come_next_and_forgets_what_is_far() {
        let learnt = learnt(2, Smoothing::default());
        let one = learnt.climb(Rung::Ngram, &words("a b")).unwrap();
        let vector = one.vectors[0].as_ref().unwrap();
        assert!(
            (vector.iter().sum::<f32>() - 1.0).abs() < 1e-6 && vector.len() == one.d && learnt.items().len() == one.d
        );
        let other = learnt.climb(Rung::Ngram, &words("c b")).unwrap();
        assert_eq!(one.vectors[1], other.vectors[1], "of two tokens the second one sees no third");
        assert_eq!(learnt.climb(Rung::Ngram, &words("x")).unwrap().vectors, [None], "nothing was counted after x");
        assert!(learnt.climb(Rung::Elmo, &words("a")).is_none());
    }
}
