//! A matrix as coloured cells, with tokens on its axes.

use super::{Colormap, Palette, Rgb, Scale, colormap};
use crate::num::Tensor;
use std::rc::Rc;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Heatmap {
    /// The values; one plane of it is shown.
    pub values: Tensor,
    /// Which plane.
    pub plane: usize,
    /// An additive mask, `[rows, columns]`: a cell where it is −∞ is blocked, which is not the same as 0.
    pub mask: Tensor,
    /// How a value becomes a colour.
    pub fill: Fill,
    /// Down the left side.
    pub rows: Axis,
    /// Along the top.
    pub cols: Axis,
    /// Words for "blocked", for the legend.
    pub blocked: String,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// How cells are coloured.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// By a colour map.
    Map {
        /// The map.
        map: Colormap,
        /// How values are spread over it.
        scale: Scale,
        /// The largest value of all that are to be compared.
        high: f32,
        /// What the colours mean, for the legend: the map's name and how it is scaled.
        title: String,
    },
    /// All cells that are not blocked alike: the values are a mask.
    Allowed,
}

/// One side of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// "Query" or "Key".
    pub title: String,
    /// Its tokens.
    pub labels: Rc<[Label]>,
}

/// A token on an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its text, visible.
    pub text: String,
    /// Its id, for its colour.
    pub id: u32,
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

    /// Whether a cell is blocked by the mask.
    #[must_use]
    pub fn is_blocked(&self, row: usize, col: usize) -> bool {
        self.mask.at(0, row, col) == Some(f32::NEG_INFINITY)
    }

    /// Whether anything is blocked at all.
    #[must_use]
    pub fn has_blocked(&self) -> bool {
        self.mask.data().contains(&f32::NEG_INFINITY)
    }

    /// The colour of one value; none for NaN.
    pub(super) fn colour(&self, row: usize, value: f32, palette: &Palette) -> Option<Rgb> {
        match self.fill {
            Fill::Map { map, scale, high, .. } => {
                map.at(scale.position(value, scale.top(self.values.row(self.plane, row), high)))
            }
            Fill::Allowed => Some(palette.allowed),
        }
    }
}

/// The cells as RGBA, one pixel each, row-major. Blocked cells and NaN are transparent: what lies under them, the
/// hatching, shows through.
#[must_use]
pub fn rgba(figure: &Heatmap, palette: &Palette) -> Vec<u8> {
    let mut pixels = vec![0; figure.n_rows() * figure.n_cols() * 4];
    let (pixel_rows, _) = pixels.as_chunks_mut::<4>();
    for (row, pixels) in pixel_rows.chunks_exact_mut(figure.n_cols().max(1)).enumerate() {
        let values = figure.values.row(figure.plane, row);
        let cells = pixels.iter_mut().zip(values).zip(figure.mask.row(0, row));
        let shown = cells.filter(|((_, value), mask)| !value.is_nan() && **mask != f32::NEG_INFINITY);
        match figure.fill {
            Fill::Map { map, scale, high, .. } => {
                // A million cells: what is the same for a row is looked up once.
                let (table, top) = (map.table(), scale.top(values, high));
                for ((pixel, value), _) in shown {
                    let [r, g, b] = table[colormap::step(scale.position(*value, top))];
                    *pixel = [r, g, b, 255];
                }
            }
            Fill::Allowed => {
                let Rgb(r, g, b) = palette.allowed;
                shown.for_each(|((pixel, _), _)| *pixel = [r, g, b, 255]);
            }
        }
    }
    pixels
}
