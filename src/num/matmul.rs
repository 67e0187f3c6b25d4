//! The matrix product, the one piece of arithmetic that everything else waits for.
//!
//! `out[i][j] = Σ_k a[i][k] · b[k][j]`. Done naively, each step waits for the addition before it and for a jump through
//! memory. Here four rows of `a` meet eight columns of `b` at once: 32 independent sums, which the compiler keeps in
//! SIMD registers (four lanes each, `simd128` in a browser), over a panel of `b` that was first copied so that it lies
//! side by side. The order of additions over `k` stays that of the plain sum, so results do not depend on the tiling.

use super::Tensor;

/// Rows of `a` and columns of `b` that one tile holds.
const TILE_ROWS: usize = 4;
const TILE_COLS: usize = 8;

/// A matrix inside somebody's slice: where a row and a column step to. A block of columns (one head's part of Q) or a
/// transpose (Kᵀ) is another view of the same values, never a copy.
#[derive(Clone, Copy)]
pub struct View<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

impl<'a> View<'a> {
    /// A row-major matrix that fills the slice.
    #[must_use]
    pub fn new(data: &'a [f32], rows: usize, cols: usize) -> Self {
        debug_assert_eq!(data.len(), rows * cols);
        Self { data, rows, cols, row_stride: cols, col_stride: 1 }
    }

    /// The columns `start..start + cols` of this matrix.
    #[must_use]
    pub fn columns(self, start: usize, cols: usize) -> Self {
        debug_assert!(start + cols <= self.cols);
        let data = self.data.get(start * self.col_stride..).unwrap_or_default();
        Self { data, cols, ..self }
    }

    /// The transpose.
    #[must_use]
    pub fn t(self) -> Self {
        Self { rows: self.cols, cols: self.rows, row_stride: self.col_stride, col_stride: self.row_stride, ..self }
    }
}

impl<'a> From<&'a Tensor> for View<'a> {
    fn from(tensor: &'a Tensor) -> Self {
        View::new(tensor.plane(0), tensor.rows(), tensor.cols())
    }
}

/// `a · b`, shapes `[n, k] · [k, m] → [n, m]`.
#[must_use]
pub fn matmul(a: View, b: View) -> Tensor {
    let mut out = vec![0.0; a.rows * b.cols];
    matmul_into(a, b, &mut out, b.cols);
    Tensor::matrix(a.rows, b.cols, out)
}

/// Writes `a · b` into rows of `out` that lie `out_stride` apart, so that a head can write its own columns of the
/// concatenation.
pub fn matmul_into(a: View, b: View, out: &mut [f32], out_stride: usize) {
    debug_assert_eq!(a.cols, b.rows, "inner sizes agree");
    let mut panel = vec![[0.0f32; TILE_COLS]; b.rows];
    for col in (0..b.cols).step_by(TILE_COLS) {
        let width = TILE_COLS.min(b.cols - col);
        for (k, lane) in panel.iter_mut().enumerate() {
            for (c, value) in lane.iter_mut().enumerate() {
                *value = if c < width { b.data[k * b.row_stride + (col + c) * b.col_stride] } else { 0.0 };
            }
        }
        for row in (0..a.rows).step_by(TILE_ROWS) {
            let height = TILE_ROWS.min(a.rows - row);
            let sums = tile(a, row, height, &panel);
            for (r, sum) in sums.iter().enumerate().take(height) {
                let start = (row + r) * out_stride + col;
                out[start..start + width].copy_from_slice(&sum[..width]);
            }
        }
    }
}

/// The sums of up to four rows of `a` with one panel. Rows past the last repeat it; their sums are not used.
fn tile(a: View, row: usize, height: usize, panel: &[[f32; TILE_COLS]]) -> [[f32; TILE_COLS]; TILE_ROWS] {
    let mut sums = [[0.0f32; TILE_COLS]; TILE_ROWS];
    let starts: [usize; TILE_ROWS] = std::array::from_fn(|r| (row + r.min(height - 1)) * a.row_stride);
    for (k, lane) in panel.iter().enumerate() {
        let step = k * a.col_stride;
        for r in 0..TILE_ROWS {
            let factor = a.data[starts[r] + step];
            for c in 0..TILE_COLS {
                sums[r][c] += factor * lane[c];
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(a: View, b: View) -> Vec<f32> {
        let mut out = Vec::new();
        for i in 0..a.rows {
            for j in 0..b.cols {
                let sum = (0..a.cols).fold(0.0f32, |sum, k| {
                    let left = a.data[i * a.row_stride + k * a.col_stride];
                    sum + left * b.data[k * b.row_stride + j * b.col_stride]
                });
                out.push(sum);
            }
        }
        out
    }

    proptest! {
        #[test]
        fn tiles_add_up_to_the_plain_sum(n in 0usize..11, k in 0usize..19, m in 0usize..21, seed: u64) {
            let key = crate::num::random::key(seed, 99);
            let left = crate::num::random::uniform(key, n * k, 1.0);
            let right = crate::num::random::uniform(key ^ 1, k * m, 1.0);
            let (a, b) = (View::new(&left, n, k), View::new(&right, k, m));
            prop_assert_eq!(matmul(a, b).data().to_vec(), naive(a, b));
            // The same numbers, seen through a transpose: (b)ᵀ·(a)ᵀ.
            prop_assert_eq!(matmul(b.t(), a.t()).data().to_vec(), naive(b.t(), a.t()));
        }
    }

    #[test]
    fn columns_are_a_view() {
        let data: Vec<f32> = (0..12u8).map(f32::from).collect();
        let wide = View::new(&data, 3, 4);
        let identity = [1.0, 0.0, 0.0, 1.0];
        let right = matmul(wide.columns(2, 2), View::new(&identity, 2, 2));
        assert_eq!(right.data(), [2.0, 3.0, 6.0, 7.0, 10.0, 11.0]);
    }

    #[test]
    fn nan_and_infinity_pass_through() {
        let (a, b) = ([f32::NAN, 1.0, 0.0, 1.0], [1.0, f32::INFINITY, 1.0, 1.0]);
        let product = matmul(View::new(&a, 2, 2), View::new(&b, 2, 2));
        assert!(product.data()[0].is_nan());
        assert!(product.data()[3].is_nan(), "0 · ∞ is not a number, as IEEE 754 and PyTorch have it");
    }
}
