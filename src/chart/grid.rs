//! All heads of all layers at once: a row a layer, a column a head, one picture for all of them. BertViz calls it the
//! model view.

use super::heatmap::{Heatmap, Inks};
use super::{Palette, Rect, Rgb};

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// A matrix a layer, whose planes are the heads. All have the same shape.
    pub layers: Vec<Heatmap>,
    /// "Layer", the title of the rows.
    pub layer_title: String,
    /// "Head", the title of the columns.
    pub head_title: String,
    /// The layer and the head that are shown large.
    pub chosen: (usize, usize),
    /// What each head does and how clearly, layer by layer, if something is said of it.
    pub badges: Vec<Option<(String, String)>>,
}

/// The gap between two matrices is one part in so many of a matrix, at least one cell.
const GAP: usize = 12;

impl Grid {
    /// How many layers.
    #[must_use]
    pub fn n_layers(&self) -> usize {
        self.layers.len()
    }

    /// How many heads each layer has.
    #[must_use]
    pub fn n_heads(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.values.planes())
    }

    /// Rows and columns of each matrix.
    fn cells(&self) -> (usize, usize) {
        self.layers.first().map_or((0, 0), |layer| (layer.n_rows(), layer.n_cols()))
    }

    /// Width and height of the picture, one pixel a cell.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let (rows, cols) = self.cells();
        let side = |n: usize, cells: usize| (n * (cells + gap(cells))).saturating_sub(gap(cells));
        (side(self.n_heads(), cols), side(self.n_layers(), rows))
    }

    /// Where a head of a layer is, in parts of the picture's width and height.
    #[must_use]
    pub fn place(&self, layer: usize, head: usize) -> Rect {
        let ((rows, cols), (width, height)) = (self.cells(), self.size());
        let part = |cells: usize, whole: usize| cells as f64 / whole.max(1) as f64;
        Rect {
            x: part(head * (cols + gap(cols)), width),
            y: part(layer * (rows + gap(rows)), height),
            w: part(cols, width),
            h: part(rows, height),
        }
    }
}

fn gap(cells: usize) -> usize {
    (cells / GAP).max(1)
}

/// The picture as RGBA, row-major. Between the matrices lies the ground; blocked cells are transparent, so that the
/// hatching under the picture shows through them and nowhere else.
#[must_use]
pub fn rgba(grid: &Grid, palette: &Palette) -> Vec<u8> {
    let ((rows, cols), (width, height), Rgb(r, g, b)) = (grid.cells(), grid.size(), palette.ground);
    let mut pixels: Vec<[u8; 4]> = Vec::with_capacity(width * height);
    for figure in &grid.layers {
        // A layer's share of the picture is near while its heads are painted, one after the other, as their values lie.
        let top = pixels.len();
        pixels.resize((top + (rows + gap(rows)) * width).min(width * height), [r, g, b, 255]);
        let (inks, lines) = (Inks::new(figure, palette), pixels.get_mut(top..).unwrap_or_default());
        for head in 0..figure.values.planes() {
            for (row, line) in lines.chunks_mut(width.max(1)).take(rows).enumerate() {
                let left = head * (cols + gap(cols));
                inks.paint(figure, head, row, line.get_mut(left..left + cols).unwrap_or_default());
            }
        }
    }
    pixels.into_flattened()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::heatmap;
    use crate::chart::tests::{palette, signed};
    use crate::num::Tensor;

    fn grid(n_layers: usize, n_heads: usize, rows: usize, cols: usize) -> Grid {
        let layer = |layer: usize| {
            let values = (0..n_heads * rows * cols).map(|index| (layer * 7 + index) as f32 / 50.0 - 1.0).collect();
            let mut figure = signed(rows, cols, vec![]);
            figure.values = Tensor::stack(n_heads, rows, cols, values);
            if layer == 1 {
                let mask = (0..rows * cols).map(|index| if index % 3 == 0 { f32::NEG_INFINITY } else { 0.0 });
                figure.mask = Tensor::matrix(rows, cols, mask.collect());
            }
            figure
        };
        let layers = (0..n_layers).map(layer).collect();
        Grid { layers, layer_title: "Layer".into(), head_title: "Head".into(), chosen: (0, 0), badges: vec![] }
    }

    #[test]
    fn each_head_is_the_picture_that_it_is_alone() {
        for (n_layers, n_heads, rows, cols) in
            [(2, 3, 4, 5), (3, 2, 25, 13), (1, 1, 1, 1), (2, 1, 30, 2), (1, 1, 3, 0), (2, 2, 0, 3)]
        {
            let grid = grid(n_layers, n_heads, rows, cols);
            let ((width, height), pixels) = (grid.size(), rgba(&grid, &palette()));
            let (pixels, _) = pixels.as_chunks::<4>();
            assert_eq!(pixels.len(), width * height);
            let mut covered = vec![false; width * height];
            for (layer, head) in (0..n_layers).flat_map(|layer| (0..n_heads).map(move |head| (layer, head))) {
                let Rect { x, y, w, h } = grid.place(layer, head);
                let (left, top) = ((x * width as f64).round() as usize, (y * height as f64).round() as usize);
                assert_eq!(((w * width as f64).round(), (h * height as f64).round()), (cols as f64, rows as f64));
                let alone = heatmap::rgba(&Heatmap { plane: head, ..grid.layers[layer].clone() }, &palette());
                for (index, pixel) in alone.as_chunks::<4>().0.iter().enumerate() {
                    let at = (top + index / cols) * width + left + index % cols;
                    assert_eq!(pixels[at], *pixel, "layer {layer}, head {head}, cell {index}");
                    covered[at] = true;
                }
            }
            let between = pixels.iter().zip(&covered).filter(|(_, covered)| !**covered);
            assert!(between.into_iter().all(|(pixel, _)| *pixel == [255; 4]), "the ground lies between them");
        }
    }

    #[test]
    fn nothing_has_no_pixels() {
        for (n_layers, n_heads, rows, cols) in [(0, 0, 0, 0), (2, 2, 0, 0), (2, 2, 0, 3)] {
            let grid = grid(n_layers, n_heads, rows, cols);
            let (width, height) = grid.size();
            assert_eq!(rgba(&grid, &palette()).len(), width * height * 4);
        }
    }
}
