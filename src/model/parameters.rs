//! The matrices of a layer that nobody trained: random by seed, or the identity.

use super::{Config, Sizes, Source, Stage, Trace};
use crate::num::{Tensor, random};

/// From one layer's streams of random numbers to the next layer's.
const LAYER: u64 = 0x1_0000;

/// What a matrix makes, the matrix, its bias, the stream that it is drawn from, and its shape.
fn shapes(sizes: Sizes) -> [(Stage, Stage, Stage, u64, usize, usize); 4] {
    let Sizes { d_model, dim, .. } = sizes;
    [
        (Stage::Q, Stage::WQ, Stage::BQ, 1, d_model, dim),
        (Stage::K, Stage::WK, Stage::BK, 2, d_model, sizes.kv_dim()),
        (Stage::V, Stage::WV, Stage::BV, 3, d_model, sizes.kv_dim()),
        (Stage::Output, Stage::WO, Stage::BO, 4, dim, d_model),
    ]
}

/// Gives a trace the parameters of a layer that it does not bring itself. What makes something that is there already
/// is not needed; and where Q, K and V are there, nothing but W_o could be, and only if it is brought.
///
/// Matrices are even over ±√(6 / (d_in + d_out)): Glorot and Bengio, *Understanding the difficulty of training deep
/// feedforward neural networks* (2010), equation 16. Biases are even over ±1/√d_in, as PyTorch's `Linear` begins.
pub(super) fn fill(config: &Config, layer: usize, trace: &mut Trace) {
    let is_projected = [Stage::Q, Stage::K, Stage::V].iter().all(|&stage| trace.get(stage).is_some());
    for (made, w, b, stream, d_in, d_out) in shapes(trace.sizes) {
        if is_projected || trace.get(made).is_some() {
            continue;
        }
        let draw = |stream: u64, count, scale: f64| {
            let key = random::key(config.seed.into(), stream + LAYER * layer as u64);
            random::uniform(key, count, scale as f32)
        };
        if trace.get(w).is_none() {
            let values = match config.source() {
                Source::Identity => identity(d_in, d_out),
                _ => draw(stream, d_in * d_out, (6.0 / (d_in + d_out) as f64).sqrt()),
            };
            trace.set(w, Tensor::matrix(d_in, d_out, values));
        }
        if config.bias && trace.get(b).is_none() {
            let values = match config.source() {
                Source::Identity => vec![0.0; d_out],
                _ => draw(stream + 5, d_out, 1.0 / (d_in as f64).sqrt()),
            };
            trace.set(b, Tensor::matrix(1, d_out, values));
        }
    }
}

/// Ones on the diagonal; a matrix that is not square has none beyond it.
fn identity(rows: usize, cols: usize) -> Vec<f32> {
    (0..rows * cols).map(|i| f32::from(u8::from(i / cols == i % cols))).collect()
}
