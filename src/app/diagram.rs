//! A diagram on the page: a canvas drawn by plotters, which scrolls sideways where it cannot be as narrow as the page.

use super::canvas::{draw_on, use_canvas};
use super::size::use_size;
use heedmap::chart::{Diagram, Palette, draw_scene};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// A diagram.
#[component]
pub(crate) fn DiagramView(props: &DiagramProps) -> Html {
    let DiagramProps { figure, name, palette } = props;
    let (frame, scroller, canvas) = (use_node_ref(), use_node_ref(), use_canvas());
    let (width, font) = use_size(&frame);
    let scene = use_memo((figure.clone(), width.to_bits(), font.to_bits()), |(figure, ..)| figure.scene(width, font));
    let (summary, size) = (figure.summary().to_owned(), format!("width:{}px;height:{}px", scene.width, scene.height));
    // A step that is out of sight comes into it; how a picture begins is for the reader to see first.
    let before = use_mut_ref(|| None);
    use_effect_with((scene.at.map(f64::to_bits), width.to_bits()), {
        let scroller = scroller.clone();
        let at = scene.at;
        move |&now| {
            let before = before.replace(Some(now));
            if before.is_some_and(|(_, width)| width == now.1) {
                scroller.cast::<Element>().zip(at).into_iter().for_each(|(scroller, at)| bring(&scroller, at));
            }
        }
    });
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
            <div class="scroll" ref={scroller} tabindex="0" role="region" aria-label={summary.clone()}>
                <canvas class="curve" ref={canvas} role="img" aria-label={summary} style={size} data-figure={*name}></canvas>
            </div>
        </div>
    }
}

/// Scrolls sideways until a place is in sight, with a margin for what is written there.
fn bring(scroller: &Element, at: f64) {
    const MARGIN: f64 = 40.0;
    let (left, width) = (f64::from(scroller.scroll_left()), f64::from(scroller.client_width()));
    if at < left + MARGIN || at > left + width - MARGIN {
        scroller.set_scroll_left((at - width / 2.0) as i32);
    }
}

/// What a diagram needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DiagramProps {
    pub(crate) figure: Diagram,
    pub(crate) name: &'static str,
    pub(crate) palette: Rc<Palette>,
}
