//! A dictionary: words and how often each was counted, read from jieba's file, with a reader's edits on top.
//!
//! A word's probability is its frequency by the total of all frequencies.

use super::log::ln;
use super::trie::{Full, Node, ROOT, Trie};
use flate2::read::GzDecoder;
use std::collections::{HashMap, HashSet};
use std::io::Read;

/// The most characters of a word. The longest of jieba's has 16.
pub const MAX_WORD: usize = 64;

/// The highest frequency of a word: what an `f64` still counts by ones.
pub const MAX_FREQUENCY: u64 = 1 << 53;

/// What kept a dictionary, a model or a word from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DictionaryError(pub String);

/// Words with frequencies, found by their beginnings.
#[derive(Clone)]
pub struct Dictionary {
    trie: Trie,
    /// The different frequencies, and what each makes of a word. A trie's value is a place here; place 0 is frequency 0.
    weights: Vec<Weight>,
    places: HashMap<u64, usize>,
    total: u64,
    n_words: usize,
    longest: usize,
    /// Words that the reader took away: the hidden Markov model may not bring them back.
    removed: HashSet<String>,
}

#[derive(Clone, Copy)]
struct Weight {
    frequency: u64,
    log_prob: f64,
}

impl Dictionary {
    /// Reads a gzipped dictionary: lines of `word frequency tag`.
    ///
    /// # Errors
    /// If the bytes are not gzip, are cut short or no UTF-8, or a line has no frequency.
    pub fn from_gzip(bytes: &[u8]) -> Result<Self, DictionaryError> {
        Self::from_words(&gunzip(bytes)?)
    }

    /// Reads lines of `word frequency tag`; the tag may be left out. Empty lines are passed over. Of a word that is
    /// there twice the last frequency counts, and both are in the total, as with jieba.
    ///
    /// # Errors
    /// If a line has no frequency, or its word is too long.
    pub fn from_words(lines: &str) -> Result<Self, DictionaryError> {
        // Some prefixes are no words, many are of several.
        let n_nodes = lines.lines().count() * 3 / 2;
        let none = Weight { frequency: 0, log_prob: 0.0 };
        let mut dictionary = Self {
            trie: Trie::with_capacity(n_nodes),
            weights: vec![none],
            places: HashMap::from([(0, 0)]),
            total: 0,
            n_words: 0,
            longest: 0,
            removed: HashSet::new(),
        };
        for (i, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let mut fields = line.trim().split(' ');
            let (word, frequency) = (fields.next().unwrap_or_default(), fields.next().map(str::parse));
            let Some(Ok(frequency)) = frequency else {
                return Err(DictionaryError(format!("line {} is not `word frequency`: {line:.40}", i + 1)));
            };
            dictionary.set(word, frequency).map_err(|error| DictionaryError(format!("line {}: {}", i + 1, error.0)))?;
        }
        dictionary.weigh();
        Ok(dictionary)
    }

    /// Adds a word, or changes its frequency. As with jieba the new frequency comes on top of the total, and the old one
    /// stays in it.
    ///
    /// # Errors
    /// If the word is empty or longer than [`MAX_WORD`], or its frequency above [`MAX_FREQUENCY`].
    pub fn add(&mut self, word: &str, frequency: u64) -> Result<(), DictionaryError> {
        self.set(word, frequency)?;
        if frequency > 0 {
            self.removed.remove(word);
        } else {
            self.removed.insert(word.to_owned());
        }
        self.weigh();
        Ok(())
    }

    /// Takes a word away: it is no edge of any path any more, and where the hidden Markov model finds it, it is cut into
    /// its characters.
    ///
    /// # Errors
    /// As [`Dictionary::add`].
    pub fn remove(&mut self, word: &str) -> Result<(), DictionaryError> {
        self.add(word, 0)
    }

    /// How often a word was counted: 0 for a beginning of longer words, `None` if no word begins so.
    #[must_use]
    pub fn frequency(&self, word: impl IntoIterator<Item = char>) -> Option<u64> {
        self.trie.find(word).map(|node| self.weight(node).frequency)
    }

    /// The natural logarithm of frequency by total; `None` if this is no word.
    #[must_use]
    pub fn log_prob(&self, word: impl IntoIterator<Item = char>) -> Option<f64> {
        let Weight { frequency, log_prob } = self.weight(self.trie.find(word)?);
        (frequency > 0).then_some(log_prob)
    }

    /// Whether this is a word.
    #[must_use]
    pub fn has(&self, word: impl IntoIterator<Item = char>) -> bool {
        self.frequency(word).is_some_and(|frequency| frequency > 0)
    }

