//! A diagram on the page: a canvas drawn by plotters, which scrolls sideways where it cannot be as narrow as the page.

use super::canvas::draw_on;
use super::size::use_size;
use heedmap::chart::{Diagram, Palette, draw_scene};
use std::rc::Rc;
use yew::prelude::*;

/// A diagram.
#[component]
pub(crate) fn DiagramView(props: &DiagramProps) -> Html {
    let DiagramProps { figure, name, palette } = props;
    let (frame, canvas) = (use_node_ref(), use_node_ref());
    let (width, font) = use_size(&frame);
    let scene = use_memo((figure.clone(), width.to_bits(), font.to_bits()), |(figure, ..)| figure.scene(width, font));
    let (summary, size) = (figure.summary().to_owned(), format!("width:{}px;height:{}px", scene.width, scene.height));
    use_effect_with((scene, Rc::clone(palette), width > 0.0), {
        let canvas = canvas.clone();
        move |(scene, palette, has_room)| {
            if *has_room {
                draw_on(&canvas, (scene.width, scene.height), |area, density| {
                    draw_scene(area, scene, palette, density)
                });
            }
        }
    });
    html! {
        <div class="heat" ref={frame}>
            <div class="scroll" tabindex="0" role="region" aria-label={summary.clone()}>
                <canvas class="curve" ref={canvas} role="img" aria-label={summary} style={size} data-figure={*name}></canvas>
            </div>
        </div>
    }
}

/// What a diagram needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DiagramProps {
    pub(crate) figure: Diagram,
    pub(crate) name: &'static str,
    pub(crate) palette: Rc<Palette>,
}
