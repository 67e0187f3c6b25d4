//! What a pretrained model is asked to write, and what it wrote.

use crate::model::pretrained::Sampling;
use crate::num::Tensor;
use crate::text::Piece;
use serde::{Deserialize, Serialize};

/// The most tokens that are written.
pub const MAX_NEW: usize = 200;

/// How a text is written on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Writing {
    /// How many tokens.
    pub n_new: usize,
    /// How each is chosen.
    pub sampling: Sampling,
}

/// A token that was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewToken {
    /// The token.
    pub id: u32,
    /// What it stands for.
    pub piece: Piece,
    /// How probable the model held it.
    pub probability: f32,
    /// Whether it ends the text.
    pub ends: bool,
}

/// A token that may come next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Possible {
    /// The token.
    pub id: u32,
    /// What it stands for.
    pub piece: Piece,
    /// Its share by softmax over all scores.
    pub probability: f32,
    /// Its share after temperature, top-k and top-p; nothing if they cut it off.
    pub left: Option<f32>,
}

/// Why a text goes no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum End {
    /// The model wrote the token that ends a text.
    EndToken,
    /// The text is as long as the model can read.
    MaxPositions,
    /// [`MAX_NEW`] tokens were written.
    MaxTokens,
}

/// What a model wrote so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// The tokens, in the order in which they were written.
    pub new: Vec<NewToken>,
    /// How many steps there may be.
    pub most: usize,
    /// Why there is no other, if there is none.
    pub end: Option<End>,
    /// What may come next, likeliest first: some of the likeliest, and the chosen one. At an end it is what the last token
    /// was chosen from.
    pub possible: Vec<Possible>,
    /// The one that is chosen, as a place in `possible`.
    pub chosen: usize,
    /// How many tokens are left to choose from.
    pub n_left: usize,
    /// How many tokens there are.
    pub vocab_size: usize,
    /// Heads of each layer that have keys and values.
    pub n_kv_heads: usize,
    /// Numbers of one key.
    pub d_head: usize,
    /// Multiplications, each with its addition, of reading the newest token beside the cache, and of reading all tokens
    /// anew.
    pub multiply_adds: (u64, u64),
    /// What the newest token looks at: `[n_layers, n_heads, n_tokens]`.
    #[serde(skip, default = "nothing")]
    pub weights: Tensor,
    /// Lengths of the cached keys: `[n_layers, n_kv_heads, n_tokens]`.
    #[serde(skip, default = "nothing")]
    pub keys: Tensor,
    /// Lengths of the cached values, likewise.
    #[serde(skip, default = "nothing")]
    pub values: Tensor,
}

fn nothing() -> Tensor {
    Tensor::matrix(0, 0, vec![])
}

impl Written {
    /// Its tensors, in a fixed order.
    pub(super) fn tensors(&self) -> [&Tensor; 3] {
        [&self.weights, &self.keys, &self.values]
    }

    pub(super) fn tensors_mut(&mut self) -> [&mut Tensor; 3] {
        [&mut self.weights, &mut self.keys, &mut self.values]
    }

    /// The text of what was written.
    #[must_use]
    pub fn text(&self) -> String {
        let bytes = self.new.iter().filter(|token| !token.piece.is_special).flat_map(|token| &token.piece.bytes);
        String::from_utf8_lossy(&bytes.copied().collect::<Vec<_>>()).into_owned()
    }
}
