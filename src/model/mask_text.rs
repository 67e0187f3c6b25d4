//! Masks as texts, in links and in `heedmap.run`.

use super::{MAX_TOKENS_ALONE, Mask, Rule, RuleKind};
use std::fmt;
use std::str::FromStr;

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
    let number = |text: &str| text.parse().ok().filter(|&number| number <= MAX_TOKENS_ALONE);
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
        self.numbers().iter().all(|&number| number <= MAX_TOKENS_ALONE)
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
