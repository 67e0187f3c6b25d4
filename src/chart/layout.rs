//! Where the parts of a heatmap go. All lengths are CSS pixels; the drawing multiplies them by the screen's density.

use super::heatmap::{Axis, Heatmap};
use super::{Diverging, label, legend};

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
    /// Width of one cell.
    pub cell_w: f64,
    /// Height of one cell: the same, but in a matrix that is very wide.
    pub cell_h: f64,
    /// The colour bar or the swatches, under the cells.
    pub legend: Rect,
    /// Room for the legend's title, and how many lines it takes there.
    pub legend_room: f64,
    /// Lines of the legend's title.
    pub legend_lines: usize,
    /// Size of labels.
    pub font: f64,
    /// Room for a row's label.
    pub row_room: f64,
    /// Room for a column's label.
    pub col_room: f64,
    /// Whether column labels stand upright because they would not fit across.
    pub upright: bool,
    /// Every how many rows one is labelled.
    pub row_stride: usize,
    /// Every how many columns one is labelled.
    pub col_stride: usize,
}

/// Cells from this size on have room for their number, and a matrix that wants numbers has such cells, if it has no
/// more columns than this and they fit side by side; on a phone the whole matrix matters more.
pub(super) const NUMBERED_CELL: f64 = 30.0;
const NUMBERED_COLS: usize = 24;
/// Cells that a finger can hit; a matrix of up to 64 tokens keeps them and scrolls where there is no room.
pub const TOUCHABLE_CELL: f64 = 16.0;
const TOUCHABLE_TOKENS: usize = 64;
/// Cells of a matrix that is very tall and is looked at in parts are at most so much wider than tall.
const TALL_CELL_W: f64 = 8.0;
/// Cells smaller than this could not be pointed at in any way.
const SMALLEST_CELL: f64 = 0.25;
/// Cells do not grow beyond this: a matrix of one token is not a poster.
const LARGEST_CELL: f64 = 56.0;
/// A matrix with more columns to a row than this, such as the vectors of a short text, is very wide. Its cells may be
/// taller than wide, so that rows have room, and it scrolls rather than that its columns melt into each other.
const VERY_WIDE: usize = 3;
const WIDE_CELL_W: f64 = 3.0;
const WIDE_CELL_H: f64 = 28.0;
/// Beyond this it may melt: canvases have limits.
const WIDEST_PLOT: f64 = 4096.0;
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
        let (cell_w, cell_h) = cell(figure, width - left - right, height, floor);
        let (row_stride, col_stride, upright) = strides(figure, font, cell_w, cell_h);
        let col_room = if upright { longest(&figure.cols, font).min(font * 7.0) } else { font * 1.2 };
        let mut plot = Rect { x: left, y: title + col_room + GAP, w: cell_w * cols as f64, h: cell_h * rows as f64 };
        if is_zoomable(figure) {
            // Whole pixels: a row may be one pixel, and no browser may lose it in scaling.
            plot = Rect { x: plot.x.ceil(), y: plot.y.ceil(), w: plot.w.floor().max(1.0), h: plot.h.floor().max(1.0) };
        }
        let (cell_w, cell_h) = (plot.w / cols as f64, plot.h / rows as f64);
        let whole = (left + plot.w + right).max(left + LEGEND_WIDTH.min(width - left - right));
        let legend_width = LEGEND_WIDTH.min(whole - left - right);
        let legend_room = whole - left - right;
        // Both maps for signed values have names of the same length.
        let legend_lines = legend::title(figure, Diverging::RdBuR, font, legend_room).len();
        let legend_height = legend::height(figure, legend_lines) * font;
        let legend = Rect { x: left, y: plot.y + plot.h + font * 1.2, w: legend_width, h: legend_height };
        Self {
            width: whole,
            height: legend.y + legend.h + 2.0,
            plot,
            cell_w,
            cell_h,
            legend,
            legend_room,
            legend_lines,
            font,
            row_room,
            col_room,
            upright,
            row_stride,
            col_stride,
        }
    }

    /// The same places with the cells of another matrix in the picture, a part of the one that they were made for.
    #[must_use]
    pub fn with_cells(&self, part: &Heatmap) -> Self {
        let (cell_w, cell_h) = (self.plot.w / part.n_cols().max(1) as f64, self.plot.h / part.n_rows().max(1) as f64);
        let (row_stride, col_stride, upright) = strides(part, self.font, cell_w, cell_h);
        Self { cell_w, cell_h, row_stride, col_stride, upright, ..*self }
    }

    /// The cell under a point, if there is one: `(row, column)`.
    #[must_use]
    pub fn cell_at(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        let (dx, dy) = (x - self.plot.x, y - self.plot.y);
        let inside = dx >= 0.0 && dy >= 0.0 && dx < self.plot.w && dy < self.plot.h;
        inside.then(|| ((dy / self.cell_h) as usize, (dx / self.cell_w) as usize))
    }

    /// The place of one cell.
    #[must_use]
    pub fn place(&self, row: usize, col: usize) -> Rect {
        let (w, h) = (self.cell_w, self.cell_h);
        Rect { x: self.plot.x + col as f64 * w, y: self.plot.y + row as f64 * h, w, h }
    }
}

