//! A text as word2vec reads it: its words by frequency, how often frequent ones are skipped, and which are drawn against others.

use crate::num::random;
use std::collections::HashMap;

/// A word's place in the vocabulary, from the most frequent on.
pub type Id = u32;

/// A text in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// The words, the most frequent first; of equals the one that comes first in the text.
    pub words: Vec<String>,
    /// How often each is there.
    pub counts: Vec<u64>,
    /// The text, without words that were left out.
    pub text: Vec<Id>,
    /// Where each sentence ends in it.
    pub ends: Vec<usize>,
    /// How many tokens the text has with all words.
    pub n_tokens: usize,
    /// How many different ones.
    pub n_distinct: usize,
}

impl Corpus {
    /// Counts the words of sentences and leaves out those that are there fewer than `min_count` times, or for which there
    /// is no room among `max_words`.
    #[must_use]
    pub fn new<'t, S>(sentences: impl IntoIterator<Item = S>, min_count: u64, max_words: usize) -> Self
    where
        S: IntoIterator<Item = &'t str>,
    {
        let (mut places, mut counts, mut words) = (HashMap::new(), Vec::new(), Vec::new());
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        for sentence in sentences {
            for word in sentence {
                let place = *places.entry(word).or_insert_with(|| {
                    words.push(word);
                    counts.push(0u64);
                    words.len() - 1
                });
                counts[place] += 1;
                text.push(place);
            }
            ends.push(text.len());
        }
        let mut order: Vec<usize> = (0..words.len()).filter(|&place| counts[place] >= min_count).collect();
        order.sort_by_key(|&place| std::cmp::Reverse(counts[place]));
        order.truncate(max_words);
        let mut ids = vec![None; words.len()];
        order.iter().enumerate().for_each(|(id, &place)| ids[place] = Some(id as Id));
        let (n_tokens, n_distinct) = (text.len(), words.len());
        let mut corpus = Self { n_tokens, n_distinct, ..Self::default() };
        corpus.words = order.iter().map(|&place| words[place].to_owned()).collect();
        corpus.counts = order.iter().map(|&place| counts[place]).collect();
        let mut from = 0;
        for end in ends {
            corpus.text.extend(text[from..end].iter().filter_map(|&place| ids[place]));
            corpus.ends.push(corpus.text.len());
            from = end;
        }
        corpus
    }

    /// A word's number.
    #[must_use]
    pub fn id(&self, word: &str) -> Option<Id> {
        self.words.iter().position(|other| other == word).map(|id| id as Id)
    }

    /// How likely each word is read where it stands: less than 1 for words whose share of the text is above `sample`.
    /// The paper has √(t/f); its program, which is followed here, (√(f/t) + 1) · t/f.
    #[must_use]
    pub fn kept(&self, sample: f32) -> Vec<f32> {
        let total = self.text.len() as f64;
        let kept = |&count: &u64| {
            let share = count as f64 / (f64::from(sample) * total);
            if sample > 0.0 { ((share.sqrt() + 1.0) / share).min(1.0) as f32 } else { 1.0 }
        };
        self.counts.iter().map(kept).collect()
    }
}

/// Draws words by their frequency to the power ¾, in one step each (Walker, *An efficient method for generating discrete
/// random variables with general distributions*, 1977): each place of a table is shared by two words at most.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Of each place, up to which number it is the word of that place, and which one is above.
    places: Vec<(u32, Id)>,
}

impl Draw {
    /// What draws words that are so frequent.
    #[must_use]
    pub fn new(counts: &[u64]) -> Self {
        let powers: Vec<f64> = counts.iter().map(|&count| (count as f64).powf(0.75)).collect();
        let mean = powers.iter().sum::<f64>() / counts.len().max(1) as f64;
        let mut left: Vec<f64> = powers.iter().map(|power| power / mean).collect();
        let (mut poor, mut rich): (Vec<usize>, Vec<usize>) = (0..left.len()).partition(|&word| left[word] < 1.0);
        let mut places: Vec<(u32, Id)> = (0..left.len() as Id).map(|word| (u32::MAX, word)).collect();
        while let (Some(small), Some(&large)) = (poor.pop(), rich.last()) {
            places[small] = ((left[small] * 2f64.powi(32)) as u32, large as Id);
            left[large] -= 1.0 - left[small];
            if left[large] < 1.0 {
                rich.pop();
                poor.push(large);
            }
        }
        Self { places }
    }

    /// The word that 64 even bits stand for; there must be one.
    #[inline]
    #[must_use]
    pub fn word(&self, bits: u64) -> Id {
        let place = ((bits >> 32) * self.places.len() as u64) >> 32;
        let (own, other) = self.places[place as usize];
        if (bits as u32) < own { place as Id } else { other }
    }
}

/// Whether a word that is read with this probability is read at a place.
pub(super) fn is_kept(key: u64, place: u64, probability: f32) -> bool {
    probability >= 1.0 || ((random::bits(key, place) >> 40) as f32) < probability * (1 << 24) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(text: &str, min_count: u64, max_words: usize) -> Corpus {
        Corpus::new(text.lines().map(str::split_whitespace), min_count, max_words)
    }

    #[test]
    fn words_are_in_the_order_of_their_frequency() {
        let all = corpus("b a c\n\na c d", 1, 9);
        assert_eq!(all.words, ["a", "c", "b", "d"]);
        assert_eq!(
            (&all.counts[..], &all.text[..], &all.ends[..]),
            (&[2, 2, 1, 1][..], &[2, 0, 1, 0, 1, 3][..], &[3, 3, 6][..])
        );
        let frequent = corpus("b a c\n\na c d", 2, 9);
        assert_eq!(
            (frequent.words.len(), &frequent.text[..], &frequent.ends[..]),
            (2, &[0, 1, 0, 1][..], &[2, 2, 4][..])
        );
        assert_eq!((frequent.n_tokens, frequent.n_distinct), (6, 4));
        assert_eq!(corpus("b a c a", 1, 1).words, ["a"]);
        assert!(corpus("", 1, 9).text.is_empty());
    }

    #[test]
    fn frequent_words_are_skipped_as_in_word2vec() {
        let all = corpus(&format!("{}b", "a ".repeat(99)), 1, 9);
        let [a, b] = all.kept(0.01)[..] else { panic!() };
        // A share of 0.99 is 99 times 0.01.
        assert!((f64::from(a) - (99f64.sqrt() + 1.0) / 99.0).abs() < 1e-7 && b == 1.0);
        assert_eq!(all.kept(0.0), [1.0, 1.0]);
        let n = (0..100_000).filter(|&place| is_kept(7, place, a)).count();
        assert!((n as f64 / 1e5 - f64::from(a)).abs() < 0.005, "{n}");
    }

    #[test]
    fn words_are_drawn_by_their_frequency_to_the_power_of_three_quarters() {
        let counts = [100u64, 16, 16, 1];
        let draw = Draw::new(&counts);
        let mut n = [0; 4];
        (0..400_000).for_each(|i| n[draw.word(random::bits(3, i)) as usize] += 1);
        let sum: f64 = counts.iter().map(|&count| (count as f64).powf(0.75)).sum();
        for (&count, &n) in counts.iter().zip(&n) {
            let expected = (count as f64).powf(0.75) / sum;
            assert!((f64::from(n) / 4e5 - expected).abs() < 0.003, "{count}: {n}");
        }
        assert_eq!(Draw::new(&[5]).word(u64::MAX), 0);
    }
}
