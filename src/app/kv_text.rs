//! A second text: to be attended to, or to be put beside the first.

use super::fields::checked;
use heedmap::i18n::Strings;
use heedmap::state::{Action, State};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A box to tick, and the text.
pub(crate) fn kv_text(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let toggle = act.reform(|event: Event| Action::WriteKv(checked(&event).then(String::new)));
    let write = act
        .reform(|event: InputEvent| Action::WriteKv(Some(event.target_unchecked_into::<HtmlInputElement>().value())));
    let (name, hint) = match state.exhibit.is_of_model() {
        true => (s.model_page.text_beside, s.model_page.text_beside),
        false => (s.settings.kv_text, s.settings.kv_hint),
    };
    html! {
        <>
        <label class="check"><input id="cross" type="checkbox" checked={state.kv_text.is_some()} onchange={toggle} />{ name }</label>
        if let Some(text) = &state.kv_text {
            <input id="kv-text" class="kv-text" value={text.clone()} oninput={write} dir="auto" autocomplete="off"
                aria-label={hint} placeholder={hint} />
        }
        </>
    }
}
