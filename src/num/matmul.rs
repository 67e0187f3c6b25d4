//! The matrix product, the one piece of arithmetic that everything else waits for.
//!
//! `out[i][j] = Σ_k a[i][k] · b[k][j]`. Done naively, each step waits for the addition before it and for a jump through
//! memory. Here a tile of four rows of `a` and eight columns of `b` is worked out at once: 32 independent sums in eight of
//! a processor's registers (a browser leaves fifteen to use; with more sums some would go to memory and back at each step).
//! `b` is first copied into panels of eight columns, so that what a step needs of it lies side by side ([`Packed`], once for
//! weights that many texts meet); so are blocks of four rows of `a`, if there are panels enough to make it worth while.
//! A piece of a panel stays in the processor's nearest memory while all rows of a group meet it. The order of additions over
//! `k` stays that of the plain sum.
//!
//! After Goto and van de Geijn, *Anatomy of high-performance matrix multiplication* (2008).

use super::lanes::{Lanes, N_LANES};
use super::one_row::{one_row, one_row_as_it_lies};
use super::packed::{Lane, Packed, TILE_COLS};
use super::{Tensor, View};

/// Rows of `a` that one tile holds; of `b` it holds [`TILE_COLS`] columns.
const TILE_ROWS: usize = 4;
/// Numbers of the rows that meet a piece of a panel one after another: 384 KB, which fit into the second nearest memory.
const GROUP: usize = 96 * 1_024;
/// Steps over `k` that a piece of a panel has: 16 KB, half of the smallest nearest memory.
const PIECE: usize = 512;
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
pub fn matmul_packed(a: View, b: &Packed, bias: &[f32], out: &mut [f32], out_stride: usize) {
    debug_assert_eq!(a.cols, b.rows(), "inner sizes agree");
    if a.col_stride != 1 {
        // Numbers of a row that do not lie side by side are put so first.
        let rows: Vec<f32> = (0..a.rows).flat_map(|row| a.row(row)).collect();
        return matmul_packed(View::new(&rows, a.rows, a.cols), b, bias, out, out_stride);
    }
    if a.cols == 0 {
        for row in 0..a.rows {
            let line = &mut out[row * out_stride..][..b.cols()];
            line.fill(0.0);
            line.iter_mut().zip(bias).for_each(|(sum, bias)| *sum += bias);
        }
        return;
    }
    // A row that is left over is the last, and goes by itself.
    let n_tiled = if a.rows % TILE_ROWS == 1 { a.rows - 1 } else { a.rows };
    let n_group = if a.cols <= FEW_STEPS { TILE_ROWS } else { GROUP / PIECE.min(a.cols) / TILE_ROWS * TILE_ROWS };
    let mut blocks = vec![];
    let mut fetched = 0.0;
    for rows in (0..n_tiled).step_by(n_group).map(|first| first..n_tiled.min(first + n_group)) {
        for first in (0..a.cols).step_by(PIECE) {
            let a = a.columns(first, PIECE.min(a.cols - first));
            blocks.clear();
            // Each block fetches its part of the next panel; a single one would only wait for it.
            let n_blocks = rows.len().div_ceil(TILE_ROWS);
            let ahead = |panel| if n_blocks > 1 { b.panel(panel).get(first..first + a.cols) } else { None };
            if b.cols() >= MANY_COLS {
                rows.clone().step_by(TILE_ROWS).for_each(|row| blocks.extend(steps(a.lines::<TILE_ROWS>(row))));
            }
            for (index, col) in (0..b.cols()).step_by(TILE_COLS).enumerate() {
                let panel = &b.panel(index)[first..first + a.cols];
                let width = TILE_COLS.min(b.cols() - col);
                let is_last = first + a.cols == b.rows();
                let bias = is_last.then(|| load(bias.get(col..col + width).unwrap_or_default()));
                let meeting = Meeting { panel, is_first: first == 0, bias, out_stride, width };
                let mut blocks = blocks.chunks_exact(a.cols);
                let mut next = ahead(index + 1).unwrap_or_default().chunks(a.cols.div_ceil(n_blocks));
                for row in rows.clone().step_by(TILE_ROWS) {
                    fetched += fetch(next.next().unwrap_or_default());
                    let out = &mut out[row * out_stride + col..];
                    match (rows.end - row, blocks.next()) {
                        (2, _) => meeting.with(steps(a.lines::<2>(row)), out),
                        (3, _) => meeting.with(steps(a.lines::<3>(row)), out),
                        (_, None) => meeting.with(steps(a.lines::<TILE_ROWS>(row)), out),
                        (_, Some(block)) => meeting.with(block.iter().copied(), out),
                    }
                }
            }
        }
    }
    std::hint::black_box(fetched);
    if n_tiled < a.rows {
        one_row(a.line(n_tiled), b, bias, &mut out[n_tiled * out_stride..][..b.cols()]);
    }
}

