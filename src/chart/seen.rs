//! What is seen of a large matrix: a part of it, and of that no more cells than there are pixels.
//!
//! A cell that is smaller than a pixel shares it with others, and a mean would hide the one weight that matters. So each
//! block shows its *strongest* cell: of weights the largest, of numbers with a sign the one farthest from 0. What went wrong,
//! NaN, is stronger than any number; infinity is as strong as it is large. A blocked cell takes no part, and a block is blocked
//! only if all of its cells are. By row, a weight is as strong as its share of its row's largest.

use super::fill::Fill;
use super::heatmap::{Axis, Block, Heatmap, Label};
use super::strongest::{Ruler, is_as_strong, strongest};
use super::{Scale, Strips};
use crate::num::Tensor;
use std::rc::Rc;

/// A part of a matrix as a smaller matrix, one cell a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The smaller matrix. On its axes stands the first token of each block.
    pub figure: Heatmap,
    /// Which rows each of its rows stands for.
    pub rows: Strips,
    /// Which columns each of its columns stands for.
    pub cols: Strips,
}

impl Seen {
    /// What can be seen of a part of a figure in so many rows and columns of pixels.
    #[must_use]
    pub fn new(whole: &Heatmap, part: Block, (most_rows, most_cols): (usize, usize)) -> Self {
        let part = part.within(whole.n_rows(), whole.n_cols());
        let (rows, cols) = (Strips::new(part.row, part.rows, most_rows), Strips::new(part.col, part.cols, most_cols));
        let is_exact = rows.are_single() && cols.are_single();
        if is_exact && (part.rows, part.cols) == (whole.n_rows(), whole.n_cols()) {
            return Self { figure: whole.clone(), rows, cols };
        }
        let (values, mask, fill) = if is_exact { cut(whole, rows, cols) } else { strongest(whole, rows, cols) };
        let figure = Heatmap {
            values,
            mask,
            fill,
            plane: 0,
            rows: axis(&whole.rows, rows),
            cols: axis(&whole.cols, cols),
            marks: whole.marks.iter().filter_map(|&mark| moved(mark, rows, cols)).collect(),
            numbers: whole.numbers,
            blocked: whole.blocked.clone(),
            summary: whole.summary.clone(),
        };
        Self { figure, rows, cols }
    }

    /// The cells of the whole matrix for which one of these stands.
    #[must_use]
    pub fn block(&self, row: usize, col: usize) -> Block {
        let (rows, cols) = (self.rows.range(row), self.cols.range(col));
        Block { row: rows.start, col: cols.start, rows: rows.len(), cols: cols.len() }
    }

    /// The cell of the whole matrix whose value a block shows: of equals the one farthest to the left, and of these the
    /// uppermost. Of a blocked block it is the first.
    #[must_use]
    pub fn strongest(&self, whole: &Heatmap, row: usize, col: usize) -> (usize, usize) {
        let (rows, cols) = (self.rows.range(row), self.cols.range(col));
        let top = |row| Ruler::of(whole, row).unwrap_or(Ruler::Whole);
        let tops: Vec<Ruler> = rows.clone().map(top).collect();
        let mut best = (rows.start, cols.start);
        let mut most = None;
        for col in cols {
            for (row, top) in rows.clone().zip(&tops) {
                let Some(value) = whole.values.at(whole.plane, row, col).filter(|_| !whole.is_blocked(row, col)) else {
                    continue;
                };
                let value = top.measure(value);
                if most.is_none_or(|most| !is_as_strong(&whole.fill, most, value)) {
                    (best, most) = ((row, col), Some(value));
                }
            }
        }
        best
    }
}

/// Each cell itself. Rows with scales of their own keep them, also where their largest weight is out of sight.
fn cut(whole: &Heatmap, rows: Strips, cols: Strips) -> (Tensor, Tensor, Fill) {
    let part = |tensor: &Tensor, plane: usize| {
        let row = |row| tensor.row(plane, row).get(cols.places()).unwrap_or_default();
        let values: Vec<f32> = rows.places().flat_map(row).copied().collect();
        if values.is_empty() { Tensor::matrix(0, 0, values) } else { Tensor::matrix(rows.len(), cols.len(), values) }
    };
    let fill = match &whole.fill {
        Fill::Map { map, scale: Scale::Row, title, .. } => {
            let top = |row| Scale::Row.top(whole.values.row(whole.plane, row), 1.0);
            Fill::Rows { map: *map, tops: rows.places().map(top).collect(), title: title.clone() }
        }
        other => other.clone(),
    };
    (part(&whole.values, whole.plane), part(&whole.mask, 0), fill)
}

