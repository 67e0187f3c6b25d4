//! A map on the page: a canvas with the name of the point that is pointed at. Hands move and enlarge it as they do a large heatmap.

use super::browser;
use super::canvas::{draw_on, report, use_canvas};
use super::hands::{Hands, Looked, Point, use_wheel};
use super::help::Words;
use super::pixels::context;
use super::size::use_size;
use super::zoom::use_zoom;
use heedmap::chart::{Map, MapLayout, MapSight, Palette, Rgb, draw_map};
use heedmap::state::{Action, Word2vecAction};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlCanvasElement};
use yew::prelude::*;

/// How much closer a button or a key goes.
const CLOSER: f64 = 1.6;
/// How far an arrow key goes, as a part of the width.
const STEP: f64 = 0.15;

/// A map.
#[component]
pub(crate) fn MapView(props: &MapProps) -> Html {
    let MapProps { s: Words(s), figure, name, palette, part, act } = props.clone();
    let (frame, sheet, canvas) = (use_node_ref(), use_node_ref(), use_canvas());
    let (width, font) = use_size(&frame);
    let (part, show) = use_zoom(part, |part| Action::Embed(Word2vecAction::Zoom(part)), &act);
    let sight = part.unwrap_or(MapSight::WHOLE);
    let layout = use_memo((figure.clone(), width, font, sight), |(figure, width, font, sight)| {
        MapLayout::new(figure, *width, *font, *sight)
    });
    let pointed = use_state_eq(|| None::<(usize, f64, f64)>);
    // Whoever looks for a word that is out of sight goes there.
    let chosen = figure.chosen.and_then(|index| figure.points.get(index)).map(|point| point.name.clone());
    let was_chosen = use_mut_ref(|| chosen.clone());
    use_effect_with(chosen, {
        let (layout, show, index) = (Rc::clone(&layout), show.clone(), figure.chosen);
        move |chosen| {
            if was_chosen.replace(chosen.clone()) != *chosen
                && let Some(sight) = index.and_then(|index| layout.following(index))
            {
                show.emit(sight.named());
            }
        }
    });
    let now = use_mut_ref(|| None);
    *now.borrow_mut() = Some(Rc::clone(&layout));
    use_wheel(&sheet, &now, &show);
    use_effect_with((figure.clone(), palette, Rc::clone(&layout)), {
        let canvas = canvas.clone();
        move |(figure, palette, layout)| {
            if layout.width > 0.0 {
                let size = (layout.width, layout.height);
                draw_on(&canvas, size, |area, density| {
                    report(canvas.cast().map_or(Ok(()), |canvas| dots(&canvas, layout, palette, density)));
                    draw_map(area, figure, layout, palette, density)
                });
            }
        }
    });
    let at = {
        let (layout, sheet) = (Rc::clone(&layout), sheet.clone());
        move |event: &MouseEvent| {
            let place = sheet.cast::<Element>()?.get_bounding_client_rect();
            layout.nearest(f64::from(event.client_x()) - place.left(), f64::from(event.client_y()) - place.top())
        }
    };
    let hands = use_mut_ref(Hands::default);
    let onpointerdown = {
        let (hands, layout) = (Rc::clone(&hands), Rc::clone(&layout));
        move |event: PointerEvent| {
            if event.button() == 0 {
                hands.borrow_mut().down(&event, &*layout);
            }
        }
    };
    let onpointermove = {
        let (hands, layout, show, sheet) = (Rc::clone(&hands), Rc::clone(&layout), show.clone(), sheet.clone());
        let (pointed, at) = (pointed.clone(), at.clone());
        move |event: PointerEvent| {
            let part = hands.borrow_mut().moved(&event, &*layout, &sheet);
            part.into_iter().for_each(|part| show.emit(part));
            if hands.borrow().are_busy() {
                // What is dragged goes on where the pointer leaves the map.
                let held =
                    event.target_dyn_into::<Element>().map(|target| target.set_pointer_capture(event.pointer_id()));
                held.into_iter().for_each(report);
                return pointed.set(None);
            }
            pointed.set(at(&event));
        }
    };
    let end = {
        let (hands, layout) = (Rc::clone(&hands), Rc::clone(&layout));
        move |event: PointerEvent| hands.borrow_mut().up(&event, &*layout)
    };
    let onpointerleave = {
        let pointed = pointed.clone();
        move |_: PointerEvent| pointed.set(None)
    };
    let onclick = {
        let (figure, hands) = (figure.clone(), Rc::clone(&hands));
        let choose = act.reform(|word| Action::Embed(Word2vecAction::Near(word)));
        move |event: MouseEvent| {
            let is_drag = hands.borrow_mut().take_drag();
            let point = at(&event).filter(|_| !is_drag).and_then(|(index, ..)| figure.points.get(index));
            point.iter().for_each(|point| choose.emit(point.name.clone()));
        }
    };
    // Without a pointer, what is looked at stays where it is, else the middle.
    let around = figure.chosen.and_then(|index| layout.place(index)).unwrap_or_else(|| layout.middle());
    let onkeydown = {
        let (layout, show) = (Rc::clone(&layout), show.clone());
        move |event: KeyboardEvent| {
            let is_other = event.ctrl_key() || event.meta_key() || event.alt_key();
            if let Some(sight) = by_key(&event.key(), &layout, around).filter(|_| !is_other) {
                event.prevent_default();
                show.emit(sight.named());
            }
        }
    };
    let look = |sight: MapSight| show.reform(move |_: MouseEvent| sight.named());
    let (closer, farther) = [CLOSER, 1.0 / CLOSER].map(|factor| look(layout.zoomed(sight, factor, around))).into();
    let pointed = (*pointed).and_then(|(index, x, y)| Some((figure.points.get(index)?.name.clone(), x, y)));
    let size = format!("width:{}px;height:{}px", layout.width, layout.height);
    let zooms = if part.is_some() { "near" } else { "far" };
    let s = &s.word2vec;
    html! {
        <>
        <div class="map-buttons">
            <button id="closer" type="button" onclick={closer}>{ s.closer }</button>
            <button id="farther" type="button" onclick={farther}>{ s.farther }</button>
            <button id="whole-map" type="button" onclick={look(MapSight::WHOLE)}>{ s.whole_map }</button>
            <span class="note">{ (s.map_how)(browser::is_touched()) }</span>
        </div>
        <div class="heat" ref={frame}>
            <div ref={sheet} class={classes!("sheet", "map", zooms)} style={size.clone()} role="application" tabindex="0"
                aria-label={figure.summary.clone()} {onclick} {onpointerdown} {onpointermove} onpointerup={end.clone()}
                onpointercancel={end} {onpointerleave} {onkeydown}>
                <canvas ref={canvas} style={size} data-figure={name}></canvas>
                if let Some((name, x, y)) = pointed {
                    <span class={classes!("map-name", (x > 0.7 * layout.width).then_some("left"))} style={format!("left:{x}px;top:{y}px")}>{ name }</span>
                }
            </div>
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
    /// The part that is seen, as the state has it.
    pub(crate) part: Option<MapSight>,
    pub(crate) act: Callback<Action>,
}

/// What is seen after a key.
fn by_key(key: &str, layout: &MapLayout, around: Point) -> Option<MapSight> {
    let step = STEP * layout.width;
    let along = |way| Some(layout.dragged(layout.sight, way));
    match key {
        "+" | "=" => Some(layout.zoomed(layout.sight, CLOSER, around)),
        "-" | "\u{2212}" => Some(layout.zoomed(layout.sight, 1.0 / CLOSER, around)),
        "0" => Some(MapSight::WHOLE),
        "ArrowLeft" => along((step, 0.0)),
        "ArrowRight" => along((-step, 0.0)),
        "ArrowUp" => along((0.0, step)),
        "ArrowDown" => along((0.0, -step)),
        _ => None,
    }
}

/// Fills the many points in one colour, one after the other: whatever else a canvas is told for each of them would take longer
/// than they do.
fn dots(canvas: &HtmlCanvasElement, layout: &MapLayout, palette: &Palette, density: f64) -> Result<(), JsValue> {
    let context = context(canvas)?;
    let Rgb(r, g, b) = palette.muted;
    context.set_fill_style_str(&format!("rgb({r},{g},{b})"));
    for dot in layout.dots() {
        let [x, y, end_x, end_y] = [dot.x, dot.y, dot.x + dot.w, dot.y + dot.h].map(|at| (at * density).round());
        context.fill_rect(x, y, end_x - x, end_y - y);
    }
    Ok(())
}

impl Looked for MapLayout {
    type Part = MapSight;

    fn part(&self) -> MapSight {
        self.sight
    }

    fn is_zoomable(&self) -> bool {
        true
    }

    fn closer(&self, part: MapSight, factor: f64, at: Point) -> MapSight {
        self.zoomed(part, factor, at)
    }

    fn along(&self, part: MapSight, way: Point) -> MapSight {
        self.dragged(part, way)
    }

    fn named(&self, part: MapSight) -> Option<MapSight> {
        part.named()
    }
}
