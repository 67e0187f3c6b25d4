//! Plotters on a canvas of the page. The program of the first picture draws with this very file.

use super::looks;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters_canvas::CanvasBackend;
use std::fmt::Display;
use wasm_bindgen::JsValue;
use web_sys::HtmlCanvasElement;

/// Canvas pixels that every browser can give one side of a canvas.
const LONGEST_SIDE: f64 = 16_000.0;

/// Gives a canvas this size in CSS pixels and lets plotters draw on it; `draw` is told how many canvas pixels a CSS
/// pixel has.
pub(crate) fn draw_on<E: Display>(
    canvas: HtmlCanvasElement,
    (width, height): (f64, f64),
    draw: impl FnOnce(&DrawingArea<CanvasBackend, Shift>, f64) -> Result<(), E>,
) -> Result<(), JsValue> {
    let density = looks::density().min(LONGEST_SIDE / height.max(width));
    // Setting the size also clears the canvas.
    canvas.set_width((width * density).ceil() as u32);
    canvas.set_height((height * density).ceil() as u32);
    let backend = CanvasBackend::with_canvas_object(canvas).ok_or("no 2d canvas")?;
    draw(&backend.into_drawing_area(), density).map_err(|error| JsValue::from(error.to_string()))
}
