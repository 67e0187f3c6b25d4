//! Blocks of rows meet panels of columns, tile by tile: the innermost loops of a product.

use super::View;
use super::blocks::{Block, MOST_ROWS, Step, of_rows, steps};
use super::lanes::Lanes;
use super::packed::{Lane, TILE_COLS};
use std::ops::Range;

/// Rows of `a` that meet the same rows of panels.
pub(super) struct Meeting<'a> {
    pub(super) a: View<'a>,
    /// How many rows a panel has.
    pub(super) n_rows: usize,
    /// Those of them that are met; where they are the first, there are no sums yet to add to.
    pub(super) steps: Range<usize>,
}

impl Meeting<'_> {
    /// Has blocks, which are all as high as the first, meet some panels; adds to the rows of the product that belong to the blocks
    /// what these rows of the panels add, and each panel's part of the bias, if there is one. `out` begins with the first block's first
    /// row and the first panel's columns; `packed` has the blocks' numbers step by step, if they were copied.
    pub(super) fn of(
        &self,
        panels: &[Lane],
        biases: &[[f32; TILE_COLS]],
        blocks: &[Block],
        packed: &[Step<f32>],
        out: &mut [f32],
        stride: usize,
    ) {
        match blocks.first().map_or(0, |block| block.height) {
            2 => self.with::<2>(panels, biases, blocks, packed, out, stride),
            3 => self.with::<3>(panels, biases, blocks, packed, out, stride),
            4 => self.with::<4>(panels, biases, blocks, packed, out, stride),
            5 => self.with::<5>(panels, biases, blocks, packed, out, stride),
            _ => self.with::<MOST_ROWS>(panels, biases, blocks, packed, out, stride),
        }
    }

    /// [`Meeting::of`] for blocks of `R` rows. (A function of its own, so that no register is kept for what others need.)
    #[inline(never)]
    fn with<const R: usize>(
        &self,
        panels: &[Lane],
        biases: &[[f32; TILE_COLS]],
        blocks: &[Block],
        packed: &[Step<f32>],
        out: &mut [f32],
        stride: usize,
    ) {
        let first_row = blocks.first().map_or(0, |block| block.row);
        // (At least one row, so that nobody need ask and complain: see `product::whole_rows`.)
        for (index, panel) in panels.chunks_exact(self.n_rows.max(1)).enumerate() {
            let panel = panel.get(self.steps.clone()).unwrap_or_default();
            let mut packed = packed;
            for block in blocks {
                let packed = packed.split_off(..self.a.cols).unwrap_or_default();
                let out = out.get_mut((block.row - first_row) * stride + index * TILE_COLS..).unwrap_or_default();
                let mut sums = [[Lanes::splat(0.0); 2]; R];
                if self.steps.start > 0 {
                    sums = std::array::from_fn(|r| {
                        out.get(r * stride..).and_then(|row| row.first_chunk()).map_or([Lanes::splat(0.0); 2], load)
                    });
                }
                sums = match packed {
                    [] => tile(steps(self.a.lines(block.row)), panel, sums),
                    packed => tile(packed.iter().map(of_rows), panel, sums),
                };
                // (Not before the sums, which need every register.)
                let bias = biases.get(index).map_or([Lanes::splat(0.0); 2], load);
                for (r, sums) in sums.into_iter().enumerate() {
                    put([sums[0].add(bias[0]), sums[1].add(bias[1])], out, r * stride);
                }
            }
        }
    }
}

/// Adds the products of `R` rows with a panel to the sums.
#[inline(always)]
fn tile<const R: usize>(
    steps: impl Iterator<Item = [f32; R]>,
    panel: &[Lane],
    mut sums: [[Lanes; 2]; R],
) -> [[Lanes; 2]; R] {
    // Not zipped: two places that move on by themselves are found with fewer steps than by counting, and where products are kept
    // in between it is the number of steps that a processor waits for.
    let mut panel = panel.iter();
    for factors in steps {
        let Some(lane) = panel.next() else { break };
        let [left, right] = lane.lanes();
        for (sums, factor) in sums.iter_mut().zip(factors) {
            let factor = Lanes::splat(factor);
            sums[0] = factor.mul_add(left, sums[0]);
            sums[1] = factor.mul_add(right, sums[1]);
        }
    }
    sums
}

/// The numbers of a tile's row.
#[inline(always)]
fn load(row: &[f32; TILE_COLS]) -> [Lanes; 2] {
    match row.as_chunks().0 {
        [left, right] => [left, right].map(Lanes::load),
        _ => [Lanes::splat(0.0); 2],
    }
}

/// Writes a tile's row from a place on, if there is room for it.
#[inline(always)]
pub(super) fn put(sums: [Lanes; 2], out: &mut [f32], place: usize) {
    if let Some(([left, right, ..], _)) = out.get_mut(place..).map(<[f32]>::as_chunks_mut) {
        [*left, *right] = sums.map(Lanes::values);
    }
}
