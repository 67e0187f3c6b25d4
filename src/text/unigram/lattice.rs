//! All ways to cut all words, and how often a piece is expected in them.
//!
//! Where a piece stands in a word is an edge from its first character to behind its last; the edges of a word are its
//! *lattice*, a way through it is a cut. With α(i) the probability of all ways from the word's beginning to i, and β(i)
//! of all ways from i to its end (both as logarithms), a piece from i to j is part of a cut with the probability
//! α(i) · p · β(j) / α(end). This is the forward–backward algorithm, expectation maximisation's E step. The best way
//! alone is Viterbi's.

use super::UNKNOWN_PENALTY;
use std::ops::Range;

/// A place of a piece: the number of its first character. There are many of these.
pub(super) struct Part {
    pub(super) start: u32,
    pub(super) piece: u32,
}

/// The lattices of all words. Characters are counted through all of them.
pub(super) struct Lattices {
    words: Vec<Range<usize>>,
    /// How often each word stands in the text.
    times: Vec<f64>,
    /// Where the edges of each character begin, and where the last one's end.
    first: Vec<usize>,
    /// From short to long; the first is the character itself.
    edges: Vec<Edge>,
    /// A place of each piece.
    places: Vec<Range<usize>>,
    // What is needed for a word, kept so that no word asks for memory.
    forward: Vec<f64>,
    backward: Vec<f64>,
    best: Vec<(f64, usize, u32)>,
}

#[derive(Clone, Copy)]
struct Edge {
    piece: u32,
    length: u32,
}

/// Probabilities: the logarithm of each piece's, by its number. That of a piece that is gone is −∞. Number 0 is any
/// character that is gone.
#[derive(Clone, Debug)]
pub(super) struct Probabilities(Vec<f64>);

/// What the lattices say of some probabilities.
pub(super) struct Measured {
    /// The mean over all words of −ln of a word's probability, all its cuts together.
    pub(super) objective: f64,
    /// How many pieces the text takes if every word is cut the best way.
    pub(super) n_tokens: usize,
    /// How often each piece is expected in the text, all cuts weighed by their probability.
    pub(super) expected: Vec<f64>,
    /// How often each piece stands in the best cuts.
    pub(super) used: Vec<f64>,
}

impl Probabilities {
    /// Nothing is there but these.
    pub(super) fn new(n_pieces: usize, pieces: impl IntoIterator<Item = (u32, f64)>) -> Self {
        let mut all = vec![f64::NEG_INFINITY; n_pieces];
        let mut least = f64::INFINITY;
        for (piece, log_prob) in pieces {
            all[piece as usize] = log_prob;
            least = least.min(log_prob);
        }
        all[0] = least - UNKNOWN_PENALTY;
        Self(all)
    }

    pub(super) fn of(&self, piece: u32) -> f64 {
        self.0[piece as usize]
    }

    fn is_gone(&self, piece: u32) -> bool {
        self.of(piece) == f64::NEG_INFINITY
    }
}

impl Lattices {
    /// The lattices of words, as ranges of characters, from the places of all pieces, by length.
    pub(super) fn new(words: Vec<Range<usize>>, times: Vec<f64>, parts: &[Vec<Part>], n_pieces: usize) -> Self {
        let n_chars = words.last().map_or(0, |word| word.end);
        let mut first = vec![0; n_chars + 1];
        parts.iter().flatten().for_each(|part| first[part.start as usize + 1] += 1);
        (0..n_chars).for_each(|at| first[at + 1] += first[at]);
        let mut next = first.clone();
        let mut edges = vec![Edge { piece: 0, length: 1 }; first[n_chars]];
        let mut places = vec![0..0; n_pieces];
        for (length, parts) in parts.iter().enumerate() {
            for &Part { start, piece } in parts {
                let start = start as usize;
                edges[next[start]] = Edge { piece, length: length as u32 };
                next[start] += 1;
                places[piece as usize] = start..start + length;
            }
        }
        let longest = words.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        let (forward, best) = (vec![0.0; longest + 1], vec![(0.0, 0, 0); longest + 1]);
        Self { words, times, first, edges, places, backward: forward.clone(), forward, best }
    }

