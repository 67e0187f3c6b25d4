//! The last training of both architectures, which goes on from where it is.

use super::looking::{Asked, dots, rows};
use super::{Embedded, Embedding, SLICES, Shown, Side};
use crate::engine::{Doing, Progress, Stop};
use crate::repr::word2vec::corpus::Corpus;
use crate::repr::word2vec::step::Model;
use crate::repr::word2vec::train::{Pair, Tally, Trainer};
use crate::repr::word2vec::{Architecture, Objective, Settings};
use crate::text::{Tokenizer, Tokens};
use std::cell::RefCell;
use std::rc::Rc;

/// Products of two numbers that take about a second in a browser.
const A_SECOND: f64 = 1.5e9;
/// So many products are done between two words of how far it is.
const TOLD: f64 = 1e8;
/// A training whose loss is so many times that of knowing nothing learns nothing any more.
const LOST: f64 = 8.0;
/// The most numbers of vectors that are remembered as they were.
const MAX_PAST: usize = 1 << 22;
/// After so many parts each.
const PAST_EVERY: usize = 5;
/// How many candidates of a guess are told.
const N_CANDIDATES: usize = 10;

/// The text and how it is cut.
pub(in crate::engine) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) tokenizer: Tokenizer,
    pub(super) loaded: &'a [String],
}

/// The last training.
#[derive(Default)]
pub(in crate::engine) struct Remembered(RefCell<Option<(Key, Training)>>);

/// What a training depends on.
#[derive(PartialEq)]
struct Key {
    text: String,
    tokenizer: Tokenizer,
    loaded: Vec<String>,
    min_count: u64,
    settings: Settings,
}

/// The guess of each side.
type Guesses = [Option<Shown>; 2];
/// The words of a sentence, and a place in it.
type Sentence = (Vec<String>, usize);

struct Training {
    n_sentences: usize,
    step: usize,
    sides: [Learner; 2],
}

/// One architecture, on its way.
struct Learner {
    trainer: Trainer,
    losses: Vec<Tally>,
    diverged: Option<usize>,
    /// The most frequent words' vectors after some parts.
    past: Vec<(usize, Vec<f32>)>,
}

impl Remembered {
    /// Learns as far as is asked, and looks at it.
    pub(super) fn learn(
        &self,
        lines: &Lines,
        wanted: &Embedding,
        cut: impl Fn(&str) -> Result<Tokens, Stop>,
        mut progress: impl FnMut(Progress),
    ) -> Result<Embedded, Stop> {
        let key = Key {
            text: lines.text.to_owned(),
            tokenizer: lines.tokenizer,
            loaded: lines.loaded.to_vec(),
            min_count: wanted.min_count,
            settings: wanted.settings.bounded(),
        };
        let step = wanted.step.map(|step| step.min(SLICES));
        let mut last = self.0.borrow_mut();
        let is_on_the_way = last.as_ref().is_some_and(|(old, training)| {
            *old == key && training.step <= step.unwrap_or_else(|| training.affordable())
        });
        if !is_on_the_way {
            // The old one's memory is free before there is a new one.
            *last = None;
            let lines: Vec<&str> = lines.text.lines().filter(|line| !line.trim().is_empty()).collect();
            let sentences = lines.iter().map(|line| cut(line)).collect::<Result<Vec<_>, _>>()?;
            let corpus = Corpus::new(sentences.iter().map(Tokens::texts), key.min_count, key.settings.max_words());
            let training = Training::new(&Rc::new(corpus), key.settings, sentences.len());
            *last = Some((key, training));
        }
        let Some((_, training)) = last.as_mut() else { return Ok(Embedded::default()) };
        let step = step.unwrap_or_else(|| training.affordable());
        training.go_on(step, &mut progress);
        Ok(training.look(wanted))
    }
}

impl Training {
    fn new(corpus: &Rc<Corpus>, settings: Settings, n_sentences: usize) -> Self {
        let side = |architecture| Learner::new(Trainer::new(corpus, architecture, settings));
        Self { n_sentences, step: 0, sides: [side(Architecture::Cbow), side(Architecture::SkipGram)] }
    }

    /// How many parts take no more than about a second, both architectures together.
    fn affordable(&self) -> usize {
        let all: f64 = self.sides.iter().map(|side| side.trainer.cost() * side.trainer.n_places() as f64).sum();
        ((SLICES as f64 * A_SECOND / all.max(1.0)) as usize).min(SLICES)
    }

    fn go_on(&mut self, step: usize, progress: &mut impl FnMut(Progress)) {
        while self.step < step {
            self.step += 1;
            for side in &mut self.sides {
                side.learn(self.step, &mut || {
                    progress(Progress { doing: Doing::Embedding, done: self.step, total: SLICES });
                });
            }
        }
    }

    fn look(&self, wanted: &Embedding) -> Embedded {
        let corpus = Rc::clone(self.sides[0].trainer.corpus());
        let asked = Asked::new(wanted, &corpus.words);
        let (shown, sentence) = self.shown(wanted, &corpus);
        let look = |(side, shown): (&Learner, Option<Shown>)| Side {
            losses: side.losses(),
            n_pairs: side.losses.iter().map(|tally| tally.n_pairs).sum(),
            diverged: side.diverged,
            shown,
            ..asked.look(&side.trainer.model, &corpus.words)
        };
        let drawn = &self.sides[usize::from(wanted.architecture == Architecture::SkipGram)];
        let model = &drawn.trainer.model;
        let (dots, shares) = dots(model, &corpus.words, &corpus.counts);
        Embedded {
            n_tokens: corpus.n_tokens,
            n_distinct: corpus.n_distinct,
            n_words: corpus.words.len(),
            is_full: corpus.words.len() == wanted.settings.max_words() && corpus.words.len() < corpus.n_distinct,
            n_sentences: self.n_sentences,
            dimension: model.dimension,
            step: self.step,
            over_time: asked.near.map_or_else(Vec::new, |word| drawn.over_time(word as usize, self.step)),
            sides: self.sides.iter().zip(shown).map(look).collect(),
            dots,
            shares,
            unknown: asked.unknown,
            vectors: if wanted.whole { rows(model) } else { vec![] },
            words: if wanted.whole { corpus.words.clone() } else { vec![] },
            sentence,
            fault: None,
        }
    }

