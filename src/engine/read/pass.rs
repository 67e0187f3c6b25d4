//! A text's way through a model, and the memory of the last ones.

use super::super::models::Loaded;
use super::Reading;
use super::found::{Loss, Numbers};
use super::guess;
use super::summary::{self, Pool, Summary};
use super::text::Text;
use crate::model::pretrained::{Arithmetic, Candidate, Folder, Input, Keep, Model, Options, RunFault, Which};
use crate::model::{Mask, Stage, Trace};
use crate::num::Tensor;
use std::cell::RefCell;
use std::rc::Rc;

/// Stages with a row for each query and a column for each key hold so many numbers at most; beyond, only weights are shown.
const MAX_NUMBERS: usize = 64_000_000;

/// How many of these stages there are with scores: dot products, scores, masked scores, weights.
const N_SQUARE: usize = 4;

/// How many passes are remembered: of two models, with heads off and without; or of one both ways, fast and exact.
const MOST: usize = 4;

/// What a pass depends on.
#[derive(Clone, PartialEq)]
pub(super) struct Key {
    folder: Folder,
    ids: Vec<u32>,
    mask: Option<Mask>,
    heads_off: Vec<(usize, usize)>,
    arithmetic: Arithmetic,
}

impl Key {
    pub(super) fn new(loaded: &Loaded, text: &Text, reading: &Reading) -> Self {
        Self {
            folder: loaded.folder.clone(),
            ids: text.ids.clone(),
            mask: text.mask(reading, loaded.model.config().is_causal),
            heads_off: reading.heads_off.clone(),
            arithmetic: reading.arithmetic,
        }
    }

    fn options(&self, keep: Keep, arithmetic: Arithmetic) -> Options {
        Options { mask: self.mask.clone(), heads_off: self.heads_off.clone(), arithmetic, keep }
    }
}

/// What was found on the way.
pub(super) struct Passed {
    key: Key,
    /// What each layer reads, and behind it what the last one writes, `[n_tokens, d_model]` each.
    pub(super) hidden: Vec<Tensor>,
    numbers: Numbers,
    rollout: Option<Tensor>,
    /// The last answers to questions that are cheaper than the whole pass and still not free.
    stages: RefCell<Option<(usize, Trace)>>,
    pooled: RefCell<Option<Pooled>>,
    guesses: RefCell<Vec<Vec<Candidate>>>,
    losses: RefCell<Option<(usize, Vec<Loss>)>>,
}

/// A set of heads with their mean and maximum.
type Pooled = (Vec<(usize, usize)>, (Tensor, Tensor));

/// All heads of one layer, with what comes before the weights or without.
fn only(layer: usize, scores: bool) -> Keep {
    Keep { layers: Which::Only(vec![layer]), heads: Which::All, scores, hidden: false }
}

impl Passed {
    /// Goes through all layers.
    pub(super) fn new(loaded: &Loaded, key: Key, mut progress: impl FnMut(usize)) -> Result<Self, RunFault> {
        let model = &loaded.model;
        let n_layers = model.config().n_layers;
        let mut hidden = vec![model.embed(&Input::from(&key.ids[..]))?];
        let mut summary = Summary::new(&key.ids);
        let mut pool = Pool::default();
        for layer in 0..n_layers {
            let options = key.options(only(layer, false), key.arithmetic);
            let (written, trace) = model.layer(layer, &hidden[layer], &options);
            if let Some(found) = trace {
                summary.add(&found.trace);
                let weights = &found.trace[Stage::Weights];
                (0..weights.planes()).for_each(|head| pool.add(weights.plane(head)));
            }
            hidden.push(written);
            progress(layer + 1);
        }
        let (numbers, rollout) = summary.numbers();
        let pooled = RefCell::new(Some((vec![], pool.finish(key.ids.len()))));
        let (stages, guesses, losses) = (RefCell::default(), RefCell::default(), RefCell::default());
        Ok(Self { key, hidden, numbers, rollout, stages, pooled, guesses, losses })
    }

    /// One layer's working, exactly, from what it read; and whether it has what comes before the weights.
    pub(super) fn trace(&self, loaded: &Loaded, layer: usize) -> (Trace, bool) {
        let n = self.key.ids.len();
        let has_scores = N_SQUARE * loaded.model.config().n_heads * n * n <= MAX_NUMBERS;
        let mut stages = self.stages.borrow_mut();
        if let Some((known, trace)) = &*stages
            && *known == layer
        {
            return (trace.clone(), has_scores);
        }
        let trace = self.again(&loaded.model, layer, has_scores, true, Arithmetic::Exact);
        *stages = Some((layer, trace.clone()));
        (trace, has_scores)
    }

