//! Which frequency a word needs to be cut as the reader wants it.

use super::dag::Edge;
use super::dictionary::{Dictionary, DictionaryError, MAX_FREQUENCY};
use super::jieba::cut;
use super::log::ln;

impl Dictionary {
    /// The frequency with which a word is at least as probable as the pieces into which it is cut now, so that it comes
    /// out whole; its own, if that is higher. jieba's `suggest_freq(word)`.
    #[must_use]
    pub fn frequency_to_join(&self, word: &str) -> u64 {
        let pieces = cut(self, None, word, &mut ()).into_iter().filter_map(|piece| word.get(piece));
        let needed = (self.probability(pieces) * self.total() as f64) as u64;
        needed.saturating_add(1).max(self.frequency(word.chars()).unwrap_or(1))
    }

    /// The frequency with which the joined pieces are at most as probable as the pieces one by one, so that they come
    /// apart; that of the whole, if that is lower. jieba's `suggest_freq(pieces)`.
    #[must_use]
    pub fn frequency_to_split(&self, pieces: &[&str]) -> u64 {
        let most = (self.probability(pieces.iter().copied()) * self.total() as f64) as u64;
        most.min(self.frequency(pieces.iter().flat_map(|piece| piece.chars())).unwrap_or(0))
    }

    /// Adds a word with the frequency of [`Dictionary::frequency_to_join`], which it returns. jieba's `add_word(word)`.
    ///
    /// # Errors
    /// As [`Dictionary::add`].
    pub fn join(&mut self, word: &str) -> Result<u64, DictionaryError> {
        let frequency = self.frequency_to_join(word);
        self.add(word, frequency)?;
        Ok(frequency)
    }

    /// The product of the pieces' probabilities; one that is no beginning of a word counts as if it had been seen once.
    fn probability<'a>(&self, pieces: impl Iterator<Item = &'a str>) -> f64 {
        let total = self.total() as f64;
        pieces.map(|piece| self.frequency(piece.chars()).unwrap_or(1) as f64 / total).product()
    }
}

/// A word among the edges of a lattice, with the frequency that it has now.
pub(super) struct Wished<'a> {
    /// Which edges are the word's.
    pub(super) is_it: &'a dyn Fn(&Edge) -> bool,
    pub(super) frequency: u64,
    /// The total of the dictionary, with this frequency in it.
    pub(super) total: u64,
}

/// The least frequency above the present one with which a word is on the best path through `n` characters; `None` if it is
/// there already, or with no frequency. The edges are in the order of [`super::dag::Lattice`].
pub(super) fn frequency_to_win(edges: &[Edge], n: usize, wished: &Wished) -> Option<u64> {
    let (mut fails, mut wins) = (wished.frequency, wished.frequency);
    if wished.is_on_path(edges, n, fails) {
        return None;
    }
    while !wished.is_on_path(edges, n, wins) {
        fails = wins;
        wins = wins.checked_mul(2).filter(|&frequency| (1..=MAX_FREQUENCY).contains(&frequency))?;
    }
    while wins - fails > 1 {
        let middle = fails + (wins - fails) / 2;
        if wished.is_on_path(edges, n, middle) { wins = middle } else { fails = middle }
    }
    Some(wins)
}

impl Wished<'_> {
    /// Whether the best path takes the word if it has been counted so often: what all other words lose by the larger
    /// total is reckoned with.
    fn is_on_path(&self, edges: &[Edge], n: usize, frequency: u64) -> bool {
        let log_total = ln((self.total - self.frequency + frequency).max(1) as f64);
        let mut best = vec![(f64::NEG_INFINITY, false); n + 1];
        best[n] = (0.0, false);
        for edge in edges.iter().filter(|edge| edge.end <= n) {
            let is_it = (self.is_it)(edge);
            let counted = if is_it { frequency } else { edge.frequency };
            let (behind, has_it) = best[edge.end];
            let sum = ln(counted.max(1) as f64) - log_total + behind;
            if sum >= best[edge.start].0 {
                best[edge.start] = (sum, is_it || has_it);
            }
        }
        best[0].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggested_frequency_joins_and_splits() {
        let mut dictionary = Dictionary::from_words("南京 40\n市长 50\n南京市 30\n长江 30\n大桥 20\n江大桥 1").unwrap();
        let words = |dictionary: &Dictionary, text: &str| -> Vec<String> {
            cut(dictionary, None, text, &mut ()).into_iter().map(|bytes| text[bytes].to_owned()).collect()
        };
        assert_eq!(words(&dictionary, "长江大桥"), ["长江", "大桥"]);
        assert_eq!(dictionary.join("长江大桥"), Ok(4)); // 30/171 · 20/171 · 171, rounded down, and 1
        assert_eq!(words(&dictionary, "长江大桥"), ["长江大桥"]);
        let frequency = dictionary.frequency_to_split(&["长江", "大桥"]);
        dictionary.add("长江大桥", frequency).unwrap();
        assert_eq!(words(&dictionary, "长江大桥"), ["长江", "大桥"]);
        assert!(dictionary.join("").is_err());
    }

    #[test]
    fn a_word_wins_from_the_frequency_that_it_needs() {
        let words = "南京 40\n市长 50\n南京市 30\n长江 30\n大桥 20\n长江大桥 9\n长 9";
        let chars: Vec<char> = "南京市长江大桥".chars().collect();
        let with = |frequency: u64| {
            let mut dictionary = Dictionary::from_words(words).unwrap();
            dictionary.add("江大桥", frequency).unwrap();
            let lattice = super::super::dag::Lattice::new(&dictionary, &chars);
            let is_it = |edge: &Edge| (edge.start, edge.end) == (4, 7);
            let wished = Wished { is_it: &is_it, frequency, total: dictionary.total() };
            (lattice.route.words().any(|word| word == (4..7)), frequency_to_win(&lattice.edges, 7, &wished))
        };
        let (false, Some(needed)) = with(1) else { panic!("{:?}", with(1)) };
        assert_eq!(with(needed - 1), (false, Some(needed)));
        assert_eq!(with(needed), (true, None));
    }
}
