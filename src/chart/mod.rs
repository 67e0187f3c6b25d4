//! Figures: what is to be seen, as data, and how it is drawn.
//!
//! An exhibit says *what* to show by building a [`Figure`]. A heatmap's cells become one RGBA pixel each
//! ([`heatmap::rgba`]); its axes, numbers and colour bar are drawn over any plotters backend ([`draw()`]): a canvas in
//! the page, an SVG in a file, which also holds the cells ([`svg()`]). No figure computes what it shows.

mod aligned;
mod bars;
pub mod colormap;
mod columns;
mod curve;
mod cuts;
mod diagram;
mod draw;
mod equations;
mod fill;
mod flow;
pub mod grid;
pub mod heatmap;
pub mod label;
mod lattice;
mod layout;
mod legend;
pub mod lines;
mod lines_layout;
mod map;
mod map_layout;
mod map_sight;
pub mod number;
pub mod palette;
mod pen;
mod saved;
mod scale;
mod seen;
pub mod shaded;
mod strips;
mod strongest;
mod svg;
mod tree;
mod trellis;
mod zoom;

pub use aligned::{Aligned, AlignedRow, Span};
pub use bars::{Bar, Bars, BarsLayout, bars_svg, draw_bars};
pub use colormap::{Colormap, Diverging};
pub use curve::{Beside, Curve, CurveLayout, curve_svg, draw_curve};
pub use cuts::{Cut, Cuts, Word};
pub use diagram::{Diagram, Scene, diagram_svg, draw_scene};
pub use draw::{Surroundings, draw};
pub use equations::equations;
pub use fill::Fill;
pub use grid::Grid;
pub use heatmap::{Axis, Block, Heatmap, Label};
pub use lattice::{Arc, Lattice};
pub use layout::{Layout, Rect, TOUCHABLE_CELL, is_zoomable};
pub use lines::{Lines, draw_lines, lines_svg};
pub use lines_layout::{LinesLayout, Side};
pub use map::{Map, MapPoint, draw_map, map_svg};
pub use map_layout::MapLayout;
pub use map_sight::MapSight;
pub use palette::{Palette, Rgb, Role};
pub use pen::Drawn;
pub use saved::{figure_svg, number as table_number};
pub use scale::Scale;
pub use seen::Seen;
pub use shaded::{Piece, Shaded};
pub use strips::Strips;
pub use svg::svg;
pub use tree::{Branch, Meeting, Part, Stand, Tree};
pub use trellis::{Column, Node, Trellis, Way};
pub use zoom::Frame;

use std::rc::Rc;

/// Anything that can be seen on a stage.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Tokens in a row, with their ids and byte ranges; shared, since there may be thousands.
    Chips(Rc<[Chip]>),
    /// A matrix with tokens on its axes.
    Heatmap(Box<Heatmap>),
    /// Many matrices of one kind, small: one button each.
    Multiples(Vec<Multiple>),
    /// All heads of all layers.
    Grid(Box<Grid>),
    /// One head as lines between its tokens.
    Lines(Box<Lines>),
    /// The text, each token on a ground as strong as its weight.
    Shaded(Shaded),
    /// The notes' equations (1) and (2), one part of them lit.
    Formulas(Option<Lit>),
    /// The stages of a computation in a row, to be walked through.
    Strip(Vec<Tile>),
    /// Rows of words and numbers.
    Table(Table),
    /// The text as several methods cut it.
    Cuts(Cuts),
    /// The text as rows of characters, bytes and tokens.
    Aligned(Aligned),
    /// Nodes and lines between them.
    Diagram(Box<Diagram>),
    /// Shares as bars.
    Bars(Bars),
    /// How much of a whole something is.
    Meter(Meter),
    /// A curve, with a point on it that is looked at.
    Curve(Curve),
    /// Points with names on a plane.
    Map(Map),
    /// Steps to be played, the one that is shown counted from 0.
    Player {
        /// The step that is shown.
        current: usize,
        /// How many there are.
        n: usize,
    },
}

