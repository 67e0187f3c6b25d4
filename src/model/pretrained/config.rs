//! What a pretrained model is: its family and its sizes, as its `config.json` says them.
//!
//! Eight families, three ways of building a layer (`bert.rs`, `gpt2.rs`, `llama.rs`). They name the
//! same things differently (`hidden_size`, `n_embd`, `dim`); here each has one name. `families.rs` reads them.

use super::plan::Plan;
use super::rotary::Rotary;
use crate::model::{Mask, Rule, Sizes};
use serde::{Deserialize, Serialize};

/// The families, by their `model_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Family {
    /// Devlin et al., *BERT: pre-training of deep bidirectional transformers* (2019).
    Bert,
    /// Liu et al., *RoBERTa: a robustly optimized BERT pretraining approach* (2019).
    Roberta,
    /// Sanh et al., *DistilBERT, a distilled version of BERT* (2019).
    DistilBert,
    /// Radford et al., *Language models are unsupervised multitask learners* (2019).
    Gpt2,
    /// Touvron et al., *LLaMA: open and efficient foundation language models* (2023).
    Llama,
    /// Jiang et al., *Mistral 7B* (2023).
    Mistral,
    /// Yang et al., *Qwen2 technical report* (2024).
    Qwen2,
    /// Yang et al., *Qwen3 technical report* (2025).
    Qwen3,
}

impl Family {
    /// Every family.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in `config.json`.
    #[must_use]
    pub fn model_type(self) -> &'static str {
        self.into()
    }

    /// Whether it reads a text from both sides and fills gaps in it, rather than continuing it.
    #[must_use]
    pub fn is_encoder(self) -> bool {
        matches!(self, Self::Bert | Self::Roberta | Self::DistilBert)
    }

    /// What may stand before the names of its tensors.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Bert => "bert.",
            Self::Roberta => "roberta.",
            Self::DistilBert => "distilbert.",
            Self::Gpt2 => "transformer.",
            Self::Llama | Self::Mistral | Self::Qwen2 | Self::Qwen3 => "model.",
        }
    }
}

/// The bend in a feed-forward block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// x · Φ(x), with the normal distribution's Φ. Hendrycks and Gimpel, *Gaussian error linear units* (2016).
    Gelu,
    /// The same with an approximation of Φ by tanh.
    GeluTanh,
    /// max(x, 0).
    Relu,
    /// x / (1 + exp(−x)).
    Silu,
}

/// Which linear maps of a Llama-like layer add a bias.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Biases {
    /// Those that make Q, K and V.
    pub qkv: bool,
    /// W_o.
    pub output: bool,
    /// Those of the feed-forward block.
    pub feed_forward: bool,
}

/// A model's sizes and choices, checked: the sizes fit each other and none is 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The family.
    pub family: Family,
    /// Tokens of the vocabulary.
    pub vocab_size: usize,
    /// Width of a token's vector.
    pub d_model: usize,
    /// Width inside the feed-forward block.
    pub d_ff: usize,
    /// Layers.
    pub n_layers: usize,
    /// Heads that ask.
    pub n_heads: usize,
    /// Heads that answer.
    pub n_kv_heads: usize,
    /// Width of one head; all together need not be `d_model` wide.
    pub d_head: usize,
    /// Tokens that it was made for, or, of learned positions, rows of their table.
    pub n_positions: usize,
    /// Kinds of segments that BERT and RoBERTa tell apart; 0 elsewhere.
    pub n_segments: usize,
    /// The token that fills up a batch, of RoBERTa, whose positions skip it; the others do not need it.
    pub pad_token_id: Option<usize>,
    /// Tokens that end a text.
    pub eos_token_ids: Vec<usize>,
    /// What a norm adds to the variance.
    pub norm_eps: f32,
    /// The feed-forward block's bend.
    pub activation: Activation,
    /// Whether the vectors of the vocabulary are also the output's.
    pub is_tied: bool,
    /// Whether a query sees only what came before it.
    pub is_causal: bool,
    /// Whether scores are divided by √d_head.
    pub scales_scores: bool,
    /// Whether the scores of layer i, from 0, are divided by i + 1 too.
    pub scales_by_layer: bool,
    /// Biases of a Llama-like layer; the others have them everywhere.
    pub biases: Biases,
    /// Whether queries and keys are normalized, head by head.
    pub has_qk_norm: bool,
    /// How queries and keys are turned, of a Llama-like model.
    pub rotary: Option<Rotary>,
    /// Of each layer the number of keys before and with its own that a query sees, if it does not see all.
    pub windows: Vec<Option<usize>>,
}