/// Whether a matrix is so large that it is looked at in parts. One that is very wide scrolls instead.
#[must_use]
pub fn is_zoomable(figure: &Heatmap) -> bool {
    let (rows, cols) = (figure.n_rows(), figure.n_cols());
    rows.max(cols) > TOUCHABLE_TOKENS && cols <= VERY_WIDE * rows
}

/// Every how many rows and columns one is labelled, and whether labels of columns stand upright.
fn strides(figure: &Heatmap, font: f64, cell_w: f64, cell_h: f64) -> (usize, usize, bool) {
    let longest = longest(&figure.cols, font);
    let numbered = longest.max(font * 1.15) + font * 0.5;
    let cols = stride(&figure.cols, if figure.cols.is_numbered() { numbered } else { font * 1.15 }, cell_w);
    (stride(&figure.rows, font * 1.15, cell_h), cols, longest > cell_w * cols as f64 - 2.0)
}

/// Width and height of one cell of a figure that has so much room.
fn cell(figure: &Heatmap, room: f64, height: f64, floor: f64) -> (f64, f64) {
    let (rows, cols) = (figure.n_rows().max(1), figure.n_cols().max(1));
    let each = height / rows as f64;
    if is_zoomable(figure) {
        let square = (room / cols as f64).min(each).min(LARGEST_CELL);
        let is_tall = rows > VERY_WIDE * cols;
        return if is_tall { ((room / cols as f64).min(TALL_CELL_W.max(square)), each) } else { (square, square) };
    }
    let is_wide = cols > VERY_WIDE * rows;
    let floor = match rows.max(cols) <= TOUCHABLE_TOKENS {
        true if figure.numbers && cols <= NUMBERED_COLS && NUMBERED_CELL * cols as f64 <= room => {
            floor.max(NUMBERED_CELL)
        }
        true => floor,
        false => 0.0,
    };
    let smallest = if is_wide { WIDE_CELL_W.min(WIDEST_PLOT / cols as f64) } else { SMALLEST_CELL };
    let w = (room / cols as f64).min(each).min(LARGEST_CELL).max(floor).max(smallest);
    (w, if is_wide { each.min(WIDE_CELL_H).max(w) } else { w })
}

/// Every how many cells one of an axis is labelled, if a label takes `room`. Numbers go by powers of two, as the sizes
/// of heads do.
fn stride(axis: &Axis, room: f64, cell: f64) -> usize {
    let stride = (room / cell).ceil().max(1.0) as usize;
    if axis.is_numbered() { stride.next_power_of_two() } else { stride }
}

