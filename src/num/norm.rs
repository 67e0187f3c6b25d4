//! Norms: a row is brought to a size that the next map expects, whatever came before. Sums are taken in four lanes, each of
//! which has a quarter of the row.

use super::lanes::{Lanes, N_LANES};

/// A row is moved to mean 0, divided by its standard deviation, and given a weight and a bias: Ba et al., *Layer
/// normalization* (2016). `eps` is added to the variance.
pub fn layer_norm(row: &mut [f32], weight: &[f32], bias: &[f32], eps: f32) {
    let mean = mean(row, |x| x);
    row.iter_mut().for_each(|x| *x -= mean);
    let factor = 1.0 / (self::mean(row, |x| x.mul(x)) + eps).sqrt();
    for ((x, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
        *x = *x * factor * weight + bias;
    }
}

/// A row is divided by the root of the mean of its squares and given a weight: Zhang and Sennrich, *Root mean square layer
/// normalization* (2019). `eps` is added to the mean.
pub fn rms_norm(row: &mut [f32], weight: &[f32], eps: f32) {
    let factor = 1.0 / (mean(row, |x| x.mul(x)) + eps).sqrt();
    row.iter_mut().zip(weight).for_each(|(x, weight)| *x = *x * factor * weight);
}

/// The mean of what `of` makes of the numbers; of 0 it must make 0.
#[inline(always)]
fn mean(row: &[f32], of: impl Fn(Lanes) -> Lanes) -> f32 {
    let (fours, rest) = row.as_chunks::<N_LANES>();
    let mut last = [0.0; N_LANES];
    last[..rest.len()].copy_from_slice(rest);
    let sum = fours.iter().fold(of(Lanes::load(&last)), |sum, four| sum.add(of(Lanes::load(four))));
    sum.values().into_iter().sum::<f32>() / row.len() as f32
}

#[cfg(test)]
mod tests {
    use super::super::random;
    use super::*;
    use proptest::prelude::*;

    /// Mean and mean square around it, in 64 bits.
    fn moments(row: &[f32], around: Option<f64>) -> (f64, f64) {
        let n = row.len() as f64;
        let mean = around.unwrap_or(row.iter().map(|&x| f64::from(x)).sum::<f64>() / n);
        (mean, row.iter().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>() / n)
    }

    proptest! {
        #[test]
        fn they_are_what_64_bits_make(n in 1usize..900, shift in -9.0f32..9.0, seed: u64) {
            let draw = |stream| random::uniform(random::key(seed, stream), n, 1.0);
            let (mut row, weight, bias) = (draw(1), draw(2), draw(3));
            row.iter_mut().for_each(|x| *x += shift);
            let (mut layer, mut rms) = (row.clone(), row.clone());
            layer_norm(&mut layer, &weight, &bias, 1e-5);
            rms_norm(&mut rms, &weight, 1e-5);
            let ((mean, variance), (_, square)) = (moments(&row, None), moments(&row, Some(0.0)));
            for i in 0..n {
                let [x, w, b] = [row[i], weight[i], bias[i]].map(f64::from);
                let by_layer = (x - mean) / (variance + 1e-5).sqrt() * w + b;
                prop_assert!((f64::from(layer[i]) - by_layer).abs() < 2e-5, "{} and {by_layer}", layer[i]);
                let by_rms = x / (square + 1e-5).sqrt() * w;
                prop_assert!((f64::from(rms[i]) - by_rms).abs() < 1e-5, "{} and {by_rms}", rms[i]);
            }
        }
    }

    #[test]
    fn what_is_not_a_number_stays_none_and_nothing_stays_nothing() {
        let mut row = [1.0, f32::NAN, 2.0];
        layer_norm(&mut row, &[1.0; 3], &[0.0; 3], 1e-5);
        assert!(row.iter().all(|x| x.is_nan()));
        let mut row = [1.0, f32::INFINITY];
        rms_norm(&mut row, &[1.0; 2], 1e-5);
        assert!(row[0] == 0.0 && row[1].is_nan(), "1/∞ and ∞/∞: {row:?}");
        layer_norm(&mut [], &[], &[], 1e-5);
        rms_norm(&mut [], &[], 1e-5);
    }
}
