//! The most probable path through all words of a dictionary.
//!
//! Every word that the dictionary finds in a sentence is an edge from its first character to behind its last: a directed
//! acyclic graph (DAG), the *lattice*. If words were drawn one by one, each with its own probability, a way through the
//! lattice would be as probable as the product of its edges. The best way from each place is found from right to left
//! (dynamic programming), since behind a word only the best rest can belong to the best whole:
//!
//! best(i) = max over words i..j of ln p(word) + best(j)

use super::dictionary::Dictionary;
use serde::{Deserialize, Serialize};

/// A word of the lattice. Places count characters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Its first character.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// How often the dictionary counted it; 0 for a character that is no word, which is taken for counted once.
    pub frequency: u64,
    /// ln of frequency by total.
    pub log_prob: f64,
    /// Of this word and the best path behind it.
    pub path_log_prob: f64,
}

/// The best path from each place to the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// The log probability of the best path from each place, `[n + 1]`; the last is 0.
    pub log_prob: Vec<f64>,
    /// Where the first word of that path ends, `[n]`.
    pub next: Vec<usize>,
}

/// All edges, by start from the last to the first and from short to long, and the best path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lattice {
    /// The edges, in the order in which they were looked at.
    pub edges: Vec<Edge>,
    /// What was found.
    pub route: Route,
}

impl Lattice {
    /// The lattice of a sentence.
    #[must_use]
    pub fn new(dictionary: &Dictionary, chars: &[char]) -> Self {
        let mut lattice = Self::default();
        lattice.route.find(dictionary, chars, |edge| lattice.edges.push(edge));
        lattice
    }
}

impl Route {
    /// Finds the best path, and hands out every edge that it looks at. Of equally probable paths the one with the longer
    /// first word is taken, as jieba does.
    pub fn find(&mut self, dictionary: &Dictionary, chars: &[char], mut edge: impl FnMut(Edge)) {
        let n = chars.len();
        self.log_prob.clear();
        self.log_prob.resize(n + 1, 0.0);
        self.next.clear();
        self.next.resize(n, n);
        for start in (0..n).rev() {
            let mut best = None;
            for (length, frequency, log_prob) in dictionary.prefixes(&chars[start..]) {
                let end = start + length;
                let path_log_prob = log_prob + self.log_prob[end];
                edge(Edge { start, end, frequency, log_prob, path_log_prob });
                if best.is_none_or(|(most, _)| path_log_prob >= most) {
                    best = Some((path_log_prob, end));
                }
            }
            // A place where no word begins would tear the path: there the character goes alone.
            let (most, end) = best.unwrap_or_else(|| {
                let log_prob = dictionary.log_prob_of_unknown();
                let path_log_prob = log_prob + self.log_prob[start + 1];
                edge(Edge { start, end: start + 1, frequency: 0, log_prob, path_log_prob });
                (path_log_prob, start + 1)
            });
            self.log_prob[start] = most;
            self.next[start] = end;
        }
    }

    /// The words of the best path.
    pub fn words(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let mut start = 0;
        std::iter::from_fn(move || {
            let end = *self.next.get(start)?;
            Some(std::mem::replace(&mut start, end)..end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_the_most_probable_one() {
        let dictionary = Dictionary::from_words("南京 2\n市长 1\n长江 2\n大桥 1\n江 1\n南京市 2\n长江大桥 1").unwrap();
        let chars: Vec<char> = "南京市长江大桥".chars().collect();
        let lattice = Lattice::new(&dictionary, &chars);
        assert_eq!(lattice.route.words().collect::<Vec<_>>(), [0..3, 3..7]);
        // 2/10 · 1/10
        assert!((lattice.route.log_prob[0] - 0.02_f64.ln()).abs() < 1e-12);
        let from = |start| lattice.edges.iter().filter(move |edge| edge.start == start);
        assert_eq!(from(0).map(|edge| edge.end).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(from(1).map(|edge| (edge.end, edge.frequency)).collect::<Vec<_>>(), [(2, 0)]);
    }

    #[test]
    fn of_equal_paths_the_longer_first_word_wins() {
        let dictionary = Dictionary::from_words("甲乙 2\n乙丙 2\n甲 3\n丙 3").unwrap();
        let lattice = Lattice::new(&dictionary, &['甲', '乙', '丙']);
        assert_eq!(lattice.route.words().collect::<Vec<_>>(), [0..2, 2..3]);
        assert_eq!(Lattice::new(&dictionary, &[]).route.words().count(), 0);
    }
}
