//! A pretrained model reads a text.

use super::models::Models;
use super::{Answer, Ask, Doing, Progress, Stop, Trouble};
use crate::model::Mask;
use crate::model::pretrained::{Folder, Input, Keep, Options, Which};
use crate::text::Frame;
use serde::{Deserialize, Serialize};

/// How a model reads, and what of it is wanted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Whether the text is filled up or cut off where the tokenizer's file says so.
    pub padded: bool,
    /// Who sees whom; `None` is as the model was trained.
    pub mask: Option<Mask>,
    /// Heads that are switched off: layer and head.
    pub heads_off: Vec<(usize, usize)>,
    /// The layer of which every stage is wanted; the last one if there are fewer.
    pub layer: usize,
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
    /// Numbers that it learnt.
    pub n_parameters: u64,
    /// Tokens that it knows.
    pub vocab_size: usize,
    /// The most tokens of a text, if there is a most.
    pub max_tokens: Option<usize>,
    /// Whether a token sees only those before it.
    pub is_causal: bool,
}

/// What a model made of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// What the model is.
    pub card: Card,
    /// The layer whose stages the answer has.
    pub layer: usize,
}

impl Models {
    /// Lets the model of a question read its text.
    pub(super) fn read(
        &self,
        ask: &Ask,
        reading: &Reading,
        mut progress: impl FnMut(Progress),
    ) -> Result<Answer, Stop> {
        let Some(folder) = &ask.model else { return Ok(Answer::default()) };
        let loaded = self.get(folder)?;
        let config = loaded.model.config();
        let frame = if reading.padded { Frame::Padded } else { Frame::Framed };
        let list = (loaded.reader.encode)(ask.text(), frame).map_err(|reason| fails(folder, reason))?;
        let tokens = loaded.tokens(ask.text(), list);
        let layer = reading.layer.min(config.n_layers.saturating_sub(1));
        let card = Card {
            family: config.family.model_type().into(),
            n_layers: config.n_layers,
            n_heads: config.n_heads,
            n_parameters: config.n_parameters(),
            vocab_size: config.vocab_size,
            max_tokens: config.max_tokens(),
            is_causal: config.is_causal,
        };
        if tokens.is_empty() {
            return Ok(Answer { tokens, read: Some(Read { card, layer }), ..Answer::default() });
        }
        let keep = Keep { layers: Which::Only(vec![layer]), heads: Which::All, scores: true, hidden: false };
        let options = Options { mask: reading.mask.clone(), heads_off: reading.heads_off.clone(), keep };
        let ids: Vec<u32> = tokens.list().iter().map(|token| token.id).collect();
        let total = config.n_layers;
        let tell = |done| progress(Progress { doing: Doing::Reading, done, total });
        let pass = loaded.model.run(&Input::from(&ids[..]), &options, tell);
        let pass = pass.map_err(|fault| fails(folder, format!("{fault:?}")))?;
        let layers = pass.layers.into_iter().map(|layer| layer.trace).collect();
        Ok(Answer { tokens, layers, read: Some(Read { card, layer }), ..Answer::default() })
    }
}

/// Why a model cannot read a text.
pub(super) fn fails(folder: &Folder, reason: String) -> Stop {
    Stop::Fails(Trouble::NoModel(folder.name().into(), reason))
}
