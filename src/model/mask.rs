//! Masks: which key a query may see. The notes' chapter 4.
//!
//! A [`Rule`] is one reason to block a key; a [`Mask`] is any number of them, and a key may be seen if all of them
//! allow it. No rule at all is the mask of an encoder: everything is seen.

use super::Painted;
use crate::num::Tensor;
use serde::{Deserialize, Serialize};

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

/// Writes −∞ over the cells that are not allowed, into rows of `n_key`.
pub(super) fn block(n_key: usize, additive: &mut [f32], allows: impl Fn(usize, usize) -> bool) {
    for (query, row) in additive.chunks_exact_mut(n_key.max(1)).enumerate() {
        for (key, value) in row.iter_mut().enumerate() {
            if !allows(query, key) {
                *value = f32::NEG_INFINITY;
            }
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
            match rule {
                Rule::Painted(painted) => painted.block(n_query, n_key, &mut values),
                other => block(n_key, &mut values, |query, key| other.allows(query, key)),
            }
        }
        Tensor::matrix(n_query, n_key, values)
    }

    /// Whether a rule of this kind is among its rules.
    #[must_use]
    pub fn has(&self, kind: RuleKind) -> bool {
        self.0.iter().any(|rule| RuleKind::from(rule) == kind)
    }

    /// The same mask for one text of a batch, of which only the first `length` tokens are not padding: nothing looks at
    /// the others, whether or not the mask speaks of padding.
    #[must_use]
    pub fn padded(&self, length: usize) -> Self {
        let tightened = |rule: &Rule| match rule {
            Rule::Padding { length: own } => Rule::Padding { length: length.min(*own) },
            other => other.clone(),
        };
        let added = (!self.has(RuleKind::Padding)).then_some(Rule::Padding { length });
        Self(self.0.iter().map(tightened).chain(added).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_is_added_is_what_is_not_allowed() {
        let painted =
            Mask(vec![Rule::Causal, Rule::Painted(Painted::new(5, 7, |query, key| (query * 3 + key) % 4 > 0))]);
        for mask in [painted, mask("dilated.2.2,prefix.1"), mask("block.2.3")] {
            for (n_query, n_key) in [(5, 7), (6, 7), (5, 9), (3, 2), (1, 1)] {
                let additive = mask.additive(n_query, n_key);
                for (query, key) in (0..n_query).flat_map(|query| (0..n_key).map(move |key| (query, key))) {
                    assert_eq!(additive.at(0, query, key) == Some(0.0), mask.allows(query, key), "{mask}");
                }
            }
        }
    }

    #[test]
    fn a_batch_brings_its_padding() {
        assert_eq!(mask("causal,padding.9").padded(5), mask("causal,padding.5"));
        assert_eq!(mask("padding.3").padded(5), mask("padding.3"));
        assert_eq!(mask("causal").padded(5), mask("causal,padding.5"));
    }
}
