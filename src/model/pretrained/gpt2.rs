//! GPT-2: learned positions, a norm before attention and one before the feed-forward block, and what each finds is
//! added to what came in. Q, K and V stand side by side in one matrix, which is written input by output.

use super::attention::{Projected, attention};
use super::blocks::{LayerNorm, Linear, Vocabulary, add, rows};
use super::config::{Activation, Config};
use super::plan::Source;
use super::run::{Input, Run};
use super::weights::LoadFault;
use super::{Architecture, staged};
use crate::model::Stage;
use crate::num::Tensor;

pub(super) struct Gpt2 {
    tokens: Vocabulary,
    positions: Tensor,
    layers: Vec<Layer>,
    norm: LayerNorm,
    head: Vocabulary,
    activation: Activation,
}

struct Layer {
    attention_norm: LayerNorm,
    q: Linear,
    k: Linear,
    v: Linear,
    output: Linear,
    feed_norm: LayerNorm,
    up: Linear,
    down: Linear,
}

impl Gpt2 {
    pub(super) fn read(config: &Config, source: &mut impl Source) -> Result<Self, LoadFault> {
        let Config { vocab_size, d_model, n_positions, norm_eps, .. } = *config;
        let tokens = Vocabulary::read(source, "wte.weight", vocab_size, d_model)?;
        let positions = source.tensor("wpe.weight", &[n_positions, d_model])?;
        let layers = (0..config.n_layers).map(|layer| Layer::read(config, source, layer)).collect::<Result<_, _>>()?;
        let norm = LayerNorm::read(source, "ln_f", d_model, norm_eps)?;
        let head = if config.is_tied {
            tokens.clone()
        } else {
            Vocabulary::read(source, "lm_head.weight", vocab_size, d_model)?
        };
        Ok(Self { tokens, positions, layers, norm, head, activation: config.activation })
    }
}

impl Layer {
    fn read(config: &Config, source: &mut impl Source, layer: usize) -> Result<Self, LoadFault> {
        let Config { d_model, d_ff, norm_eps, .. } = *config;
        let name = |part: &str| format!("h.{layer}.{part}");
        let [q, k, v] = Linear::read_in_by_out(source, &name("attn.c_attn"), [d_model, d_model])?;
        let [output] = Linear::read_in_by_out(source, &name("attn.c_proj"), [d_model, d_model])?;
        let [up] = Linear::read_in_by_out(source, &name("mlp.c_fc"), [d_model, d_ff])?;
        let [down] = Linear::read_in_by_out(source, &name("mlp.c_proj"), [d_ff, d_model])?;
        Ok(Self {
            attention_norm: LayerNorm::read(source, &name("ln_1"), d_model, norm_eps)?,
            q,
            k,
            v,
            output,
            feed_norm: LayerNorm::read(source, &name("ln_2"), d_model, norm_eps)?,
            up,
            down,
        })
    }
}

impl Architecture for Gpt2 {
    fn embed(&self, input: &Input, first: usize) -> Tensor {
        let tokens = self.tokens.vectors(input.ids.iter().map(|&id| id as usize));
        add(&tokens, &rows(&self.positions, first..first + input.ids.len()))
    }

    fn attend(&self, x: &Tensor, run: &mut Run) -> Tensor {
        let Some(layer) = self.layers.get(run.layer) else { return x.clone() };
        let normed = layer.attention_norm.apply(x);
        let [q, k, v] = run.through_each([&layer.q, &layer.k, &layer.v], &normed);
        attention(run, Projected { x: normed, q, k, v, turned: None }, &layer.output)
    }

    fn layer(&self, x: &Tensor, run: &mut Run) -> Tensor {
        let found = self.attend(x, run);
        let Some(layer) = self.layers.get(run.layer) else { return found };
        let x = add(x, &found);
        let inside = self.activation.apply(run.through(&layer.up, &layer.feed_norm.apply(&x)));
        add(&x, &run.through(&layer.down, &inside))
    }

    fn maps(&self, layer: usize) -> Vec<(Stage, Stage, &Linear)> {
        self.layers.get(layer).map_or(vec![], |layer| staged([&layer.q, &layer.k, &layer.v, &layer.output]))
    }

    fn norm(&self, hidden: &Tensor) -> Tensor {
        self.norm.apply(hidden)
    }

    fn head(&self, last: &Tensor) -> Option<Tensor> {
        Some(self.head.scores(last, &[]))
    }
}
