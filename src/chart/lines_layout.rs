//! Where the parts of a drawing of lines go. All lengths are CSS pixels, as in the layout of a heatmap.

use super::heatmap::Axis;
use super::layout::{GAP, LEGEND_LINE, LEGEND_TEXT, longest};
use super::{Lines, Rect, label};

/// A column of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left.
    Query,
    /// Right.
    Key,
}

/// The places of one such drawing, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct LinesLayout {
    /// The whole drawing.
    pub width: f64,
    /// The whole drawing.
    pub height: f64,
    /// Where the lines are, between the columns.
    pub plot: Rect,
    /// From one token to the next.
    pub row_h: f64,
    /// Size of labels.
    pub font: f64,
    /// Room for a query's label.
    pub query_room: f64,
    /// Room for a key's label.
    pub key_room: f64,
    /// Every how many tokens one is labelled.
    pub stride: usize,
    /// The ramp under the lines.
    pub legend: Rect,
    /// Its title, in lines.
    pub legend_title: Vec<String>,
    n_queries: usize,
    n_keys: usize,
}

/// From one token to the next, relative to the font.
const ROW: f64 = 1.6;
/// Rows of a long text come closer than that: canvases have limits, those of phones first.
const TALLEST: f64 = 4096.0;
/// Width of what is between the columns, relative to the font, at least and at most.
const BETWEEN: [f64; 2] = [6.0, 26.0];

impl LinesLayout {
    /// Fits the drawing into `width`, if that leaves anything between the columns, with labels of size `font`.
    #[must_use]
    pub fn new(figure: &Lines, width: f64, font: f64) -> Self {
        let (n_queries, n_keys) = (figure.weights.rows(), figure.weights.cols());
        let n = n_queries.max(n_keys).max(1) as f64;
        let row_h = (font * ROW).min(TALLEST / n);
        let room = |axis: &Axis| {
            longest(axis, font).min(width * 0.3).min(font * 9.0).max(label::width(&axis.title, font).min(width * 0.3))
        };
        let (query_room, key_room) = (room(&figure.queries), room(&figure.keys));
        let margin = 2.0; // for the frame of the chosen token
        let left = margin + query_room + GAP;
        let right = GAP + key_room + margin;
        let between = (width - left - right).clamp(font * BETWEEN[0], font * BETWEEN[1]);
        let plot = Rect { x: left, y: font * 2.2, w: between, h: row_h * n };
        let whole = left + between + right;
        let legend_title = label::wrap(&figure.title, font * LEGEND_TEXT, whole - 2.0 * margin);
        let legend_h = font * (LEGEND_LINE * legend_title.len() as f64 + 2.6);
        let legend =
            Rect { x: margin, y: plot.y + plot.h + font, w: (font * 12.0).min(whole - 2.0 * margin), h: legend_h };
        Self {
            width: whole,
            height: legend.y + legend_h,
            plot,
            row_h,
            font,
            query_room,
            key_room,
            stride: (font * 1.15 / row_h).ceil().max(1.0) as usize,
            legend,
            legend_title,
            n_queries,
            n_keys,
        }
    }

    /// The token under a point, if there is one. What is between the columns belongs to none.
    #[must_use]
    pub fn row_at(&self, x: f64, y: f64) -> Option<(Side, usize)> {
        let row = (y - self.plot.y) / self.row_h;
        let (side, n) = match x {
            _ if x < 0.0 || x >= self.width => return None,
            _ if x < self.plot.x => (Side::Query, self.n_queries),
            _ if x >= self.plot.x + self.plot.w => (Side::Key, self.n_keys),
            _ => return None,
        };
        (row >= 0.0 && row < n as f64).then_some((side, row as usize))
    }

    /// The middle of a token's row.
    pub(super) fn middle(&self, row: usize) -> f64 {
        self.plot.y + self.row_h * (row as f64 + 0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::lines;

    #[test]
    fn every_token_is_found_where_it_is_drawn() {
        for n in [1, 12, 1000] {
            let layout = LinesLayout::new(&lines(n, n + 1, vec![]), 640.0, 14.0);
            let right = layout.plot.x + layout.plot.w;
            for row in 0..n {
                assert_eq!(layout.row_at(3.0, layout.middle(row)), Some((Side::Query, row)));
                assert_eq!(layout.row_at(right + 3.0, layout.middle(row)), Some((Side::Key, row)));
            }
            assert_eq!(layout.row_at(3.0, layout.middle(n)), None, "there are more keys");
            assert_eq!(layout.row_at(right + 3.0, layout.middle(n)), Some((Side::Key, n)));
            for (x, y) in [(3.0, 0.0), (right - 3.0, layout.middle(0)), (-1.0, layout.middle(0)), (9999.0, 50.0)] {
                assert_eq!(layout.row_at(x, y), None);
            }
            assert!(layout.width <= 640.0 && layout.plot.h <= TALLEST + 1.0);
        }
        assert!(LinesLayout::new(&lines(3, 3, vec![]), 0.0, 14.0).width > 0.0, "there is no room, but no harm either");
    }
}
