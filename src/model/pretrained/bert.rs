//! BERT, RoBERTa and DistilBERT: learned positions, and the norm comes after what was found has been added. They differ
//! in the names of their tensors, in segments, which DistilBERT lacks, and in where RoBERTa begins to count.

use super::attention::{Projected, attention};
use super::blocks::{LayerNorm, Linear, Vocabulary, add, rows};
use super::config::{Activation, Config, Family};
use super::plan::Source;
use super::run::{Arithmetic, Input, Run};
use super::weights::LoadFault;
use super::{Architecture, staged};
use crate::model::Stage;
use crate::num::Tensor;

pub(super) struct Bert {
    tokens: Vocabulary,
    positions: Tensor,
    segments: Option<Tensor>,
    norm: LayerNorm,
    layers: Vec<Layer>,
    head: Option<Head>,
    activation: Activation,
    /// RoBERTa's padding, whose place is its own number; other tokens count from the next one.
    pad_token_id: Option<usize>,
}

struct Layer {
    q: Linear,
    k: Linear,
    v: Linear,
    output: Linear,
    attention_norm: LayerNorm,
    up: Linear,
    down: Linear,
    feed_norm: LayerNorm,
}

/// What makes predictions for masked words; a folder may have been saved without it.
struct Head {
    dense: Linear,
    norm: LayerNorm,
    decoder: Vocabulary,
    bias: Tensor,
    activation: Activation,
}

/// What the parts of a layer are called.
struct Names {
    layer: &'static str,
    q: &'static str,
    k: &'static str,
    v: &'static str,
    output: &'static str,
    attention_norm: &'static str,
    up: &'static str,
    down: &'static str,
    feed_norm: &'static str,
    /// Of the head: the linear map, the norm, the map onto the vocabulary, its bias.
    head: [&'static str; 4],
}

const BERT: Names = Names {
    layer: "encoder.layer",
    q: "attention.self.query",
    k: "attention.self.key",
    v: "attention.self.value",
    output: "attention.output.dense",
    attention_norm: "attention.output.LayerNorm",
    up: "intermediate.dense",
    down: "output.dense",
    feed_norm: "output.LayerNorm",
    head: [
        "cls.predictions.transform.dense",
        "cls.predictions.transform.LayerNorm",
        "cls.predictions.decoder",
        "cls.predictions.bias",
    ],
};
const ROBERTA: Names =
    Names { head: ["lm_head.dense", "lm_head.layer_norm", "lm_head.decoder", "lm_head.bias"], ..BERT };
const DISTIL_BERT: Names = Names {
    layer: "transformer.layer",
    q: "attention.q_lin",
    k: "attention.k_lin",
    v: "attention.v_lin",
    output: "attention.out_lin",
    attention_norm: "sa_layer_norm",
    up: "ffn.lin1",
    down: "ffn.lin2",
    feed_norm: "output_layer_norm",
    head: ["vocab_transform", "vocab_layer_norm", "vocab_projector", "vocab_projector.bias"],
};

impl Bert {
    pub(super) fn read(config: &Config, source: &mut impl Source) -> Result<Self, LoadFault> {
        let Config { vocab_size, d_model, n_positions, n_segments, norm_eps, activation, .. } = *config;
        let names = match config.family {
            Family::Roberta => ROBERTA,
            Family::DistilBert => DISTIL_BERT,
            _ => BERT,
        };
        let tokens = Vocabulary::read(source, "embeddings.word_embeddings.weight", vocab_size, d_model)?;
        let mut table = |name: &str, n_rows| source.tensor(&format!("embeddings.{name}.weight"), &[n_rows, d_model]);
        let positions = table("position_embeddings", n_positions)?;
        let segments = (n_segments > 0).then(|| table("token_type_embeddings", n_segments)).transpose()?;
        let norm = LayerNorm::read(source, "embeddings.LayerNorm", d_model, norm_eps)?;
        let layers =
            (0..config.n_layers).map(|layer| Layer::read(config, source, &names, layer)).collect::<Result<_, _>>()?;
        let head = Head::read(config, source, &names, &tokens)?;
        let pad_token_id = config.pad_token_id;
        Ok(Self { tokens, positions, segments, norm, layers, head, activation, pad_token_id })
    }

