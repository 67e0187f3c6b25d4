//! Drawing on the page's canvases: pixels as they are, and marks by plotters.

use super::browser;
use super::painting;
use super::pixels::put;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters_canvas::CanvasBackend;
use std::fmt::Display;
use wasm_bindgen::JsValue;
use web_sys::HtmlCanvasElement;
use yew::NodeRef;

/// Canvas pixels that every browser can give one side of a canvas.
const LONGEST_SIDE: f64 = 16_000.0;

/// Puts RGBA on a canvas and gives it that width and height, when there is time for it.
pub(super) fn paint(canvas: &NodeRef, size: (usize, usize), pixels: impl FnOnce() -> Vec<u8> + 'static) {
    if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
        painting::paint(canvas.clone(), move || report(put(&canvas, size, &pixels())));
    }
}

/// Gives a canvas this size in CSS pixels and lets plotters draw on it; `draw` is told how many canvas pixels a CSS
/// pixel has.
pub(super) fn draw_on<E: Display>(
    canvas: &NodeRef,
    (width, height): (f64, f64),
    draw: impl FnOnce(&DrawingArea<CanvasBackend, Shift>, f64) -> Result<(), E>,
) {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
    let density = browser::density().min(LONGEST_SIDE / height.max(width));
    // Setting the size also clears the canvas.
    canvas.set_width((width * density).ceil() as u32);
    canvas.set_height((height * density).ceil() as u32);
    let Some(backend) = CanvasBackend::with_canvas_object(canvas) else { return };
    report(draw(&backend.into_drawing_area(), density).map_err(|error| JsValue::from(error.to_string())));
}

/// A browser that cannot draw says so where developers look.
pub(super) fn report(result: Result<(), JsValue>) {
    if let Err(error) = result {
        web_sys::console::error_1(&error);
    }
}
