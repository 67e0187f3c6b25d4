//! Masks: which key a query may see. The notes' chapter 4.

use crate::num::Tensor;
use serde::{Deserialize, Serialize};

/// A rule for what may be seen.
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
pub enum Mask {
    /// Every query sees every key, as in an encoder.
    #[default]
    None,
    /// A query sees itself and what came before it, as in a decoder.
    Causal,
}

impl Mask {
    /// Every mask.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Whether the query at position `query` may see the key at position `key`.
    #[must_use]
    pub fn allows(self, query: usize, key: usize) -> bool {
        match self {
            Self::None => true,
            Self::Causal => key <= query,
        }
    }

    /// What is added to the scores: 0 where a key may be seen, −∞ where it may not, `[n_query, n_key]`. For
    /// [`Mask::Causal`] that is −∞ strictly *above* the diagonal; the notes' listing makes it with
    /// `torch.triu(…, diagonal=1)`.
    #[must_use]
    pub fn additive(self, n_query: usize, n_key: usize) -> Tensor {
        let value = |query, key| if self.allows(query, key) { 0.0 } else { f32::NEG_INFINITY };
        let values = (0..n_query).flat_map(|query| (0..n_key).map(move |key| value(query, key))).collect();
        Tensor::matrix(n_query, n_key, values)
    }

    /// The name in links and in `heedmap.run`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: f32 = f32::NEG_INFINITY;

    #[test]
    fn causal_blocks_what_is_strictly_above_the_diagonal() {
        let mask = Mask::Causal.additive(3, 3);
        assert_eq!(mask.data(), [0.0, X, X, 0.0, 0.0, X, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn no_mask_adds_nothing() {
        assert!(Mask::None.additive(4, 2).data().iter().all(|&value| value == 0.0));
        assert!(Mask::Causal.additive(0, 0).data().is_empty());
    }
}
