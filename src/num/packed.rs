//! A matrix in the order in which a product needs it.

use super::View;
use super::lanes::{Lanes, N_LANES};

/// Columns that a tile of a product holds.
pub(super) const TILE_COLS: usize = 2 * N_LANES;

/// The right side of products, in panels of eight columns: for each row of the matrix its numbers in these columns. Columns
/// past the last are 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    rows: usize,
    cols: usize,
    pub(super) panels: Vec<Lane>,
}

/// A row's part of a panel. It lies within a line of the processor's memory, or reading it would take two looks now and then.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(32))]
pub(super) struct Lane(pub(super) [[f32; N_LANES]; TILE_COLS / N_LANES]);

impl Lane {
    /// These numbers, and 0 where they are fewer than a panel has columns.
    pub(super) fn of(numbers: &[f32]) -> Self {
        let mut lane = Self::default();
        lane.0.as_flattened_mut()[..numbers.len()].copy_from_slice(numbers);
        lane
    }

    #[inline(always)]
    pub(super) fn lanes(&self) -> [Lanes; TILE_COLS / N_LANES] {
        self.0.each_ref().map(Lanes::load)
    }
}

impl Packed {
    /// Copies a matrix `[rows, cols]`.
    #[must_use]
    pub fn new(matrix: View) -> Self {
        let View { data, rows, cols, row_stride, col_stride } = matrix;
        let mut panels = vec![Lane::default(); rows * cols.div_ceil(TILE_COLS)];
        for (panel, first) in panels.chunks_exact_mut(rows.max(1)).zip((0..cols).step_by(TILE_COLS)) {
            let width = TILE_COLS.min(cols - first);
            // Along memory, whichever way it lies.
            if col_stride == 1 {
                for (row, lane) in panel.iter_mut().enumerate() {
                    let start = row * row_stride + first;
                    lane.0.as_flattened_mut()[..width].copy_from_slice(&data[start..start + width]);
                }
            } else {
                for col in 0..width {
                    let column = data[(first + col) * col_stride..].iter().step_by(row_stride);
                    for (lane, &value) in panel.iter_mut().zip(column) {
                        lane.0.as_flattened_mut()[col] = value;
                    }
                }
            }
        }
        Self { rows, cols, panels }
    }

    /// Rows of the matrix.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns of the matrix.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// A number of the matrix; 0 outside of it.
    #[must_use]
    pub fn at(&self, row: usize, col: usize) -> f32 {
        let place = col % TILE_COLS;
        self.panel(col / TILE_COLS).get(row).map_or(0.0, |lane| lane.0[place / N_LANES][place % N_LANES])
    }

    /// The panel of the columns from `index` · [`TILE_COLS`] on.
    pub(super) fn panel(&self, index: usize) -> &[Lane] {
        self.panels.get(index * self.rows..(index + 1) * self.rows).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_can_be_read() {
        let data: Vec<f32> = (0..33u8).map(f32::from).collect();
        let matrix = View::new(&data, 3, 11);
        for (packed, view) in [(Packed::new(matrix), matrix), (Packed::new(matrix.t()), matrix.t())] {
            assert_eq!((packed.rows(), packed.cols()), (view.rows, view.cols));
            for col in 0..view.cols {
                let column: Vec<f32> = view.columns(col, 1).t().row(0).collect();
                assert_eq!((0..view.rows).map(|row| packed.at(row, col)).collect::<Vec<_>>(), column);
            }
            assert_eq!([packed.at(view.rows, 0), packed.at(0, view.cols), packed.at(9, 99)], [0.0; 3]);
        }
    }
}
