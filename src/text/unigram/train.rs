//! Learning probabilities and pruning, in turns.

use super::lattice::{Lattices, Measured, Probabilities};
use super::prune::{Pruned, prune};
use super::seed::{Seeds, seeds};
use super::stage::{Kind, Scored, Step};
use super::{Normalization, Prepared};
use std::collections::{HashMap, HashSet};

/// How much of the vocabulary a pruning leaves.
const SHRINKING: f64 = 0.75;
/// Iterations of expectation maximisation before each pruning.
const N_ITERATIONS: usize = 2;
/// Pieces that are expected less often go at once.
const MIN_EXPECTED: f64 = 0.5;
/// How much more probable each of the characters that had gone is than the one before it, when they come back.
const APART: f64 = 0.0001;

/// What was learnt from a text, step by step.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// What became of characters first.
    pub normalization: Normalization,
    /// The different words in the order in which they first appear, and how often each does.
    pub words: Vec<(String, usize)>,
    /// The texts of all pieces that there can be, by number. Number 0 is [`super::UNKNOWN`].
    pub texts: Vec<String>,
    /// The seed, then two iterations of expectation maximisation and a pruning in turns, then the vocabulary. There are
    /// always at least two.
    pub steps: Vec<Step>,
}

/// Learns a vocabulary of `vocab_size` pieces, [`super::UNKNOWN`] counted too; of fewer if the text has no more. The
/// alphabet is always whole, however small `vocab_size` is. Each line is a text of its own. `progress` hears how many
/// steps have been taken, and of how many, which is a guess.
///
/// This is Hugging Face's `UnigramTrainer`. Where that is left to the order of a hash table, here words are in the order
/// in which they appear, and characters that come back in the end in that of Unicode. Of equally good cuts the one with
/// the longer last piece counts, of equal losses the piece that came first stays. Hugging Face refuses a vocabulary smaller
/// than the alphabet, and makes one larger than wanted if there is room for nothing else.
pub fn train(
    text: &str,
    normalization: Normalization,
    vocab_size: usize,
    mut progress: impl FnMut(usize, usize),
) -> Training {
    let words = count_words(text, normalization);
    progress(0, 1);
    let Seeds { texts, scores, lattices, alphabet } = seeds(&words);
    let vocab_size = vocab_size.max(alphabet.len() + 1);
    // A tenth more is left to choose from in the end.
    let wanted = vocab_size.saturating_add(vocab_size / 10);
    let n_words = words.iter().map(|&(_, times)| times as f64).sum();
    let mut training = Training { normalization, words, texts, steps: Vec::new() };
    let sum = scores.iter().map(|&(_, score)| score).sum::<f64>().ln();
    let pieces = scores.into_iter().map(|(piece, score)| (piece, score.ln() - sum)).collect();
    let mut learner = Learner { lattices, n_pieces: training.texts.len(), pieces };
    let mut told = |step: Step| {
        let left = if step.kind == Kind::Vocabulary { 0 } else { steps_left(step.pieces.len(), wanted) };
        training.steps.push(step);
        progress(training.steps.len(), training.steps.len() + left);
    };

    let (mut step, mut measured) = learner.step(Kind::Seed);
    loop {
        for iteration in 0..N_ITERATIONS {
            let dropped = learner.maximise(&measured);
            told(step);
            (step, measured) = learner.step(Kind::Em { iteration });
            step.dropped = dropped;
        }
        if learner.pieces.len() < wanted {
            break;
        }
        let n = wanted.max(((learner.pieces.len() + 1) as f64 * SHRINKING) as usize);
        let Pruned { spared, lost, .. } = learner.prune(&measured, n, n_words);
        if lost.is_empty() {
            break; // nothing can go
        }
        told(step);
        (step, measured) = learner.step(Kind::Pruned);
        (step.spared, step.lost) = (spared, lost);
    }
    told(step);
    let dropped = learner.finish(&alphabet, vocab_size);
    told(Step { dropped, ..learner.step(Kind::Vocabulary).0 });
    training
}

/// How many steps it takes from so many pieces to the vocabulary, if pruning alone takes pieces away.
fn steps_left(n_pieces: usize, wanted: usize) -> usize {
    let n_prunings = (wanted as f64 / n_pieces.max(1) as f64).ln() / SHRINKING.ln();
    1 + (N_ITERATIONS + 1) * n_prunings.max(0.0).ceil() as usize
}

/// The pieces that there are, as they change.
struct Learner {
    lattices: Lattices,
    /// How many numbers there are for pieces.
    n_pieces: usize,
    /// The pieces and their log probabilities. When there are too many in the end, the last ones go.
    pieces: Vec<(u32, f64)>,
}

impl Learner {
    /// Looks at what there is now.
    fn step(&mut self, kind: Kind) -> (Step, Measured) {
        let probabilities = self.probabilities();
        self.lattices.retain(&probabilities);
        let measured = self.lattices.measure(&probabilities);
        let count = |counts: &[f64], piece: u32| counts.get(piece as usize).copied().unwrap_or(0.0);
        let scored = |&(piece, log_prob): &(u32, f64)| Scored {
            piece,
            log_prob,
            expected: count(&measured.expected, piece),
            used: count(&measured.used, piece),
        };
        let pieces = self.pieces.iter().map(scored).collect();
        let step = Step {
            kind,
            pieces,
            objective: measured.objective,
            n_tokens: measured.n_tokens,
            n_unknown: count(&measured.used, 0) as usize,
            dropped: vec![],
            lost: vec![],
            spared: vec![],
        };
        (step, measured)
    }

    fn probabilities(&self) -> Probabilities {
        Probabilities::new(self.n_pieces, self.pieces.iter().copied())
    }

