//! A map on the page: a canvas drawn by plotters, with the name of the point that is pointed at, and a closer look.

use super::canvas::draw_on;
use super::help::Words;
use super::size::use_size;
use heedmap::chart::{Map, MapLayout, Palette, Sight, draw_map};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// How much closer each look is.
const CLOSER: f32 = 1.6;
/// The closest.
const CLOSEST: f32 = 64.0;

/// A map.
#[component]
pub(crate) fn MapView(props: &MapProps) -> Html {
    let MapProps { s: Words(s), figure, name, palette, choose } = props.clone();
    let (frame, canvas) = (use_node_ref(), use_node_ref());
    let (width, font) = use_size(&frame);
    let zoom = use_state_eq(|| 1.0f32);
    let pointed = use_state_eq(|| None::<(usize, f64, f64)>);
    // A closer look is at what is chosen.
    let centre = figure.chosen.and_then(|chosen| figure.points.get(chosen)).map_or([0.0; 2], |point| point.place);
    let sight = (*zoom > 1.0).then_some(Sight { centre, zoom: *zoom });
    let layout = Rc::new(MapLayout::new(&figure, width, font, sight));
    let (summary, size) = (figure.summary.clone(), format!("width:{}px;height:{}px", layout.width, layout.height));
    let at = {
        let (frame, layout) = (canvas.clone(), Rc::clone(&layout));
        move |event: &MouseEvent| {
            let place = frame.cast::<HtmlElement>()?.get_bounding_client_rect();
            layout.nearest(f64::from(event.client_x()) - place.left(), f64::from(event.client_y()) - place.top())
        }
    };
    let onpointermove = {
        let (pointed, at) = (pointed.clone(), at.clone());
        move |event: PointerEvent| pointed.set(at(&event))
    };
    let onpointerleave = {
        let pointed = pointed.clone();
        move |_: PointerEvent| pointed.set(None)
    };
    let onclick = {
        let figure = figure.clone();
        move |event: MouseEvent| {
            let point = at(&event).and_then(|(index, ..)| figure.points.get(index));
            point.iter().for_each(|point| choose.emit(point.name.clone()));
        }
    };
    let look = |to: f32| {
        let zoom = zoom.clone();
        move |_: MouseEvent| zoom.set(to)
    };
    let (closer, farther) = (look((*zoom * CLOSER).min(CLOSEST)), look((*zoom / CLOSER).max(1.0)));
    let whole = look(1.0);
    let pointed = (*pointed).and_then(|(index, x, y)| Some((figure.points.get(index)?.name.clone(), x, y)));
    use_effect_with((figure, palette, layout, width > 0.0), {
        let canvas = canvas.clone();
        move |(figure, palette, layout, has_room)| {
            if *has_room {
                let (w, h) = (layout.width, layout.height);
                draw_on(&canvas, (w, h), |area, density| draw_map(area, figure, layout, palette, density));
            }
        }
    });
    let s = &s.word2vec;
    html! {
        <>
        <div class="map-buttons">
            <button id="closer" type="button" onclick={closer}>{ s.closer }</button>
            <button id="farther" type="button" onclick={farther}>{ s.farther }</button>
            <button id="whole-map" type="button" onclick={whole}>{ s.whole_map }</button>
        </div>
        <div class="heat map-frame" ref={frame}>
            <canvas class="curve" ref={canvas} role="img" aria-label={summary} style={size} data-figure={name}
                {onpointermove} {onpointerleave} {onclick}></canvas>
            if let Some((name, x, y)) = pointed {
                <span class="map-name" style={format!("left:{x}px;top:{y}px")}>{ name }</span>
            }
        </div>
        </>
    }
}

/// What a map needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct MapProps {
    pub(crate) s: Words,
    pub(crate) figure: Map,
    pub(crate) name: &'static str,
    pub(crate) palette: Rc<Palette>,
    /// Called with a point's name.
    pub(crate) choose: Callback<String>,
}
