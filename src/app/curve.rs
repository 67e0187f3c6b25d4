//! A curve on the page: a canvas drawn by plotters.

use super::canvas::{draw_on, use_canvas};
use super::size::use_size;
use heedmap::chart::{Curve, CurveLayout, Palette, draw_curve};
use std::rc::Rc;
use yew::prelude::*;

/// A curve.
#[component]
pub(crate) fn CurveView(props: &CurveProps) -> Html {
    let CurveProps { figure, name, palette } = props.clone();
    let (frame, canvas) = (use_node_ref(), use_canvas());
    let (width, font) = use_size(&frame);
    let layout = Rc::new(CurveLayout::new(&figure, width, font));
    let (summary, size) = (figure.summary.clone(), format!("width:{}px;height:{}px", layout.width, layout.height));
    use_effect_with((figure, palette, layout, width > 0.0), {
        let canvas = canvas.clone();
        move |(figure, palette, layout, has_room)| {
            if *has_room {
                let (w, h) = (layout.width, layout.height);
                draw_on(&canvas, (w, h), |area, density| draw_curve(area, figure, layout, palette, density));
            }
        }
    });
    html! {
        <div class="heat" ref={frame}>
            <canvas class="curve" ref={canvas} role="img" aria-label={summary} style={size} data-figure={name}></canvas>
        </div>
    }
}

/// What a curve needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CurveProps {
    pub(crate) figure: Curve,
    pub(crate) name: &'static str,
    pub(crate) palette: Rc<Palette>,
}
