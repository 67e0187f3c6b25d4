//! How what is shown looks.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// The ways to show the same weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum View {
    /// A matrix of coloured cells.
    #[default]
    Heatmap,
    /// Two columns of tokens with lines between them.
    Lines,
    /// The text, shaded by what one of its tokens looks at.
    Text,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl View {
    /// Every way.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The name in links.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

impl Theme {
    /// Every theme.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The name in links and CSS.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}
