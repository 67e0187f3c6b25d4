//! The languages of the page, and which of them a reader's browser asks for.

use strum::{EnumString, IntoStaticStr, VariantArray};

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