/// Width of the longest label of an axis; a label of at least two Latin letters is assumed, so that typing the first
/// letter does not move the matrix.
pub(super) fn longest(axis: &Axis, font: f64) -> f64 {
    axis.labels.iter().map(|label| label::width(&label.text, font)).fold(font * 1.2, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::signed;

    fn layout(rows: usize, cols: usize, numbers: bool, floor: f64) -> Layout {
        let figure = Heatmap { numbers, ..signed(rows, cols, vec![]) };
        Layout::new(&figure, 640.0, 480.0, 14.0, floor)
    }

    #[test]
    fn every_cell_is_found_where_it_is_placed() {
        for (rows, cols) in [(12, 12), (12, 64), (5, 768), (1, 1), (70, 8)] {
            let layout = layout(rows, cols, false, 0.0);
            for (row, col) in (0..rows).flat_map(|row| (0..cols).map(move |col| (row, col))) {
                let Rect { x, y, w, h } = layout.place(row, col);
                assert_eq!(layout.cell_at(x + w / 2.0, y + h / 2.0), Some((row, col)), "{rows} × {cols}");
            }
            assert_eq!(layout.cell_at(layout.plot.x - 1.0, layout.plot.y), None);
            assert_eq!(layout.cell_at(layout.plot.x + layout.plot.w + 0.01, layout.plot.y), None);
        }
    }

    #[test]
    fn cells_are_square_unless_the_matrix_is_very_wide() {
        for (rows, cols) in [(12, 12), (12, 36), (2, 2), (1000, 1000)] {
            let layout = layout(rows, cols, false, 0.0);
            assert!((layout.cell_w - layout.cell_h).abs() < 1e-9, "{rows} × {cols}");
            assert!(layout.width <= 640.0 && layout.plot.h <= 480.0 && layout.cell_w <= LARGEST_CELL);
        }
        let wide = layout(12, 64, false, 0.0);
        assert!(wide.cell_w > 8.0 && wide.cell_h == 28.0 && wide.width <= 640.0, "{wide:?}");
        let wider = layout(12, 768, false, 0.0);
        assert_eq!((wider.cell_w, wider.cell_h), (3.0, 28.0), "it scrolls");
        let low = layout(1, 4, false, 0.0);
        assert_eq!((low.cell_w, low.cell_h), (56.0, 56.0), "never wider than tall");
        assert!(layout(1, 100_000, false, 0.0).width < 5000.0);
    }

    #[test]
    fn what_is_looked_at_in_parts_fits_whatever_its_size() {
        for (rows, cols) in [(65, 65), (4096, 4096), (4096, 64), (9000, 1), (100, 300)] {
            let layout = layout(rows, cols, true, TOUCHABLE_CELL);
            let Rect { x, y, w, h } = layout.plot;
            assert!([x, y, w, h].iter().all(|side| side.fract() == 0.0), "{layout:?}");
            assert!(layout.width <= 640.0 && h <= 480.0 && w >= 1.0, "{layout:?}");
        }
        let tall = layout(4096, 64, false, 0.0);
        assert_eq!((tall.plot.w, tall.plot.h), (512.0, 480.0));
        let part = tall.with_cells(&signed(24, 16, vec![]));
        assert_eq!((part.cell_w, part.cell_h, part.plot), (32.0, 20.0, tall.plot));
        assert_eq!((tall.row_stride, part.row_stride), (138, 1));
    }

    #[test]
    fn numbers_get_cells_that_hold_them() {
        assert_eq!(layout(18, 18, true, 0.0).cell_w, NUMBERED_CELL);
        assert_eq!(layout(16, 18, true, TOUCHABLE_CELL).cell_w, NUMBERED_CELL);
        assert!(layout(24, 24, true, 0.0).cell_w < NUMBERED_CELL, "they would not fit side by side");
        assert!(layout(25, 25, true, 0.0).cell_w < NUMBERED_CELL);
        assert!(layout(24, 24, false, 0.0).cell_w < NUMBERED_CELL);
        assert_eq!(layout(2, 4, true, 0.0).cell_w, LARGEST_CELL, "larger where there is room");
    }

    #[test]
    fn dimensions_are_labelled_across_and_by_powers_of_two() {
        let layout = layout(12, 64, false, 0.0);
        assert!(layout.col_stride.is_power_of_two() && !layout.upright, "{layout:?}");
        assert!(layout.cell_w * layout.col_stride as f64 > label::width("63", 14.0));
    }
}
