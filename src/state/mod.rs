//! The whole lesson as one value, the one function that changes it, and its name in a link.
//!
//! `State` + the engine's answer = the screen. What a reader only touches in passing (the pointer's place, an open
//! panel) is not here.

mod field;
mod link;
mod reduce;

pub use field::{FieldError, Problem};
pub use link::{MAX_LINK, apply, from_link, to_link};
pub use reduce::{Action, reduce};

use crate::chart::{Colormap, Scale};
use crate::model::{Config, ConfigError, Mask};
use crate::text::Tokenizer;
use strum::{EnumString, IntoStaticStr, VariantArray};

/// The longest text, in characters.
pub const MAX_TEXT: usize = 100_000;

/// Everything a link reproduces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The page that is open.
    pub exhibit: ExhibitId,
    /// The reader's text; `None` is the example in the reader's language.
    pub text: Option<String>,
    /// How the text is cut.
    pub tokenizer: Tokenizer,
    /// Width of a token's vector.
    pub d_model: usize,
    /// Number of heads.
    pub n_heads: usize,
    /// Seed of all random weights.
    pub seed: u32,
    /// What each query may see.
    pub mask: Mask,
    /// The head that is shown large, from 0.
    pub head: usize,
    /// The chosen cell: query and key.
    pub cell: Option<Cell>,
    /// How weights are spread over the colours.
    pub scale: Scale,
    /// Colours of the weights.
    pub colormap: Colormap,
    /// The language of the page.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Large type, no chrome.
    pub projector: bool,
    /// The figure alone, for a frame in somebody else's page.
    pub embed: bool,
    /// The heatmap as a table of numbers.
    pub table: bool,
    /// Whether single letters are commands.
    pub keys: bool,
}

/// A cell of a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its row.
    pub query: usize,
    /// Its column.
    pub key: usize,
}

/// The exhibits, in the order of the notes; `exhibit::ALL` has the rest of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum ExhibitId {
    /// Chapter 1: how a text is cut.
    Tokens,
    /// Chapters 3 to 5: who looks at whom.
    #[default]
    Attention,
}

/// The languages of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters as the notes.
    Zh,
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

impl Default for State {
    fn default() -> Self {
        Self {
            exhibit: ExhibitId::default(),
            text: None,
            tokenizer: Tokenizer::default(),
            d_model: 64,
            n_heads: 4,
            seed: 1,
            mask: Mask::default(),
            head: 0,
            cell: None,
            scale: Scale::default(),
            colormap: Colormap::default(),
            language: Language::default(),
            theme: Theme::default(),
            projector: false,
            embed: false,
            table: false,
            keys: true,
        }
    }
}

impl State {
    /// The sizes of the model.
    ///
    /// # Errors
    /// [`ConfigError`] if they do not fit each other. [`reduce`] and [`from_link`] never leave such a state.
    pub fn config(&self) -> Result<Config, ConfigError> {
        Config::new(self.d_model, self.n_heads, self.seed, self.mask)
    }
}

impl ExhibitId {
    /// The name in links.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

impl Language {
    /// Every language.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The tag in links and in HTML's `lang`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// The language of a browser that prefers these, best first: Chinese of any kind, else English.
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let known = |tag: &str| match tag.split(['-', '_']).next() {
            Some(primary) if primary.eq_ignore_ascii_case("zh") => Some(Self::Zh),
            Some(primary) if primary.eq_ignore_ascii_case("en") => Some(Self::En),
            _ => None,
        };
        tags.into_iter().find_map(known).unwrap_or_default()
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

/// Something that was not done as asked, for the reader to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A part of a link could not be read as it stood.
    Field(FieldError),
    /// A text was too long and its end was cut off.
    TextCut,
    /// Sizes that do not fit; nothing was changed.
    Config(ConfigError),
    /// The number of heads moved so that it divides `d_model`.
    HeadsMoved {
        /// The width.
        d_model: usize,
        /// The heads before.
        from: usize,
        /// The heads now.
        to: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_language_is_taken_where_it_is_spoken() {
        let cases: [(&[&str], Language); 5] = [
            (&["zh-CN", "en"], Language::Zh),
            (&["zh_Hant-TW"], Language::Zh),
            (&["de", "en-GB", "zh"], Language::En),
            (&["fr", "ZH"], Language::Zh),
            (&["zhuang"], Language::En),
        ];
        for (tags, language) in cases {
            assert_eq!(Language::preferred(tags.iter().copied()), language, "{tags:?}");
        }
    }
}
