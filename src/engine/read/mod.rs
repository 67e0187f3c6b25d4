//! A pretrained model reads a text. In reading order: [`Text`] is what it reads; a [`Passed`] is what was found on the way
//! through the layers, and is remembered, so that choosing another layer or another set of heads costs a layer or a few;
//! `summary` and `guess` sum it up.

mod found;
mod guess;
mod pass;
mod summary;
mod text;

pub use found::{Found, Loss, Measure, Moved, Numbers};
pub use guess::TOLD;
pub use summary::SIDE;
pub use text::MAX_READ;

use super::models::{Loaded, Models};
use super::{Answer, Ask, Asset, Doing, FolderFault, Progress, Stop, Trouble};
use crate::model::pretrained::{Arithmetic, Config, Folder};
use crate::model::{Mask, Trace};
use crate::text::{Piece, Tokens};
use pass::{Key, Passed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;
use text::Text;

pub(super) use pass::Memory;

/// How a model reads, and what of it is wanted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Whether the text is filled up or cut off where the tokenizer's file says so.
    pub padded: bool,
    /// Who sees whom; `None` is as the model was trained.
    pub mask: Option<Mask>,
    /// How linear maps are worked out on the way through the layers. The layer that is looked at is worked out exactly from
    /// what the layers before it handed on, so that its numbers are the sums that they are told to be.
    pub arithmetic: Arithmetic,
    /// Places of tokens that the model has to guess, if its tokenizer has a token for that.
    pub masked: Vec<usize>,
    /// Heads that are switched off: layer and head.
    pub heads_off: Vec<(usize, usize)>,
    /// Heads of which the mean and the maximum are wanted; none stands for all.
    pub pooled: Vec<(usize, usize)>,
    /// The layer of which every stage is wanted; the last one if there are fewer.
    pub layer: usize,
    /// The token whose prediction is looked at, layer by layer; `None` is the first that is hidden, or else the last.
    pub place: Option<usize>,
    /// Another model, which reads the question's second text, or the same text if there is none. Without it, a second text
    /// is read by the same model.
    pub beside: Option<Folder>,
}

/// What a model is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its `model_type`.
    pub family: String,
    /// Layers.
    pub n_layers: usize,
    /// Heads of a layer.
    pub n_heads: usize,
    /// Width of a token's vector.
    pub d_model: usize,
    /// Numbers that it learnt.
    pub n_parameters: u64,
    /// Tokens that it knows.
    pub vocab_size: usize,
    /// The most tokens of a text, if there is a most.
    pub max_tokens: Option<usize>,
    /// Whether a token sees only those before it.
    pub is_causal: bool,
    /// Whether it can be asked to guess a hidden token.
    pub has_mask: bool,
    /// How many tokens the tokenizer's file fills a text up to, or cuts it off at, if it does.
    pub fixed_length: Option<usize>,
}

impl Card {
    /// The card of a model that is loaded.
    pub(super) fn of(loaded: &Loaded) -> Self {
        let (config, reader) = (loaded.model.config(), &loaded.reader);
        Self {
            family: config.family.model_type().into(),
            n_layers: config.n_layers,
            n_heads: config.n_heads,
            d_model: config.d_model,
            n_parameters: config.n_parameters(),
            vocab_size: config.vocab_size,
            max_tokens: config.max_tokens(),
            is_causal: config.is_causal,
            has_mask: reader.mask.is_some(),
            fixed_length: reader.fixed_length,
        }
    }
}

/// What a model made of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// What the model is.
    pub card: Card,
    /// The layer whose stages the answer has.
    pub layer: usize,
    /// What was found on the way; nothing if the text has no tokens.
    pub found: Option<Found>,
}

/// What is put beside a reading: the same layer of another model or over another text.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The tokens.
    pub tokens: Tokens,
    /// The layer, which is an earlier one if the other model has fewer.
    pub layer: usize,
    /// Its mask and weights.
    pub trace: Trace,
}

impl Models {
    /// Lets the model of a question read its text.
    #[inline(never)]
    pub(super) fn read(
        &self,
        ask: &Ask,
        reading: &Reading,
        mut progress: impl FnMut(Progress),
    ) -> Result<Answer, Stop> {
        let Some(folder) = &ask.model else { return Ok(Answer::default()) };
        let loaded = self.get(folder, Asset::Model)?;
        // What is missing is asked for before the work begins.
        let other = reading.beside.as_ref().map(|folder| self.get(folder, Asset::Beside)).transpose()?;
        let text = Text::new(loaded, ask.text(), reading)?;
        let config = loaded.model.config();
        let layer = reading.layer.min(config.n_layers.saturating_sub(1));
        let mut read = Read { card: Card::of(loaded), layer, found: None };
        if text.ids.is_empty() {
            return Ok(Answer { tokens: text.tokens, read: Some(read), ..Answer::default() });
        }
        let passed = self.passed(loaded, &text, reading, &mut progress)?;
        let (trace, has_scores) = passed.trace(loaded, layer);
        let (rollout, mut found) = self.found(loaded, &text, reading, &passed, &mut progress)?;
        found.has_scores = has_scores;
        if reading.arithmetic == Arithmetic::Fast {
            let exact = Reading { arithmetic: Arithmetic::Exact, ..reading.clone() };
            let exact = self.passed(loaded, &text, &exact, &mut progress)?;
            found.losses = Some(passed.losses(&exact, loaded, layer, &trace));
        }
        read.found = Some(found);
        let beside = match (other, &ask.kv_text) {
            (None, None) => None,
            (other, second) => {
                let second = second.as_deref().unwrap_or(ask.text());
                self.beside(other.unwrap_or(loaded), folder, second, reading, &mut progress)?
            }
        };
        Ok(Answer { tokens: text.tokens, layers: vec![trace], rollout, beside, read: Some(read), ..Answer::default() })
    }

