//! Where the files of a pretrained model are: its folder, as Hugging Face lays it out.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The models that the site has.
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
#[strum(serialize_all = "kebab-case")]
pub enum Ours {
    /// Says which token comes next in an English text.
    EnDecoder,
    /// The same in a Chinese text.
    ZhDecoder,
    /// Guesses hidden tokens of an English text.
    EnEncoder,
    /// The same in a Chinese text.
    ZhEncoder,
}

impl Ours {
    /// All of them.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The one that writes in its language, which may be itself.
    #[must_use]
    pub fn decoder(self) -> Self {
        match self {
            Self::EnDecoder | Self::EnEncoder => Self::EnDecoder,
            Self::ZhDecoder | Self::ZhEncoder => Self::ZhDecoder,
        }
    }

    /// Its name, which is its folder's.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// What names begin with that stand for a model which the browser keeps.
const KEPT: &str = "kept:";

/// A folder with `config.json`, `tokenizer.json` and `model.safetensors`, or several files of weights and their index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Folder {
    /// One of the site's.
    Ours(Ours),
    /// An address, with a slash at its end; one without a scheme is on this site.
    Url(String),
    /// One that the browser keeps from another time, by its name.
    Kept(String),
    /// Files of the reader's own.
    Local {
        /// The folder's name.
        name: String,
        /// Of each file its name and an address that the browser has made for it.
        files: Vec<(String, String)>,
    },
}

impl Folder {
    /// Its name, for readers.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Ours(ours) => ours.slug(),
            Self::Url(url) => name_of(url),
            Self::Kept(name) | Self::Local { name, .. } => name,
        }
    }

    /// Whether its files are on another site than this one.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Url(url) if url.starts_with("https:") || url.starts_with("http:"))
    }

    /// How it is written in a link. Files of the reader's own are found again where the browser keeps them.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Ours(ours) => ours.slug().into(),
            Self::Url(url) => url.clone(),
            Self::Kept(name) | Self::Local { name, .. } => format!("{KEPT}{name}"),
        }
    }
}

/// The name of what is at an address: its last part, but for a branch that it is read from.
fn name_of(url: &str) -> &str {
    let url = url.trim_end_matches('/');
    let parts: Vec<&str> = url.split('/').collect();
    match parts[..] {
        [.., name, "resolve" | "raw", _] | [.., name] if !name.is_empty() => name,
        _ => url,
    }
}

/// What is neither a model of the site nor an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFolder;

impl FromStr for Folder {
    type Err = NoFolder;

    /// Reads [`Folder::address`].
    fn from_str(text: &str) -> Result<Self, NoFolder> {
        if let Ok(ours) = text.parse() {
            return Ok(Self::Ours(ours));
        }
        if let Some(name) = text.strip_prefix(KEPT).filter(|name| !name.is_empty()) {
            return Ok(Self::Kept(name.into()));
        }
        let is_url = text.contains('/') && !text.contains(char::is_whitespace) && !text.starts_with("blob:");
        is_url.then(|| Self::Url(format!("{}/", text.trim_end_matches('/')))).ok_or(NoFolder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_written_and_read() {
        let elsewhere = ["https:/", "/there/models/bert/"].concat();
        for text in ["en-decoder", "kept:my model", &elsewhere, "models/bert/"] {
            assert_eq!(text.parse::<Folder>().unwrap().address(), text);
        }
        assert_eq!("models/bert".parse(), Ok(Folder::Url("models/bert/".into())));
        assert_eq!(Folder::Url(format!("{elsewhere}resolve/main/")).name(), "bert");
        assert!(Folder::Url(elsewhere.clone()).is_elsewhere() && !Folder::Url("models/bert/".into()).is_elsewhere());
        assert_eq!(Folder::Url(elsewhere).name(), "bert");
        for none in ["", "kept:", "gpt5", "blob:a/b", "a b/c"] {
            assert_eq!(none.parse::<Folder>(), Err(NoFolder), "{none}");
        }
        let local = Folder::Local { name: "mine".into(), files: vec![] };
        assert_eq!(local.address().parse(), Ok(Folder::Kept("mine".into())));
    }
}
