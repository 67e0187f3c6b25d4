//! A pretrained model reads a text for a program, which is handed the weights of whole heads and the scores of the
//! vocabulary.

use super::models::Models;
use super::read::fails;
use super::{Answer, Ask, Asset, Doing, Progress, Stop, Trouble};
use crate::model::pretrained::{Arithmetic, Input, Keep, Options, Which};
use crate::model::{Mask, Stage};
use crate::text::Frame;
use serde::{Deserialize, Serialize};

/// The most numbers that are handed over, one gibibyte of them: all heads of GPT-2 over all its 1,024 tokens, and the scores.
const MOST: u64 = 1 << 28;
/// The most that a model and they have together: of the four gibibytes that a module's memory has, half of one is left to
/// work in.
const MOST_WITH_MODEL: u64 = 7 << 27;

/// What a program wants of a pass.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Collecting {
    /// Layers, from 0; `None` is all.
    pub layers: Option<Vec<usize>>,
    /// Heads of each, from 0; `None` is all.
    pub heads: Option<Vec<usize>>,
    /// Who sees whom; `None` is as the model was trained.
    pub mask: Option<Mask>,
    /// Heads that are switched off: layer and head.
    pub heads_off: Vec<(usize, usize)>,
    /// How linear maps are worked out.
    pub arithmetic: Arithmetic,
    /// Whether the text is filled up or cut off where the tokenizer's file says so.
    pub padded: bool,
}

/// Whose weights an answer has: of each of these layers a trace with the weights of these heads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// The layers, in order.
    pub layers: Vec<usize>,
    /// The heads, in order.
    pub heads: Vec<usize>,
    /// Whether the model was made to predict, so that there are scores.
    pub has_logits: bool,
}

impl Models {
    /// Lets the model of a question read its text, and keeps what a program wants.
    #[inline(never)]
    pub(super) fn collect(
        &self,
        ask: &Ask,
        collecting: &Collecting,
        mut progress: impl FnMut(Progress),
    ) -> Result<Answer, Stop> {
        let Some(folder) = &ask.model else { return Ok(Answer::default()) };
        let loaded = self.get(folder, Asset::Model)?;
        let config = loaded.model.config();
        let frame = Frame::of_model(collecting.padded);
        let list = (loaded.reader.encode)(ask.text(), frame).map_err(|reason| fails(folder, reason))?;
        let n_found = list.len();
        let tokens = loaded.tokens(ask.text(), list, n_found);
        let (n_layers, n_heads, n_tokens) = (config.n_layers, config.n_heads, tokens.len());
        let of = |wanted: &Option<Vec<usize>>, n: usize| match wanted {
            Some(wanted) if wanted.iter().any(|&one| one >= n) => {
                Err(Stop::Fails(Trouble::NoHead { n_layers, n_heads }))
            }
            Some(wanted) => Ok(wanted.clone()),
            None => Ok((0..n).collect::<Vec<_>>()),
        };
        let (layers, heads) = (of(&collecting.layers, n_layers)?, of(&collecting.heads, n_heads)?);
        if tokens.is_empty() {
            let collected = Some(Collected { layers: vec![], heads, has_logits: false });
            return Ok(Answer { tokens, collected, ..Answer::default() });
        }
        let squares = (layers.len() * heads.len() * n_tokens) as u64 * n_tokens as u64;
        let numbers = squares + (n_tokens * config.vocab_size) as u64;
        let most = most(config.n_parameters());
        if numbers > most {
            let (n_layers, n_heads) = (layers.len(), heads.len());
            let vocab_size = config.vocab_size;
            return Err(Stop::Fails(Trouble::TooMuch { n_layers, n_heads, n_tokens, vocab_size, most }));
        }
        let which = (Which::Only(layers.clone()), Which::Only(heads.clone()));
        let keep = Keep { layers: which.0, heads: which.1, scores: false, hidden: false };
        let Collecting { mask, heads_off, arithmetic, .. } = collecting.clone();
        let options = Options { mask, heads_off, arithmetic, keep };
        let ids: Vec<u32> = tokens.list().iter().map(|token| token.id).collect();
        let tell = |done| progress(Progress { doing: Doing::Reading, done, total: n_layers });
        let pass = loaded.model.run(&Input::from(&ids[..]), &options, tell);
        let pass = pass.map_err(|fault| fails(folder, fault))?;
        let logits = loaded.model.logits(&pass.last);
        let collected = Some(Collected { layers, heads, has_logits: logits.is_some() });
        let layers = pass.layers.into_iter().map(|layer| layer.trace.with_only(&[Stage::Weights])).collect();
        Ok(Answer { tokens, layers, collected, logits, ..Answer::default() })
    }
}

/// The most numbers of a model that has so many itself.
fn most(n_parameters: u64) -> u64 {
    MOST_WITH_MODEL.saturating_sub(n_parameters).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_gpt2_can_be_had_and_a_large_model_leaves_less_room() {
        let (n_layers, n_heads, n_tokens, vocab_size) = (12, 12, 1_024, 50_257);
        assert!(n_layers * n_heads * n_tokens * n_tokens + n_tokens * vocab_size <= most(124_439_808));
        assert_eq!((most(0), most(800_000_000), most(u64::MAX)), (MOST, MOST_WITH_MODEL - 800_000_000, 0));
    }
}
