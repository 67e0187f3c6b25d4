//! Rollout: how much of each token reaches the last layer.

use super::{Stage, Trace};
use crate::num::{Tensor, View, matmul_into};

/// How many rows of a product begin and end alike.
const ROLLED: usize = 64;

/// How much of each token the last layer's tokens are made of, `[n_tokens, n_tokens]`: Abnar and Zuidema, *Quantifying
/// attention flow in transformers* (2020), section 3. In each layer half of a token is what it was and half what its
/// heads, taken together, looked at; the layers' matrices are multiplied. `None` between two texts.
#[must_use]
pub fn rollout(layers: &[Trace]) -> Option<Tensor> {
    let mut product: Option<Tensor> = None;
    for trace in layers {
        let n = trace.n_query();
        if trace.n_key() != n || trace.get(Stage::KvX).is_some() {
            return None;
        }
        product = Some(roll(&trace[Stage::Weights].mean_of_planes(), product.as_ref()));
    }
    product
}

/// One layer more of [`rollout`]: the mean weights of its heads, `[n_tokens, n_tokens]`, and the product of those before.
#[must_use]
pub fn roll(mean: &Tensor, before: Option<&Tensor>) -> Tensor {
    let n = mean.rows();
    let mut step: Vec<f32> = mean.data().iter().map(|weight| weight * 0.5).collect();
    step.iter_mut().step_by(n + 1).for_each(|own| *own += 0.5);
    match before {
        Some(before) => Tensor::matrix(n, n, product(&step, before.data(), n)),
        None => Tensor::matrix(n, n, step),
    }
}

/// The product of two matrices of n × n, but for what is 0 because nobody looks ahead: two thirds of it, if nobody does.
fn product(a: &[f32], b: &[f32], n: usize) -> Vec<f32> {
    let ends = |row: &[f32]| row.iter().rposition(|&value| value != 0.0).map_or(0, |last| last + 1);
    let ends_of_b: Vec<usize> = b.chunks_exact(n.max(1)).map(ends).collect();
    let mut product = vec![0.0; n * n];
    for (a, product) in a.chunks(ROLLED * n.max(1)).zip(product.chunks_mut(ROLLED * n.max(1))) {
        let inner = a.chunks_exact(n).map(ends).max().unwrap_or(0);
        let cols = ends_of_b[..inner].iter().copied().max().unwrap_or(0);
        let (a, b) = (View::new(a, a.len() / n, n), View::new(&b[..inner * n], inner, n));
        matmul_into(a.columns(0, inner), b.columns(0, cols), product, n);
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{matmul, random};

    /// Rows that add up to 1, over the keys that a query may see.
    fn weights(n: usize, seed: u64, sees: impl Fn(usize, usize) -> bool) -> Tensor {
        let mut values = random::uniform(random::key(seed, 7), n * n, 0.5);
        for (query, row) in values.chunks_exact_mut(n).enumerate() {
            row.iter_mut()
                .enumerate()
                .for_each(|(key, weight)| *weight = if sees(query, key) { *weight + 0.5 } else { 0.0 });
            let sum: f32 = row.iter().sum();
            row.iter_mut().for_each(|weight| *weight /= sum);
        }
        Tensor::matrix(n, n, values)
    }

    #[test]
    fn a_layer_more_is_the_plain_product_whatever_is_seen() {
        let halved = |mean: &Tensor, n: usize| {
            let own = |place: usize| if place.is_multiple_of(n + 1) { 0.5 } else { 0.0 };
            Tensor::matrix(n, n, mean.data().iter().enumerate().map(|(place, w)| w * 0.5 + own(place)).collect())
        };
        let ways: [fn(usize, usize) -> bool; 4] = [
            |query, key| key <= query,
            |_, _| true,
            |query, key| key <= query && query < key + 3,
            |query, key| key >= query,
        ];
        for n in [1, 5, 64, 65, 150] {
            for sees in ways {
                let [first, second] = [1, 2].map(|seed| weights(n, seed, sees));
                let before = roll(&first, None);
                let rolled = roll(&second, Some(&before));
                let plain = matmul(View::from(&halved(&second, n)), View::from(&before));
                assert_eq!(rolled.data(), plain.data(), "{n}");
                for row in 0..n {
                    assert!((rolled.row(0, row).iter().sum::<f32>() - 1.0).abs() < 1e-5);
                }
            }
        }
        let causal = weights(70, 3, |query, key| key <= query);
        let rolled = roll(&causal, Some(&roll(&causal, None)));
        assert!(
            (0..70).all(|row| rolled.row(0, row)[row + 1..].iter().all(|&weight| weight == 0.0)),
            "nobody looks ahead"
        );
    }
}
