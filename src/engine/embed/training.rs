//! The last training of both architectures, which goes on from where it is.

use super::learner::Learner;
use super::looking::{Asked, Finished, rows};
use super::{Embedded, Embedding, SLICES, Shown, Side};
use crate::engine::{Doing, Progress, Stop};
use crate::repr::word2vec::corpus::Corpus;
use crate::repr::word2vec::shipped::Shipped;
use crate::repr::word2vec::train::{Pair, Trainer};
use crate::repr::word2vec::{Architecture, Objective, Settings};
use crate::text::{self, Tokenizer, Tokens};
use std::cell::RefCell;
use std::rc::Rc;

/// Products of two numbers that take about a second in a browser.
const A_SECOND: f64 = 1.5e9;
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
    start: Option<Start>,
}

/// From which vectors a training goes on: the page's, or the file at an address.
type Start = (Option<Shipped>, Option<String>);

/// The guess of each side.
type Guesses = [Option<Shown>; 2];
/// The words of a sentence, and a place in it.
type Sentence = (Vec<String>, usize);

struct Training {
    n_sentences: usize,
    n_started: Option<usize>,
    step: usize,
    sides: [Learner; 2],
}

impl Remembered {
    /// Learns as far as is asked, and looks at it.
    pub(super) fn learn(
        &self,
        lines: &Lines,
        wanted: &Embedding,
        start: Option<&Finished>,
        cut: impl Fn(&str) -> Result<Tokens, Stop>,
        mut progress: impl FnMut(Progress),
    ) -> Result<Embedded, Stop> {
        let key = Key {
            text: lines.text.to_owned(),
            tokenizer: lines.tokenizer,
            loaded: lines.loaded.to_vec(),
            min_count: wanted.min_count,
            settings: wanted.settings.bounded(),
            start: start.map(|_| (wanted.shipped, wanted.file.clone())),
        };
        let step = wanted.step.map(|step| step.min(SLICES));
        let mut last = self.0.borrow_mut();
        let is_on_the_way = last.as_ref().is_some_and(|(old, training)| {
            *old == key && training.step <= step.unwrap_or_else(|| training.affordable())
        });
        if !is_on_the_way {
            // The old one's memory is free before there is a new one.
            *last = None;
            let lines: Vec<&str> = text::lines(lines.text).collect();
            let sentences = lines.iter().map(|line| cut(line)).collect::<Result<Vec<_>, _>>()?;
            let corpus = Corpus::new(sentences.iter().map(Tokens::texts), key.min_count, key.settings.max_words());
            let training = Training::new(&Rc::new(corpus), key.settings, start, sentences.len());
            *last = Some((key, training));
        }
        let Some((_, training)) = last.as_mut() else { return Ok(Embedded::default()) };
        let step = step.unwrap_or_else(|| training.affordable());
        training.go_on(step, &mut progress);
        Ok(training.look(wanted))
    }
}

impl Training {
    fn new(corpus: &Rc<Corpus>, settings: Settings, start: Option<&Finished>, n_sentences: usize) -> Self {
        let mut trainers = [Architecture::Cbow, Architecture::SkipGram].map(|one| Trainer::new(corpus, one, settings));
        let n_started = start.map(|start| {
            let rows = start.by_word();
            let [n, _] = trainers.each_mut().map(|trainer| trainer.start_from(|word| rows.get(word).copied()));
            n
        });
        Self { n_sentences, n_started, step: 0, sides: trainers.map(Learner::new) }
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

    fn look(&mut self, wanted: &Embedding) -> Embedded {
        let corpus = Rc::clone(self.sides[0].trainer.corpus());
        let own = usize::from(wanted.architecture == Architecture::SkipGram);
        let (dots, shares) = self.sides[own].dots();
        let asked = Asked::new(wanted, &corpus.words);
        let (shown, sentence) = self.shown(wanted, &corpus);
        let look = |(side, shown): (&Learner, Option<Shown>)| Side {
            losses: side.losses.iter().map(|tally| (tally.n_pairs > 0).then(|| tally.mean() as f32)).collect(),
            n_pairs: side.losses.iter().map(|tally| tally.n_pairs).sum(),
            diverged: side.diverged,
            shown,
            ..asked.look(&side.trainer.model, &corpus.words)
        };
        let drawn = &self.sides[own];
        let model = &drawn.trainer.model;
        Embedded {
            n_tokens: corpus.n_tokens,
            n_distinct: corpus.n_distinct,
            n_words: corpus.words.len(),
            is_full: corpus.words.len() == wanted.settings.max_words() && corpus.words.len() < corpus.n_distinct,
            n_sentences: self.n_sentences,
            n_started: self.n_started,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Shelf, tokenize};

    #[test]
    fn a_plane_is_found_once() {
        let remembered = Remembered::default();
        let shares = |step, near: &str| {
            let wanted = Embedding { step: Some(step), near: near.into(), min_count: 1, ..Embedding::default() };
            let lines = Lines { text: "a b c\nb c d", tokenizer: Tokenizer::Whitespace, loaded: &[] };
            let cut = |line: &str| tokenize(line, lines.tokenizer, &Shelf::default(), 99).map_err(Stop::from);
            remembered.learn(&lines, &wanted, None, cut, |_| {}).unwrap().shares
        };
        shares(3, "a");
        if let Some((_, training)) = remembered.0.borrow_mut().as_mut() {
            training.sides[1].plane.as_mut().unwrap().shares = [7.0; 2];
        }
        assert_eq!(shares(3, "b"), [7.0; 2], "found out once");
        assert!(shares(4, "b")[0] < 1.0, "what is learnt moves words");
    }
}
