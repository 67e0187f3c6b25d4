//! One of the products that a left side has a part in.

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
