//! Maps on a canvas, by the site's own code.

#[path = "../../../../src/app/pixels.rs"]
mod pixels;

use heedmap::chart::{Axis, Colormap, Fill, Grid, Heatmap, Palette, Role, Scale, grid, heatmap};
use heedmap::num::Tensor;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Square matrices, in as many rows as columns.
#[wasm_bindgen]
pub struct Maps {
    grid: Grid,
    palette: Palette,
}

#[wasm_bindgen]
impl Maps {
    /// `side` × `side` matrices of `n` × `n` values from 0 to `high`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(side: usize, n: usize, values: &[f32], high: f32) -> Self {
        let layer = |values: &[f32]| Heatmap {
            values: Tensor::stack(side, n, n, values.to_vec()),
            plane: 0,
            mask: Tensor::matrix(0, 0, vec![]),
            fill: Fill::Map { map: Colormap::Viridis, scale: Scale::Shared, high, title: String::new() },
            rows: Axis::dimensions(String::new(), Role::Plain, 0),
            cols: Axis::dimensions(String::new(), Role::Plain, 0),
            numbers: false,
            marks: vec![],
            blocked: String::new(),
            summary: String::new(),
        };
        let layers = values.chunks(side * n * n).map(layer).collect();
        let (layer_title, head_title) = (String::new(), String::new());
        let grid = Grid { layers, layer_title, head_title, chosen: (0, 0), badges: vec![] };
        Self { grid, palette: Palette::read(|_| None) }
    }

    /// Draws all of them on a canvas, a pixel a cell.
    ///
    /// # Errors
    /// If the canvas takes no pixels.
    pub fn paint(&self, canvas: &HtmlCanvasElement) -> Result<(), JsValue> {
        match &self.grid.layers[..] {
            [one] => pixels::put(canvas, (one.n_cols(), one.n_rows()), &heatmap::rgba(one, &self.palette)),
            _ => pixels::put(canvas, self.grid.size(), &grid::rgba(&self.grid, &self.palette)),
        }
    }
}