    /// Forgets the edges of pieces that are gone. A character stays, if only as an unknown one.
    pub(super) fn retain(&mut self, probabilities: &Probabilities) {
        let mut kept = 0;
        for at in 1..self.first.len() {
            let edges = self.first[at - 1]..std::mem::replace(&mut self.first[at], 0);
            self.first[at - 1] = kept;
            for i in edges.clone() {
                if i == edges.start || !probabilities.is_gone(self.edges[i].piece) {
                    self.edges[kept] = self.edges[i];
                    kept += 1;
                }
            }
            self.first[at] = edges.end;
        }
        if let Some(last) = self.first.last_mut() {
            *last = kept;
        }
        self.edges.truncate(kept);
    }

    /// The edges from a character: piece, end and log probability.
    fn edges(&self, probabilities: &Probabilities, start: usize) -> impl Iterator<Item = (u32, usize, f64)> {
        self.edges[self.first[start]..self.first[start + 1]].iter().map(move |edge| {
            let piece = if probabilities.is_gone(edge.piece) { 0 } else { edge.piece };
            (piece, start + edge.length as usize, probabilities.of(piece))
        })
    }

    /// Goes through all words.
    pub(super) fn measure(&mut self, probabilities: &Probabilities) -> Measured {
        let n_pieces = self.places.len();
        let (mut expected, mut used) = (vec![0.0; n_pieces], vec![0.0; n_pieces]);
        let (mut sum, mut n_tokens) = (0.0, 0);
        for word in 0..self.words.len() {
            let times = self.times[word];
            sum += times * self.forward_backward(probabilities, word, &mut expected);
            self.find_best(probabilities, self.words[word].clone(), false);
            let mut end = self.words[word].len();
            while end > 0 {
                let (_, start, piece) = self.best[end];
                used[piece as usize] += times;
                n_tokens += times as usize;
                end = start;
            }
        }
        let n_words: f64 = self.times.iter().sum();
        let objective = if n_words > 0.0 { -sum / n_words } else { 0.0 };
        Measured { objective, n_tokens, expected, used }
    }

    /// Adds to what is expected, and returns the logarithm of the word's probability.
    fn forward_backward(&mut self, probabilities: &Probabilities, word: usize, expected: &mut [f64]) -> f64 {
        let Range { start: from, end: to } = self.words[word].clone();
        let n = to - from;
        let (mut forward, mut backward) = (std::mem::take(&mut self.forward), std::mem::take(&mut self.backward));
        forward[..=n].fill(f64::NEG_INFINITY);
        backward[..=n].fill(f64::NEG_INFINITY);
        (forward[0], backward[n]) = (0.0, 0.0);
        for start in from..to {
            let so_far = forward[start - from];
            for (_, end, log_prob) in self.edges(probabilities, start) {
                forward[end - from] = log_sum_exp(forward[end - from], log_prob + so_far);
            }
        }
        for start in (from..to).rev() {
            for (_, end, log_prob) in self.edges(probabilities, start) {
                backward[start - from] = log_sum_exp(backward[start - from], log_prob + backward[end - from]);
            }
        }
        let whole = forward[n];
        for start in from..to {
            for (piece, end, log_prob) in self.edges(probabilities, start) {
                let share = forward[start - from] + log_prob + backward[end - from] - whole;
                expected[piece as usize] += self.times[word] * share.exp();
            }
        }
        (self.forward, self.backward) = (forward, backward);
        whole
    }

    /// The best way through some characters, into `best`: for each end the sum, and where its last piece begins and
    /// which it is. Of equally good ways the one with the longer last piece is taken. With `parts` the edge that covers
    /// all is left out.
    fn find_best(&mut self, probabilities: &Probabilities, chars: Range<usize>, parts: bool) {
        let mut best = std::mem::take(&mut self.best);
        best[..=chars.len()].fill((f64::NEG_INFINITY, 0, 0));
        best[0].0 = 0.0;
        for start in chars.clone() {
            let so_far = best[start - chars.start].0;
            for (piece, end, log_prob) in self.edges(probabilities, start) {
                let is_whole = parts && end - start == chars.len();
                if end <= chars.end && !is_whole && so_far + log_prob > best[end - chars.start].0 {
                    best[end - chars.start] = (so_far + log_prob, start - chars.start, piece);
                }
            }
        }
        self.best = best;
    }

