//! The notes' chapter 4: the same text one token at a time, without a mask, and all at once under the causal mask.

use super::{Mask, Model, Stage};
use crate::num::Tensor;

/// The longest text that is run step by step: the steps' matrices together are a third of its cube.
pub const MAX_STEPS: usize = 64;

/// One serial run: the first t tokens alone, unmasked.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Weights of the last layer: `[n_heads, t, t]`.
    pub weights: Tensor,
    /// Output of the last layer: `[t, d_model]`.
    pub output: Tensor,
}

/// Runs a model on the first token, on the first two, and so on, as a decoder does that must wait for its own words.
/// In its last row each run computes what the one masked run has in that row, as long as there is one layer: in a second
/// one the tokens before would have seen, without a mask, what came after them.
#[must_use]
pub fn serial(model: &Model, n_tokens: usize, mut progress: impl FnMut(usize)) -> Vec<Step> {
    let everything = Mask::default();
    let step = |t: usize| {
        let layers = model.run_first(t, &everything);
        progress(t);
        let last = layers.last()?;
        Some(Step { weights: last[Stage::Weights].clone(), output: last[Stage::Output].clone() })
    };
    (1..=n_tokens.min(MAX_STEPS)).map_while(step).collect()
}
