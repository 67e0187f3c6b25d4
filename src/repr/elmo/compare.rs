//! One word in several places: its vector in each layer there, mixed, and how alike the places are.

use super::Layers;

/// Layers of ELMo: the static one, and one for each LSTM.
pub const N_LAYERS: usize = 3;

/// The word in one place.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Occurrence {
    /// The sentence, from 0.
    pub sentence: usize,
    /// The place of its first token there; the edge before the sentence is 0.
    pub at: usize,
    /// Its vector in each layer, the mean of its tokens': `[N_LAYERS, 2 · d]`.
    pub layers: Vec<Vec<f32>>,
}

/// How the layers are mixed: γ · Σ s_j · h_j with s = softmax of `weights`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mix {
    /// A number for each layer.
    pub weights: [f32; N_LAYERS],
    /// γ.
    pub gamma: f32,
}

impl Default for Mix {
    fn default() -> Self {
        Self { weights: [0.0; N_LAYERS], gamma: 1.0 }
    }
}

impl Mix {
    /// s: the share of each layer; they sum to 1.
    #[must_use]
    pub fn shares(&self) -> [f32; N_LAYERS] {
        let highest = self.weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers = self.weights.map(|weight| (weight - highest).exp());
        let sum: f32 = powers.iter().sum();
        powers.map(|power| power / sum)
    }

    /// The mixed vector of a word's vectors in each layer.
    #[must_use]
    pub fn of(&self, layers: &[Vec<f32>]) -> Vec<f32> {
        let shares = self.shares();
        let n = layers.first().map_or(0, Vec::len);
        let mixed = |place: usize| {
            let sum: f32 = layers.iter().zip(shares).map(|(layer, share)| share * layer[place]).sum();
            self.gamma * sum
        };
        (0..n).map(mixed).collect()
    }
}

impl Occurrence {
    /// The word of `n` tokens from place `at` on in a sentence that was read.
    #[must_use]
    pub fn new(sentence: usize, at: usize, n: usize, layers: &Layers) -> Self {
        let mean = |layer: &Vec<f32>| {
            let d = layers.width;
            let mut sum = vec![0.0; d];
            for row in layer.chunks_exact(d.max(1)).skip(at).take(n) {
                crate::num::add_to(&mut sum, row);
            }
            sum.iter_mut().for_each(|value| *value /= n.max(1) as f32);
            sum
        };
        Self { sentence, at, layers: layers.layers.iter().map(mean).collect() }
    }
}

/// The cosine of the angle between two vectors; 0 if one is nothing but 0.
#[must_use]
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum::<f64>();
    let lengths = (dot(a, a) * dot(b, b)).sqrt();
    if lengths > 0.0 { (dot(a, b) / lengths) as f32 } else { 0.0 }
}

/// The cosine between every two, `[n, n]`.
#[must_use]
pub fn cosines(vectors: &[Vec<f32>]) -> Vec<f32> {
    vectors.iter().flat_map(|a| vectors.iter().map(|b| cosine(a, b))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mix_of_one_layer_is_that_layer_times_gamma() {
        let layers = [vec![1.0, 2.0], vec![3.0, 4.0], vec![5.0, -6.0]];
        let mix = Mix { weights: [-1e9, 0.0, -1e9], gamma: 2.0 };
        assert_eq!(mix.of(&layers), [6.0, 8.0]);
        assert_eq!(Mix::default().of(&layers)[0], 3.0);
        assert_eq!(Mix::default().of(&[]), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn shares_sum_to_1_and_cosines_stay_within_1(
            weights in prop::array::uniform3(-1e3f32..1e3),
            a in prop::collection::vec(-1e6f32..1e6, 0..9),
            b in prop::collection::vec(-1e6f32..1e6, 0..9),
        ) {
            let sum: f32 = Mix { weights, gamma: 1.0 }.shares().iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-5);
            prop_assert!(cosine(&a, &b).abs() <= 1.000_001);
        }
    }
}
