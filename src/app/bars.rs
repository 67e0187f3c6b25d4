//! Bars on the page: a canvas drawn by plotters.

use super::canvas::{draw_on, use_canvas};
use super::size::use_size;
use heedmap::chart::{Bars, BarsLayout, Palette, draw_bars};
use std::rc::Rc;
use yew::prelude::*;

/// Bars.
#[component]
pub(crate) fn BarsView(props: &BarsProps) -> Html {
    let BarsProps { figure, name, palette } = props.clone();
    let (frame, canvas) = (use_node_ref(), use_canvas());
    let (width, font) = use_size(&frame);
    let layout = Rc::new(BarsLayout::new(&figure, width, font));
    let (summary, size) = (figure.summary.clone(), format!("width:{}px;height:{}px", layout.width, layout.height));
    use_effect_with((figure, palette, layout, width > 0.0), {
        let canvas = canvas.clone();
        move |(figure, palette, layout, has_room)| {
            if *has_room {
                let (w, h) = (layout.width, layout.height);
                draw_on(&canvas, (w, h), |area, density| draw_bars(area, figure, layout, palette, density));
            }
        }
    });
    html! {
        <div class="heat" ref={frame}>
            <canvas class="bars" ref={canvas} role="img" aria-label={summary} style={size} data-figure={name}></canvas>
        </div>
    }
}

/// What bars need.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct BarsProps {
    pub(crate) figure: Bars,
    pub(crate) name: &'static str,
    pub(crate) palette: Rc<Palette>,
}
