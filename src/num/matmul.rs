//! The matrix product, the one piece of arithmetic that everything else waits for.
//!
//! `out[i][j] = Σ_k a[i][k] · b[k][j]`. Done naively, each step waits for the addition before it and for a jump through
//! memory. Here a tile of some rows of `a` and eight columns of `b` is worked out at once: with six rows 48 independent sums in
//! twelve of a processor's registers (a browser leaves fifteen to use; with more sums some would go to memory and back at each
//! step). `b` is first copied into panels of eight columns, so that what a step needs of it lies side by side ([`Packed`], once
//! for weights that many texts meet); so are blocks of rows of `a`, if there are panels enough to make it worth while.
//! A piece of a panel stays in the processor's nearest memory while all rows of a group meet it. The order of additions over
//! `k` stays that of the plain sum.
//!
//! After Goto and van de Geijn, *Anatomy of high-performance matrix multiplication* (2008).

use super::blocks::{Block, MOST_ROWS, Step, blocks, groups};
use super::one_row::{one_row, one_row_as_it_lies};
use super::packed::{Lane, Packed, TILE_COLS};
use super::product::{Product, parts_of_rows};
use super::tiles::Meeting;
use super::{Tensor, View};
use std::slice;

/// Rows of `a` that one tile holds; of `b` it holds [`TILE_COLS`] columns. A browser that multiplies and adds in one step has
/// registers for twelve times four sums; one that keeps a product in between, for ten, and so has the native twin.
const TILE_ROWS: usize = if cfg!(all(target_arch = "wasm32", target_feature = "relaxed-simd")) { MOST_ROWS } else { 5 };
/// Bytes of the rows that meet a piece of a panel one after another: half of the smallest second nearest memory.
const GROUP: usize = 256 * 1_024;
/// Steps over `k` that a piece of a panel has: 12 KB, which with a block of rows fit into the smallest nearest memory.
const PIECE: usize = 384;
/// Up to so many steps, writing takes as long as summing: then one block of rows meets all panels, so that rows are
/// written from left to right.
const FEW_STEPS: usize = 128;
/// From so many columns on, blocks of rows are copied.
const MANY_COLS: usize = 128;
/// Columns that are packed at a time, where nobody packed them before: a vocabulary's may be as many as all other weights.
const SLICE: usize = 1_024;

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
    if a.rows == 1 && a.col_stride == 1 && one_row_as_it_lies(a.line(0), b, &mut out[..b.cols]) {
        return;
    }
    for first in (0..b.cols).step_by(SLICE) {
        let slice = b.columns(first, SLICE.min(b.cols - first));
        matmul_packed(a, &Packed::new(slice), &[], &mut out[first..], out_stride);
    }
}

/// [`matmul_into`] with a right side that was packed before. `bias` is added to each row; it has as many numbers, or none.
pub fn matmul_packed(a: View, right: &Packed, bias: &[f32], out: &mut [f32], out_stride: usize) {
    matmul_each(a, &mut [Product { right, bias, out, out_stride }]);
}

/// [`matmul_packed`] with several right sides, as Q, K and V are made: the rows of `a` are copied once for all.
pub fn matmul_each(a: View, products: &mut [Product<Packed>]) {
    in_tiles(TILE_ROWS, a, products);
}

/// [`matmul_each`] in tiles of so many rows.
fn in_tiles(tile_rows: usize, a: View, products: &mut [Product<Packed>]) {
    debug_assert!(products.iter().all(|product| product.right.rows() == a.cols), "inner sizes agree");
    if a.col_stride != 1 {
        // Numbers of a row that do not lie side by side are put so first.
        let rows: Vec<f32> = (0..a.rows).flat_map(|row| a.row(row)).collect();
        return in_tiles(tile_rows, View::new(&rows, a.rows, a.cols), products);
    }
    if a.cols == 0 {
        return products.iter_mut().for_each(|product| product.of_nothing(a.rows, product.right.cols()));
    }
    if a.rows == 1 {
        return products.iter_mut().for_each(|product| one_row(a.line(0), product));
    }
    let n_group = if a.cols <= FEW_STEPS { 1 } else { GROUP / size_of::<Step<f32>>() / PIECE.min(a.cols) };
    let blocks: Vec<Block> = blocks(a.rows, tile_rows).collect();
    let is_packed = products.iter().map(|product| product.right.cols()).sum::<usize>() >= MANY_COLS;
    let mut packed = vec![];
    for group in groups(&blocks, n_group) {
        for first in (0..a.cols).step_by(PIECE) {
            let piece = a.columns(first, PIECE.min(a.cols - first));
            packed.clear();
            if is_packed {
                group.iter().for_each(|block| block.pack(|row| piece.line(row), &mut packed));
            }
            products.iter_mut().for_each(|product| meet(product, first, piece, group, &packed));
        }
    }
}

