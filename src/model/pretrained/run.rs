//! A forward pass, and what it returns of its working.

use super::blocks::Linear;
use super::config::Config;
use super::session::Cache;
use crate::model::{Mask, Stage, Trace};
use crate::num::Tensor;
use serde::{Deserialize, Serialize};

/// What a pass reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Tokens, as places in the vocabulary.
    pub ids: Vec<u32>,
    /// Of each token the segment, for BERT's pairs of texts; empty if there is only one.
    pub segments: Vec<u32>,
}

impl From<&[u32]> for Input {
    fn from(ids: &[u32]) -> Self {
        Self { ids: ids.to_vec(), segments: vec![] }
    }
}

/// Why a text can't be read by a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunFault {
    /// There is no token.
    Empty,
    /// A token is not in the model's vocabulary, so the tokenizer is another model's.
    Token {
        /// The token.
        id: u32,
        /// Tokens of the vocabulary.
        vocab_size: usize,
    },
    /// A segment is not one of the model's, or there is not one for each token.
    Segments {
        /// Segments that it tells apart.
        n_segments: usize,
    },
    /// There are more tokens than the model has positions.
    TooLong {
        /// Tokens of the text.
        n_tokens: usize,
        /// Tokens that it can read.
        most: usize,
    },
}

/// Which layers or heads, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// None.
    #[default]
    None,
    /// All.
    All,
    /// These.
    Only(Vec<usize>),
}

impl Which {
    /// Whether this one is among them.
    #[must_use]
    pub fn has(&self, index: usize) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Only(some) => some.contains(&index),
        }
    }
}

/// What is kept of the working. One head's attention over 1,024 tokens is 4 MiB, and a model may have hundreds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// Whether what each layer reads is kept.
    pub hidden: bool,
    /// The layers of which there will be a trace.
    pub layers: Which,
    /// The heads of these layers that it shows.
    pub heads: Which,
    /// Whether the trace has what comes before the weights too: dot products, scores, masked scores.
    pub scores: bool,
}

impl Keep {
    /// Everything.
    #[must_use]
    pub fn all() -> Self {
        Self { hidden: true, layers: Which::All, heads: Which::All, scores: true }
    }
}

/// How linear maps are worked out, which is most of a model's work. All else is in 32 bits either way: embeddings, norms,
/// attention's own products, softmax, and the scores of the vocabulary.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Arithmetic {
    /// In 32 bits, as the model was trained.
    #[default]
    Exact,
    /// In bytes ([`Quantized`](crate::num::Quantized)): faster, for the loss of some digits. The weights in bytes are made when
    /// a map is first asked for them, and are kept beside the others, for a quarter of their memory.
    Fast,
}

/// How a pass is run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Who sees whom, in all layers; without it, as the model was trained.
    pub mask: Option<Mask>,
    /// Heads whose output is replaced by 0: layer and head.
    pub heads_off: Vec<(usize, usize)>,
    /// How linear maps are worked out.
    pub arithmetic: Arithmetic,
    /// What is kept.
    pub keep: Keep,
}

/// The working of one layer's attention.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerTrace {
    /// The layer.
    pub layer: usize,
    /// The heads that stages with a matrix for each head show, in their order.
    pub heads: Vec<usize>,
    /// X, what the layer's Q, K and V are made of (after the norm, where one comes first); the maps that make them; Q, K
    /// and V (Qwen3's after their norms, and without the maps that lead to what is normed), and as they are turned; mask,
    /// weights, each head's output, these side by side, W_o and its output; scores, if they are kept. Under a cache, what
    /// has a row for each key has one for every token so far, and of keys that turn only the turned ones are known.
    pub trace: Trace,
}

/// What a pass computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// How it was worked out.
    pub arithmetic: Arithmetic,
    /// What each layer reads, and behind it what the last one writes, `[n_tokens, d_model]` each; none if not kept.
    pub hidden: Vec<Tensor>,
    /// Traces of the layers that are kept.
    pub layers: Vec<LayerTrace>,
    /// What predictions are made of: what the last layer wrote, after the last norm where there is one,
    /// `[n_tokens, d_model]`.
    pub last: Tensor,
}

/// A pass on its way through the layers.
pub(super) struct Run<'a> {
    pub(super) config: &'a Config,
    pub(super) options: &'a Options,
    /// Tokens that came before, which only the cache knows.
    pub(super) n_past: usize,
    pub(super) cache: Option<&'a mut Cache>,
    pub(super) layer: usize,
    /// What is added to the scores, `[n_query, n_key]`, with the mask it was made of; layers mostly have the same.
    pub(super) additive: Option<(Mask, Tensor)>,
    pub(super) layers: Vec<LayerTrace>,
}

impl Run<'_> {
    /// Who sees whom in this layer.
    pub(super) fn mask(&self) -> Mask {
        self.options.mask.clone().unwrap_or_else(|| self.config.mask(self.layer))
    }

    /// What this layer's mask adds to its scores.
    pub(super) fn additive(&mut self, mask: Mask, n_query: usize, n_key: usize) -> Tensor {
        if let Some((same, tensor)) = &self.additive
            && *same == mask
        {
            return tensor.clone();
        }
        // Queries are the last of all tokens: under a cache their rows are the last of the whole mask's.
        let tensor = if self.n_past == 0 {
            mask.additive(n_query, n_key)
        } else {
            let mut values = Vec::with_capacity(n_query * n_key);
            for query in self.n_past..self.n_past + n_query {
                values.extend((0..n_key).map(|key| if mask.allows(query, key) { 0.0 } else { f32::NEG_INFINITY }));
            }
            Tensor::matrix(n_query, n_key, values)
        };
        self.additive = Some((mask, tensor.clone()));
        tensor
    }

    /// `x` through one of the model's linear maps.
    pub(super) fn through(&self, map: &Linear, x: &Tensor) -> Tensor {
        map.apply(x, self.options.arithmetic)
    }

    /// `x` through several of them.
    pub(super) fn through_each<const N: usize>(&self, maps: [&Linear; N], x: &Tensor) -> [Tensor; N] {
        Linear::apply_each(maps, x, self.options.arithmetic)
    }

    /// The heads of this layer that are kept; none if the layer is not.
    pub(super) fn kept_heads(&self) -> Option<Vec<usize>> {
        let keep = &self.options.keep;
        keep.layers.has(self.layer).then(|| (0..self.config.n_heads).filter(|&head| keep.heads.has(head)).collect())
    }

    /// Keeps a trace with these stages.
    pub(super) fn keep(&mut self, heads: Vec<usize>, stages: impl IntoIterator<Item = (Stage, Tensor)>) {
        let mut trace = Trace::new(self.config.sizes());
        stages.into_iter().for_each(|(stage, tensor)| trace.set(stage, tensor));
        self.layers.push(LayerTrace { layer: self.layer, heads, trace });
    }
}
