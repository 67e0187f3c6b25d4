//! Masks: which key a query may see. The notes' chapter 4.
//!
//! A [`Rule`] is one reason to block a key; a [`Mask`] is any number of them, and a key may be seen if all of them
//! allow it. No rule at all is the mask of an encoder: everything is seen.

use super::{MAX_TOKENS, Painted};
use crate::num::Tensor;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One rule for what may be seen. Positions count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumDiscriminants)]
#[strum_discriminants(name(RuleKind), doc = "The kinds of rules, without their parameters.")]
#[strum_discriminants(derive(Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray))]
#[strum_discriminants(strum(serialize_all = "kebab-case"))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Rule {
    /// A query sees itself and what came before it, as in a decoder.
    Causal,
    /// Keys from `length` on are padding and mean nothing, as in a batch of texts of different lengths.
    Padding {
        /// How many keys are real.
        length: usize,
    },
    /// The first `size` keys are seen by all; after them a query sees itself and what came before it. Raffel et al.,
    /// *Exploring the limits of transfer learning* (2020), section 3.2.1.
    Prefix {
        /// How many keys all may see.
        size: usize,
    },
    /// A query sees keys less than `size` away. With [`Rule::Causal`] these are the last `size` keys, as in Jiang et
    /// al., *Mistral 7B* (2023).
    Window {
        /// One more than the largest distance.
        size: usize,
    },
    /// As the window, but of every `step` keys only one: Beltagy et al., *Longformer* (2020), section 3.1.
    Dilated {
        /// Keys to either side, itself counted.
        size: usize,
        /// From one key that is seen to the next.
        step: usize,
    },
    /// Several documents packed into one text; a query sees its own document.
    Block {
        /// The documents' lengths in turn; the last one repeats for ever.
        sizes: Vec<usize>,
    },
    /// Painted cell by cell.
    Painted(Painted),
}

impl RuleKind {
    /// Every kind of rule.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in links and in `heedmap.run`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// A rule of this kind to start from.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Self::Causal => Rule::Causal,
            Self::Padding => Rule::Padding { length: 8 },
            Self::Prefix => Rule::Prefix { size: 4 },
            Self::Window => Rule::Window { size: 4 },
            Self::Dilated => Rule::Dilated { size: 3, step: 2 },
            Self::Block => Rule::Block { sizes: vec![4] },
            Self::Painted => Rule::Painted(Painted::default()),
        }
    }
}

impl Rule {
    /// Whether the query at position `query` may see the key at position `key`.
    #[must_use]
    pub fn allows(&self, query: usize, key: usize) -> bool {
        let distance = query.abs_diff(key);
        match self {
            Self::Causal => key <= query,
            Self::Padding { length } => key < *length,
            Self::Prefix { size } => key < *size || key <= query,
            Self::Window { size } => distance < *size,
            Self::Dilated { size, step } => distance < size * step && distance.is_multiple_of((*step).max(1)),
            Self::Block { sizes } => document(sizes, query) == document(sizes, key),
            Self::Painted(painted) => painted.allows(query, key),
        }
    }
}

/// The number of the document in which a position stands.
fn document(sizes: &[usize], position: usize) -> usize {
    let mut end = 0;
    for (index, size) in sizes.iter().enumerate() {
        end += size;
        if position < end {
            return index;
        }
    }
    let last = sizes.last().copied().unwrap_or(0).max(1);
    sizes.len() + (position - end) / last
}

/// What each query may see: the keys that every rule allows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask(pub Vec<Rule>);

impl Mask {
    /// The decoder's mask.
    #[must_use]
    pub fn causal() -> Self {
        Self(vec![Rule::Causal])
    }

    /// Whether the query at position `query` may see the key at position `key`.
    #[must_use]
    pub fn allows(&self, query: usize, key: usize) -> bool {
        self.0.iter().all(|rule| rule.allows(query, key))
    }