/// Adds to a product what a piece of each of its panels, from row `first` on, gives with the same columns of `a`, for a group of
/// blocks; `packed` has their numbers step by step, if they were copied.
fn meet(product: &mut Product<Packed>, first: usize, a: View, group: &[Block], packed: &[Step<f32>]) {
    let Product { right, bias, out, out_stride } = product;
    let (stride, n_rows, steps) = (*out_stride, right.rows(), first..first + a.cols);
    let bias = if steps.end == n_rows { *bias } else { &[] };
    let (biases, last_bias) = bias.as_chunks::<TILE_COLS>();
    let meeting = Meeting { a, n_rows, steps };
    // A block that is alone meets all panels; of several all meet a panel while it is near.
    let n_whole = right.cols() / TILE_COLS;
    let at_once = if group.len() == 1 { n_whole.max(1) } else { 1 };
    for index in (0..n_whole).step_by(at_once) {
        let panels = &right.panels[index * n_rows..(index + at_once) * n_rows];
        let mut packed = packed;
        for blocks in group.chunk_by(|block, next| block.height == next.height) {
            let packed = packed.split_off(..blocks.len() * a.cols).unwrap_or_default();
            let out = &mut out[blocks[0].row * stride + index * TILE_COLS..];
            meeting.of(panels, biases.get(index..).unwrap_or_default(), blocks, packed, out, stride);
        }
    }
    let (col, width) = (n_whole * TILE_COLS, right.cols() % TILE_COLS);
    if width > 0 {
        let Lane(last_bias) = Lane::of(last_bias);
        let mut packed = packed;
        for block in group {
            let packed = packed.split_off(..a.cols).unwrap_or_default();
            let (panel, blocks) = (right.panel(n_whole), slice::from_ref(block));
            parts_of_rows(&mut out[block.row * stride + col..], stride, width, &mut |out, stride| {
                meeting.of(panel, last_bias.as_flattened().as_chunks().0, blocks, packed, out, stride);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::random;
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
            let key = random::key(seed, 99);
            let left = random::uniform(key, n * k, 1.0);
            let right = random::uniform(key ^ 1, k * m, 1.0);
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
            [(1, 7, 75), (1, 1, 32), (201, 600, 9), (259, 384, 17), (98, 2, 8), (7, 70, 300), (6, 2 * PIECE + 3, 137)]
        {
            let left = random::uniform(5, n * k, 1.0);
            let right = random::uniform(6, k * m, 1.0);
            let (a, b) = (View::new(&left, n, k), View::new(&right, k, m));
            let mut product = naive(a, b);
            assert_eq!(matmul(a, b).data(), product, "{n} × {k} × {m}");
            let bias = random::uniform(7, m, 1.0);
            product.chunks_mut(m).for_each(|row| row.iter_mut().zip(&bias).for_each(|(sum, bias)| *sum += bias));
            let mut out = vec![f32::NAN; n * m];
            for tile_rows in 4..=MOST_ROWS {
                let right = &Packed::new(b);
                in_tiles(tile_rows, a, &mut [Product { right, bias: &bias, out: &mut out, out_stride: m }]);
                assert_eq!(out, product, "{n} × {k} × {m} with a bias, {tile_rows} rows in a tile");
                out.fill(f32::NAN);
            }
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
