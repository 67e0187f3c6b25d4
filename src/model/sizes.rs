//! The sizes of a model, checked once: a width that heads divide, heads that groups divide, all within limits.

use serde::{Deserialize, Serialize};

/// The widest vectors that are computed.
pub const MAX_D_MODEL: usize = 1_024;
/// The most heads.
pub const MAX_HEADS: usize = 64;
/// The most layers.
pub const MAX_LAYERS: usize = 12;
/// The most tokens.
pub const MAX_TOKENS: usize = 2_048;
/// The most tokens where one map alone is kept, of one head of one layer: 64 MiB.
pub const MAX_TOKENS_ALONE: usize = 4_096;
/// The most scores over all heads and layers. Some four stages of this size are kept, 16 MiB each, and they exist
/// twice while they pass from the worker to the page: what a phone can bear.
pub const MAX_SCORES: usize = 1 << 22;

/// The sizes of multi-head attention, by the names of the notes' class: `d_model` is its `n_embd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// Width of a token's vector.
    pub d_model: usize,
    /// Width of all heads together.
    pub dim: usize,
    /// How many heads ask.
    pub n_heads: usize,
    /// How many heads answer: as many as ask, or fewer, each shared by a group. Ainslie et al., *GQA* (2023).
    pub n_kv_heads: usize,
    /// How many layers, each reading what the one before it wrote.
    pub n_layers: usize,
}

/// Sizes that do not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// `d_model` is 0 or above [`MAX_D_MODEL`].
    DModel(usize),
    /// `dim` is 0 or above [`MAX_D_MODEL`].
    Dim(usize),
    /// `n_heads` is 0 or above [`MAX_HEADS`].
    NHeads(usize),
    /// `n_layers` is 0 or above [`MAX_LAYERS`].
    NLayers(usize),
    /// `dim` can't be cut into `n_heads` equal parts; `nearest` lists the closest numbers of heads that work.
    Indivisible {
        /// The width that was asked for.
        dim: usize,
        /// The heads that were asked for.
        n_heads: usize,
        /// The nearest below and above that divide it, one or two.
        nearest: Vec<usize>,
    },
    /// `n_heads` can't be cut into `n_kv_heads` equal groups; `nearest` lists the closest numbers that work.
    Ungroupable {
        /// The heads that ask.
        n_heads: usize,
        /// The heads that answer.
        n_kv_heads: usize,
        /// The nearest below and above that divide `n_heads`, one or two.
        nearest: Vec<usize>,
    },
    /// The probability of dropout is not from 0 to below 1.
    Dropout,
}

impl Sizes {
    /// As many key heads as query heads, `dim` as wide as the vectors, one layer.
    #[must_use]
    pub fn new(d_model: usize, n_heads: usize) -> Self {
        Self { d_model, dim: d_model, n_heads, n_kv_heads: n_heads, n_layers: 1 }
    }

    /// Checks the sizes. The notes' class asserts the same: `args.dim % args.n_heads == 0`.
    ///
    /// # Errors
    /// [`ConfigError`], which names the numbers.
    pub fn check(self) -> Result<Self, ConfigError> {
        let Self { d_model, dim, n_heads, n_kv_heads, n_layers } = self;
        let within = |value: usize, most: usize| (1..=most).contains(&value);
        if !within(d_model, MAX_D_MODEL) {
            return Err(ConfigError::DModel(d_model));
        }
        if !within(dim, MAX_D_MODEL) {
            return Err(ConfigError::Dim(dim));
        }
        if !within(n_heads, MAX_HEADS) {
            return Err(ConfigError::NHeads(n_heads));
        }
        if !within(n_layers, MAX_LAYERS) {
            return Err(ConfigError::NLayers(n_layers));
        }
        if !dim.is_multiple_of(n_heads) {
            return Err(ConfigError::Indivisible { dim, n_heads, nearest: nearest(Self::head_counts(dim), n_heads) });
        }
        if n_kv_heads == 0 || !n_heads.is_multiple_of(n_kv_heads) {
            let nearest = nearest(Self::head_counts(n_heads), n_kv_heads);
            return Err(ConfigError::Ungroupable { n_heads, n_kv_heads, nearest });
        }
        Ok(self)
    }

