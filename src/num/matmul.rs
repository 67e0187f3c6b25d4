//! The matrix product, the one piece of arithmetic that everything else waits for.
//!
//! `out[i][j] = Σ_k a[i][k] · b[k][j]`. Done naively, each step waits for the addition before it and for a jump through
//! memory. Here a tile of four rows of `a` and eight columns of `b` is worked out at once: 32 independent sums in eight of
//! a processor's registers (a browser leaves fifteen to use; with more sums some would go to memory and back at each step).
//! Both are first copied so that what a step needs lies side by side: `b` in panels of eight columns ([`Packed`], once for
//! weights that many texts meet), `a` in blocks of four rows. A panel stays in the processor's nearest memory while all the
//! blocks of a group meet it. The order of additions over `k` stays that of the plain sum.
//!
//! After Goto and van de Geijn, *Anatomy of high-performance matrix multiplication* (2008).

use super::lanes::Lanes;
use super::packed::{Lane, Packed, TILE_COLS};
use super::{Tensor, View};

/// Rows of `a` that one tile holds; of `b` it holds [`TILE_COLS`] columns.
const TILE_ROWS: usize = 4;
/// Blocks of rows that meet a panel one after another: with 768 numbers each they are 300 KB, and fit into the second
/// nearest memory.
const GROUP: usize = 24;
/// Columns that are packed at a time, where nobody packed them before: a vocabulary's may be as many as all other weights.
const SLICE: usize = 1_024;
/// Panels that a single row meets at once, for as many independent sums as a tile has.
const PANELS: usize = 4;

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
    for first in (0..b.cols).step_by(SLICE) {
        let slice = b.columns(first, SLICE.min(b.cols - first));
        matmul_packed(a, &Packed::new(slice), &mut out[first..], out_stride);
    }
}

/// [`matmul_into`] with a right side that was packed before.
pub fn matmul_packed(a: View, b: &Packed, out: &mut [f32], out_stride: usize) {
    debug_assert_eq!(a.cols, b.rows(), "inner sizes agree");
    let mut lines = out.chunks_mut(out_stride.max(1)).take(a.rows);
    if a.cols == 0 {
        return lines.for_each(|line| line[..b.cols()].fill(0.0));
    }
    let n_blocks = a.rows / TILE_ROWS;
    for first in (0..n_blocks).step_by(GROUP) {
        let n = GROUP.min(n_blocks - first);
        blocks::<TILE_ROWS>(a, first * TILE_ROWS, n, b, &mut lines);
    }
    let left = n_blocks * TILE_ROWS;
    match a.rows - left {
        1 => lines.for_each(|line| row(a, left, b, line)),
        2 => blocks::<2>(a, left, 1, b, &mut lines),
        3 => blocks::<3>(a, left, 1, b, &mut lines),
        _ => {}
    }
}

/// Writes `n_blocks` times `R` rows of the product, from row `first` on, to the next lines.
fn blocks<'o, const R: usize>(
    a: View,
    first: usize,
    n_blocks: usize,
    b: &Packed,
    lines: &mut impl Iterator<Item = &'o mut [f32]>,
) {
    let mut steps = vec![[0.0; R]; n_blocks * a.cols];
    for (block, row) in steps.chunks_exact_mut(a.cols).zip((first..).step_by(R)) {
        for r in 0..R {
            block.iter_mut().zip(a.row(row + r)).for_each(|(step, value)| step[r] = value);
        }
    }
    let mut lines: Vec<&mut [f32]> = lines.take(n_blocks * R).collect();
    for (index, col) in (0..b.cols()).step_by(TILE_COLS).enumerate() {
        let (panel, width) = (b.panel(index), TILE_COLS.min(b.cols() - col));
        for (block, lines) in steps.chunks_exact(a.cols).zip(lines.chunks_exact_mut(R)) {
            for (line, sums) in lines.iter_mut().zip(tile(block, panel)) {
                put(sums, &mut line[col..col + width]);
            }
        }
    }
}

/// The sums of `R` rows with one panel.
fn tile<const R: usize>(block: &[[f32; R]], panel: &[Lane]) -> [[Lanes; 2]; R] {
    let mut sums = [[Lanes::splat(0.0); 2]; R];
    for (factors, [left, right]) in block.iter().zip(panel) {
        let (left, right) = (Lanes::load(left), Lanes::load(right));
        for (sums, &factor) in sums.iter_mut().zip(factors) {
            let factor = Lanes::splat(factor);
            sums[0] = factor.mul_add(left, sums[0]);
            sums[1] = factor.mul_add(right, sums[1]);
        }
    }
    sums
}

/// One row of the product. It has no other row to share a panel with, so it meets several panels at once.
fn row(a: View, row: usize, b: &Packed, out: &mut [f32]) {
    let factors: Vec<[f32; 1]> = a.row(row).map(|value| [value]).collect();
    let n = factors.len();
    let mut ends = out[..b.cols()].chunks_mut(TILE_COLS);
    let mut fours = b.panels.chunks_exact(PANELS * n);
    for panels in &mut fours {
        let panels: [&[Lane]; PANELS] = std::array::from_fn(|p| &panels[p * n..(p + 1) * n]);
        let mut sums = [[Lanes::splat(0.0); 2]; PANELS];
        for (step, &[factor]) in factors.iter().enumerate() {
            let factor = Lanes::splat(factor);
            for (sums, panel) in sums.iter_mut().zip(&panels) {
                sums[0] = factor.mul_add(Lanes::load(&panel[step][0]), sums[0]);
                sums[1] = factor.mul_add(Lanes::load(&panel[step][1]), sums[1]);
            }
        }
        sums.into_iter().zip(&mut ends).for_each(|(sums, end)| put(sums, end));
    }
    for (panel, end) in fours.remainder().chunks_exact(n).zip(ends) {
        tile(&factors, panel).into_iter().for_each(|sums| put(sums, end));
    }
}

/// Writes as many of a tile's sums as there is room for.
fn put([left, right]: [Lanes; 2], out: &mut [f32]) {
    let sums = [left.values(), right.values()];
    out.copy_from_slice(&sums.as_flattened()[..out.len()]);
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

    /// More rows than a group has, more columns than a single row meets at once, and each number of rows left over.
    #[test]
    fn large_products_are_the_plain_sum() {
        for (n, k, m) in
            [(1, 7, 75), (1, 1, 32), (GROUP * TILE_ROWS + 5, 6, 9), (2 * GROUP * TILE_ROWS + 3, 3, 17), (98, 2, 8)]
        {
            let left = crate::num::random::uniform(5, n * k, 1.0);
            let right = crate::num::random::uniform(6, k * m, 1.0);
            let (a, b) = (View::new(&left, n, k), View::new(&right, k, m));
            assert_eq!(matmul(a, b).data(), naive(a, b), "{n} × {k} × {m}");
        }
    }

    /// What lies between the lines stays as it was, and a sum of nothing is 0.
    #[test]
    fn lines_are_written_and_nothing_else() {
        let mut out = [7.0; 11];
        matmul_into(View::new(&[2.0, 3.0], 2, 1), View::new(&[5.0, 1.0], 1, 2), &mut out, 9);
        assert_eq!(out, [10.0, 2.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 15.0, 3.0]);
        matmul_into(View::new(&[], 2, 0), View::new(&[], 0, 2), &mut out, 9);
        assert_eq!(out, [0.0, 0.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 0.0, 0.0]);
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