/// Looks at each line of memory that a part of a panel has, so that it comes nearer while others are added up.
#[inline(always)]
fn fetch(part: &[Lane]) -> f32 {
    part.iter().step_by(2).map(|[left, _]| left[0]).sum()
}

/// Of `R` rows their first numbers, then their second ones, and so on.
#[inline(always)]
pub(super) fn steps<const R: usize>(rows: [&[f32]; R]) -> impl Iterator<Item = [f32; R]> {
    let n = rows.iter().map(|row| row.len()).min().unwrap_or_default();
    let rows = rows.map(|row| &row[..n]); // known once, so that no step asks again
    (0..n).map(move |step| rows.map(|row| row[step]))
}

/// A piece of a panel, which meets rows of `a`.
struct Meeting<'b> {
    panel: &'b [Lane],
    /// Whether there are no sums yet to add to.
    is_first: bool,
    /// Added to what the panel's last piece completes.
    bias: Option<[Lanes; 2]>,
    out_stride: usize,
    /// Columns of the product that the panel has.
    width: usize,
}

impl Meeting<'_> {
    /// Adds to `R` rows of the product, of which `out` begins with the panel's columns, what this piece adds.
    #[inline(always)]
    fn with<const R: usize>(&self, steps: impl Iterator<Item = [f32; R]>, out: &mut [f32]) {
        let mut sums = [[Lanes::splat(0.0); 2]; R];
        if !self.is_first {
            sums = std::array::from_fn(|r| load(&out[r * self.out_stride..][..self.width]));
        }
        sums = tile(steps, self.panel, sums);
        let bias = self.bias.unwrap_or([Lanes::splat(0.0); 2]);
        for (r, sums) in sums.into_iter().enumerate() {
            put([sums[0].add(bias[0]), sums[1].add(bias[1])], &mut out[r * self.out_stride..][..self.width]);
        }
    }
}

/// Adds the products of `R` rows with a panel to the sums.
#[inline(always)]
pub(super) fn tile<const R: usize>(
    steps: impl Iterator<Item = [f32; R]>,
    panel: &[Lane],
    mut sums: [[Lanes; 2]; R],
) -> [[Lanes; 2]; R] {
    for (factors, [left, right]) in steps.zip(panel) {
        let (left, right) = (Lanes::load(left), Lanes::load(right));
        for (sums, factor) in sums.iter_mut().zip(factors) {
            let factor = Lanes::splat(factor);
            sums[0] = factor.mul_add(left, sums[0]);
            sums[1] = factor.mul_add(right, sums[1]);
        }
    }
    sums
}

/// As many numbers as a tile's row holds; 0 where there are fewer.
#[inline(always)]
pub(super) fn load(numbers: &[f32]) -> [Lanes; 2] {
    if let ([left, right], []) = numbers.as_chunks() {
        [Lanes::load(left), Lanes::load(right)]
    } else {
        load_part(numbers)
    }
}

/// Writes a tile's row, or as much of it as there is room for.
#[inline(always)]
pub(super) fn put(sums: [Lanes; 2], out: &mut [f32]) {
    match out.as_chunks_mut() {
        ([left, right], []) => [*left, *right] = sums.map(Lanes::values),
        _ => put_part(sums, out),
    }
}

// Columns past the last panel's end are rare. Were they not kept apart, a compiler would make of both cases one that copies
// a length which it does not know.

#[cold]
#[inline(never)]
fn load_part(numbers: &[f32]) -> [Lanes; 2] {
    let mut row = [[0.0; N_LANES]; 2];
    row.as_flattened_mut()[..numbers.len()].copy_from_slice(numbers);
    row.each_ref().map(Lanes::load)
}

#[cold]
#[inline(never)]
fn put_part(sums: [Lanes; 2], out: &mut [f32]) {
    out.copy_from_slice(&sums.map(Lanes::values).as_flattened()[..out.len()]);
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
            matmul_packed(a, &Packed::new(b), &bias, &mut out, m);
            assert_eq!(out, product, "{n} × {k} × {m} with a bias");
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
