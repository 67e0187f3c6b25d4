//! Matrices inside what somebody else holds.

use super::Tensor;

/// A matrix inside somebody's slice: where a row and a column step to. A block of columns (one head's part of Q) or a
/// transpose (Kᵀ) is another view of the same values, never a copy.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) data: &'a [f32],
    pub(super) rows: usize,
    pub(super) cols: usize,
    pub(super) row_stride: usize,
    pub(super) col_stride: usize,
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

    /// A row's numbers.
    pub(super) fn row(self, row: usize) -> impl Iterator<Item = f32> {
        let row = self.data.get(row * self.row_stride..).unwrap_or_default();
        row.iter().step_by(self.col_stride.max(1)).take(self.cols).copied()
    }

    /// A row whose numbers lie side by side (`col_stride` is 1).
    pub(super) fn line(self, row: usize) -> &'a [f32] {
        self.data.get(row * self.row_stride..).and_then(|line| line.get(..self.cols)).unwrap_or_default()
    }

    /// `R` rows from `row` on, of as many as there are; the others are empty.
    #[inline(always)]
    pub(super) fn lines<const R: usize>(self, row: usize) -> [&'a [f32]; R] {
        std::array::from_fn(|r| if row + r < self.rows { self.line(row + r) } else { &[] })
    }

    /// The rows `start..start + rows` of this matrix.
    #[must_use]
    pub fn rows(self, start: usize, rows: usize) -> Self {
        debug_assert!(start + rows <= self.rows);
        let data = self.data.get(start * self.row_stride..).unwrap_or_default();
        Self { data, rows, ..self }
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
