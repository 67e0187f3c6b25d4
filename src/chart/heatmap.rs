//! A matrix as coloured cells, with tokens or dimensions on its axes.
//!
//! Three things look different that are different: a number, by its colour; a cell that the mask blocks, transparent
//! over hatching; and a number that went wrong, NaN, in a colour that no map has.

use super::fill::{Fill, between, top};
use super::{Diverging, Palette, Rgb, Role, Scale, colormap};
use crate::num::Tensor;
use std::rc::Rc;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Heatmap {
    /// The values; one plane of it is shown.
    pub values: Tensor,
    /// Which plane.
    pub plane: usize,
    /// An additive mask, `[rows, columns]`: a cell where it is −∞ is blocked, which is not the same as 0. A matrix
    /// that has no mask has an empty one.
    pub mask: Tensor,
    /// How a value becomes a colour.
    pub fill: Fill,
    /// Down the left side.
    pub rows: Axis,
    /// Along the top.
    pub cols: Axis,
    /// Whether cells carry their numbers. Cells of a matrix of few columns are then large enough for them.
    pub numbers: bool,
    /// Blocks of cells to point out, such as a head's columns.
    pub marks: Vec<Block>,
    /// Words for "blocked", for the legend.
    pub blocked: String,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// One side of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// "Query", "Key" or what its dimensions are.
    pub title: String,
    /// Whose hue it wears.
    pub role: Role,
    /// Its tokens or numbers.
    pub labels: Rc<[Label]>,
}

/// A token or a number on an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its text, visible.
    pub text: String,
    /// A token's id, for its colour; a dimension has none and no stripe.
    pub id: Option<u32>,
}

/// Some neighbouring cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// First row.
    pub row: usize,
    /// First column.
    pub col: usize,
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub cols: usize,
}

impl Axis {
    /// An axis of dimensions, numbered from 0.
    #[must_use]
    pub fn dimensions(title: String, role: Role, n: usize) -> Self {
        Self { title, role, labels: (0..n).map(|index| Label { text: index.to_string(), id: None }).collect() }
    }

    /// Whether its labels are numbers, of which some say where the others are.
    pub(super) fn is_numbered(&self) -> bool {
        self.labels.iter().all(|label| label.id.is_none() && label.text.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl Heatmap {
    /// How many rows it has.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.values.rows()
    }

    /// How many columns it has.
    #[must_use]
    pub fn n_cols(&self) -> usize {
        self.values.cols()
    }

    /// Whether it shows counts: numbers from 0 on a colour map, all of them whole.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        let is_whole = |value: &f32| value.fract() == 0.0;
        matches!(self.fill, Fill::Map { .. }) && self.values.plane(self.plane).iter().all(is_whole)
    }

    /// Whether a cell is blocked by the mask.
    #[must_use]
    pub fn is_blocked(&self, row: usize, col: usize) -> bool {
        self.mask.at(0, row, col) == Some(f32::NEG_INFINITY)
    }

    /// Whether anything is blocked at all.
    #[must_use]
    pub fn has_blocked(&self) -> bool {
        self.mask.has_negative_infinity()
    }

    /// Whether a cell that is not blocked holds NaN.
    #[must_use]
    pub fn has_nan(&self) -> bool {
        // Nearly always there is none, and then the mask need not be read. Blocks without a way out of their middle
        // are read several values at a time.
        let any = |block: &[f32]| block.iter().fold(false, |any, value| any | value.is_nan());
        self.values.plane(self.plane).chunks(1024).any(any)
            && (0..self.n_rows()).any(|row| self.nan_cells(row).next().is_some())
    }

    /// The columns of a row where NaN is shown.
    pub(super) fn nan_cells(&self, row: usize) -> impl Iterator<Item = usize> {
        let values = self.values.row(self.plane, row).iter().enumerate();
        values.filter(move |&(col, value)| value.is_nan() && !self.is_blocked(row, col)).map(|(col, _)| col)
    }

    /// The colour of one value that is not blocked.
    pub(super) fn colour(&self, row: usize, value: f32, palette: &Palette) -> Rgb {
        let colour = match self.fill {
            _ if value.is_nan() => None,
            Fill::Map { map, scale, high, .. } => {
                map.at(scale.position(value, scale.top(self.values.row(self.plane, row), high)))
            }
            Fill::Between { map, low, high, .. } => map.at(between(value, low, high)),
            Fill::Rows { map, ref tops, .. } => map.at(Scale::Row.position(value, top(tops, row))),
            Fill::Signed { high, .. } => Diverging::on(palette.is_dark()).at(Diverging::position(value, high)),
            Fill::Allowed => Some(palette.allowed),
        };
        colour.unwrap_or(palette.nan)
    }
}

/// The cells as RGBA, one pixel each, row-major. Blocked cells are transparent: what lies under them, the hatching,
/// shows through.
#[must_use]
pub fn rgba(figure: &Heatmap, palette: &Palette) -> Vec<u8> {
    let inks = Inks::new(figure, palette);
    // A row is painted near by and copied at once: a million pixels that lie far away are then written a single time.
    let mut line = vec![[0; 4]; figure.n_cols()];
    let mut pixels = Vec::with_capacity(figure.n_rows() * figure.n_cols() * 4);
    for row in 0..figure.n_rows() {
        inks.paint(figure, figure.plane, row, &mut line);
        pixels.extend_from_slice(line.as_flattened());
    }
    pixels
}

/// The opaque colours of a figure's cells: the 256 of its map, and the one of NaN after them. There may be a million
/// cells, so what is the same for all of them is looked up once.
pub(super) struct Inks([[u8; 4]; NAN + 1], IsMasked);

/// Whether the figure's mask blocks anything: most large ones block nothing, and need not be read cell by cell.
type IsMasked = bool;

const NAN: usize = 256;
/// Cells whose places in the table are worked out side by side, before the table is read one by one.
const SIDE_BY_SIDE: usize = 16;

impl Inks {
    pub(super) fn new(figure: &Heatmap, palette: &Palette) -> Self {
        let opaque = |[r, g, b]: [u8; 3]| [r, g, b, 255];
        let Rgb(r, g, b) = palette.nan;
        let mut inks = [opaque([r, g, b]); NAN + 1];
        let Rgb(r, g, b) = palette.allowed;
        match figure.fill {
            Fill::Map { map, .. } | Fill::Between { map, .. } | Fill::Rows { map, .. } => {
                inks.iter_mut().zip(map.table()).for_each(|(ink, &rgb)| *ink = opaque(rgb));
            }
            Fill::Signed { .. } => {
                let table = Diverging::on(palette.is_dark()).table();
                inks.iter_mut().zip(table).for_each(|(ink, &rgb)| *ink = opaque(rgb));
            }
            Fill::Allowed => inks[..NAN].fill(opaque([r, g, b])),
        }
        Self(inks, figure.has_blocked())
    }

