//! From counts to probabilities. What was never counted has the probability 0 by counts alone, and one such token makes a
//! whole sentence impossible; smoothing takes a little from what was seen and gives it to the rest.
//!
//! Every way is one line, from the longest context to the shortest:
//!
//! ```text
//! P(w | context) = own share + passed on · P(w | context without its first token)
//! ```
//!
//! | way | own share | passed on |
//! |---|---|---|
//! | maximum likelihood | c(context w) / c(context) | 0 |
//! | add k (Lidstone; Laplace with k = 1) | (c(context w) + k) / (c(context) + k·V) | 0 |
//! | interpolation (Jelinek and Mercer, 1980) | λ · c(context w) / c(context) | 1 − λ |
//! | Kneser and Ney, interpolated (Chen and Goodman, 1999) | max(c(context w) − d, 0) / c(context) | d · different followers / c(context) |
//!
//! Kneser and Ney count, in all contexts but the longest, not how often a token came but after how many different ones. A
//! context that was never seen passes everything on.

use super::{Counts, Followers, Id};
use serde::{Deserialize, Serialize};

/// A way from counts to probabilities.
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
pub enum Smoothing {
    /// Counts as they are.
    #[default]
    MaximumLikelihood,
    /// Everything was seen k times more often.
    AddK,
    /// A mixture with shorter contexts.
    Interpolation,
    /// A discount for what was seen, given to what fits many contexts.
    KneserNey,
}

impl Smoothing {
    /// All ways.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;
}

/// A way with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The way.
    pub smoothing: Smoothing,
    /// What is added to each count; not negative.
    pub k: f64,
    /// The longest context's share, from 0 to 1.
    pub lambda: f64,
    /// What is taken off each count, from 0 to 1.
    pub discount: f64,
}

impl Default for Rule {
    fn default() -> Self {
        Self { smoothing: Smoothing::default(), k: 1.0, lambda: 0.7, discount: 0.75 }
    }
}

/// What one length of context has to say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// How many tokens the context has.
    pub n_context: usize,
    /// How often the token came after it, or after how many different tokens.
    pub count: u64,
    /// How often any token did.
    pub total: u64,
    /// How many different ones did.
    pub n_followers: usize,
    /// The own share.
    pub own: f64,
    /// What is passed on to the shorter context.
    pub passed: f64,
    /// What is known with this context: own share + passed on · what the shorter one knows.
    pub probability: f64,
    /// Whether `count` and `total` are of different tokens before the context.
    pub is_varied: bool,
}

/// What was counted after a context, and after each of its shorter ones, from the shortest.
pub(super) struct Standing<'c>(Vec<Counted<'c>>);

#[derive(Clone, Copy)]
struct Counted<'c> {
    n_context: usize,
    followers: Option<&'c Followers>,
    is_varied: bool,
}

impl Counts {
    /// Looks up a context for the tokens that may come after it.
    pub(super) fn standing(&self, rule: &Rule, context: &[Id]) -> Standing<'_> {
        let look = |n_context: usize| {
            let context = &context[context.len() - n_context..];
            // Shorter contexts count how varied they are, if anything ever stood before them.
            let varies = rule.smoothing == Smoothing::KneserNey && n_context + 1 < self.order;
            let varied = self.varied.get(context).filter(|_| varies);
            let (followers, is_varied) = (varied.or_else(|| self.after.get(context)), varied.is_some());
            Counted { n_context, followers, is_varied }
        };
        let shortest = match rule.smoothing {
            Smoothing::MaximumLikelihood | Smoothing::AddK => context.len(),
            Smoothing::Interpolation | Smoothing::KneserNey => 0,
        };
        Standing((shortest..=context.len()).map(look).collect())
    }

    /// The probability of `id` after a context, with its working, from the longest context to the shortest.
    pub(super) fn levels(&self, rule: &Rule, context: &[Id], id: Id) -> Vec<Level> {
        let mut levels = Vec::new();
        self.standing(rule, context).climb(rule, self.vocab_size(), id, |level| levels.push(level));
        levels.reverse();
        levels
    }
}

impl Standing<'_> {
    /// The probability of `id`.
    pub(super) fn probability(&self, rule: &Rule, vocab_size: usize, id: Id) -> f64 {
        self.climb(rule, vocab_size, id, |_| {})
    }

    /// From the shortest context to the longest, telling each.
    fn climb(&self, rule: &Rule, vocab_size: usize, id: Id, mut tell: impl FnMut(Level)) -> f64 {
        let mut probability = 0.0;
        for (step, counted) in self.0.iter().enumerate() {
            let found = counted.followers.map(|found| (found.of(id), found.total, found.each.len()));
            let (count, total, n_followers) = found.unwrap_or_default();
            let (c, n) = (count as f64, total as f64);
            let is_last = step == 0;
            let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
            let (own, passed) = match rule.smoothing {
                Smoothing::AddK => (share(c + rule.k, n + rule.k * vocab_size as f64), 0.0),
                _ if is_last => (share(c, n), 0.0),
                _ if total == 0 => (0.0, 1.0),
                Smoothing::KneserNey => {
                    let kept = (c - rule.discount).max(0.0);
                    (kept / n, rule.discount * n_followers as f64 / n)
                }
                Smoothing::MaximumLikelihood | Smoothing::Interpolation => (rule.lambda * c / n, 1.0 - rule.lambda),
            };
            probability = own + passed * probability;
            let Counted { n_context, is_varied, .. } = *counted;
            tell(Level { n_context, count, total, n_followers, own, passed, probability, is_varied });
        }
        probability
    }
}
