//! A tokenizer of the reader's own: a file that is chosen, or an address on this site. `dropping` has those that are dropped.

use super::api::set;
use super::browser;
use super::help::Words;
use heedmap::state::Action;
use js_sys::{Array, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, Event, HtmlInputElement, Url};
use yew::prelude::*;

/// The form, folded away until it is wanted.
#[component]
pub(crate) fn Opening(props: &OpeningProps) -> Html {
    let OpeningProps { s: Words(s), act } = props.clone();
    let s = &s.opening;
    let address = use_node_ref();
    let onchange = {
        let act = act.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            input
                .files()
                .and_then(|files| files.get(0))
                .and_then(|file| load(&file.name(), &file))
                .into_iter()
                .for_each(|load| act.emit(load));
            input.set_value(""); // so that the same file can be chosen again after it was mended
        }
    };
    let open = {
        let address = address.clone();
        move || {
            let written = address.cast::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            let path = written.trim().strip_prefix(&browser::site()).unwrap_or(written.trim()).to_owned();
            if !path.is_empty() {
                let name = path.rsplit('/').next().unwrap_or_default().to_owned();
                act.emit(Action::Load { name, address: path });
            }
        }
    };
    let onkeydown = {
        let open = open.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                open();
            }
        }
    };
    html! {
        <details class="bring">
            <summary>{ s.title }</summary>
            <p class="note">{ s.note }</p>
            <label class="field"><span>{ s.file }</span>
                <input id="tokenizer-file" type="file" accept=".json,application/json" {onchange} /></label>
            <label class="field"><span>{ s.address }</span>
                <input id="tokenizer-address" type="text" ref={address} spellcheck="false" autocomplete="off" {onkeydown} /></label>
            <button id="tokenizer-open" type="button" onclick={move |_| open()}>{ s.open }</button>
        </details>
    }
}

/// What the form needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OpeningProps {
    pub(crate) s: Words,
    pub(crate) act: Callback<Action>,
}

/// Opens a file. What is in it stays with the browser until the worker reads it.
pub(crate) fn load(name: &str, file: &Blob) -> Option<Action> {
    Some(Action::Load { name: name.into(), address: address(file)? })
}

/// An address of what is in the browser's memory; `None` if the browser has none left.
pub(crate) fn address(blob: &Blob) -> Option<String> {
    Url::create_object_url_with_blob(blob).ok()
}

/// Puts `loadTokenizer(json, name)` on `heedmap`: the text of a file, or the object that it stands for. It resolves to the
/// name by which texts can be cut with it.
pub(crate) fn install(api: &Object, open: impl Fn(Action) -> Promise + 'static) {
    let load = move |json: JsValue, name: JsValue| -> Promise {
        let text = json.as_string().or_else(|| JSON::stringify(&json).ok().map(String::from)).unwrap_or_default();
        let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()));
        let Some(address) = blob.ok().as_ref().and_then(address) else {
            return Promise::reject(&js_sys::Error::new("no memory"));
        };
        let opened = open(Action::Load { name: name.as_string().unwrap_or_else(|| "tokenizer.json".into()), address });
        future_to_promise(async move { Reflect::get(&JsFuture::from(opened).await?, &"tokenizer".into()) })
    };
    set(api, "loadTokenizer", &Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(load).into_js_value());
}