    /// What is added to the scores: 0 where a key may be seen, −∞ where it may not, `[n_query, n_key]`. For
    /// [`Rule::Causal`] that is −∞ strictly *above* the diagonal; the notes' listing makes it with
    /// `torch.triu(…, diagonal=1)`.
    #[must_use]
    pub fn additive(&self, n_query: usize, n_key: usize) -> Tensor {
        let mut values = vec![0.0; n_query * n_key];
        for rule in &self.0 {
            for (query, row) in values.chunks_exact_mut(n_key.max(1)).enumerate() {
                for (key, value) in row.iter_mut().enumerate() {
                    if !rule.allows(query, key) {
                        *value = f32::NEG_INFINITY;
                    }
                }
            }
        }
        Tensor::matrix(n_query, n_key, values)
    }

    /// Whether a rule of this kind is among its rules.
    #[must_use]
    pub fn has(&self, kind: RuleKind) -> bool {
        self.0.iter().any(|rule| RuleKind::from(rule) == kind)
    }

    /// The same mask for one text of a batch, of which only the first `length` tokens are not padding.
    #[must_use]
    pub fn padded(&self, length: usize) -> Self {
        let tightened = |rule: &Rule| match rule {
            Rule::Padding { length: own } => Rule::Padding { length: length.min(*own) },
            other => other.clone(),
        };
        Self(self.0.iter().map(tightened).collect())
    }
}

/// A part of a mask that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskError(pub String);

/// As in links: rules with commas between them, parameters after dots: `causal,window.4`; no rule is `none`.
impl fmt::Display for Mask {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        for (index, rule) in self.0.iter().enumerate() {
            f.write_str(if index > 0 { "," } else { "" })?;
            f.write_str(RuleKind::from(rule).slug())?;
            match rule {
                Rule::Causal => {}
                Rule::Padding { length: size } | Rule::Prefix { size } | Rule::Window { size } => write!(f, ".{size}")?,
                Rule::Dilated { size, step } => write!(f, ".{size}.{step}")?,
                Rule::Block { sizes } => sizes.iter().try_for_each(|size| write!(f, ".{size}"))?,
                Rule::Painted(painted) => write!(f, ".{painted}")?,
            }
        }
        Ok(())
    }
}

/// A rule without its parameters has those of [`RuleKind::rule`].
impl FromStr for Mask {
    type Err = MaskError;

