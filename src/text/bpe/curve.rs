//! What a larger vocabulary is good for: fewer tokens for the same text.

use super::{Learned, Training};
use serde::{Deserialize, Serialize};

/// A vocabulary size and what it makes of the text that was trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// How many tokens there are to choose from.
    pub vocab_size: usize,
    /// How many the text takes.
    pub n_tokens: usize,
}

impl Training {
    /// How many characters the words of the text have.
    #[must_use]
    pub fn n_characters(&self) -> usize {
        self.words.iter().map(|(word, times)| word.chars().count() * times).sum()
    }

    /// A point before the first merge, and one after each.
    #[must_use]
    pub fn curve(&self) -> Vec<Point> {
        let parts = |(word, times): &(String, usize)| self.unit.parts(word).count() * times;
        let first = Point { vocab_size: self.n_alphabet, n_tokens: self.words.iter().map(parts).sum() };
        let after = |point: &mut Point, merge: &Learned| {
            point.vocab_size = point.vocab_size.max(merge.id as usize + 1);
            point.n_tokens -= merge.n_joined;
            Some(*point)
        };
        std::iter::once(first).chain(self.merges.iter().scan(first, after)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Unit, train};
    use super::*;

    #[test]
    fn each_merge_saves_the_tokens_that_it_joins() {
        let training = train("low low low lower lower new", Unit::Characters, 99, 1, |_| {});
        let curve = training.curve();
        let sizes: Vec<usize> = curve.iter().map(|point| point.n_tokens).collect();
        assert_eq!(sizes, [22, 17, 12, 10, 8, 7, 6]);
        assert_eq!(curve[2], Point { vocab_size: 9, n_tokens: 12 });
        assert_eq!(training.n_characters(), 22);
    }
}