    /// The rows of the positions' table.
    fn places(&self, ids: &[u32], first: usize) -> Vec<usize> {
        let Some(pad) = self.pad_token_id else { return (first..first + ids.len()).collect() };
        let mut next = pad + first;
        let mut place = |&id: &u32| {
            if id as usize == pad {
                return pad;
            }
            next += 1;
            next
        };
        ids.iter().map(&mut place).collect()
    }
}

impl Layer {
    fn read(config: &Config, source: &mut impl Source, names: &Names, layer: usize) -> Result<Self, LoadFault> {
        let Config { d_model, d_ff, norm_eps, .. } = *config;
        let dim = config.n_heads * config.d_head;
        let name = |part: &str| format!("{}.{layer}.{part}", names.layer);
        let mut linear = |part: &str, sizes| Linear::read(source, &name(part), sizes, true);
        let (q, k, v) =
            (linear(names.q, [d_model, dim])?, linear(names.k, [d_model, dim])?, linear(names.v, [d_model, dim])?);
        let output = linear(names.output, [dim, d_model])?;
        let (up, down) = (linear(names.up, [d_model, d_ff])?, linear(names.down, [d_ff, d_model])?);
        let mut norm = |part: &str| LayerNorm::read(source, &name(part), d_model, norm_eps);
        let (attention_norm, feed_norm) = (norm(names.attention_norm)?, norm(names.feed_norm)?);
        Ok(Self { q, k, v, output, attention_norm, up, down, feed_norm })
    }
}

impl Head {
    fn read(
        config: &Config,
        source: &mut impl Source,
        names: &Names,
        tokens: &Vocabulary,
    ) -> Result<Option<Self>, LoadFault> {
        let Config { vocab_size, d_model, norm_eps, activation, .. } = *config;
        let [dense, norm, decoder, bias] = names.head;
        if !source.offers(&format!("{dense}.weight")) {
            return Ok(None);
        }
        let dense = Linear::read(source, dense, [d_model, d_model], true)?;
        let norm = LayerNorm::read(source, norm, d_model, norm_eps)?;
        let bias = source.tensor(bias, &[vocab_size])?;
        let decoder = if config.is_tied {
            tokens.clone()
        } else {
            Vocabulary::read(source, &format!("{decoder}.weight"), vocab_size, d_model)?
        };
        // RoBERTa's head has the exact GELU, whatever its layers have.
        let activation = if config.family == Family::Roberta { Activation::Gelu } else { activation };
        Ok(Some(Self { dense, norm, decoder, bias, activation }))
    }
}

impl Architecture for Bert {
    fn embed(&self, input: &Input, first: usize) -> Tensor {
        let mut x = self.tokens.vectors(input.ids.iter().map(|&id| id as usize));
        if let Some(segments) = &self.segments {
            let ids =
                (0..input.ids.len()).map(|token| input.segments.get(token).map_or(0, |&segment| segment as usize));
            x = add(&x, &rows(segments, ids));
        }
        let places = rows(&self.positions, self.places(&input.ids, first).into_iter());
        self.norm.apply(&add(&x, &places))
    }

    fn attend(&self, x: &Tensor, run: &mut Run) -> Tensor {
        let Some(layer) = self.layers.get(run.layer) else { return x.clone() };
        let [q, k, v] = run.through_each([&layer.q, &layer.k, &layer.v], x);
        attention(run, Projected { x: x.clone(), q, k, v, turned: None }, &layer.output)
    }

    fn layer(&self, x: &Tensor, run: &mut Run) -> Tensor {
        let found = self.attend(x, run);
        let Some(layer) = self.layers.get(run.layer) else { return found };
        let x = layer.attention_norm.apply(&add(x, &found));
        let inside = self.activation.apply(run.through(&layer.up, &x));
        layer.feed_norm.apply(&add(&x, &run.through(&layer.down, &inside)))
    }

    fn maps(&self, layer: usize) -> Vec<(Stage, Stage, &Linear)> {
        self.layers.get(layer).map_or(vec![], |layer| staged([&layer.q, &layer.k, &layer.v, &layer.output]))
    }

    /// Every layer ends with a norm already.
    fn norm(&self, hidden: &Tensor) -> Tensor {
        hidden.clone()
    }

    fn head(&self, last: &Tensor) -> Option<Tensor> {
        let head = self.head.as_ref()?;
        let x = head.norm.apply(&head.activation.apply(head.dense.apply(last, Arithmetic::Exact)));
        Some(head.decoder.scores(&x, head.bias.data()))
    }
}