    fn from_str(text: &str) -> Result<Self, MaskError> {
        if text == "none" {
            return Ok(Self::default());
        }
        text.split(',')
            .map(|part| rule(part).ok_or_else(|| MaskError(part.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn rule(text: &str) -> Option<Rule> {
    let (name, parameters) = match text.split_once('.') {
        Some((name, parameters)) => (name, Some(parameters)),
        None => (text, None),
    };
    let kind: RuleKind = name.parse().ok()?;
    let Some(parameters) = parameters else { return Some(kind.rule()) };
    if kind == RuleKind::Painted {
        return parameters.parse().ok().map(Rule::Painted);
    }
    let number = |text: &str| text.parse().ok().filter(|&number| number <= MAX_TOKENS);
    let numbers: Vec<usize> = parameters.split('.').map(number).collect::<Option<_>>()?;
    Rule::from_numbers(kind, &numbers)
}

impl Rule {
    /// The rule of a kind with these parameters, if they are as many as it has and mean something.
    #[must_use]
    pub fn from_numbers(kind: RuleKind, numbers: &[usize]) -> Option<Self> {
        let rule = match (kind, numbers) {
            (RuleKind::Padding, &[length]) => Self::Padding { length },
            (RuleKind::Prefix, &[size]) => Self::Prefix { size },
            (RuleKind::Window, &[size]) => Self::Window { size },
            (RuleKind::Dilated, &[size, step]) => Self::Dilated { size, step },
            (RuleKind::Block, sizes) => Self::Block { sizes: sizes.to_vec() },
            _ => return None,
        };
        rule.is_sound().then_some(rule)
    }

    /// Its parameters, in the order in which they are written.
    #[must_use]
    pub fn numbers(&self) -> Vec<usize> {
        match self {
            Self::Causal | Self::Painted(_) => vec![],
            Self::Padding { length: size } | Self::Prefix { size } | Self::Window { size } => vec![*size],
            Self::Dilated { size, step } => vec![*size, *step],
            Self::Block { sizes } => sizes.clone(),
        }
    }

    /// Whether its parameters mean something and are within bounds.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.numbers().iter().all(|&number| number <= MAX_TOKENS)
            && match self {
                Self::Dilated { step, .. } => *step > 0,
                Self::Block { sizes } => !sizes.is_empty() && sizes.iter().all(|&size| size > 0) && sizes.len() <= 256,
                _ => true,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const X: f32 = f32::NEG_INFINITY;

    fn mask(text: &str) -> Mask {
        text.parse().unwrap()
    }

    /// A row a query, `1` where the key may be seen.
    fn rows(text: &str, n_query: usize, n_key: usize) -> Vec<String> {
        let mask = mask(text);
        let row = |query| (0..n_key).map(|key| if mask.allows(query, key) { '1' } else { '0' }).collect();
        (0..n_query).map(row).collect()
    }

    #[test]
    fn causal_blocks_what_is_strictly_above_the_diagonal() {
        assert_eq!(mask("causal").additive(3, 3).data(), [0.0, X, X, 0.0, 0.0, X, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn no_mask_adds_nothing() {
        assert!(mask("none").additive(4, 2).data().iter().all(|&value| value == 0.0));
        assert!(mask("causal").additive(0, 0).data().is_empty());
    }

    #[test]
    fn each_rule_allows_what_it_says() {
        assert_eq!(rows("padding.2", 2, 4), ["1100", "1100"]);
        assert_eq!(rows("prefix.2", 4, 4), ["1100", "1100", "1110", "1111"]);
        assert_eq!(rows("window.2", 4, 4), ["1100", "1110", "0111", "0011"]);
        assert_eq!(rows("dilated.2.2", 5, 5), ["10100", "01010", "10101", "01010", "00101"]);
        assert_eq!(rows("block.1.2", 6, 6), ["100000", "011000", "011000", "000110", "000110", "000001"]);
        assert_eq!(rows("causal,window.2", 4, 4), ["1000", "1100", "0110", "0011"]);
        assert_eq!(rows("window.0", 1, 2), ["00"]);
    }

    #[test]
    fn what_makes_no_sense_is_not_read() {
        for text in [
            "",
            "casual",
            "window.",
            "window.4.4",
            "window.-1",
            "block",
            "dilated.3.0",
            "causal.1",
            "block.0",
            "window.9999",
        ] {
            let read = text.parse::<Mask>();
            assert_eq!(read.is_ok(), text == "block", "{text}");
        }
    }

    #[test]
    fn a_batch_tightens_the_padding() {
        assert_eq!(mask("causal,padding.9").padded(5), mask("causal,padding.5"));
        assert_eq!(mask("padding.3").padded(5), mask("padding.3"));
    }

    proptest! {
        #[test]
        fn a_mask_survives_its_text(kinds in prop::collection::vec(0usize..6, 0..4), a in 1usize..2_000, b in 1usize..50) {
            let rule = |&kind: &usize| match RuleKind::ALL[kind] {
                RuleKind::Causal => Rule::Causal,
                RuleKind::Dilated => Rule::Dilated { size: a, step: b },
                RuleKind::Block => Rule::Block { sizes: vec![a, b, 1] },
                kind => Rule::from_numbers(kind, &[a]).unwrap(),
            };
            let mask = Mask(kinds.iter().map(rule).collect());
            prop_assert_eq!(mask.to_string().parse::<Mask>(), Ok(mask.clone()));
            let json = serde_json::to_string(&mask).unwrap();
            prop_assert_eq!(serde_json::from_str::<Mask>(&json).unwrap(), mask);
        }
    }
}
