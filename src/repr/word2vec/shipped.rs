//! Vectors that come with the page, learnt by `training/vectors.py` from the models' corpora.

use crate::repr::elmo::Trained;
use serde::{Deserialize, Serialize};

/// Vectors of one language.
#[derive(
    Clone,
    Copy,
    Debug,
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
pub enum Shipped {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Shipped {
    /// All of them.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl From<Trained> for Shipped {
    fn from(language: Trained) -> Self {
        match language {
            Trained::En => Self::En,
            Trained::Zh => Self::Zh,
        }
    }
}
