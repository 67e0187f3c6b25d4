//! A matrix of which most numbers are 0: row by row, only the others are kept.

/// A sparse matrix in compressed rows: as much memory as it has numbers that are not 0, whatever its shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sparse {
    /// Where each row begins in the lists below, and one past the end of the last.
    starts: Vec<usize>,
    /// The column of each number; within a row they rise.
    cols: Vec<u32>,
    values: Vec<f64>,
    n_cols: usize,
}

impl Sparse {
    /// A matrix of so many columns from its rows, each a list of columns that rise, with their numbers.
    pub fn new(n_cols: usize, rows: impl IntoIterator<Item = impl IntoIterator<Item = (u32, f64)>>) -> Self {
        let (mut starts, mut cols, mut values) = (vec![0], vec![], vec![]);
        for row in rows {
            for (col, value) in row {
                cols.push(col);
                values.push(value);
            }
            starts.push(cols.len());
        }
        Self { starts, cols, values, n_cols }
    }

    /// How many rows it has.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many columns it has.
    #[must_use]
    pub fn n_cols(&self) -> usize {
        self.n_cols
    }

    /// How many numbers are kept.
    #[must_use]
    pub fn n_kept(&self) -> usize {
        self.cols.len()
    }

    /// The columns of a row and their numbers; none if there is no such row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (u32, f64)> + Clone + '_ {
        let range = match self.starts.get(row..row + 2) {
            Some(&[start, end]) => start..end,
            _ => 0..0,
        };
        self.cols[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = (u32, f64)> + Clone + '_> + '_ {
        (0..self.n_rows()).map(|row| self.row(row))
    }

    /// Its mirror image: a row for each column. Two passes over the numbers, as in counting sort.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut starts = vec![0; self.n_cols + 1];
        self.cols.iter().for_each(|&col| starts[col as usize + 1] += 1);
        for col in 0..self.n_cols {
            starts[col + 1] += starts[col];
        }
        let mut next = starts.clone();
        let (mut cols, mut values) = (vec![0; self.n_kept()], vec![0.0; self.n_kept()]);
        for (index, row) in self.rows().enumerate() {
            for (col, value) in row {
                let place = &mut next[col as usize];
                (cols[*place], values[*place]) = (index as u32, value);
                *place += 1;
            }
        }
        Self { starts, cols, values, n_cols: self.n_rows() }
    }
}

/// The dot product of two rows.
pub fn dot(mut a: impl Iterator<Item = (u32, f64)>, b: impl Iterator<Item = (u32, f64)>) -> f64 {
    shared(&mut a, b).map(|(_, a, b)| a * b).sum()
}

/// The columns that two rows share, with the number of each.
pub fn shared(
    a: impl Iterator<Item = (u32, f64)>,
    b: impl Iterator<Item = (u32, f64)>,
) -> impl Iterator<Item = (u32, f64, f64)> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || {
        loop {
            let (left, right) = (a.peek()?.0, b.peek()?.0);
            if left < right {
                a.next();
            } else if right < left {
                b.next();
            } else {
                return Some((left, a.next()?.1, b.next()?.1));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_row_that_is_not_there_is_empty() {
        let none = Sparse::default();
        assert_eq!((none.n_rows(), none.row(0).count(), none.transposed().n_rows()), (0, 0, 0));
        let one = Sparse::new(3, [vec![(1, 2.0)], vec![]]);
        assert_eq!(
            (one.n_rows(), one.row(1).count(), one.row(7).count(), one.row(usize::MAX - 2).count()),
            (2, 0, 0, 0)
        );
    }

    proptest! {
        #[test]
        fn the_mirror_image_of_the_mirror_image_is_the_matrix(
            rows in prop::collection::vec(prop::collection::btree_map(0u32..9, -3.0..3.0f64, 0..9), 0..9),
        ) {
            let matrix = Sparse::new(9, rows.clone());
            let mirrored = matrix.transposed();
            prop_assert_eq!(&mirrored.transposed(), &matrix);
            prop_assert_eq!(mirrored.n_kept(), matrix.n_kept());
            for (i, a) in rows.iter().enumerate() {
                for (j, b) in rows.iter().enumerate() {
                    let dense: f64 = (0..9).filter_map(|col| Some(a.get(&col)? * b.get(&col)?)).sum();
                    prop_assert!((dot(matrix.row(i), matrix.row(j)) - dense).abs() < 1e-12);
                }
            }
        }
    }
}
