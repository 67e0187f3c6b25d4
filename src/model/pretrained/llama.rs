//! Llama, Mistral, Qwen2 and Qwen3: queries and keys are turned by their places, several heads share a key, norms have
//! no mean and no bias, and the feed-forward block has a gate. Shazeer, *GLU variants improve transformer* (2020).

use super::attention::{Projected, attention};
use super::blocks::{Linear, RmsNorm, Vocabulary, add};
use super::config::{Activation, Config};
use super::plan::Source;
use super::rotary::Rotary;
use super::run::{Input, Run};
use super::weights::LoadFault;
use super::{Architecture, staged};
use crate::model::Stage;
use crate::model::position::turn;
use crate::num::Tensor;

pub(super) struct Llama {
    tokens: Vocabulary,
    layers: Vec<Layer>,
    norm: RmsNorm,
    head: Vocabulary,
    rotary: Option<Rotary>,
    d_head: usize,
    activation: Activation,
}

struct Layer {
    attention_norm: RmsNorm,
    q: Linear,
    k: Linear,
    v: Linear,
    /// Qwen3's norms of queries and of keys, each as wide as a head.
    qk_norms: Option<(RmsNorm, RmsNorm)>,
    output: Linear,
    feed_norm: RmsNorm,
    gate: Linear,
    up: Linear,
    down: Linear,
}

impl Llama {
    pub(super) fn read(config: &Config, source: &mut impl Source) -> Result<Self, LoadFault> {
        let Config { vocab_size, d_model, d_head, norm_eps, activation, .. } = *config;
        let tokens = Vocabulary::read(source, "embed_tokens.weight", vocab_size, d_model)?;
        let layers = (0..config.n_layers).map(|layer| Layer::read(config, source, layer)).collect::<Result<_, _>>()?;
        let norm = RmsNorm::read(source, "norm", d_model, norm_eps)?;
        let head = if config.is_tied {
            tokens.clone()
        } else {
            Vocabulary::read(source, "lm_head.weight", vocab_size, d_model)?
        };
        Ok(Self { tokens, layers, norm, head, rotary: config.rotary.clone(), d_head, activation })
    }
}

impl Layer {
    fn read(config: &Config, source: &mut impl Source, layer: usize) -> Result<Self, LoadFault> {
        let Config { d_model, d_head, d_ff, norm_eps, biases, .. } = *config;
        let (dim, kv_dim) = (config.n_heads * d_head, config.n_kv_heads * d_head);
        let name = |part: &str| format!("layers.{layer}.{part}");
        let mut norm = |part: &str, width| RmsNorm::read(source, &name(part), width, norm_eps);
        let attention_norm = norm("input_layernorm", d_model)?;
        let feed_norm = norm("post_attention_layernorm", d_model)?;
        let qk_norms = if config.has_qk_norm {
            Some((norm("self_attn.q_norm", d_head)?, norm("self_attn.k_norm", d_head)?))
        } else {
            None
        };
        let mut linear = |part: &str, sizes, bias| Linear::read(source, &name(part), sizes, bias);
        Ok(Self {
            attention_norm,
            q: linear("self_attn.q_proj", [d_model, dim], biases.qkv)?,
            k: linear("self_attn.k_proj", [d_model, kv_dim], biases.qkv)?,
            v: linear("self_attn.v_proj", [d_model, kv_dim], biases.qkv)?,
            qk_norms,
            output: linear("self_attn.o_proj", [dim, d_model], biases.output)?,
            feed_norm,
            gate: linear("mlp.gate_proj", [d_model, d_ff], biases.feed_forward)?,
            up: linear("mlp.up_proj", [d_model, d_ff], biases.feed_forward)?,
            down: linear("mlp.down_proj", [d_ff, d_model], biases.feed_forward)?,
        })
    }
}

impl Architecture for Llama {
    fn embed(&self, input: &Input, _: usize) -> Tensor {
        self.tokens.vectors(input.ids.iter().map(|&id| id as usize))
    }

    fn attend(&self, x: &Tensor, run: &mut Run) -> Tensor {
        let Some(layer) = self.layers.get(run.layer) else { return x.clone() };
        let normed = layer.attention_norm.apply(x);
        let [mut q, mut k, v] = run.through_each([&layer.q, &layer.k, &layer.v], &normed);
        if let Some((q_norm, k_norm)) = &layer.qk_norms {
            (q, k) = (q_norm.apply(&q), k_norm.apply(&k));
        }
        let turned = self.rotary.as_ref().map(|rotary| {
            let angles = rotary.turn(self.d_head, run.n_past + x.rows());
            let turned = |tensor| turn(tensor, self.d_head, &angles.frequencies, run.n_past, angles.scale);
            (turned(&q), turned(&k))
        });
        attention(run, Projected { x: normed, q, k, v, turned }, &layer.output)
    }

    fn layer(&self, x: &Tensor, run: &mut Run) -> Tensor {
        let found = self.attend(x, run);
        let Some(layer) = self.layers.get(run.layer) else { return found };
        let x = add(x, &found);
        let normed = layer.feed_norm.apply(&x);
        let [gate, up] = run.through_each([&layer.gate, &layer.up], &normed);
        let gate = self.activation.apply(gate);
        let gated = gate.data().iter().zip(up.data()).map(|(gate, up)| gate * up).collect();
        add(&x, &run.through(&layer.down, &Tensor::matrix(up.rows(), up.cols(), gated)))
    }

    fn maps(&self, layer: usize) -> Vec<(Stage, Stage, &Linear)> {
        let Some(layer) = self.layers.get(layer) else { return vec![] };
        let mut maps = staged([&layer.q, &layer.k, &layer.v, &layer.output]);
        if layer.qk_norms.is_some() {
            maps.retain(|(w, ..)| !matches!(w, Stage::WQ | Stage::WK));
        }
        maps
    }

    fn norm(&self, hidden: &Tensor) -> Tensor {
        self.norm.apply(hidden)
    }

    fn head(&self, last: &Tensor) -> Option<Tensor> {
        Some(self.head.scores(last, &[]))
    }
}
