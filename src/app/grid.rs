//! All heads of all layers: one canvas, and over each of its matrices a button without a picture of its own.

use super::browser;
use super::canvas::{paint, use_canvas};
use super::heatmap::step;
use super::size::use_size;
use heedmap::chart::{Grid, Palette, grid};
use heedmap::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// The whole grid with its headings: one stop for Tab, arrows inside.
#[component]
pub(crate) fn GridView(props: &GridProps) -> Html {
    let GridProps { figure, palette, act } = props;
    let (frame, picture) = (use_node_ref(), use_canvas());
    let (room, font) = use_size(&frame);
    use_effect_with((figure.layers.clone(), Rc::clone(palette)), {
        let (picture, figure) = (picture.clone(), figure.clone());
        move |(_, palette)| {
            let (size, palette) = (figure.size(), Rc::clone(palette));
            paint(&picture, size, move || grid::rgba(&figure, &palette));
        }
    });
    let (n_layers, n_heads) = (figure.n_layers(), figure.n_heads());
    let show = |layer, head| act.reform(move |_| Action::ShowHeadOf { layer, head });
    let button = |(layer, head): (usize, usize)| {
        let (place, is_chosen) = (figure.place(layer, head), figure.chosen == (layer, head));
        let badge = figure.badges.get(layer * n_heads + head).and_then(Option::as_ref);
        let told = badge.map_or_else(String::new, |(doing, score)| format!(" · {doing} {score}"));
        let name = format!("{} {}, {} {}{told}", figure.layer_title, layer + 1, figure.head_title, head + 1);
        html! {
            <button key={layer * n_heads + head} id={id(layer, head)} type="button" aria-label={name.clone()} title={name}
                aria-pressed={is_chosen.to_string()} tabindex={if is_chosen { "0" } else { "-1" }} onclick={show(layer, head)}
                style={format!("left:{:.4}%;top:{:.4}%;width:{:.4}%;height:{:.4}%",
                    place.x * 100.0, place.y * 100.0, place.w * 100.0, place.h * 100.0)}>
                if let Some((doing, _)) = badge { <small>{ doing }</small> }
            </button>
        }
    };
    let onkeydown = {
        let (act, chosen) = (act.clone(), figure.chosen);
        move |event: KeyboardEvent| {
            if let Some((layer, head)) = step(&event.key(), Some(chosen), n_layers, n_heads) {
                event.prevent_default();
                act.emit(Action::ShowHeadOf { layer, head });
                browser::focus_element(browser::document().get_element_by_id(&id(layer, head)));
            }
        }
    };
    let heading = |index: usize, is_chosen: bool, style: String| {
        html! { <span class={is_chosen.then_some("chosen")} {style}>{ index + 1 }</span> }
    };
    let heads = (0..n_heads).map(|head| {
        let place = figure.place(0, head);
        heading(head, head == figure.chosen.1, format!("left:{:.4}%", (place.x + place.w / 2.0) * 100.0))
    });
    let layers = (0..n_layers).map(|layer| {
        let place = figure.place(layer, 0);
        heading(layer, layer == figure.chosen.0, format!("top:{:.4}%", (place.y + place.h / 2.0) * 100.0))
    });
    let places = (0..n_layers).flat_map(|layer| (0..n_heads).map(move |head| (layer, head)));
    let shrink = (figure.size().0 as f64 > room.min(n_heads as f64 * font * 4.5)).then_some("shrink");
    html! {
        <div class="scroll" ref={frame}>
            <div class="all-heads" style={format!("--heads:{n_heads};--layers:{n_layers};--most:{}", n_heads.max(n_layers))}>
                <span class="title">{ &figure.head_title }</span>
                <div class="heads" aria-hidden="true">{ for heads }</div>
                <span class="title">{ &figure.layer_title }</span>
                <div class="layers" aria-hidden="true">{ for layers }</div>
                <div class="picture" role="group" aria-label={format!("{}, {}", figure.layer_title, figure.head_title)} {onkeydown}>
                    <canvas class={classes!("cells", shrink)} ref={picture} aria-hidden="true"></canvas>
                    { for places.map(button) }
                </div>
            </div>
        </div>
    }
}

/// What the grid needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct GridProps {
    pub(crate) figure: Grid,
    pub(crate) palette: Rc<Palette>,
    pub(crate) act: Callback<Action>,
}

fn id(layer: usize, head: usize) -> String {
    format!("layer-{layer}-head-{head}")
}