    /// Paints one row of one plane.
    pub(super) fn paint(&self, figure: &Heatmap, plane: usize, row: usize, pixels: &mut [[u8; 4]]) {
        let values = figure.values.row(plane, row);
        match figure.fill {
            Fill::Map { scale: Scale::Log, high, .. } => self.fill(pixels, values, |x| Scale::Log.position(x, high)),
            Fill::Map { scale, high, .. } => self.shares(pixels, values, scale.top(values, high)),
            Fill::Between { low, high, .. } => self.fill(pixels, values, |value| between(value, low, high)),
            Fill::Rows { ref tops, .. } => self.shares(pixels, values, top(tops, row)),
            Fill::Signed { high, .. } => self.fill(pixels, values, |value| Diverging::position(value, high)),
            Fill::Allowed => self.fill(pixels, values, |_| 0.0),
        }
        if self.1 {
            for (pixel, &mask) in pixels.iter_mut().zip(figure.mask.row(0, row)) {
                *pixel = if mask == f32::NEG_INFINITY { [0; 4] } else { *pixel };
            }
        }
    }

    /// Paints values as their shares of `top`, as [`Scale::position`] has them. (Asked once how long the scale is, not for each cell.)
    fn shares(&self, pixels: &mut [[u8; 4]], values: &[f32], top: f32) {
        match top > 0.0 {
            true => self.fill(pixels, values, |value| value / top),
            false => self.fill(pixels, values, |_| 0.0),
        }
    }

    fn fill(&self, pixels: &mut [[u8; 4]], values: &[f32], position: impl Fn(f32) -> f32) {
        let step = |value: f32| if value.is_nan() { NAN as i32 } else { colormap::step(position(value)) };
        let ink = |step: i32| self.0[(step as usize).min(NAN)];
        let ((blocks, rest), (value_blocks, value_rest)) =
            (pixels.as_chunks_mut::<SIDE_BY_SIDE>(), values.as_chunks::<SIDE_BY_SIDE>());
        for (pixels, values) in blocks.iter_mut().zip(value_blocks) {
            let steps = values.map(step);
            pixels.iter_mut().zip(steps).for_each(|(pixel, step)| *pixel = ink(step));
        }
        rest.iter_mut().zip(value_rest).for_each(|(pixel, &value)| *pixel = ink(step(value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::{palette, signed};

    #[test]
    fn numbers_blocked_cells_and_nan_are_told_apart() {
        let mut figure = signed(1, 5, vec![-2.0, f32::NAN, f32::INFINITY, f32::NAN, 0.0]);
        figure.mask = Tensor::matrix(1, 5, vec![0.0, 0.0, 0.0, f32::NEG_INFINITY, 0.0]);
        let pixels = rgba(&figure, &palette());
        let (pixels, _) = pixels.as_chunks::<4>();
        assert_eq!(pixels[..4], [[5, 48, 97, 255], [0xc0, 0x80, 0xb0, 255], [103, 0, 31, 255], [0; 4]]);
        assert!(pixels[4][..3].iter().all(|&channel| channel > 240), "0 is like the ground: {:?}", pixels[4]);
        assert!(figure.has_nan() && figure.has_blocked());
        assert_eq!(figure.nan_cells(0).collect::<Vec<_>>(), [1]);
        for (col, &value) in figure.values.row(0, 0).iter().enumerate().filter(|&(col, _)| col != 3) {
            let Rgb(r, g, b) = figure.colour(0, value, &palette());
            assert_eq!(pixels[col], [r, g, b, 255], "the picture and the ink on it agree");
        }
        figure.values = Tensor::matrix(1, 5, vec![0.0, 0.0, 0.0, f32::NAN, 0.0]);
        assert!(!figure.has_nan(), "a blocked cell shows no NaN");
    }

    #[test]
    fn an_empty_figure_has_no_pixels() {
        for (rows, cols) in [(0, 0), (3, 0), (0, 3)] {
            assert!(rgba(&signed(rows, cols, vec![]), &palette()).is_empty());
        }
    }
}
