//! A part of a tensor that is all there is of it: of a long text there is room for the map of one head.

use super::Tensor;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Rows of one plane, the only ones of which a tensor has the values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The plane.
    pub plane: usize,
    /// Its rows; none if nothing was kept.
    pub rows: Range<usize>,
}

impl Tensor {
    /// This matrix as all that is here of a larger tensor, its rows those of the window.
    #[must_use]
    pub fn within(mut self, shape: Vec<usize>, window: Window) -> Self {
        debug_assert_eq!((self.rows(), self.cols()), (window.rows.len(), shape[shape.len() - 1]));
        (self.shape, self.window) = (shape, Some(window));
        self
    }

    /// Where the values lie, if not all of them are here.
    #[must_use]
    pub fn window(&self) -> Option<&Window> {
        self.window.as_ref()
    }

    /// Whether there are values at all, or were to be.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.window.as_ref().is_none_or(|window| !window.rows.is_empty())
    }

    /// `n` numbers that come from elsewhere when they are looked at, in their shape or a window of it; nothing if they do not
    /// fit.
    #[must_use]
    pub fn arriving<F>(shape: Vec<usize>, window: Option<Window>, n: usize, source: F) -> Option<Self>
    where
        F: Fn(Range<usize>) -> Vec<f32> + 'static,
    {
        let (planes, rows, cols) = match shape[..] {
            [rows, cols] => (1, rows, cols),
            [planes, rows, cols] => (planes, rows, cols),
            _ => return None,
        };
        let size = |rows: usize| rows.checked_mul(cols);
        let Some(window) = window else {
            let fits = size(rows).and_then(|size| size.checked_mul(planes)) == Some(n);
            return fits.then(|| Self::lazy(shape, source));
        };
        let fits = window.rows.end <= rows && size(window.rows.len()) == Some(n);
        fits.then(|| Self::lazy(vec![window.rows.len(), cols], source).within(shape, window))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_its_rows_and_no_others() {
        let rows = |n: usize| Tensor::matrix(n, 2, (0..2 * n).map(|i| i as f32).collect());
        let two = rows(2).within(vec![3, 4, 2], Window { plane: 1, rows: 2..4 });
        assert_eq!((two.planes(), two.rows(), two.cols(), two.data().len()), (3, 4, 2, 4));
        assert_eq!((two.row(1, 2), two.row(1, 3), two.at(1, 3, 1)), (&[0.0, 1.0][..], &[2.0, 3.0][..], Some(3.0)));
        assert!([(1, 1), (1, 4), (0, 2), (2, 3)].iter().all(|&(plane, row)| two.row(plane, row).is_empty()));
        assert!(two.plane(1).is_empty() && two.peaks().len() == 3);
        let whole = rows(4).within(vec![3, 4, 2], Window { plane: 1, rows: 0..4 });
        assert_eq!((whole.plane(1).len(), whole.plane(0).len(), whole.at(0, 0, 0)), (8, 0, None));
        assert_eq!(whole.peaks(), [(0, f32::NEG_INFINITY), (7, 7.0), (0, f32::NEG_INFINITY)]);
        let none = rows(0).within(vec![4, 2], Window { plane: 0, rows: 0..0 });
        assert!(none.data().is_empty() && none.at(0, 3, 1).is_none() && none != rows(0));
    }

    #[test]
    fn what_arrives_fits_or_is_refused() {
        let arrives = |shape: &[usize], window: Option<(usize, Range<usize>)>, n| {
            let window = window.map(|(plane, rows)| Window { plane, rows });
            Tensor::arriving(shape.to_vec(), window, n, |places| places.map(|place| place as f32).collect())
        };
        assert_eq!(arrives(&[2, 3, 2], Some((1, 1..3)), 4).unwrap().row(1, 2), [2.0, 3.0]);
        assert_eq!(arrives(&[2, 3, 2], None, 12).unwrap().row(1, 2), [10.0, 11.0]);
        assert!(arrives(&[3, 2], Some((0, 0..0)), 0).unwrap().data().is_empty());
        for (shape, window, n) in [
            (&[2, 3, 2][..], None, 11),
            (&[2, 3, 2], Some((1, 2..4)), 4),
            (&[2, 3, 2], Some((1, 1..2)), 4),
            (&[3], None, 3),
            (&[2, usize::MAX, usize::MAX], None, 2),
        ] {
            assert!(arrives(shape, window, n).is_none(), "{shape:?}");
        }
    }
}