    /// The numbers of heads that divide `whole`, smallest first.
    pub fn head_counts(whole: usize) -> impl Iterator<Item = usize> {
        (1..=MAX_HEADS.min(whole)).filter(move |n_heads| whole.is_multiple_of(*n_heads))
    }

    /// Width of one head's query, key and value: `dim / n_heads`, the formula's d_k.
    #[must_use]
    pub fn d_head(&self) -> usize {
        self.dim / self.n_heads.max(1)
    }

    /// Width of all keys, or of all values: `n_kv_heads · d_head`.
    #[must_use]
    pub fn kv_dim(&self) -> usize {
        self.n_kv_heads * self.d_head()
    }

    /// The key head that answers a query head.
    #[must_use]
    pub fn kv_head(&self, head: usize) -> usize {
        head * self.n_kv_heads / self.n_heads.max(1)
    }

    /// How many tokens can be attended to under [`MAX_TOKENS`] and [`MAX_SCORES`].
    #[must_use]
    pub fn max_tokens(&self) -> usize {
        (MAX_SCORES / (self.n_heads * self.n_layers).max(1)).isqrt().min(MAX_TOKENS)
    }
}

/// The nearest number below and the nearest above among those that work.
fn nearest(works: impl Iterator<Item = usize>, asked: usize) -> Vec<usize> {
    let works: Vec<usize> = works.collect();
    let below = works.iter().rev().find(|&&n| n < asked);
    let above = works.iter().find(|&&n| n > asked);
    below.into_iter().chain(above).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(d_model: usize, n_heads: usize) -> Result<Sizes, ConfigError> {
        Sizes::new(d_model, n_heads).check()
    }

    #[test]
    fn heads_divide_the_width_or_the_nearest_that_do_are_named() {
        assert_eq!(new(64, 4).unwrap().d_head(), 16);
        let nearest = |d_model, n_heads| match new(d_model, n_heads) {
            Err(ConfigError::Indivisible { nearest, .. }) => nearest,
            other => panic!("{other:?}"),
        };
        assert_eq!(nearest(64, 5), [4, 8]);
        assert_eq!(nearest(7, 9), [7]);
        assert_eq!(nearest(1, 2), [1]);
        assert_eq!(nearest(1_024, 63), [32, 64]);
    }

    #[test]
    fn groups_of_heads_are_equal() {
        let grouped = |n_kv_heads| Sizes { n_kv_heads, ..Sizes::new(64, 8) };
        assert_eq!(grouped(2).check().unwrap().kv_dim(), 16);
        assert_eq!((0..8).map(|head| grouped(2).kv_head(head)).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1, 1, 1]);
        let refused = ConfigError::Ungroupable { n_heads: 8, n_kv_heads: 3, nearest: vec![2, 4] };
        assert_eq!(grouped(3).check(), Err(refused));
        assert!(grouped(0).check().is_err() && grouped(16).check().is_err());
    }

    #[test]
    fn limits_are_inclusive() {
        assert!(new(MAX_D_MODEL, MAX_HEADS).is_ok());
        assert_eq!(new(0, 1), Err(ConfigError::DModel(0)));
        assert_eq!(new(MAX_D_MODEL + 1, 1), Err(ConfigError::DModel(MAX_D_MODEL + 1)));
        assert_eq!(new(8, 0), Err(ConfigError::NHeads(0)));
        assert_eq!(new(1_024, 65), Err(ConfigError::NHeads(65)));
        assert_eq!(Sizes { dim: 0, ..Sizes::new(8, 1) }.check(), Err(ConfigError::Dim(0)));
        assert_eq!(Sizes { n_layers: 13, ..Sizes::new(8, 1) }.check(), Err(ConfigError::NLayers(13)));
    }

    #[test]
    fn more_heads_leave_room_for_fewer_tokens() {
        assert_eq!(new(64, 1).unwrap().max_tokens(), 2_048);
        assert_eq!(new(64, 4).unwrap().max_tokens(), 1_024);
        assert_eq!(new(64, 64).unwrap().max_tokens(), 256);
        let deep = |n_layers, n_heads| Sizes { n_layers, ..new(MAX_D_MODEL, n_heads).unwrap() }.max_tokens();
        assert_eq!((deep(MAX_LAYERS, 16), deep(MAX_LAYERS, MAX_HEADS)), (147, 73), "layers count as heads do");
    }
}
