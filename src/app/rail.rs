//! The menu of exhibits, in the order of the notes.

use heedmap::exhibit::{self, Exhibit};
use heedmap::i18n::Strings;
use heedmap::state::{Action, State};
use yew::prelude::*;

/// Draws the menu.
pub(crate) fn rail(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let one = |exhibit: &Exhibit| {
        let id = exhibit.id;
        let current = (id == state.exhibit).then_some("page");
        html! {
            <li><button type="button" aria-current={current} onclick={act.reform(move |_| Action::Open(id))}>
                <span>{ (s.chapter)(exhibit.chapters) }</span>{ (exhibit.title)(s) }
            </button></li>
        }
    };
    html! { <nav class="rail" aria-label={s.exhibits}><ul>{ for exhibit::ALL.iter().map(one) }</ul></nav> }
}
