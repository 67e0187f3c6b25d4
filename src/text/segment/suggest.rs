//! Which frequency a word needs to be cut as the reader wants it.

use super::dictionary::{Dictionary, DictionaryError};
use super::jieba::cut;

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
}
