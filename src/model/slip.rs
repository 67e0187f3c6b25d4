//! Classic mistakes, to be made on purpose: the exhibit *What breaks* shows what each does to the numbers.

use serde::{Deserialize, Serialize};

/// One mistake in equations (1) and (2).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Slip {
    /// The scores are not divided by √d_k, so softmax saturates.
    NoScale,
    /// Blocked weights are set to 0 after softmax, so what is left of a row no longer sums to 1.
    MaskAfterSoftmax,
    /// Softmax runs down the columns: over queries, not over keys.
    WrongAxis,
    /// Softmax is taken of the weights again, the mask added again before, as the listing in the notes' chapter 4 does.
    SoftmaxTwice,
    /// The heads' outputs are set side by side, and nothing mixes them.
    #[serde(rename = "no-w-o")]
    #[strum(serialize = "no-w-o")]
    NoWO,
}

impl Slip {
    /// Every mistake.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in links and in `heedmap.run`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}
