//! The sizes of a model, checked once.

use super::Mask;
use serde::{Deserialize, Serialize};

/// The widest vectors that are computed.
pub const MAX_D_MODEL: usize = 1_024;
/// The most heads.
pub const MAX_HEADS: usize = 64;
/// The most tokens.
pub const MAX_TOKENS: usize = 2_048;
/// The most scores over all heads, `n_heads · n_tokens²`. Four stages of this size are kept, 16 MiB each, and they
/// exist twice while they pass from the worker to the page: what a phone can bear.
pub const MAX_SCORES: usize = 1 << 22;

/// Sizes that fit each other: `n_heads` divides `d_model`, neither is 0, and both are within their limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Config {
    d_model: usize,
    n_heads: usize,
    /// Chooses all random weights.
    pub seed: u32,
    /// What each query may see.
    pub mask: Mask,
}

/// Sizes as they are written down, before anyone looked whether they fit.
#[derive(Deserialize)]
struct Unchecked {
    d_model: usize,
    n_heads: usize,
    seed: u32,
    mask: Mask,
}

impl TryFrom<Unchecked> for Config {
    type Error = String;

    fn try_from(sizes: Unchecked) -> Result<Self, String> {
        Self::new(sizes.d_model, sizes.n_heads, sizes.seed, sizes.mask).map_err(|error| format!("{error:?}"))
    }
}

/// Sizes that do not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// `d_model` is 0 or above [`MAX_D_MODEL`].
    DModel(usize),
    /// `n_heads` is 0 or above [`MAX_HEADS`].
    NHeads(usize),
    /// `d_model` can't be cut into `n_heads` equal parts; `nearest` lists the closest numbers of heads that work.
    Indivisible {
        /// The width that was asked for.
        d_model: usize,
        /// The heads that were asked for.
        n_heads: usize,
        /// The nearest below and above that divide it, one or two.
        nearest: Vec<usize>,
    },
}

impl Config {
    /// Checks the sizes. The notes' class asserts the same: `args.dim % args.n_heads == 0`.
    ///
    /// # Errors
    /// [`ConfigError`], which names the numbers.
    pub fn new(d_model: usize, n_heads: usize, seed: u32, mask: Mask) -> Result<Self, ConfigError> {
        if d_model == 0 || d_model > MAX_D_MODEL {
            return Err(ConfigError::DModel(d_model));
        }
        if n_heads == 0 || n_heads > MAX_HEADS {
            return Err(ConfigError::NHeads(n_heads));
        }
        if !d_model.is_multiple_of(n_heads) {
            let works: Vec<usize> = Self::head_counts(d_model).collect();
            let below = works.iter().rev().find(|&&n| n < n_heads);
            let above = works.iter().find(|&&n| n > n_heads);
            let nearest = below.into_iter().chain(above).copied().collect();
            return Err(ConfigError::Indivisible { d_model, n_heads, nearest });
        }
        Ok(Self { d_model, n_heads, seed, mask })
    }

    /// The numbers of heads that divide `d_model`, smallest first.
    pub fn head_counts(d_model: usize) -> impl Iterator<Item = usize> {
        (1..=MAX_HEADS.min(d_model)).filter(move |n_heads| d_model.is_multiple_of(*n_heads))
    }

    /// Width of a token's vector.
    #[must_use]
    pub fn d_model(&self) -> usize {
        self.d_model
    }

    /// How many heads.
    #[must_use]
    pub fn n_heads(&self) -> usize {
        self.n_heads
    }

    /// Width of one head's query, key and value: `d_model / n_heads`, the formula's d_k.
    #[must_use]
    pub fn d_head(&self) -> usize {
        self.d_model / self.n_heads
    }

    /// How many tokens can be attended to under [`MAX_TOKENS`] and [`MAX_SCORES`].
    #[must_use]
    pub fn max_tokens(&self) -> usize {
        (MAX_SCORES / self.n_heads).isqrt().min(MAX_TOKENS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(d_model: usize, n_heads: usize) -> Result<Config, ConfigError> {
        Config::new(d_model, n_heads, 0, Mask::None)
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
    fn limits_are_inclusive() {
        assert!(new(MAX_D_MODEL, MAX_HEADS).is_ok());
        assert_eq!(new(0, 1), Err(ConfigError::DModel(0)));
        assert_eq!(new(MAX_D_MODEL + 1, 1), Err(ConfigError::DModel(MAX_D_MODEL + 1)));
        assert_eq!(new(8, 0), Err(ConfigError::NHeads(0)));
        assert_eq!(new(1_024, 65), Err(ConfigError::NHeads(65)));
    }

    #[test]
    fn more_heads_leave_room_for_fewer_tokens() {
        assert_eq!(new(64, 1).unwrap().max_tokens(), 2_048);
        assert_eq!(new(64, 4).unwrap().max_tokens(), 1_024);
        assert_eq!(new(64, 64).unwrap().max_tokens(), 256);
    }
}
