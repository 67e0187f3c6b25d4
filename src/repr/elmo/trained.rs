//! The models that are shipped.

use super::is_han;
use serde::{Deserialize, Serialize};

/// A model of ours, by the language that it was trained on.
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
pub enum Trained {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl Trained {
    /// Every one.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The one for a text: the Chinese one if it has a Chinese character.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.chars().any(is_han) { Self::Zh } else { Self::En }
    }

    /// What it is called, in any language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "elmo-en",
            Self::Zh => "elmo-zh",
        }
    }

    /// The list of its tokens, relative to the program.
    #[must_use]
    pub fn vocabulary(self) -> &'static str {
        match self {
            Self::En => "elmo/en/vocab.txt",
            Self::Zh => "elmo/zh/vocab.txt",
        }
    }

    /// Its weights.
    #[must_use]
    pub fn weights(self) -> &'static str {
        match self {
            Self::En => "elmo/en/model.safetensors",
            Self::Zh => "elmo/zh/model.safetensors",
        }
    }
}
