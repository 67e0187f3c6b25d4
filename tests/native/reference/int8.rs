//! Products of bytes, to the last bit: weights and sums by ONNX Runtime.

use super::{assert_same, load};
use heedmap::num::{Packed, Quantized, View, matmul_quantized, random};
use serde::Deserialize;

/// The streams of seeded numbers that stand for a product's parts, as in `seeded.py`.
const W: u64 = 1;
const BIAS: u64 = 4;
const X: u64 = 5;

#[derive(Deserialize)]
struct Fixture {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    shape: [usize; 3],
    out: Vec<f32>,
}

#[test]
fn products_of_bytes_are_onnx_runtimes() {
    let Fixture { cases } = load("int8.json");
    assert!(cases.len() >= 5);
    for (seed, Case { shape: [n, k, m], out }) in cases.into_iter().enumerate() {
        let numbers = |stream, n, scale| random::uniform(random::key(seed as u64, stream), n, scale);
        let (x, w, bias) = (numbers(X, n * k, 3.0), numbers(W, k * m, 0.5), numbers(BIAS, m, 1.0));
        let mut found = vec![f32::NAN; n * m];
        matmul_quantized(View::new(&x, n, k), &Quantized::new(&Packed::new(View::new(&w, k, m))), &bias, &mut found);
        assert_same(&format!("{n} × {k} × {m}"), &found, &out);
    }
}
