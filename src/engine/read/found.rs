//! What a pass is summed up to: small, however many heads and tokens there are.

use crate::model::Mask;
use crate::model::pretrained::{Candidate, Turn};
use crate::num::Tensor;
use crate::text::Piece;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was found on the way through the layers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Of each token what the model says of its place, the likeliest tokens first: a decoder what comes next, an encoder
    /// what stands there. Empty where it was not worked out, and everywhere if the model was not made to predict.
    pub guesses: Vec<Vec<Candidate>>,
    /// The token whose predictions are looked at layer by layer.
    pub place: usize,
    /// Of that token what each layer would predict if it were the last: the first entry is of the vectors that the first
    /// layer reads, the last is what the model predicts.
    pub lens: Vec<Vec<Candidate>>,
    /// How the prediction at that token moved, if heads are off.
    pub moved: Option<Moved>,
    /// Tokens that the model has to guess: place, and what stood there.
    pub masked: Vec<(usize, u32)>,
    /// What the ids of all these stand for.
    pub pieces: BTreeMap<u32, Piece>,
    /// Who sees whom in the layer that the answer has.
    pub mask: Mask,
    /// What that layer's dot products are divided by.
    pub divisor: f32,
    /// How queries and keys are turned, if they are.
    pub turn: Option<Turn>,
    /// Whether the layer's scores, and what comes before them, are in the answer too.
    pub has_scores: bool,
    /// Of a fast pass, for each head of the layer that the answer has, what its weights lost.
    pub losses: Option<Vec<Loss>>,
    /// The numbers. They travel by themselves.
    #[serde(skip)]
    pub numbers: Numbers,
}

/// How far a head's weights are from those of an exact pass, over the cells that are allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Loss {
    /// On average.
    pub mean: f32,
    /// At most.
    pub most: f32,
}

/// How a prediction moved when heads were switched off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The Kullback–Leibler divergence of the distribution after from the one before, in bits.
    pub bits: f32,
    /// The likeliest tokens of both, by their probability before: id, before, after.
    pub tokens: Vec<(u32, f32, f32)>,
}

/// What is measured of a head: mean weights over the queries that have such a key, 0 to 1, and the entropy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub enum Measure {
    /// Mean entropy of a row, in bits.
    Entropy,
    /// On the token before.
    Previous,
    /// On the first token, by those behind it.
    First,
    /// On the query itself, the first left out.
    Itself,
    /// On other places of the same token.
    Same,
    /// On what came after other places of the same token: Olsson et al., *In-context learning and induction heads* (2022).
    Induction,
    /// On the next token, which only an encoder sees.
    Next,
    /// On the last token, by those before it.
    Last,
}

impl Measure {
    /// Every measure.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;
}

/// The numbers of a [`Found`].
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// Of each layer the weights of its heads, `[n_heads, side, side]`: over at most [`SIDE`](super::SIDE) tokens as they
    /// are, over more the largest of each block, so that a sharp line stays one.
    pub maps: Vec<Tensor>,
    /// Of each layer 0 where some weight of the block is allowed and −∞ elsewhere, `[side, side]`.
    pub masks: Vec<Tensor>,
    /// `[n_layers, n_heads, n_measures]`, in the order of [`Measure::ALL`]; NaN where no query has such a key.
    pub measures: Tensor,
    /// The mean weights of the pooled heads, `[n_tokens, n_tokens]`.
    pub mean: Tensor,
    /// Their largest weights.
    pub max: Tensor,
}

impl Default for Numbers {
    fn default() -> Self {
        let none = || Tensor::matrix(0, 0, vec![]);
        Self { maps: vec![], masks: vec![], measures: none(), mean: none(), max: none() }
    }
}

impl Numbers {
    /// Every tensor in its order.
    pub(in crate::engine) fn tensors(&self) -> impl Iterator<Item = &Tensor> {
        self.maps.iter().chain(&self.masks).chain([&self.measures, &self.mean, &self.max])
    }

    /// Puts them together again.
    pub(in crate::engine) fn collect<E>(
        n_layers: usize,
        mut next: impl FnMut() -> Result<Tensor, E>,
    ) -> Result<Self, E> {
        let mut several = || (0..n_layers).map(|_| next()).collect::<Result<Vec<_>, E>>();
        let (maps, masks) = (several()?, several()?);
        Ok(Self { maps, masks, measures: next()?, mean: next()?, max: next()? })
    }

    /// One measure of a head; NaN if there is none.
    #[must_use]
    pub fn measure(&self, layer: usize, head: usize, measure: Measure) -> f32 {
        self.measures.at(layer, head, measure as usize).unwrap_or(f32::NAN)
    }
}
