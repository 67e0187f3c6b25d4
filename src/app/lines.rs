//! Lines on the page: a canvas drawn by plotters; a token that is pointed at and pressed becomes the query whose lines
//! are strong, and arrow keys go from one to the next.

use super::browser;
use super::heatmap::report;
use super::size::use_size;
use heedmap::chart::{Lines, LinesLayout, Palette, draw_lines};
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// Canvas pixels that every browser can give one side of a canvas.
const LONGEST_SIDE: f64 = 16_000.0;

/// One head's lines.
#[component]
pub(crate) fn LineView(props: &LineProps) -> Html {
    let LineProps { figure, name, palette, choose } = props.clone();
    let (frame, canvas) = (use_node_ref(), use_node_ref());
    let (width, font) = use_size(&frame);
    let layout = Rc::new(LinesLayout::new(&figure, width, font));
    use_effect_with((figure.clone(), Rc::clone(&palette), Rc::clone(&layout), width > 0.0), {
        let canvas = canvas.clone();
        move |(figure, palette, layout, has_room)| {
            if *has_room {
                paint(&canvas, figure, layout, palette);
            }
        }
    });
    let (chosen, n) = (figure.chosen, figure.weights.rows());
    let onclick = {
        let (layout, choose) = (Rc::clone(&layout), choose.clone());
        move |event: MouseEvent| {
            // A key is the same token as the query beside it, and a second press lets the token go.
            let row = layout.row_at(event.offset_x().into(), event.offset_y().into()).map(|(_, row)| row);
            if let Some(row) = row.filter(|&row| row < n) {
                choose.emit(Some(row).filter(|_| chosen != Some(row)));
            }
        }
    };
    let onkeydown = move |event: KeyboardEvent| {
        if let Some(row) = step(&event.key(), chosen, n) {
            event.prevent_default();
            choose.emit(Some(row));
        }
    };
    html! {
        <div class="heat" ref={frame}>
            <div class="scroll">
                <div class="sheet lines" style={format!("width:{}px;height:{}px", layout.width, layout.height)}
                    role="application" tabindex="0" aria-label={figure.summary.clone()} data-figure={name} {onclick} {onkeydown}>
                    <canvas class="axes" ref={canvas} style={format!("width:{}px;height:{}px", layout.width, layout.height)}></canvas>
                </div>
            </div>
        </div>
    }
}

/// What lines need.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct LineProps {
    pub(crate) figure: Lines,
    pub(crate) name: &'static str,
    pub(crate) palette: Rc<Palette>,
    pub(crate) choose: Callback<Option<usize>>,
}

/// Where a key moves the chosen query; a first key finds it at the top.
fn step(key: &str, chosen: Option<usize>, n: usize) -> Option<usize> {
    let last = n.checked_sub(1)?;
    let row = match (key, chosen) {
        ("Home", _) | ("ArrowUp" | "ArrowDown", None) => 0,
        ("End", _) => last,
        ("ArrowUp", Some(row)) => row.saturating_sub(1),
        ("ArrowDown", Some(row)) => row.saturating_add(1),
        _ => return None,
    };
    Some(row.min(last))
}

fn paint(canvas: &NodeRef, figure: &Lines, layout: &LinesLayout, palette: &Palette) {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
    let density = browser::density().min(LONGEST_SIDE / layout.height.max(layout.width));
    // Setting the size also clears the canvas.
    canvas.set_width((layout.width * density).ceil() as u32);
    canvas.set_height((layout.height * density).ceil() as u32);
    let Some(backend) = CanvasBackend::with_canvas_object(canvas) else { return };
    let drawn = draw_lines(&backend.into_drawing_area(), figure, layout, palette, density);
    report(drawn.map_err(|error| JsValue::from(error.to_string())));
}