/// A share of a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Meter {
    /// From 0 to 1.
    pub share: f32,
    /// The same in words.
    pub text: String,
}

/// One of many small matrices.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiple {
    /// The matrix.
    pub figure: Heatmap,
    /// Its name.
    pub caption: String,
    /// The layer of its head, where there are several.
    pub layer: Option<usize>,
    /// Its head.
    pub head: usize,
}

/// A part of the equations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those in the equations")]
pub enum Lit {
    X,
    Q,
    K,
    V,
    Qk,
    Scale,
    Mask,
    Softmax,
    Weighted,
    Concat,
    Output,
}

/// A stage in a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its name for programs.
    pub name: &'static str,
    /// Its name for readers, as short as a formula.
    pub label: String,
    /// Whose hue it wears.
    pub role: Role,
    /// Whether it is only an ingredient, such as a parameter.
    pub is_minor: bool,
    /// Whether it is the one that is shown.
    pub is_current: bool,
}

/// Rows of words and numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it tells.
    pub caption: String,
    /// Names of the columns; the first column has the rows' names.
    pub head: Vec<String>,
    /// The rows, as many cells in each as there are names.
    pub rows: Vec<Vec<String>>,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Its text with everything invisible made visible.
    pub label: String,
    /// Its id, which also chooses its colour.
    pub id: u32,
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

#[cfg(test)]
mod tests {
    //! Figures and their colours, for the tests of this room.

    use super::*;
    use crate::num::Tensor;

    /// Values without a mask, between tokens "a", "b"… and dimensions.
    pub(super) fn signed(rows: usize, cols: usize, values: Vec<f32>) -> Heatmap {
        let tokens = (0..rows).map(|row| Label { text: format!("t{row}"), id: Some(row as u32) });
        Heatmap {
            values: Tensor::matrix(rows, cols, values),
            plane: 0,
            mask: Tensor::matrix(0, 0, vec![]),
            fill: Fill::Signed { high: 2.0, title: "scores".into() },
            rows: Axis { title: "Query".into(), role: Role::Query, labels: tokens.collect() },
            cols: Axis::dimensions("dimension".into(), Role::Plain, cols),
            numbers: false,
            marks: vec![],
            blocked: "blocked".into(),
            summary: "values".into(),
        }
    }

    /// Weights without a mask, between tokens.
    pub(super) fn lines(queries: usize, keys: usize, weights: Vec<f32>) -> Lines {
        let labels = |n: usize| (0..n).map(|id| Label { text: format!("t{id}"), id: Some(id as u32) }).collect();
        Lines {
            weights: Tensor::matrix(queries, keys, weights),
            plane: 0,
            mask: Tensor::matrix(0, 0, vec![]),
            queries: Axis { title: "Query".into(), role: Role::Query, labels: labels(queries) },
            keys: Axis { title: "Key".into(), role: Role::Key, labels: labels(keys) },
            chosen: None,
            title: "Weight".into(),
            summary: "lines".into(),
        }
    }

    /// Every colour of which a test needs to know that it is that one, and black on white.
    pub(super) fn palette() -> Palette {
        Palette::read(|name| {
            let colour = match name {
                "--surface" => "#ffffff",
                "--nan" => "#c080b0",
                "--ink" => "#000001",
                _ => return None,
            };
            Some(colour.to_owned())
        })
    }

    /// Points that are called word0, word1 and so on; the second is chosen, the third is marked.
    pub(super) fn map(places: impl IntoIterator<Item = [f32; 2]>) -> Map {
        let point = |(index, place)| MapPoint { name: format!("word{index}"), place };
        let points = places.into_iter().enumerate().map(point).collect();
        let (x_title, y_title, summary) = ("x".into(), "y".into(), "a map".into());
        Map { points, chosen: Some(1), marked: vec![2, 99], x_title, y_title, summary }
    }
}
