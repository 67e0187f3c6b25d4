//! Where the parts of a heatmap go. All lengths are CSS pixels; the drawing multiplies them by the screen's density.

use super::heatmap::{Axis, Fill, Heatmap};
use super::label;

/// A place on the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// The places of one heatmap.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The whole drawing.
    pub width: f64,
    /// The whole drawing.
    pub height: f64,
    /// The cells.
    pub plot: Rect,
    /// Edge of one cell, which is square.
    pub cell: f64,
    /// The colour bar or the swatches, under the cells.
    pub legend: Rect,
    /// The legend's title, in lines.
    pub legend_title: Vec<String>,
    /// Size of labels.
    pub font: f64,
    /// Room for a row's label.
    pub row_room: f64,
    /// Room for a column's label.
    pub col_room: f64,
    /// Whether column labels stand upright because they would not fit across.
    pub upright: bool,
    /// Every how many rows and columns one is labelled.
    pub stride: usize,
}

/// Cells from this size on carry their number.
pub(super) const NUMBERED_CELL: f64 = 30.0;
/// Cells that a finger can hit; a matrix of up to 64 tokens keeps them and scrolls where there is no room.
pub const TOUCHABLE_CELL: f64 = 16.0;
const TOUCHABLE_TOKENS: usize = 64;
/// Cells smaller than this could not be pointed at in any way.
const SMALLEST_CELL: f64 = 0.25;
/// Cells do not grow beyond this: a matrix of one token is not a poster.
const LARGEST_CELL: f64 = 56.0;
/// Text of the legend, relative to that of the axes.
pub(super) const LEGEND_TEXT: f64 = 0.9;
/// From one line of the legend's title to the next, relative to the font.
pub(super) const LEGEND_LINE: f64 = 1.3;
const LEGEND_WIDTH: f64 = 260.0;
/// The gap between labels and cells, which also holds the stripe in the token's colour.
pub(super) const GAP: f64 = 9.0;

impl Layout {
    /// Fits a heatmap into `width`, with labels of size `font`, its matrix no taller than `height`. Cells of a matrix
    /// that is not too large are at least `floor`, even if the matrix is then larger than its room.
    #[must_use]
    pub fn new(figure: &Heatmap, width: f64, height: f64, font: f64, floor: f64) -> Self {
        let (rows, cols) = (figure.n_rows().max(1), figure.n_cols().max(1));
        let title = font * 1.9;
        let row_room = longest(&figure.rows, font).min(width * 0.3).min(font * 9.0);
        let left = title + row_room + GAP;
        let right = 2.0; // the frame's line
        let fit = ((width - left - right) / cols as f64).min(height / rows as f64).min(LARGEST_CELL);
        let floor = if rows.max(cols) <= TOUCHABLE_TOKENS { floor } else { 0.0 };
        let cell = fit.max(floor).max(SMALLEST_CELL);
        let stride = (font * 1.15 / cell).ceil().max(1.0) as usize;

        let col_longest = longest(&figure.cols, font);
        let upright = col_longest > cell * stride as f64 - 2.0;
        let col_room = if upright { col_longest.min(font * 7.0) } else { font * 1.2 };
        let top = title + col_room + GAP;
        let plot = Rect { x: left, y: top, w: cell * cols as f64, h: cell * rows as f64 };
        let whole = (left + plot.w + right).max(left + LEGEND_WIDTH.min(width - left - right));
        let legend_width = LEGEND_WIDTH.min(whole - left - right);
        let legend_title = match &figure.fill {
            Fill::Map { title, .. } => label::wrap(title, font * LEGEND_TEXT, whole - left - right),
            Fill::Allowed => vec![],
        };
        let legend_height = legend_height(figure, legend_title.len()) * font;
        let legend = Rect { x: left, y: top + plot.h + font * 1.2, w: legend_width, h: legend_height };
        Self {
            width: whole,
            height: legend.y + legend.h + 2.0,
            plot,
            cell,
            legend,
            legend_title,
            font,
            row_room,
            col_room,
            upright,
            stride,
        }
    }

    /// The cell under a point, if there is one: `(row, column)`.
    #[must_use]
    pub fn cell_at(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        let (dx, dy) = (x - self.plot.x, y - self.plot.y);
        let inside = dx >= 0.0 && dy >= 0.0 && dx < self.plot.w && dy < self.plot.h;
        inside.then(|| ((dy / self.cell) as usize, (dx / self.cell) as usize))
    }

    /// The place of one cell.
    #[must_use]
    pub fn place(&self, row: usize, col: usize) -> Rect {
        let cell = self.cell;
        Rect { x: self.plot.x + col as f64 * cell, y: self.plot.y + row as f64 * cell, w: cell, h: cell }
    }
}

/// Width of the longest label of an axis; a label of at least two Latin letters is assumed, so that typing the first
/// letter does not move the matrix.
fn longest(axis: &Axis, font: f64) -> f64 {
    axis.labels.iter().map(|label| label::width(&label.text, font)).fold(font * 1.2, f64::max)
}

/// Height of the legend, relative to the font, when its title has so many lines.
fn legend_height(figure: &Heatmap, title_lines: usize) -> f64 {
    let blocked = if figure.has_blocked() { 1.8 } else { 0.0 };
    match figure.fill {
        Fill::Map { .. } => LEGEND_LINE * title_lines as f64 + 2.6 + blocked,
        Fill::Allowed => 1.4,
    }
}
