//! One of the products that a left side has a part in.

use super::blocks::MOST_ROWS;
use super::packed::TILE_COLS;

/// A right side, as floats or as bytes, and where its product with the left one goes.
pub struct Product<'p, Right> {
    /// `[k, m]`.
    pub right: &'p Right,
    /// Added to each row of the product: `m` numbers, or none.
    pub bias: &'p [f32],
    /// Rows of the product, of which only what belongs to it is written.
    pub out: &'p mut [f32],
    /// How far apart the rows begin in `out`: `m`, or more where others' numbers lie between.
    pub out_stride: usize,
}

impl<Right> Product<'_, Right> {
    /// Writes the product of rows without a number, `[n_rows, 0] · [0, n_cols]`: sums of nothing, and the bias.
    pub(super) fn of_nothing(&mut self, n_rows: usize, n_cols: usize) {
        for row in 0..n_rows {
            let line = &mut self.out[row * self.out_stride..][..n_cols];
            match self.bias {
                [] => line.fill(0.0),
                bias => line.copy_from_slice(bias),
            }
        }
    }
}

/// Has `work` done on rows of [`TILE_COLS`] numbers, `stride` apart: on those of `out`, or, where only `width` of each belong to
/// the product, on a copy of up to [`MOST_ROWS`]. So a tile need not ask how wide it is, and calls nothing while it holds sums:
/// Firefox keeps in memory all the while what has to outlast a call anywhere.
#[inline(always)]
pub(super) fn whole_rows(out: &mut [f32], stride: usize, width: usize, mut work: impl FnMut(&mut [f32], usize)) {
    match width {
        TILE_COLS => work(out, stride),
        _ => parts_of_rows(out, stride, width, &mut work),
    }
}

#[cold]
#[inline(never)]
pub(super) fn parts_of_rows(out: &mut [f32], stride: usize, width: usize, work: &mut dyn FnMut(&mut [f32], usize)) {
    let mut rows = [[0.0; TILE_COLS]; MOST_ROWS];
    for (row, part) in rows.iter_mut().zip(out.chunks(stride)) {
        row[..width].copy_from_slice(&part[..width]);
    }
    work(rows.as_flattened_mut(), TILE_COLS);
    for (row, part) in rows.iter().zip(out.chunks_mut(stride)) {
        part[..width].copy_from_slice(&row[..width]);
    }
}
