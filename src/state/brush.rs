//! Brushes for painting a mask: which cells a stroke covers.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// What a pointer does to the cells of a mask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Brush {
    /// Paints cell by cell, wherever it goes.
    #[default]
    Cell,
    /// Paints whole rows: what a query sees.
    Row,
    /// Paints whole columns: who sees a key.
    Column,
    /// Paints the rectangle from where it began to where it is.
    Rectangle,
    /// Paints whole diagonals: all keys at one distance, for every query.
    Diagonal,
    /// Paints nothing, and chooses cells as everywhere else. A finger can then scroll over the mask.
    Look,
}

/// A stroke so far, in cells `(query, key)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Where it began.
    pub start: (usize, usize),
    /// Where it was when it was last painted; `None` when it begins.
    pub last: Option<(usize, usize)>,
    /// Where it is.
    pub to: (usize, usize),
}

impl Stroke {
    /// A stroke that begins.
    #[must_use]
    pub fn at(cell: (usize, usize)) -> Self {
        Self { start: cell, last: None, to: cell }
    }

    /// The same stroke when it has come to another cell.
    #[must_use]
    pub fn on(self, to: (usize, usize)) -> Self {
        Self { last: Some(self.to), to, ..self }
    }
}

impl Brush {
    /// Every brush.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The name in links.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// Whether what is painted stays while the stroke goes on. The other brushes cover what lies between the stroke's
    /// two ends, which may be less than a moment ago.
    pub(super) fn is_freehand(self) -> bool {
        self == Self::Cell
    }

    /// The cells that a stroke covers in a table of `n_query` rows and `n_key` columns; a freehand one since it was
    /// last painted.
    #[must_use]
    pub fn cells(self, stroke: Stroke, (n_query, n_key): (usize, usize)) -> Vec<(usize, usize)> {
        let Stroke { start, last, to } = stroke;
        let between = |a: usize, b: usize| a.min(b)..a.max(b) + 1;
        let (rows, cols) = (between(start.0, to.0), between(start.1, to.1));
        let all = |rows: std::ops::Range<usize>, cols: std::ops::Range<usize>| {
            rows.flat_map(|row| cols.clone().map(move |col| (row, col))).collect()
        };
        match self {
            Self::Look => vec![],
            Self::Cell => line(last.unwrap_or(start), to),
            Self::Row => all(rows, 0..n_key),
            Self::Column => all(0..n_query, cols),
            Self::Rectangle => all(rows, cols),
            Self::Diagonal => {
                let offset = |(query, key): (usize, usize)| key as isize - query as isize;
                let (first, last) = (offset(start).min(offset(to)), offset(start).max(offset(to)));
                let keys = |query: usize| (first..=last).filter_map(move |by| query.checked_add_signed(by));
                (0..n_query).flat_map(|query| keys(query).map(move |key| (query, key))).collect()
            }
        }
    }
}

/// The cells from one to another without a gap: a fast pointer skips some.
fn line(from: (usize, usize), to: (usize, usize)) -> Vec<(usize, usize)> {
    let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1));
    let between = |a: usize, b: usize, step: usize| {
        let way = (b as f64 - a as f64) * step as f64 / steps.max(1) as f64;
        (a as f64 + way).round() as usize
    };
    (0..=steps).map(|step| (between(from.0, to.0, step), between(from.1, to.1, step))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn painted(brush: Brush, stroke: Stroke) -> Vec<String> {
        let cells = brush.cells(stroke, (4, 5));
        let row = |q| (0..5).map(|k| if cells.contains(&(q, k)) { '#' } else { '.' }).collect();
        (0..4).map(row).collect()
    }

    #[test]
    fn each_brush_covers_what_it_says() {
        let stroke = Stroke::at((1, 1)).on((2, 3));
        assert_eq!(painted(Brush::Cell, stroke), [".....", ".#...", "..##.", "....."]);
        assert_eq!(painted(Brush::Row, stroke), [".....", "#####", "#####", "....."]);
        assert_eq!(painted(Brush::Column, stroke), [".###.", ".###.", ".###.", ".###."]);
        assert_eq!(painted(Brush::Rectangle, stroke), [".....", ".###.", ".###.", "....."]);
        assert_eq!(painted(Brush::Diagonal, stroke), ["##...", ".##..", "..##.", "...##"]);
        assert_eq!(painted(Brush::Look, stroke).concat().matches('#').count(), 0);
    }

    #[test]
    fn freehand_goes_on_from_where_it_was() {
        let stroke = Stroke::at((0, 0)).on((3, 0)).on((3, 4));
        assert_eq!(painted(Brush::Cell, stroke), [".....", ".....", ".....", "#####"]);
    }

    proptest! {
        #[test]
        fn a_line_has_no_gap(from in (0usize..50, 0usize..50), to in (0usize..50, 0usize..50)) {
            let cells = line(from, to);
            prop_assert_eq!((cells[0], cells[cells.len() - 1]), (from, to));
            for pair in cells.windows(2) {
                prop_assert!(pair[0].0.abs_diff(pair[1].0) <= 1 && pair[0].1.abs_diff(pair[1].1) <= 1);
            }
        }
    }
}