    /// The guess that is walked through, on each side: Skip-gram's by its number, CBOW's at the same place of the text.
    fn shown(&self, wanted: &Embedding, corpus: &Corpus) -> (Guesses, Option<Sentence>) {
        let [cbow, skip_gram] = &self.sides;
        let (mut left, mut n_places, mut found) = (wanted.pair, 0, None);
        skip_gram.trainer.places(|sentence, at, beside| {
            if left < beside.len() {
                found = Some((sentence.to_vec(), at, beside.len()));
                return false;
            }
            left -= beside.len();
            n_places += 1;
            true
        });
        let Some((sentence, at, n)) = found else { return ([None, None], None) };
        let name = |&id: &u32| corpus.words[id as usize].clone();
        let tell = |learner: &Learner, n_before: usize, of_place: (usize, usize)| {
            let (pair, step) = learner.trainer.clone().pair(n_before, N_CANDIDATES)?;
            let Pair { inputs, target } = pair;
            let is_tree = wanted.settings.objective == Objective::HierarchicalSoftmax;
            let candidate = |row: u32| if is_tree { (row + 1).to_string() } else { name(&row) };
            let shown = Shown {
                inputs: inputs.iter().map(name).collect(),
                target: name(&target),
                candidates: step.candidates.iter().map(|one| candidate(one.vector.row)).collect(),
                step,
                of_place,
            };
            Some(shown).filter(is_finite)
        };
        let sides = [tell(cbow, n_places, (0, 1)), tell(skip_gram, wanted.pair, (left, n))];
        (sides, Some((sentence.iter().map(name).collect(), at)))
    }
}

/// Whether all numbers of a guess are numbers: a step of an absurd length may lead beyond them.
fn is_finite(shown: &Shown) -> bool {
    let step = &shown.step;
    let vectors = step.inputs.iter().chain(step.candidates.iter().map(|one| &one.vector));
    let moved = vectors.flat_map(|moved| moved.before.iter().chain(&moved.after));
    let scores = step.candidates.iter().flat_map(|one| [&one.score, &one.gradient]);
    moved.chain(scores).chain(&step.hidden).chain(&step.error).chain([&step.loss]).all(|number| number.is_finite())
}

impl Learner {
    fn new(trainer: Trainer) -> Self {
        let mut learner = Self { trainer, losses: vec![], diverged: None, past: vec![] };
        learner.remember(0);
        learner
    }

    /// The loss of each part; of one without a guess, which a short text may have, that of the part before it.
    fn losses(&self) -> Vec<f32> {
        let mut last = self.trainer.ignorance();
        let loss = |tally: &Tally| {
            last = if tally.n_pairs > 0 { tally.mean() } else { last };
            last as f32
        };
        self.losses.iter().map(loss).collect()
    }

    /// Learns part `step`, or gives it up and goes back to where the part before it ended.
    fn learn(&mut self, step: usize, told: &mut impl FnMut()) {
        if self.diverged.is_some() {
            return;
        }
        let n = self.trainer.n_places();
        let (from, to) = (n * (step as u64 - 1) / SLICES as u64, n * step as u64 / SLICES as u64);
        let stride = ((TOLD / self.trainer.cost().max(1.0)) as u64).max(1);
        let before = self.trainer.model.clone();
        let (mut tally, mut at) = (Tally::default(), from);
        while at < to {
            at = (at + stride).min(to);
            let more = self.trainer.advance(at);
            tally = Tally { loss: tally.loss + more.loss, n_pairs: tally.n_pairs + more.n_pairs };
            told();
        }
        let mean = tally.mean();
        if mean.is_nan() || mean > LOST * self.trainer.ignorance() || !self.trainer.model.is_finite() {
            (self.trainer.model, self.diverged) = (before, Some(step));
            return;
        }
        self.losses.push(tally);
        if step.is_multiple_of(PAST_EVERY) {
            self.remember(step);
        }
    }

    fn remember(&mut self, step: usize) {
        let Model { dimension, input, .. } = &self.trainer.model;
        let room = MAX_PAST / (SLICES / PAST_EVERY + 1) / dimension.max(&1) * dimension;
        self.past.push((step, input[..input.len().min(room)].to_vec()));
    }

    /// A word's vector after some parts and now; nothing of words too rare to be remembered.
    fn over_time(&self, word: usize, step: usize) -> Vec<(usize, Vec<f32>)> {
        let d = self.trainer.model.dimension;
        let past = self
            .past
            .iter()
            .filter_map(|(step, numbers)| Some((*step, numbers.get(word * d..(word + 1) * d)?.to_vec())));
        let mut all: Vec<(usize, Vec<f32>)> = past.collect();
        if all.last().is_some_and(|&(last, _)| last != step) {
            all.push((step, self.trainer.model.vector(word).to_vec()));
        }
        all
    }
}
