//! The menu of exhibits, in the order of the notes.

use super::help::Words;
use heedmap::exhibit::{Heading, MENU};
use heedmap::state::{Action, ExhibitId};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The menu. Where it is a row that is too long, it moves so that the page that is open is in its middle.
#[component]
pub(crate) fn Rail(props: &RailProps) -> Html {
    let RailProps { s: Words(s), open, act } = props.clone();
    let nav = use_node_ref();
    use_effect_with(open, {
        let nav = nav.clone();
        move |_| {
            let Some(nav) = nav.cast::<HtmlElement>() else { return };
            let current = nav.query_selector("[aria-current]").ok().flatten();
            if let Some(current) = current.and_then(|current| current.dyn_into::<HtmlElement>().ok()) {
                nav.set_scroll_left(current.offset_left() - (nav.client_width() - current.offset_width()) / 2);
            }
        }
    });
    let one = |heading: &Heading| {
        let id = heading.id;
        let current = (id == open).then_some("page");
        html! {
            <li><button type="button" aria-current={current} onclick={act.reform(move |_| Action::Open(id))}>
                <span>{ (s.chapter)(heading.chapters) }</span>{ (heading.title)(s) }
            </button></li>
        }
    };
    html! { <nav class="rail" ref={nav} aria-label={s.exhibits}><ul>{ for MENU.iter().map(one) }</ul></nav> }
}

/// What the menu needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct RailProps {
    pub(crate) s: Words,
    pub(crate) open: ExhibitId,
    pub(crate) act: Callback<Action>,
}
