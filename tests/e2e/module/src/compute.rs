//! Products of matrices.

use heedmap::num::{Packed, Quantized, View, matmul_packed, matmul_quantized};
use wasm_bindgen::prelude::wasm_bindgen;

/// `a · b`, with `b` packed once as weights are. The result stays in the module's memory, where whatever comes next in a
/// model would read it.
#[wasm_bindgen]
pub struct Product {
    a: Vec<f32>,
    n_rows: usize,
    b: Packed,
    out: Vec<f32>,
}

#[wasm_bindgen]
impl Product {
    /// Two matrices row by row, `[n, k]` and `[k, m]`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(a: Vec<f32>, b: &[f32], n: usize, k: usize, m: usize) -> Self {
        Self { a, n_rows: n, b: Packed::new(View::new(b, k, m)), out: vec![0.0; n * m] }
    }

    /// Works it out.
    pub fn run(&mut self) {
        let Self { a, n_rows, b, out } = self;
        matmul_packed(View::new(a, *n_rows, b.rows()), b, &[], out, b.cols());
    }

    /// What came out, `[n, m]`.
    #[must_use]
    pub fn out(&self) -> Vec<f32> {
        self.out.clone()
    }
}

/// The same in bytes, `b` quantized once as weights are.
#[wasm_bindgen]
pub struct ProductOfBytes {
    a: Vec<f32>,
    n_rows: usize,
    b: Quantized,
    out: Vec<f32>,
}

#[wasm_bindgen]
impl ProductOfBytes {
    /// Two matrices row by row, `[n, k]` and `[k, m]`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(a: Vec<f32>, b: &[f32], n: usize, k: usize, m: usize) -> Self {
        let b = Quantized::new(&Packed::new(View::new(b, k, m)));
        Self { a, n_rows: n, b, out: vec![0.0; n * m] }
    }

    /// Works it out.
    pub fn run(&mut self) {
        let Self { a, n_rows, b, out } = self;
        matmul_quantized(View::new(a, *n_rows, b.rows()), b, &[], out);
    }

    /// What came out, `[n, m]`.
    #[must_use]
    pub fn out(&self) -> Vec<f32> {
        self.out.clone()
    }
}