    /// A text's way through the layers, from memory if it is there.
    fn passed(
        &self,
        loaded: &Loaded,
        text: &Text,
        reading: &Reading,
        progress: &mut impl FnMut(Progress),
    ) -> Result<Rc<Passed>, Stop> {
        let key = Key::new(loaded, text, reading);
        if let Some(passed) = self.memory.get(&key) {
            return Ok(passed);
        }
        let total = loaded.model.config().n_layers;
        let tell = |done| progress(Progress { doing: Doing::Reading, done, total });
        let passed = Passed::new(loaded, key, tell).map_err(|fault| fails(&loaded.folder, fault))?;
        Ok(self.memory.keep(passed))
    }

    /// What is told beside the stages.
    fn found(
        &self,
        loaded: &Loaded,
        text: &Text,
        reading: &Reading,
        passed: &Passed,
        progress: &mut impl FnMut(Progress),
    ) -> Result<(Option<crate::num::Tensor>, Found), Stop> {
        let config: &Config = loaded.model.config();
        let n = text.ids.len();
        let place = reading.place.unwrap_or_else(|| text.place(config.is_causal)).min(n - 1);
        let asked: Vec<usize> = text.masked.iter().map(|&(place, _)| place).chain([place]).collect();
        let total = config.n_layers;
        let tell = || progress(Progress { doing: Doing::Reading, done: total, total });
        let guesses = passed.guesses(loaded, &asked, tell);
        let lens = guess::lens(&loaded.model, &passed.hidden, place);
        let moved = if reading.heads_off.is_empty() {
            None
        } else {
            let whole = Reading { heads_off: vec![], ..reading.clone() };
            let whole = self.passed(loaded, text, &whole, progress)?;
            let (before, after) = (whole.hidden.last(), passed.hidden.last());
            before.zip(after).and_then(|(before, after)| guess::moved(&loaded.model, before, after, place))
        };
        let (mut numbers, rollout) = passed.numbers();
        (numbers.mean, numbers.max) = passed.pooled(loaded, &reading.pooled);
        let ids = guesses.iter().chain(&lens).flatten().map(|guess| guess.id);
        let ids = ids.chain(moved.iter().flat_map(|moved| moved.tokens.iter().map(|&(id, ..)| id)));
        let ids = ids.chain(text.masked.iter().map(|&(_, id)| id));
        let pieces: BTreeMap<u32, Piece> = ids.filter_map(|id| Some((id, (loaded.reader.piece)(id)?))).collect();
        let (masked, has_scores, losses) = (text.masked.clone(), false, None);
        let layer = reading.layer.min(config.n_layers.saturating_sub(1));
        let mask = text.mask(reading, config.is_causal).unwrap_or_else(|| config.mask(layer));
        let turn = config.rotary.as_ref().map(|rotary| rotary.turn(config.d_head, n));
        let divisor = config.divisor(layer);
        let found =
            Found { guesses, place, lens, moved, masked, pieces, mask, divisor, turn, has_scores, losses, numbers };
        Ok((rollout, found))
    }

    /// The same layer of another model, or over another text.
    fn beside(
        &self,
        other: &Loaded,
        folder: &Folder,
        text: &str,
        reading: &Reading,
        progress: &mut impl FnMut(Progress),
    ) -> Result<Option<Beside>, Stop> {
        // Places and heads of one text and model mean nothing in another.
        let heads_off = if other.folder == *folder { reading.heads_off.clone() } else { vec![] };
        let reading = Reading { heads_off, masked: vec![], ..reading.clone() };
        let text = Text::new(other, text, &reading)?;
        if text.ids.is_empty() {
            return Ok(None);
        }
        let layer = reading.layer.min(other.model.config().n_layers.saturating_sub(1));
        let trace = self.passed(other, &text, &reading, progress)?.weights(other, layer);
        Ok(Some(Beside { tokens: text.tokens, layer, trace }))
    }
}

/// Why a model cannot read a text.
pub(super) fn fails(folder: &Folder, fault: impl Into<FolderFault>) -> Stop {
    Stop::Fails(Trouble::NoModel(folder.clone(), Box::new(fault.into())))
}
