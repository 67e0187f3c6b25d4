//! How attention is told where a token stands; without it, a sentence is a bag of words.
//!
//! Two ways add a vector to each token's (sinusoidal, learned), one turns queries and keys (rotary), one adds a
//! distance to the scores (ALiBi).

use crate::num::{Tensor, random};
use serde::{Deserialize, Serialize};

/// The stream of random numbers from which learned positions are drawn.
const STREAM: u64 = 0x200;
/// The slowest wave of sinusoidal and of rotary positions takes 2π times so many places.
const BASE: f64 = 10_000.0;

/// The ways to tell positions.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Positions {
    /// Not at all.
    None,
    /// Sines and cosines are added: Vaswani et al. (2017), section 3.5.
    #[default]
    Sinusoidal,
    /// A vector for each place is added, here untrained: Devlin et al., *BERT* (2019).
    Learned,
    /// Queries and keys are turned by an angle that grows with their place: Su et al., *RoFormer* (2021).
    Rotary,
    /// The farther away a key, the more is taken from its score: Press et al., *Train short, test long* (2022).
    Alibi,
}

impl Positions {
    /// Every way.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in links and in `heedmap.run`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// The vectors to add to the tokens', `[n_tokens, d_model]`, if this way adds any.
    #[must_use]
    pub fn added(self, n_tokens: usize, d_model: usize, seed: u32) -> Option<Tensor> {
        match self {
            Self::Sinusoidal => Some(sinusoidal(n_tokens, d_model)),
            Self::Learned => {
                // As strong as sinusoidal ones, whose variance is a half.
                let numbers = random::uniform(random::key(seed.into(), STREAM), n_tokens * d_model, 1.5f32.sqrt());
                Some(Tensor::matrix(n_tokens, d_model, numbers))
            }
            Self::None | Self::Rotary | Self::Alibi => None,
        }
    }
}

/// Sinusoidal positions, `[n_tokens, d_model]`. Dimensions go in pairs, `sin(pos / 10000^(2i/d_model))` and the cosine
/// of the same.
#[must_use]
pub fn sinusoidal(n_tokens: usize, d_model: usize) -> Tensor {
    let wavelengths: Vec<f64> = (0..d_model).map(|dim| BASE.powf((dim - dim % 2) as f64 / d_model as f64)).collect();
    let value = |position: usize, dim: usize| {
        let angle = position as f64 / wavelengths[dim];
        (if dim.is_multiple_of(2) { angle.sin() } else { angle.cos() }) as f32
    };
    let values = (0..n_tokens).flat_map(|position| (0..d_model).map(move |dim| value(position, dim))).collect();
    Tensor::matrix(n_tokens, d_model, values)
}

/// Turns each row of Q or K, `[n_tokens, heads · d_head]`, by its place.
///
/// In every head dimension i goes with dimension i + d_head/2, as in Llama; the pair turns by
/// `pos / 10000^(2i/d_head)`. Of an odd number of dimensions the last does not turn.
#[must_use]
pub fn rotate(tensor: &Tensor, d_head: usize) -> Tensor {
    let half = d_head / 2;
    let frequency = |i: usize| BASE.powf(-2.0 * i as f64 / (2 * half) as f64) as f32;
    let frequencies: Vec<f32> = (0..half).map(frequency).collect();
    turn(tensor, d_head, &frequencies, 0, 1.0)
}

/// The same by other angles: `frequencies` has that of each pair from one place to the next, the first row stands at
/// place `first`, and what turns is multiplied by `scale`.
pub(super) fn turn(tensor: &Tensor, d_head: usize, frequencies: &[f32], first: usize, scale: f32) -> Tensor {
    let half = d_head / 2;
    let mut values = tensor.data().to_vec();
    for (position, row) in (first..).zip(values.chunks_exact_mut(tensor.cols().max(1))) {
        let angles: Vec<(f32, f32)> = frequencies.iter().map(|f| (position as f32 * f).sin_cos()).collect();
        for head in row.chunks_exact_mut(d_head.max(1)) {
            for (i, (sin, cos)) in angles.iter().enumerate().take(half) {
                let (a, b) = (head[i], head[i + half]);
                head[i] = (a * cos - b * sin) * scale;
                head[i + half] = (b * cos + a * sin) * scale;
            }
        }
    }
    Tensor::matrix(tensor.rows(), tensor.cols(), values)
}

/// What ALiBi adds to the scaled scores of one query, `−slope · |query − key|`, by the slope of its head.
pub(super) fn alibi_row(slope: f32, query: usize, n_key: usize) -> impl Iterator<Item = f32> {
    (0..n_key).map(move |key| -slope * query.abs_diff(key) as f32)
}

/// The slope of one head.
#[must_use]
pub fn alibi_slope(n_heads: usize, head: usize) -> f32 {
    slopes(n_heads).get(head).copied().unwrap_or(0.0)
}

/// A slope for each head: 2^(−8/n), 2^(−16/n), … for n heads if n is a power of two; otherwise those of the power below
/// it, and every second one of the power above.
fn slopes(n_heads: usize) -> Vec<f32> {
    let series = |n: usize| (1..=n).map(move |i| 2f64.powf(-8.0 * i as f64 / n as f64) as f32);
    let below = 1 << n_heads.max(1).ilog2();
    series(below).chain(series(2 * below).step_by(2)).take(n_heads).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn position_zero_is_sines_of_zero_and_cosines_of_zero() {
        let positions = sinusoidal(3, 5);
        assert_eq!(positions.row(0, 0), [0.0, 1.0, 0.0, 1.0, 0.0]);
        assert_eq!(positions.row(0, 1)[0], 1f64.sin() as f32);
        assert_eq!(sinusoidal(0, 5).rows(), 0);
    }

    #[test]
    fn turning_keeps_lengths_and_leaves_the_first_row() {
        let tensor = Tensor::matrix(3, 10, (0..30u8).map(f32::from).collect());
        let turned = rotate(&tensor, 5);
        assert_eq!(turned.row(0, 0), tensor.row(0, 0));
        for row in 1..3 {
            let length = |t: &Tensor| t.row(0, row).iter().map(|x| x * x).sum::<f32>();
            assert!((length(&turned) / length(&tensor) - 1.0).abs() < 1e-6);
            assert_eq!(turned.row(0, row)[4], tensor.row(0, row)[4], "the odd one out");
            assert_ne!(turned.row(0, row)[0], tensor.row(0, row)[0]);
        }
        assert_eq!(rotate(&Tensor::matrix(2, 3, vec![1.0; 6]), 1).data(), [1.0; 6]);
    }

    #[test]
    fn slopes_fall_by_equal_factors() {
        assert_eq!(slopes(8), [0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625]);
        assert_eq!(slopes(3).len(), 3);
        assert_eq!(slopes(3)[..2], [0.0625, 0.00390625]);
        let rows: Vec<f32> = (0..2).flat_map(|query| alibi_row(alibi_slope(1, 0), query, 3)).collect();
        assert_eq!(rows, [-0.0, -0.00390625, -0.0078125, -0.00390625, -0.0, -0.00390625]);
    }
}
