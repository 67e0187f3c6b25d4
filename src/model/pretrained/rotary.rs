//! Rotary positions of pretrained models: by which angles queries and keys turn, and how these are stretched so that a
//! model reads longer texts than it was trained on.
//!
//! Pair i of a head turns by `position · theta^(−2i/d_head)`: the first pair quickly, the last so slowly that it has not
//! gone round once in the longest text of the training. Places beyond would be angles that the model never saw.

use std::f32::consts::TAU;

/// How a model turns its queries and keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Rotary {
    /// The last pair turns about so many times slower than the first.
    pub theta: f64,
    /// The stretching.
    pub scaling: Scaling,
}

/// The ways to stretch, by the names of `rope_type`.
#[derive(Clone, Debug, PartialEq)]
pub enum Scaling {
    /// None, `default`.
    None,
    /// All angles divided: Chen et al., *Extending context window of large language models via positional
    /// interpolation* (2023).
    Linear {
        /// By this.
        factor: f64,
    },
    /// A larger theta as soon as a text is longer than the training's, so that slow pairs are stretched and quick ones
    /// hardly.
    Dynamic {
        /// How much.
        factor: f64,
        /// The longest text of the training.
        n_positions: usize,
    },
    /// Slow pairs are divided, quick ones left alone, those between partly: Grattafiori et al., *The Llama 3 herd of
    /// models* (2024).
    Llama3 {
        /// What slow pairs are divided by.
        factor: f64,
        /// A pair that turns less often than this in a text of the training is slow.
        low: f64,
        /// One that turns more often than this is quick.
        high: f64,
        /// The longest text of the training.
        original: usize,
    },
    /// As in Llama 3, with a ramp over pairs rather than wavelengths, and larger scores: Peng et al., *YaRN* (2023).
    Yarn {
        /// What slow pairs are divided by.
        factor: f64,
        /// What queries and keys are multiplied by, if the file says it.
        attention_factor: Option<f64>,
        /// What it follows from otherwise, `mscale` and `mscale_all_dim`; NaN where the file does not say.
        mscale: [f64; 2],
        /// A pair that turns more often than this is quick.
        fast: f64,
        /// One that turns less often is slow.
        slow: f64,
        /// Whether the ramp begins and ends at whole pairs.
        truncate: bool,
        /// The longest text of the training.
        original: usize,
    },
}

/// The angles of one text.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Turn {
    /// Of each pair, the angle from one place to the next.
    pub frequencies: Vec<f32>,
    /// What queries and keys are multiplied by.
    pub scale: f32,
}

impl Rotary {
    /// Whether the angles depend on the length of the text.
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        matches!(self.scaling, Scaling::Dynamic { .. })
    }

    /// The angles for a text of so many tokens. They are computed in 32 bits, as the models' own programs do.
    #[must_use]
    pub fn turn(&self, d_head: usize, n_tokens: usize) -> Turn {
        let dim = d_head as f64;
        let plain = |theta: f64| -> Vec<f32> {
            (0..d_head / 2).map(|i| 1.0 / (theta as f32).powf((2 * i) as f32 / d_head as f32)).collect()
        };
        let frequencies = match self.scaling {
            Scaling::None => plain(self.theta),
            Scaling::Linear { factor } => plain(self.theta).iter().map(|f| f / factor as f32).collect(),
            Scaling::Dynamic { factor, n_positions } => {
                let stretch = n_tokens.max(n_positions) as f64 / n_positions as f64;
                plain(self.theta * (factor * stretch - (factor - 1.0)).powf(dim / (dim - 2.0)))
            }
            Scaling::Llama3 { factor, low, high, original } => {
                let [factor, low, high, original] = [factor, low, high, original as f64].map(|x| x as f32);
                let turned = |f: f32| match original * f / TAU {
                    turns if turns < low => f / factor,
                    turns if turns > high => f,
                    turns => {
                        let quick = (turns - low) / (high - low);
                        (1.0 - quick) * f / factor + quick * f
                    }
                };
                plain(self.theta).into_iter().map(turned).collect()
            }
            Scaling::Yarn { factor, fast, slow, truncate, original, .. } => {
                // Of which pair, counted as a real number, it can be said that it turns so many times.
                let pair = |turns: f64| {
                    dim * (original as f64 / (turns * std::f64::consts::TAU)).ln() / (2.0 * self.theta.ln())
                };
                let (low, high) = (pair(fast), pair(slow));
                let (low, high) = if truncate { (low.floor(), high.ceil()) } else { (low, high) };
                let (low, high) = (low.max(0.0), high.min(dim - 1.0));
                let high = if low == high { high + 0.001 } else { high };
                let ramp = |i: usize| (((i as f64 - low) / (high - low)) as f32).clamp(0.0, 1.0);
                let all = plain(self.theta).into_iter().enumerate();
                all.map(|(i, f)| f / factor as f32 * ramp(i) + f * (1.0 - ramp(i))).collect()
            }
        };
        Turn { frequencies, scale: self.scale() }
    }

    /// YaRN's factor of queries and keys; 1 elsewhere.
    fn scale(&self) -> f32 {
        let Scaling::Yarn { factor, attention_factor, mscale: [some, all], .. } = self.scaling else { return 1.0 };
        let grown = |by: f64| if factor <= 1.0 { 1.0 } else { 0.1 * by * factor.ln() + 1.0 };
        let by_mscale = || if some.is_nan() || all.is_nan() { grown(1.0) } else { grown(some) / grown(all) };
        attention_factor.unwrap_or_else(by_mscale) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frequencies(scaling: Scaling, n_tokens: usize) -> Vec<f32> {
        Rotary { theta: 10_000.0, scaling }.turn(8, n_tokens).frequencies
    }

    #[test]
    fn every_way_leaves_the_first_pair_or_divides_it() {
        let plain = frequencies(Scaling::None, 9);
        assert_eq!(plain.len(), 4);
        assert!((plain[1] - 0.1).abs() < 1e-7 && plain[0] == 1.0);
        let halves: Vec<f32> = plain.iter().map(|f| f / 2.0).collect();
        assert_eq!(frequencies(Scaling::Linear { factor: 2.0 }, 9), halves);
        let dynamic = Scaling::Dynamic { factor: 2.0, n_positions: 10 };
        assert_eq!(frequencies(dynamic.clone(), 10), plain, "as trained");
        let longer = frequencies(dynamic, 20);
        assert!(longer[0] == 1.0 && longer[3] < plain[3]);
        let llama3 = frequencies(Scaling::Llama3 { factor: 8.0, low: 1.0, high: 4.0, original: 64 }, 9);
        assert_eq!((llama3[0], llama3[3]), (1.0, plain[3] / 8.0));
        assert!(llama3[1] < plain[1] && llama3[1] > plain[1] / 8.0);
    }

    #[test]
    fn strange_numbers_give_numbers() {
        let yarn = |factor, original| Scaling::Yarn {
            factor,
            attention_factor: None,
            mscale: [f64::NAN; 2],
            fast: 32.0,
            slow: 1.0,
            truncate: true,
            original,
        };
        for (d_head, scaling) in
            [(2, yarn(4.0, 1)), (0, yarn(0.5, 7)), (2, Scaling::Dynamic { factor: 2.0, n_positions: 1 })]
        {
            let turn = Rotary { theta: 10_000.0, scaling }.turn(d_head, 50);
            assert!(turn.frequencies.iter().all(|f| f.is_finite()) && turn.scale.is_finite(), "{turn:?}");
        }
    }
}