    /// The words with which `chars` begin, shortest first: length in characters, frequency, and the natural logarithm of
    /// frequency by total.
    pub fn prefixes(&self, chars: &[char]) -> impl Iterator<Item = (usize, u64, f64)> {
        let nodes = chars.iter().scan(ROOT, |node, &c| {
            *node = self.trie.child(*node, c)?;
            Some(*node)
        });
        nodes.enumerate().filter_map(|(i, node)| {
            // Place 0 is frequency 0, which is no word.
            let place = self.trie.value(node);
            (place > 0).then(|| (i + 1, self.weights[place].frequency, self.weights[place].log_prob))
        })
    }

    /// The log probability that a character gets that is no word: as if it had been counted once.
    #[must_use]
    pub fn log_prob_of_unknown(&self) -> f64 {
        self.weights.first().map_or(0.0, |weight| weight.log_prob)
    }

    /// The total of all frequencies.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many words there are.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.n_words
    }

    /// The characters of the longest word that was ever in it.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether the reader took this word away.
    pub(super) fn is_removed(&self, word: &[char]) -> bool {
        !self.removed.is_empty() && self.removed.contains(&word.iter().collect::<String>())
    }

    #[inline]
    fn weight(&self, node: Node) -> Weight {
        self.weights[self.trie.value(node)]
    }

    fn set(&mut self, word: &str, frequency: u64) -> Result<(), DictionaryError> {
        let n_chars = word.chars().count();
        if n_chars == 0 || n_chars > MAX_WORD {
            return Err(DictionaryError(format!("a word has 1 to {MAX_WORD} characters, this one has {n_chars}")));
        }
        let total = self.total.checked_add(frequency).filter(|_| frequency <= MAX_FREQUENCY);
        let total = total.ok_or_else(|| DictionaryError(format!("a frequency is at most {MAX_FREQUENCY}")))?;
        let next = self.weights.len();
        let place = *self.places.entry(frequency).or_insert(next);
        if place == next {
            self.weights.push(Weight { frequency, log_prob: 0.0 });
        }
        let before = self.trie.insert(word.chars(), place);
        let before = before.map_err(|Full| DictionaryError("there are too many words".into()))?;
        // Place 0 is frequency 0, which is no word.
        self.n_words = self.n_words + usize::from(place > 0) - usize::from(before > 0);
        self.longest = self.longest.max(if frequency > 0 { n_chars } else { 0 });
        self.total = total;
        Ok(())
    }

    /// Works out all logarithms: there are few different frequencies, and the total is in each.
    fn weigh(&mut self) {
        let log_total = ln(self.total.max(1) as f64);
        for weight in &mut self.weights {
            weight.log_prob = ln(weight.frequency.max(1) as f64) - log_total;
        }
    }
}

/// Reads all of a gzip file.
pub(super) fn gunzip(bytes: &[u8]) -> Result<String, DictionaryError> {
    let mut text = String::new();
    match GzDecoder::new(bytes).read_to_string(&mut text) {
        Ok(_) => Ok(text),
        Err(error) => Err(DictionaryError(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(lines: &str) -> String {
        Dictionary::from_words(lines).err().map(|error| error.0).unwrap_or_default()
    }

    #[test]
    fn prefixes_are_words_with_frequencies() {
        let dictionary = Dictionary::from_words("南京 3 ns\n南京市 5\r\n\n长江大桥 2 ns\n").unwrap();
        assert_eq!((dictionary.total(), dictionary.n_words(), dictionary.longest()), (10, 3, 4));
        let chars: Vec<char> = "南京市长".chars().collect();
        let found: Vec<_> = dictionary.prefixes(&chars).map(|(n, frequency, _)| (n, frequency)).collect();
        assert_eq!(found, [(2, 3), (3, 5)]);
        assert_eq!(["长江", "长江大桥", "江"].map(|word| dictionary.frequency(word.chars())), [Some(0), Some(2), None]);
    }

    #[test]
    fn edits_change_words_and_totals() {
        let mut dictionary = Dictionary::from_words("南京 3").unwrap();
        dictionary.add("南京市", 4).unwrap();
        dictionary.add("南京", 5).unwrap();
        assert_eq!((dictionary.total(), dictionary.n_words()), (12, 2), "jieba leaves the old 3 in the total");
        dictionary.remove("南京").unwrap();
        assert!(!dictionary.has("南京".chars()) && dictionary.has("南京市".chars()));
        assert!(dictionary.is_removed(&['南', '京']));
        assert!(dictionary.add("", 1).is_err() && dictionary.add(&"长".repeat(65), 1).is_err());
        assert!(dictionary.add("多", u64::MAX).is_err());
    }

    #[test]
    fn a_malformed_line_is_named() {
        assert!(refused("南京 3\n南京市").starts_with("line 2 is not"), "{}", refused("南京 3\n南京市"));
        assert!(refused("南京 x n").starts_with("line 1 is not"));
        assert!(refused(&format!("{} 3", "长".repeat(99))).contains("line 1: a word has"));
        assert!(Dictionary::from_gzip(b"no gzip").is_err());
    }
}
