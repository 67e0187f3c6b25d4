//! Lines on the page: a canvas drawn by plotters; a token that is pointed at and pressed becomes the query whose lines
//! are strong, and arrow keys go from one to the next.

use super::canvas::{draw_on, use_canvas};
use super::size::use_size;
use heedmap::chart::{Lines, LinesLayout, Palette, draw_lines};
use std::rc::Rc;
use yew::prelude::*;

/// One head's lines.
#[component]
pub(crate) fn LineView(props: &LineProps) -> Html {
    let LineProps { figure, name, palette, choose } = props.clone();
    let (frame, canvas) = (use_node_ref(), use_canvas());
    let (width, font) = use_size(&frame);
    let layout = Rc::new(LinesLayout::new(&figure, width, font));
    use_effect_with((figure.clone(), Rc::clone(&palette), Rc::clone(&layout), width > 0.0), {
        let canvas = canvas.clone();
        move |(figure, palette, layout, has_room)| {
            if *has_room {
                let size = (layout.width, layout.height);
                draw_on(&canvas, size, |area, density| draw_lines(area, figure, layout, palette, density));
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