/// The first label of each strip.
fn axis(axis: &Axis, strips: Strips) -> Axis {
    let label = |places: std::ops::Range<usize>| axis.labels.get(places.start).cloned();
    let labels: Rc<[Label]> = strips.iter().filter_map(label).collect();
    Axis { title: axis.title.clone(), role: axis.role, labels }
}

/// A mark where it is seen, if it is.
fn moved(mark: Block, rows: Strips, cols: Strips) -> Option<Block> {
    let side = |from: usize, n: usize, strips: Strips| {
        let (seen, until) = (strips.places(), from + n);
        let (from, last) = (from.max(seen.start), until.min(seen.end).checked_sub(1)?);
        let (from, last) = (strips.of(from)?, strips.of(last)?);
        (from <= last).then_some((from, last + 1 - from))
    };
    let ((row, rows), (col, cols)) = (side(mark.row, mark.rows, rows)?, side(mark.col, mark.cols, cols)?);
    Some(Block { row, col, rows, cols })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::{palette, signed};
    use crate::chart::{Colormap, heatmap};
    use proptest::prelude::*;

    const X: f32 = f32::NEG_INFINITY;

    fn weights(rows: usize, cols: usize, values: Vec<f32>, mask: Vec<f32>, scale: Scale) -> Heatmap {
        let fill = Fill::Map { map: Colormap::default(), scale, high: 1.0, title: String::new() };
        Heatmap { fill, mask: Tensor::matrix(rows, cols, mask), ..signed(rows, cols, values) }
    }

    #[test]
    fn a_block_shows_its_strongest_cell_and_is_blocked_if_all_of_it_is() {
        let values = vec![0.1, 0.2, 0.9, 0.3, 0.0, 0.0, 0.0, 0.8, 0.5, 0.4];
        let mask = vec![0.0, X, X, 0.0, 0.0, 0.0, X, X, X, 0.0];
        let seen = Seen::new(&weights(1, 10, values, mask, Scale::Shared), Block::whole((1, 10)), (9, 5));
        assert_eq!(seen.figure.values.data(), [0.1, X, 0.3, X, 0.4]);
        assert_eq!(seen.figure.mask.data(), [0.0, X, 0.0, X, 0.0]);
        assert_eq!(seen.block(0, 1), Block { row: 0, col: 1, rows: 1, cols: 2 });
    }

    #[test]
    fn farthest_from_nothing_is_strongest_where_numbers_have_signs() {
        let figure = signed(1, 9, vec![0.0, 1.0, -3.0, 2.0, f32::NAN, f32::INFINITY, X, 5.0, 0.0]);
        let seen = Seen::new(&figure, Block::whole((1, 9)), (1, 5));
        assert_eq!(seen.figure.values.data()[1], -3.0);
        assert!(seen.figure.values.data()[2].is_nan(), "what went wrong is not hidden");
        assert_eq!((seen.strongest(&figure, 0, 1), seen.strongest(&figure, 0, 2)), ((0, 2), (0, 4)));
        assert_eq!(seen.figure.values.data()[3], f32::INFINITY);
    }

    #[test]
    fn rows_keep_their_scales_in_a_part_of_them() {
        let figure = weights(2, 4, vec![0.8, 0.1, 0.1, 0.0, 0.1, 0.2, 0.1, 0.1], vec![], Scale::Row);
        let part = Seen::new(&figure, Block { row: 0, col: 1, rows: 2, cols: 3 }, (9, 9));
        let (all, some) = (heatmap::rgba(&figure, &palette()), heatmap::rgba(&part.figure, &palette()));
        assert_eq!((&some[..12], &some[12..]), (&all[4..16], &all[20..]));
        let few = Seen::new(&figure, Block::whole((2, 4)), (9, 3));
        assert_eq!(few.figure.values.data(), [1.0, 0.125, 0.0, 0.5, 1.0, 0.5]);
    }

    #[test]
    fn a_mark_is_where_its_cells_are_seen() {
        let whole = Heatmap { marks: vec![Block { row: 0, col: 8, rows: 20, cols: 4 }], ..signed(20, 20, vec![]) };
        let seen = |part, room| Seen::new(&whole, part, room).figure.marks;
        let part = Block { row: 5, col: 10, rows: 4, cols: 6 };
        assert_eq!(seen(part, (9, 9)), [Block { row: 0, col: 0, rows: 4, cols: 2 }]);
        assert_eq!(seen(Block { col: 12, ..part }, (9, 9)), []);
        assert_eq!(seen(Block::whole((20, 20)), (11, 11)), [Block { row: 0, col: 4, rows: 11, cols: 3 }]);
    }

    fn number() -> impl Strategy<Value = f32> {
        prop_oneof![8 => -1.0f32..1.0, 1 => Just(f32::NAN), 1 => Just(0.0), 1 => Just(f32::INFINITY), 1 => Just(X)]
    }

    /// Values, additive masks, a part and pixels, in any proportion.
    fn case() -> impl Strategy<Value = (Heatmap, Block, (usize, usize))> {
        (1usize..30, 1usize..30).prop_flat_map(|(rows, cols)| {
            let values = proptest::collection::vec(number(), rows * cols);
            let mask = proptest::collection::vec(prop_oneof![2 => Just(0.0f32), 1 => Just(X)], rows * cols);
            let block = (0usize..40, 0usize..40, 0usize..40, 0usize..40);
            (values, mask, 0usize..5, block, (0usize..30, 0usize..30)).prop_map(
                move |(values, mask, kind, (row, col, n, m), room)| {
                    let figure = match kind {
                        0 => signed(rows, cols, values),
                        1 => Heatmap { mask: Tensor::matrix(rows, cols, mask), ..signed(rows, cols, values) },
                        2 => weights(rows, cols, values, mask, Scale::Row),
                        3 => weights(rows, cols, values, vec![0.0; rows * cols], Scale::Log),
                        _ => weights(rows, cols, values, mask, Scale::Shared),
                    };
                    (figure, Block { row, col, rows: n, cols: m }, room)
                },
            )
        })
    }

    proptest! {
        #[test]
        fn every_pixel_is_the_strongest_of_its_cells((whole, part, room) in case()) {
            let seen = Seen::new(&whole, part, room);
            prop_assert!(seen.figure.n_rows() <= room.0.max(3) && seen.figure.n_cols() <= room.1.max(3));
            prop_assert_eq!((seen.figure.rows.labels.len(), seen.figure.cols.labels.len()), (seen.rows.len(), seen.cols.len()));
            for (row, col) in (0..seen.rows.len()).flat_map(|row| (0..seen.cols.len()).map(move |col| (row, col))) {
                let (rows, cols) = (seen.rows.range(row), seen.cols.range(col));
                let cells: Vec<_> = rows.flat_map(|row| cols.clone().map(move |col| (row, col))).collect();
                let open: Vec<_> = cells.into_iter().filter(|&(row, col)| !whole.is_blocked(row, col)).collect();
                prop_assert_eq!(seen.figure.is_blocked(row, col), open.is_empty());
                if open.is_empty() {
                    continue;
                }
                let shown = seen.figure.values.at(0, row, col).unwrap();
                let (at_row, at_col) = seen.strongest(&whole, row, col);
                prop_assert!(open.contains(&(at_row, at_col)));
                // Its colour is that of the cell that is named.
                let (a, b) = (seen.figure.colour(row, shown, &palette()), whole.colour(at_row, whole.values.at(0, at_row, at_col).unwrap(), &palette()));
                prop_assert_eq!(a, b);
                let strength = |&(row, col): &(usize, usize)| {
                    let value = whole.values.at(0, row, col).unwrap();
                    let strength = match whole.fill {
                        Fill::Signed { .. } => value.abs(),
                        Fill::Map { scale: Scale::Row, .. } => Scale::Row.position(value, Scale::Row.top(whole.values.row(0, row), 1.0)),
                        _ => value,
                    };
                    if strength.is_nan() { f32::INFINITY } else { strength }
                };
                prop_assert!(open.iter().all(|cell| strength(cell) <= strength(&(at_row, at_col))));
            }
        }

        #[test]
        fn less_of_less_is_less_of_all((whole, _, room) in case()) {
            // A minimap can be made of what is on the screen: the strongest of the strongest.
            let part = Block::whole((whole.n_rows(), whole.n_cols()));
            let first = Seen::new(&whole, part, room);
            let second = Seen::new(&first.figure, Block::whole((first.rows.len(), first.cols.len())), (5, 5));
            let open = |figure: &Heatmap| {
                let places = (0..figure.n_rows()).flat_map(|row| (0..figure.n_cols()).map(move |col| (row, col)));
                let open = places.filter(|&(row, col)| !figure.is_blocked(row, col));
                open.filter_map(|(row, col)| figure.values.at(figure.plane, row, col)).collect::<Vec<f32>>()
            };
            let most = |figure: &Heatmap| open(figure).into_iter().map(f32::abs).fold(0.0, f32::max);
            let has_nan = open(&first.figure).into_iter().any(f32::is_nan);
            if let (Fill::Signed { .. }, false) = (&whole.fill, has_nan) {
                prop_assert_eq!(most(&first.figure).to_bits(), most(&second.figure).to_bits());
            }
        }
    }
}
