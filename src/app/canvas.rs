//! Drawing on the page's canvases: pixels as they are, and marks by plotters.

use super::left;
use super::painting;
use super::pixels::put;
use super::sheet;
use plotters::coord::Shift;
use plotters::prelude::DrawingArea;
use plotters_canvas::CanvasBackend;
use std::fmt::Display;
use wasm_bindgen::JsValue;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// A canvas for as long as the component is there. One that has gone gives its memory back at once: until a browser looks for
/// garbage it would keep the picture, and ask in every frame whether that has changed.
#[hook]
pub(super) fn use_canvas() -> NodeRef {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let canvas = node.cast::<HtmlCanvasElement>();
            move || canvas.iter().for_each(release)
        }
    });
    node
}

/// Takes a canvas's picture away, and what was still to be painted on it.
pub(super) fn release(canvas: &HtmlCanvasElement) {
    painting::forget(canvas);
    canvas.set_width(0);
    canvas.set_height(0);
}

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
    size: (f64, f64),
    draw: impl FnOnce(&DrawingArea<CanvasBackend, Shift>, f64) -> Result<(), E>,
) {
    if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
        report(sheet::draw_on(canvas, size, draw));
        left::drawn();
    }
}

/// A browser that cannot draw says so where developers look.
pub(super) fn report(result: Result<(), JsValue>) {
    if let Err(error) = result {
        web_sys::console::error_1(&error);
    }
}