    /// The M step: a piece's probability is its share of what is expected, but for the digamma function ψ in place of the
    /// logarithm, which takes from rare pieces and so makes for fewer of them (Liang and Klein, *Structured Bayesian
    /// nonparametric models with variational inference*, 2007). Returns what is expected too rarely.
    fn maximise(&mut self, measured: &Measured) -> Vec<u32> {
        let expected = |piece: u32| measured.expected[piece as usize];
        let (kept, dropped): (Vec<u32>, Vec<u32>) =
            self.pieces.iter().map(|&(piece, _)| piece).partition(|&piece| expected(piece) >= MIN_EXPECTED);
        let all = digamma(kept.iter().map(|&piece| expected(piece)).sum());
        self.pieces = kept.into_iter().map(|piece| (piece, digamma(expected(piece)) - all)).collect();
        dropped
    }

    fn prune(&mut self, measured: &Measured, n: usize, n_words: f64) -> Pruned {
        let probabilities = self.probabilities();
        let pieces: Vec<u32> = self.pieces.iter().map(|&(piece, _)| piece).collect();
        let pruned = prune(&mut self.lattices, &pieces, &probabilities, measured, n, n_words);
        self.pieces = pruned.kept.iter().map(|&piece| (piece, probabilities.of(piece))).collect();
        pruned
    }

    /// The whole alphabet and as many of the others as there is room for, the most probable first. Returns the rest.
    fn finish(&mut self, alphabet: &[u32], vocab_size: usize) -> Vec<u32> {
        let log_probs: HashMap<u32, f64> = self.pieces.iter().copied().collect();
        let mut back = self.pieces.iter().map(|&(_, log_prob)| log_prob).fold(f64::INFINITY, f64::min);
        let character = |&piece: &u32| {
            let log_prob = log_probs.get(&piece).copied().unwrap_or_else(|| {
                back += APART;
                back - APART
            });
            (piece, log_prob)
        };
        let mut finished: Vec<(u32, f64)> = alphabet.iter().map(character).collect();
        let characters: HashSet<u32> = alphabet.iter().copied().collect();
        let mut others = self.pieces.iter().copied().filter(|(piece, _)| !characters.contains(piece));
        finished.extend(others.by_ref().take((vocab_size - 1).saturating_sub(finished.len())));
        let rest = others.map(|(piece, _)| piece).collect();
        finished.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.pieces = finished;
        rest
    }
}

/// ψ(x), the derivative of ln Γ(x), for x > 0: ψ(x) = ψ(x + 1) − 1/x until the asymptotic series around x − ½ is exact.
fn digamma(mut x: f64) -> f64 {
    let mut below = 0.0;
    while x < 7.0 {
        below -= 1.0 / x;
        x += 1.0;
    }
    x -= 0.5;
    let square = 1.0 / x * (1.0 / x);
    let fourth = square * square;
    below
        + (x.ln() + square / 24.0 - 7.0 / 960.0 * fourth + 31.0 / 8064.0 * fourth * square
            - 127.0 / 30720.0 * fourth * fourth)
}

/// The different words of a text, each line a text of its own, in the order in which they first appear, and how often
/// each does.
#[must_use]
pub fn count_words(text: &str, normalization: Normalization) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for line in text.lines() {
        let prepared = Prepared::new(line, normalization);
        for range in prepared.words() {
            let word = prepared.text.get(range).unwrap_or_default();
            match places.get(word) {
                Some(&place) => words[place].1 += 1,
                None => {
                    places.insert(word.to_owned(), words.len());
                    words.push((word.to_owned(), 1));
                }
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digamma_is_what_tables_say() {
        for (x, expected) in
            [(1.0, -0.577_215_664_901_532_9), (0.5, -1.963_510_026_021_423_5), (10.0, 2.251_752_589_066_721)]
        {
            assert!((digamma(x) - expected).abs() < 1e-8, "{x}");
        }
    }

    #[test]
    fn a_vocabulary_is_as_large_as_wanted_and_has_the_alphabet() {
        let text = "low low low lower lower new newest newest wide wider widest";
        let all = train(text, Normalization::NmtNfkc, 999, |_, _| {});
        for vocab_size in [0, 1, 12, 13, 15, 18, usize::MAX] {
            let training = train(text, Normalization::NmtNfkc, vocab_size, |_, _| {});
            let last = training.steps.last().unwrap();
            assert_eq!(last.kind, Kind::Vocabulary);
            assert!(last.pieces.len() < vocab_size.max(12), "{vocab_size}: {}", last.pieces.len());
            for c in "▁lowernstid".chars().map(String::from) {
                assert!(last.pieces.iter().any(|scored| training.texts[scored.piece as usize] == c), "{c}");
            }
        }
        assert!(all.steps.windows(2).all(|pair| pair[1].pieces.len() <= pair[0].pieces.len() + 11));
    }

    #[test]
    fn a_very_long_word_takes_no_time_to_speak_of() {
        let training = train(&"ab".repeat(50_000), Normalization::Identity, 20, |_, _| {});
        assert!(training.steps.last().unwrap().n_tokens < 20_000);
    }

    proptest! {
        #[test]
        fn any_text_can_be_learnt_from(text in "\\PC{0,30}|[ab \\x00\\x01\\n]{0,60}|[它太累 ,\u{301}]{0,60}", vocab_size in 0usize..40) {
            for &normalization in Normalization::ALL {
                let mut told = 0;
                let training = train(&text, normalization, vocab_size, |done, all| {
                    assert!(done <= all);
                    told = done;
                });
                prop_assert_eq!(told, training.steps.len());
                for step in &training.steps {
                    prop_assert!(step.objective.is_finite() && step.pieces.iter().all(|scored| scored.log_prob.is_finite()));
                }
            }
        }
    }
}
