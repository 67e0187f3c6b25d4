//! A matrix of the reader's own: a file that is chosen or dropped, or numbers that are pasted.

use super::help::Words;
use heedmap::model::{Given, Stage};
use heedmap::state::Action;
use js_sys::Uint8Array;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The form, folded away until it is wanted.
#[component]
pub(crate) fn Bring(props: &BringProps) -> Html {
    let BringProps { s: Words(s), act } = props.clone();
    let s = &s.settings;
    let stage = use_state_eq(|| Stage::X);
    let numbers = use_node_ref();
    let load = {
        let (stage, act) = (*stage, act.clone());
        move |file: Option<File>| {
            let (Some(file), act) = (file, act.clone()) else { return };
            spawn_local(async move {
                // A file that cannot be read is as good as one that is empty, and the page says so.
                let bytes = JsFuture::from(file.array_buffer()).await.map(|buffer| Uint8Array::new(&buffer).to_vec());
                act.emit(Action::Bring { stage, name: file.name(), bytes: bytes.unwrap_or_default() });
            });
        }
    };
    let choose = {
        let stage = stage.clone();
        move |event: Event| {
            stage.set(event.target_unchecked_into::<HtmlSelectElement>().value().parse().unwrap_or_default());
        }
    };
    let onchange = {
        let load = load.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            load(input.files().and_then(|files| files.get(0)));
            input.set_value(""); // so that the same file can be chosen again after it was mended
        }
    };
    let ondrop = move |event: DragEvent| {
        event.prevent_default();
        load(event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)));
    };
    let paste = {
        let (numbers, stage) = (numbers.clone(), stage.clone());
        move |_: MouseEvent| {
            let text = numbers.cast::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
            act.emit(Action::Bring { stage: *stage, name: s.bring_name.into(), bytes: text.into_bytes() });
        }
    };
    let option = |&stage: &Stage| html! { <option value={stage.name()}>{ stage.name() }</option> };
    html! {
        <details class="bring matrices" {ondrop} ondragover={|event: DragEvent| event.prevent_default()}>
            <summary>{ s.bring }</summary>
            <p class="note">{ s.bring_note }</p>
            <label class="field"><span>{ s.bring_stage }</span>
                <select id="bring-stage" onchange={choose}>{ for Given::STAGES.iter().map(option) }</select></label>
            <label class="field"><span>{ s.bring_file }</span>
                <input id="bring-file" type="file" accept=".npy,.csv,.tsv,.txt,.json" {onchange} /></label>
            <label class="field"><span>{ s.bring_paste }</span><textarea id="bring-numbers" rows="3" ref={numbers} /></label>
            <button id="bring-use" type="button" onclick={paste}>{ s.bring_use }</button>
        </details>
    }
}

/// What the form needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct BringProps {
    pub(crate) s: Words,
    pub(crate) act: Callback<Action>,
}
