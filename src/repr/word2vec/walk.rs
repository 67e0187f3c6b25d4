//! The way through a text, place by place and epoch after epoch, past words that are skipped.

use super::corpus::{Id, is_kept};
use super::train::Shared;
use crate::num::random;

/// The way through the text: the words of the sentence that is read, and the next one of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    pub(super) words: Vec<Id>,
    /// Where each stands among all that is read, epoch after epoch.
    pub(super) places: Vec<u64>,
    pub(super) at: usize,
    /// Sentences that were begun, epoch after epoch.
    n_begun: usize,
}

impl Walk {
    /// The next place, among all that is read.
    pub(super) fn find(&mut self, shared: &Shared, epochs: usize) -> Option<u64> {
        let (n_sentences, n) = (shared.corpus.ends.len(), shared.corpus.text.len() as u64);
        while self.at >= self.words.len() {
            if n == 0 || self.n_begun >= n_sentences * epochs {
                return None;
            }
            let (epoch, sentence) = ((self.n_begun / n_sentences) as u64, self.n_begun % n_sentences);
            let from = sentence.checked_sub(1).map_or(0, |before| shared.corpus.ends[before]);
            self.words.clear();
            self.places.clear();
            for index in from..shared.corpus.ends[sentence] {
                let (word, place) = (shared.corpus.text[index], epoch * n + index as u64);
                if is_kept(shared.keys[1], place, shared.kept[word as usize]) {
                    self.words.push(word);
                    self.places.push(place);
                }
            }
            self.at = 0;
            self.n_begun += 1;
        }
        Some(self.places[self.at])
    }

    /// The word at the place that was found, and those beside it.
    pub(super) fn window(&self, shared: &Shared, window: usize, beside: &mut Vec<Id>) -> Id {
        let at = self.at;
        let reach = (random::bits(shared.keys[2], self.places[at]) % window as u64) as usize + 1;
        let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(self.words.len()));
        beside.clear();
        beside.extend_from_slice(&self.words[from..at]);
        beside.extend_from_slice(&self.words[at + 1..to]);
        self.words[at]
    }
}
