//! Training: along the text, place by place, as far as one likes, and on from there.
//!
//! What is drawn depends on the seed and on the place (or on how many words were drawn before), so a training that
//! is stopped and goes on is the same as one that is not, and both architectures are at the same places at once.

use super::corpus::{Corpus, Draw, Id};
use super::huffman::Tree;
use super::sigmoid::Sigmoid;
use super::step::{Asked, Model, Scratch, Step, learn};
use super::walk::Walk;
use super::{Architecture, Objective, Settings};
use crate::num::random;
use std::rc::Rc;

/// What is drawn under a seed: first vectors, words that are skipped, windows, words that are drawn against one.
const STREAMS: [u64; 4] = [0x500, 0x501, 0x502, 0x503];
/// The step never shrinks below this part of its first length.
const LEAST_RATE: f64 = 1e-4;

/// So many words are read beyond the end of a training, at most and at most 1,000 times the text, to find guesses that can be told: one
/// a time is there in most texts.
const BEYOND: usize = 10_000_000;

/// A training, at some place of the text.
#[derive(Clone, Debug)]
pub struct Trainer {
    architecture: Architecture,
    settings: Settings,
    /// The vectors as they are.
    pub model: Model,
    shared: Rc<Shared>,
    walk: Walk,
    n_drawn: u64,
    scratch: Scratch,
    inputs: Vec<Id>,
    beside: Vec<Id>,
}

/// What does not change.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) corpus: Rc<Corpus>,
    pub(super) kept: Vec<f32>,
    draw: Draw,
    tree: Tree,
    sigmoid: Sigmoid,
    pub(super) keys: [u64; 4],
}

/// What some steps were worth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// All losses, in nats.
    pub loss: f64,
    /// How many guesses there were.
    pub n_pairs: u64,
}

impl Tally {
    /// The loss of a guess on average.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.loss / self.n_pairs.max(1) as f64
    }
}

/// One guess: where, from what, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Its words that guess.
    pub inputs: Vec<Id>,
    /// What is guessed.
    pub target: Id,
}

impl Trainer {
    /// A training that has not begun. Vectors are even over ±1/(2d), what they are multiplied by is 0, as in word2vec.c.
    #[must_use]
    pub fn new(corpus: &Rc<Corpus>, architecture: Architecture, settings: Settings) -> Self {
        let settings = settings.bounded();
        let (d, n) = (settings.dimension, corpus.words.len());
        let keys = STREAMS.map(|stream| random::key(u64::from(settings.seed), stream));
        let is_tree = settings.objective == Objective::HierarchicalSoftmax;
        let shared = Shared {
            kept: corpus.kept(settings.subsample),
            draw: Draw::new(&corpus.counts),
            tree: if is_tree { Tree::new(&corpus.counts) } else { Tree::default() },
            sigmoid: Sigmoid::default(),
            keys,
            corpus: Rc::clone(corpus),
        };
        let input = random::uniform(keys[0], n * d, 0.5 / d as f32);
        let model = Model { dimension: d, input, output: vec![0.0; n * d] };
        let (walk, scratch) = (Walk::default(), Scratch::new(d));
        Self {
            architecture,
            settings,
            model,
            shared: Rc::new(shared),
            walk,
            n_drawn: 0,
            scratch,
            inputs: vec![],
            beside: vec![],
        }
    }

