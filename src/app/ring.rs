//! In projector view a ring follows the pointer, so that a hall sees what is pointed at.

use super::browser;
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::PointerEvent;
use yew::prelude::*;

/// The ring.
#[component]
pub(crate) fn Ring() -> Html {
    let place = use_state_eq(|| None::<(i32, i32)>);
    use_effect_with((), {
        let place = place.clone();
        move |()| {
            let follow = EventListener::new(&browser::window(), "pointermove", move |event| {
                place.set(event.dyn_ref().map(|event: &PointerEvent| (event.client_x(), event.client_y())));
            });
            move || drop(follow)
        }
    });
    place
        .map_or_else(Html::default, |(x, y)| html! { <div class="ring" style={format!("left:{x}px;top:{y}px")}></div> })
}