/// Why a `config.json` is no model that is known here. Fields have the names that the file gives them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConfigFault {
    /// Not a JSON object.
    NotJson,
    /// A family that is not known.
    ModelType {
        /// Its name, at most 40 characters; nothing if the file does not say.
        model_type: Option<String>,
    },
    /// A field without which nothing can be computed is missing.
    Missing {
        /// The field.
        field: String,
    },
    /// A field is not a number, or the wrong kind of number, or 0, or beyond all bounds.
    Invalid {
        /// The field.
        field: String,
        /// What stands there, at most 40 characters.
        value: String,
    },
    /// A field asks for what is not built here.
    Unsupported {
        /// The field.
        field: String,
        /// What it asks for, at most 40 characters.
        value: String,
    },
    /// The width can't be cut into so many heads.
    Indivisible {
        /// The width.
        d_model: usize,
        /// The heads.
        n_heads: usize,
    },
    /// The heads can't be cut into so many groups.
    Ungroupable {
        /// Heads that ask.
        n_heads: usize,
        /// Heads that answer.
        n_kv_heads: usize,
    },
    /// The weights are larger than the memory.
    TooLarge {
        /// Numbers that the weights are.
        n_parameters: u64,
        /// Bytes that they need, four for each.
        bytes: u64,
        /// Bytes that there are.
        limit: u64,
    },
}

impl Config {
    /// Reads a `config.json`.
    ///
    /// # Errors
    /// [`ConfigFault`], whatever the bytes are.
    pub fn read(json: &[u8]) -> Result<Self, ConfigFault> {
        super::families::read(json)
    }

    /// How many numbers the weights are, without the head for masked words that a folder may have or lack.
    #[must_use]
    pub fn n_parameters(&self) -> u64 {
        Plan::new(self).n_parameters()
    }

    /// Refuses a model whose weights, four bytes for each, do not fit into so many bytes.
    ///
    /// # Errors
    /// [`ConfigFault::TooLarge`].
    pub fn fits(&self, limit: u64) -> Result<(), ConfigFault> {
        let n_parameters = self.n_parameters();
        let bytes = n_parameters.saturating_mul(4);
        if bytes > limit { Err(ConfigFault::TooLarge { n_parameters, bytes, limit }) } else { Ok(()) }
    }

    /// Bytes of the attention weights of so many heads over all, each `n_tokens` by `n_tokens`.
    #[must_use]
    pub fn weights_bytes(n_heads: usize, n_tokens: usize) -> u64 {
        (n_heads as u64).saturating_mul(n_tokens as u64).saturating_mul(n_tokens as u64).saturating_mul(4)
    }

    /// How many multiplications, each with its addition, a pass of these last tokens takes, that look at so many keys: the
    /// maps of attention, weights and values, the feed-forward block, and of the last token the scores of the vocabulary.
    #[must_use]
    pub fn multiply_adds(&self, n_query: usize, n_key: usize) -> u64 {
        let Sizes { d_model, dim, .. } = self.sizes();
        let n_maps = if self.rotary.is_some() { 3 } else { 2 }; // a Llama-like block has a gate
        let [d_model, dim, n_query, n_key] = [d_model, dim, n_query, n_key].map(|size| size as u64);
        let maps = 2 * d_model * (dim + (self.n_kv_heads * self.d_head) as u64) + n_maps * d_model * self.d_ff as u64;
        self.n_layers as u64 * n_query * (maps + 2 * n_key * dim) + d_model * self.vocab_size as u64
    }

    /// The sizes of its attention.
    #[must_use]
    pub fn sizes(&self) -> Sizes {
        let Self { d_model, n_heads, n_kv_heads, n_layers, d_head, .. } = *self;
        Sizes { d_model, dim: n_heads * d_head, n_heads, n_kv_heads, n_layers }
    }

    /// The most tokens of a text; nothing if positions reach as far as one likes.
    #[must_use]
    pub fn max_tokens(&self) -> Option<usize> {
        let is_dynamic = self.rotary.as_ref().is_some_and(Rotary::is_dynamic);
        // RoBERTa counts from the row after its padding's.
        let unused = self.pad_token_id.map_or(0, |pad| pad + 1);
        (!is_dynamic).then(|| self.n_positions.saturating_sub(unused))
    }

    /// The mask that the model was trained with, of one layer.
    #[must_use]
    pub fn mask(&self, layer: usize) -> Mask {
        let causal = self.is_causal.then_some(Rule::Causal);
        let window = self.windows.get(layer).copied().flatten().map(|size| Rule::Window { size });
        Mask(causal.into_iter().chain(window).collect())
    }

    /// What the dot products of one layer are divided by.
    #[must_use]
    pub fn divisor(&self, layer: usize) -> f32 {
        let sqrt_d_k = if self.scales_scores { (self.d_head as f32).sqrt() } else { 1.0 };
        if self.scales_by_layer { sqrt_d_k * (layer + 1) as f32 } else { sqrt_d_k }
    }
}