    /// Takes vectors for words before anything is learnt, `vectors` having a word's own where it is known; says of how many it is. The
    /// other words' stay as they were drawn, and what all are multiplied by 0.
    pub fn start_from<'v>(&mut self, vector: impl Fn(&str) -> Option<&'v [f32]>) -> usize {
        let rows = self.model.input.chunks_mut(self.settings.dimension);
        let known = self.shared.corpus.words.iter().zip(rows).filter_map(|(word, row)| Some((row, vector(word)?)));
        known.map(|(row, vector)| row.copy_from_slice(vector)).count()
    }

    /// How many places are read in all, skipped ones among them.
    #[must_use]
    pub fn n_places(&self) -> u64 {
        self.shared.corpus.text.len() as u64 * self.settings.epochs as u64
    }

    /// The words and their counts.
    #[must_use]
    pub fn corpus(&self) -> &Rc<Corpus> {
        &self.shared.corpus
    }

    /// About how many products a place takes.
    #[must_use]
    pub fn cost(&self) -> f64 {
        let Settings { objective, window, dimension, negatives, .. } = self.settings;
        let asked = match objective {
            Objective::Softmax => self.shared.corpus.words.len() as f64,
            Objective::NegativeSampling => 1.0 + negatives as f64,
            Objective::HierarchicalSoftmax => self.shared.tree.mean(&self.shared.corpus.counts),
        };
        let beside = 1.0 + window as f64;
        let vectors = if self.architecture == Architecture::Cbow { beside + 3.0 * asked } else { beside * 3.0 * asked };
        vectors * dimension as f64
    }

    /// The loss of a guess that knows nothing, in nats.
    #[must_use]
    pub fn ignorance(&self) -> f64 {
        let Settings { objective, negatives, .. } = self.settings;
        let ln_2 = std::f64::consts::LN_2;
        match objective {
            Objective::Softmax => (self.shared.corpus.words.len() as f64).ln().max(ln_2),
            Objective::NegativeSampling => (1.0 + negatives as f64) * ln_2,
            Objective::HierarchicalSoftmax => self.shared.tree.mean(&self.shared.corpus.counts).max(1.0) * ln_2,
        }
    }

    /// How often the text is read to find guesses that can be told.
    fn beyond(&self) -> usize {
        self.settings.epochs + (BEYOND / self.shared.corpus.text.len().max(1)).clamp(1, 1_000)
    }

    /// Learns at all places before place `to`.
    #[inline(never)]
    pub fn advance(&mut self, to: u64) -> Tally {
        let mut tally = Tally::default();
        while self.walk.find(&self.shared, self.settings.epochs).is_some_and(|place| place < to) {
            self.each(|trainer, target, rate| {
                let Self { model, scratch, inputs, shared, .. } = trainer;
                scratch.ask(shared, &trainer.settings, &mut trainer.n_drawn, target);
                let loss = learn(model, scratch, inputs, trainer.settings.objective, rate, &shared.sigmoid);
                tally.loss += f64::from(loss);
                tally.n_pairs += 1;
                true
            });
        }
        tally
    }

    /// Goes on by `n` guesses, beyond the end of the training if need be, and tells the one after them: itself, and its step with
    /// at most `limit` candidates. `None` is a text in which nothing can be guessed.
    pub fn pair(&mut self, n: usize, limit: usize) -> Option<(Pair, Step)> {
        let (mut left, mut found, last) = (n, None, self.beyond());
        while found.is_none() {
            self.walk.find(&self.shared, last)?;
            self.each(|trainer, target, rate| {
                let Self { model, scratch, inputs, shared, .. } = trainer;
                scratch.ask(shared, &trainer.settings, &mut trainer.n_drawn, target);
                let (objective, sigmoid) = (trainer.settings.objective, &shared.sigmoid);
                if left > 0 {
                    learn(model, scratch, inputs, objective, rate, sigmoid);
                    left -= 1;
                    return true;
                }
                let step = Step::take(model, scratch, inputs, objective, rate, sigmoid, limit);
                found = Some((Pair { inputs: inputs.clone(), target }, step));
                false
            });
        }
        found
    }

    /// The next places that have words beside them, without learning, as long as `goes_on` says so: the sentence as it is read,
    /// the place in it, and the words beside it.
    pub fn places(&self, mut goes_on: impl FnMut(&[Id], usize, &[Id]) -> bool) {
        let (mut walk, mut beside, last) = (self.walk.clone(), vec![], self.beyond());
        while walk.find(&self.shared, last).is_some() {
            walk.window(&self.shared, self.settings.window, &mut beside);
            walk.at += 1;
            if !beside.is_empty() && !goes_on(&walk.words, walk.at - 1, &beside) {
                return;
            }
        }
    }

    /// Each guess at the next place: `guess` finds the inputs in `self.inputs`, and says whether to go on.
    fn each(&mut self, mut guess: impl FnMut(&mut Self, Id, f32) -> bool) {
        let mut beside = std::mem::take(&mut self.beside);
        let word = self.walk.window(&self.shared, self.settings.window, &mut beside);
        let place = self.walk.places[self.walk.at];
        self.walk.at += 1;
        let done = place as f64 / self.n_places() as f64;
        let rate = (f64::from(self.settings.rate) * (1.0 - done).max(LEAST_RATE)) as f32;
        self.inputs.clear();
        match self.architecture {
            Architecture::Cbow if beside.is_empty() => {}
            Architecture::Cbow => {
                self.inputs.extend_from_slice(&beside);
                guess(self, word, rate);
            }
            Architecture::SkipGram => {
                self.inputs.push(word);
                for &other in &beside {
                    if !guess(self, other, rate) {
                        break;
                    }
                }
            }
        }
        self.beside = beside;
    }
}

impl Scratch {
    /// What is asked to guess a word.
    fn ask(&mut self, shared: &Shared, settings: &Settings, n_drawn: &mut u64, target: Id) {
        let asked = &mut self.asked;
        let one = |row, is_so| Asked { row, wanted: if is_so { 1.0 } else { 0.0 }, times: 1.0 };
        match settings.objective {
            Objective::Softmax => {
                let n = shared.corpus.words.len() as Id;
                if asked.len() != n as usize {
                    *asked = (0..n).map(|row| one(row, false)).collect();
                }
                asked.iter_mut().for_each(|one| one.wanted = 0.0);
                asked[target as usize].wanted = 1.0;
            }
            Objective::NegativeSampling => {
                asked.clear();
                asked.push(one(target, true));
                for _ in 0..settings.negatives {
                    let drawn = shared.draw.word(random::bits(shared.keys[3], *n_drawn));
                    *n_drawn += 1;
                    // The word itself is no word against it; one that is drawn twice counts twice.
                    match asked.iter_mut().find(|one| one.row == drawn) {
                        Some(one) if one.wanted > 0.0 => {}
                        Some(one) => one.times += 1.0,
                        None => asked.push(one(drawn, false)),
                    }
                }
            }
            Objective::HierarchicalSoftmax => {
                asked.clear();
                // word2vec.c asks whether a turn is 0.
                asked.extend(shared.tree.way(target).iter().map(|&(node, is_second)| one(node, !is_second)));
            }
        }
    }
}
