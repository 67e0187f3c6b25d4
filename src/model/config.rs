//! What a model is: its sizes, its mask, and where its weights come from.

use super::{ConfigError, Given, Hand, MAX_SCORES, MAX_TOKENS_ALONE, Mask, Only, Positions, Sizes, Slip, Unfit};
use serde::{Deserialize, Serialize};

/// Where the weights come from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Untrained, by seed.
    #[default]
    Random,
    /// Every matrix is the identity: Q, K and V are X itself.
    Identity,
    /// Built by hand to do one thing; the sizes follow from the text.
    Hand(Hand),
    /// The reader's own matrices; those that are not given are random.
    Given(Given),
}

/// Everything that attention needs to know beside its input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Config {
    sizes: Sizes,
    /// Chooses all random numbers.
    pub seed: u32,
    /// How a token's place is told.
    pub positions: Positions,
    /// Whether projections add a bias. The notes' have none.
    pub bias: bool,
    /// The probability with which a weight is dropped, as in training; 0 is none.
    dropout: f32,
    /// What each query may see.
    pub mask: Mask,
    source: Source,
    /// Mistakes made on purpose.
    pub slips: Vec<Slip>,
    /// Heads whose output is replaced by 0.
    pub heads_off: Vec<usize>,
    /// The one map that is kept; without, those of all heads and layers are.
    pub only: Option<Only>,
}

/// A configuration as it is written down, before anyone looked whether its numbers fit.
#[derive(Deserialize)]
struct Unchecked {
    sizes: Sizes,
    seed: u32,
    positions: Positions,
    bias: bool,
    dropout: f32,
    mask: Mask,
    source: Source,
    slips: Vec<Slip>,
    heads_off: Vec<usize>,
    only: Option<Only>,
}

impl TryFrom<Unchecked> for Config {
    type Error = String;

    fn try_from(unchecked: Unchecked) -> Result<Self, String> {
        let Unchecked { sizes, seed, positions, bias, dropout, mask, source, slips, heads_off, only } = unchecked;
        let told = |error| format!("{error:?}");
        let checked = Self::new(sizes).and_then(|config| config.with_dropout(dropout)).map_err(told)?;
        let checked = checked.with_source(source).map_err(|error| format!("{error:?}"))?;
        Ok(Self { seed, positions, bias, mask, slips, heads_off, only, ..checked })
    }
}

impl Config {
    /// Random weights of these sizes by seed 0, no mask, sinusoidal positions, nothing else.
    ///
    /// # Errors
    /// [`ConfigError`] if the sizes do not fit each other.
    pub fn new(sizes: Sizes) -> Result<Self, ConfigError> {
        Ok(Self {
            sizes: sizes.check()?,
            seed: 0,
            positions: Positions::default(),
            bias: false,
            dropout: 0.0,
            mask: Mask::default(),
            source: Source::default(),
            slips: vec![],
            heads_off: vec![],
            only: None,
        })
    }

    /// The same with dropout.
    ///
    /// # Errors
    /// If `p` is not a probability below 1.
    pub fn with_dropout(self, p: f32) -> Result<Self, ConfigError> {
        if (0.0..1.0).contains(&p) { Ok(Self { dropout: p, ..self }) } else { Err(ConfigError::Dropout) }
    }

    /// The same with other sizes.
    ///
    /// # Errors
    /// [`ConfigError`] if they do not fit each other.
    pub fn with_sizes(self, sizes: Sizes) -> Result<Self, ConfigError> {
        Ok(Self { sizes: sizes.check()?, ..self })
    }

    /// The same with weights from elsewhere. Matrices that are given set the sizes.
    ///
    /// # Errors
    /// [`Unfit`] if they do not fit each other.
    pub fn with_source(self, source: Source) -> Result<Self, Unfit> {
        let sizes = if let Source::Given(given) = &source { given.fit(self.sizes)? } else { self.sizes };
        Ok(Self { sizes, source, ..self })
    }

    /// Where the weights come from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The matrices that the reader brought, if any.
    #[must_use]
    pub fn given(&self) -> Option<&Given> {
        if let Source::Given(given) = &self.source { Some(given) } else { None }
    }

    /// The sizes, which fit each other. Those of hand-built weights follow from the text, and only a trace has them.
    #[must_use]
    pub fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// The probability of dropout.
    #[must_use]
    pub fn dropout(&self) -> f32 {
        self.dropout
    }

    /// Whether this mistake is made.
    #[must_use]
    pub fn slips(&self, slip: Slip) -> bool {
        self.slips.contains(&slip)
    }

    /// How many tokens can be attended to.
    #[must_use]
    pub fn max_tokens(&self) -> usize {
        let Sizes { n_heads, n_layers, .. } = self.sizes;
        let (most, n_maps, scores) = match self.only {
            Some(_) => (MAX_TOKENS_ALONE, 1, MAX_TOKENS_ALONE * MAX_TOKENS_ALONE),
            None => (self.sizes.max_tokens(), n_heads * n_layers, MAX_SCORES),
        };
        match &self.source {
            Source::Hand(_) => Hand::MAX_TOKENS,
            Source::Given(given) => {
                // Rows of one side are there already, however many tokens the other side has.
                let rows = match given.n_tokens() {
                    (Some(n), None) | (None, Some(n)) => n,
                    _ => 0,
                };
                most.min(scores / (n_maps * rows).max(1))
            }
            Source::Random | Source::Identity => most,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropout_is_a_probability_below_one() {
        let config = Config::new(Sizes::new(8, 1)).unwrap();
        for p in [-0.1, 1.0, f32::NAN] {
            assert_eq!(config.clone().with_dropout(p), Err(ConfigError::Dropout));
        }
    }
}