    /// The best way to write a piece with others, and its log probability.
    pub(super) fn alternative(&mut self, probabilities: &Probabilities, piece: u32) -> (Vec<u32>, f64) {
        let place = self.places[piece as usize].clone();
        self.find_best(probabilities, place.clone(), true);
        let mut pieces = Vec::new();
        let mut end = place.len();
        while end > 0 && place.len() > 1 {
            let (_, start, piece) = self.best[end];
            pieces.push(piece);
            end = start;
        }
        pieces.reverse();
        (pieces, self.best[place.len()].0)
    }
}

/// ln(eᵃ + eᵇ). What is e⁵⁰ times smaller is not added.
fn log_sum_exp(a: f64, b: f64) -> f64 {
    let (less, more) = if a > b { (b, a) } else { (a, b) };
    if less == f64::NEG_INFINITY || more > less + 50.0 { more } else { more + ((less - more).exp() + 1.0).ln() }
}

#[cfg(test)]
mod tests {
    use super::super::seed::seeds;
    use super::*;
    use proptest::prelude::*;

    /// All ways to cut a text, as numbers of pieces.
    fn ways(texts: &[String], text: &str) -> Vec<Vec<usize>> {
        if text.is_empty() {
            return vec![vec![]];
        }
        let first = texts.iter().enumerate().skip(1).filter(|(_, piece)| text.starts_with(piece.as_str()));
        let with = |(id, piece): (usize, &String)| {
            ways(texts, &text[piece.len()..]).into_iter().map(move |rest| [vec![id], rest].concat())
        };
        first.flat_map(with).collect()
    }

    proptest! {
        #[test]
        fn what_is_expected_is_the_mean_over_all_cuts(words in proptest::collection::vec("[ab]{1,7}", 1..4)) {
            let words: Vec<(String, usize)> = words.into_iter().zip([2, 1, 3]).collect();
            let mut seeds = seeds(&words);
            let n = seeds.texts.len();
            let log_prob = |piece: usize| -(piece as f64) / 3.0 - 1.0;
            let probabilities = Probabilities::new(n, (1..n).map(|piece| (piece as u32, log_prob(piece))));
            let measured = seeds.lattices.measure(&probabilities);
            let (mut expected, mut sum) = (vec![0.0; n], 0.0);
            for (word, times) in &words {
                let ways = ways(&seeds.texts, word);
                let of = |way: &Vec<usize>| way.iter().map(|&piece| log_prob(piece)).sum::<f64>().exp();
                let whole: f64 = ways.iter().map(of).sum();
                sum -= *times as f64 * whole.ln();
                for way in &ways {
                    way.iter().for_each(|&piece| expected[piece] += *times as f64 * of(way) / whole);
                }
            }
            let n_words: usize = words.iter().map(|(_, times)| times).sum();
            prop_assert!((measured.objective - sum / n_words as f64).abs() < 1e-9);
            for (ours, expected) in measured.expected.iter().zip(expected) {
                prop_assert!((ours - expected).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn what_is_expected_is_what_all_cuts_say() {
        let mut seeds = seeds(&[("aab".into(), 2), ("ab".into(), 1)]);
        let id = |text: &str| seeds.texts.iter().position(|other| other == text).unwrap() as u32;
        let (a, b) = (id("a"), id("b"));
        let probabilities = Probabilities::new(seeds.texts.len(), [(a, 0.5_f64.ln()), (b, 0.25_f64.ln())]);
        let measured = seeds.lattices.measure(&probabilities);
        assert_eq!((measured.n_tokens, measured.used[a as usize], measured.expected[b as usize]), (8, 5.0, 3.0));
        let each = -(2.0 * 0.0625_f64.ln() + 0.125_f64.ln()) / 3.0;
        assert!((measured.objective - each).abs() < 1e-12);
    }

    #[test]
    fn a_character_that_is_gone_is_unknown() {
        let mut seeds = seeds(&[("ab".into(), 1)]);
        let b = seeds.texts.iter().position(|other| other == "b").unwrap() as u32;
        let probabilities = Probabilities::new(seeds.texts.len(), [(b, 0.5_f64.ln())]);
        seeds.lattices.retain(&probabilities);
        let measured = seeds.lattices.measure(&probabilities);
        assert_eq!((measured.used[0], measured.used[b as usize]), (1.0, 1.0));
        assert!((measured.objective + 2.0 * 0.5_f64.ln() - UNKNOWN_PENALTY).abs() < 1e-12);
    }
}
