//! The functions that scripts are made of, in Python files of their own: `numpy.py` and `torch.py`.

use super::Library;
use crate::i18n::Strings;
use strum::VariantArray;

/// A function of a script, by its name in both files, in the order in which a script defines them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Definition {
    /// SplitMix64's output function.
    Mix,
    /// The key of all numbers of one purpose.
    Stream,
    /// Random numbers by key.
    Uniform,
    /// Random vectors of tokens.
    Embed,
    /// Positions that are added.
    Sinusoidal,
    /// A matrix from text.
    Data,
    /// A parameter built by hand, of its heads' blocks.
    Blocks,
    /// Vectors of tokens built by hand.
    Vectors,
    /// A random parameter.
    Xavier,
    /// Rotary positions.
    Rotate,
    /// Heads side by side → heads on top of each other.
    Split,
    /// Key heads → as many as there are query heads.
    Share,
    /// What ALiBi adds.
    Alibi,
    /// Softmax; PyTorch brings its own.
    Softmax,
    /// What tells of a mistake.
    Measures,
}

/// Every definition, in order.
pub(super) const DEFINITIONS: &[Definition] = <Definition as VariantArray>::VARIANTS;

impl Definition {
    /// The other definitions that it calls, all of them.
    pub(super) fn needs(self) -> &'static [Self] {
        match self {
            Self::Stream | Self::Uniform => &[Self::Mix],
            Self::Embed | Self::Xavier => &[Self::Mix, Self::Stream, Self::Uniform],
            _ => &[],
        }
    }

    /// The modules of the standard library that it uses.
    pub(super) fn imports(self, library: Library) -> &'static [&'static str] {
        match (self, library) {
            (Self::Data, _) => &["base64"],
            (Self::Uniform, Library::PyTorch) => &["math"],
            _ => &[],
        }
    }

    /// What a reader should know of it.
    pub(super) fn comment(self, s: &Strings) -> Option<&'static str> {
        match self {
            Self::Mix => Some(s.snippet.random),
            Self::Embed => Some(s.snippet.embed),
            Self::Vectors => Some(s.snippet.vectors),
            Self::Data => Some(s.snippet.data),
            Self::Share => Some(s.snippet.share),
            _ => None,
        }
    }

    /// Its text: from its first line to the empty lines behind it. Empty for what a library brings itself.
    pub(super) fn text(self, library: Library) -> &'static str {
        let file = match library {
            Library::NumPy => include_str!("numpy.py"),
            Library::PyTorch => include_str!("torch.py"),
        };
        let name: &str = self.into();
        let start = format!("\n\n\ndef {name}(");
        let Some((_, found)) = file.split_once(&start) else { return "" };
        let begin = file.len() - found.len() - start.len() + 3;
        let end = found.find("\n\n\n").map_or(file.len(), |end| file.len() - found.len() + end + 1);
        file.get(begin..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_is_in_its_file() {
        for &library in Library::ALL {
            for &definition in DEFINITIONS {
                let (name, text): (&str, _) = (definition.into(), definition.text(library));
                if definition == Definition::Softmax && library == Library::PyTorch {
                    assert_eq!(text, "");
                } else {
                    assert!(text.starts_with(&format!("def {name}(")) && text.ends_with('\n'), "{name}: {text}");
                    assert_eq!(text.matches("def ").count(), 1, "{name}: {text}");
                }
            }
        }
    }
}