    /// One layer's mask and weights alone.
    pub(super) fn weights(&self, loaded: &Loaded, layer: usize) -> Trace {
        let all = self.again(&loaded.model, layer, false, false, Arithmetic::Exact);
        all.with_only(&[Stage::Mask, Stage::Weights])
    }

    /// How far the weights of a trace of this pass are from those of another one's, head by head.
    pub(super) fn losses(&self, exact: &Self, loaded: &Loaded, layer: usize, trace: &Trace) -> Vec<Loss> {
        let mut losses = self.losses.borrow_mut();
        if let Some((known, losses)) = &*losses
            && *known == layer
        {
            return losses.clone();
        }
        let found = summary::losses(trace, &exact.weights(loaded, layer));
        *losses = Some((layer, found.clone()));
        found
    }

    fn again(&self, model: &Model, layer: usize, scores: bool, parameters: bool, arithmetic: Arithmetic) -> Trace {
        let none = || Trace::new(model.config().sizes());
        let Some(x) = self.hidden.get(layer) else { return none() };
        let (_, found) = model.layer(layer, x, &self.key.options(only(layer, scores), arithmetic));
        let Some(mut found) = found else { return none() };
        if parameters {
            model.show_parameters(&mut found);
        }
        found.trace
    }

    /// The mean and the maximum over some heads. Only the layers that they are in are gone through again.
    pub(super) fn pooled(&self, loaded: &Loaded, heads: &[(usize, usize)]) -> (Tensor, Tensor) {
        let mut pooled = self.pooled.borrow_mut();
        if let Some((known, tensors)) = &*pooled
            && known == heads
        {
            return tensors.clone();
        }
        let mut pool = Pool::default();
        for layer in 0..loaded.model.config().n_layers {
            let taken = |head: &usize| Pool::takes(heads, layer, *head);
            if (0..loaded.model.config().n_heads).any(|head| taken(&head)) {
                let trace = self.again(&loaded.model, layer, false, false, self.key.arithmetic);
                let weights = &trace[Stage::Weights];
                (0..weights.planes()).filter(taken).for_each(|head| pool.add(weights.plane(head)));
            }
        }
        let tensors = pool.finish(self.key.ids.len());
        *pooled = Some((heads.to_vec(), tensors.clone()));
        tensors
    }

    /// The likeliest tokens everywhere; in a long text at the places that are asked for and at the last ones.
    pub(super) fn guesses(&self, loaded: &Loaded, asked: &[usize], progress: impl FnMut()) -> Vec<Vec<Candidate>> {
        let mut guesses = self.guesses.borrow_mut();
        if asked.iter().all(|&place| guesses.get(place).is_some_and(|known| !known.is_empty())) {
            return guesses.clone();
        }
        let Some(last) = self.hidden.last() else { return vec![] };
        let found = guess::guesses(&loaded.model, &loaded.model.norm(last), asked, progress);
        guesses.clone_from(&found);
        found
    }

    /// The numbers of all layers, without those of a pool; and rollout.
    pub(super) fn numbers(&self) -> (Numbers, Option<Tensor>) {
        (self.numbers.clone(), self.rollout.clone())
    }
}

/// The last passes. A reader goes back and forth between layers, heads and places of one text.
#[derive(Default)]
pub(in crate::engine) struct Memory(RefCell<Vec<Rc<Passed>>>);

impl Memory {
    /// A pass, if it is remembered; it is then the last to be forgotten.
    pub(super) fn get(&self, key: &Key) -> Option<Rc<Passed>> {
        let mut all = self.0.borrow_mut();
        let place = all.iter().position(|passed| passed.key == *key)?;
        let passed = all.remove(place);
        all.push(Rc::clone(&passed));
        Some(passed)
    }

    /// Remembers a pass.
    pub(super) fn keep(&self, passed: Passed) -> Rc<Passed> {
        let (mut all, passed) = (self.0.borrow_mut(), Rc::new(passed));
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push(Rc::clone(&passed));
        passed
    }

    /// Forgets what a model did that is another one now, or gone.
    pub(in crate::engine) fn forget(&self, folder: &Folder) {
        self.0.borrow_mut().retain(|passed| passed.key.folder != *folder);
    }
}
