//! The reader's models: the menu, a form that opens one, and the list of those that the browser keeps.

use super::api::{Screen, set};
use super::browser;
use super::dropping::{brought, empty, paths};
use super::fields::listed;
use super::help::Words;
use super::kept::{self, use_kept};
use heedmap::engine::{Card, Kept};
use heedmap::i18n::strings;
use heedmap::model::pretrained::Folder;
use heedmap::state::{Action, ReadingAction};
use js_sys::{Array, Object, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, HtmlInputElement};
use yew::prelude::*;

/// The menu and the form.
#[component]
pub(crate) fn Models(props: &ModelsProps) -> Html {
    let ModelsProps { s: Words(strings), model, decoders_only, act } = props.clone();
    let s = &strings.models;
    let kept = use_kept();
    let folders = Kept::menu(&kept, decoders_only, Some(&model));
    let choose = |folder| Action::Read(ReadingAction::Choose(folder));
    let address = use_node_ref();
    let files = act.clone();
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let list = input.files().map(|list| paths(&Array::from(&list))).unwrap_or_default();
        let folder = || Some(list.first()?.0.split_once('/')?.0.to_owned());
        brought(&list).or_else(|| folder().map(empty)).into_iter().for_each(|action| files.emit(action));
        input.set_value(""); // so that the same files can be chosen again after they were mended
    };
    let open = {
        let (address, act) = (address.clone(), act.clone());
        move |_: MouseEvent| {
            let written = address.cast::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            if !written.trim().is_empty() {
                act.emit(choose(at(&written)));
            }
        }
    };
    let one = |kept: &Kept| {
        let (name, shown) = (kept.name.clone(), Folder::Kept(kept.name.clone()));
        let gone = name.clone();
        let delete = move |_: MouseEvent| kept::delete(gone.clone());
        html! {
            <li key={name.clone()}>
                if kept.is_whole() {
                    <button type="button" class="name" aria-label={(s.show)(&name)} onclick={act.reform(move |_| choose(shown.clone()))}>{ &name }</button>
                    <small>{ (s.size)(kept.bytes()) }</small>
                } else {
                    <span>{ &name }{ " " }<small>{ s.half }</small></span>
                }
                <button type="button" aria-label={(s.delete_model)(&name)} onclick={delete}>{ s.delete }</button>
            </li>
        }
    };
    html! {
        <>
            <label class="field"><span>{ strings.reading.model }</span>
                { listed("model", folders, &model, |folder| folder.name().to_owned(), &act, choose) }</label>
            <details class="bring models">
                <summary>{ s.title }</summary>
                <p class="note">{ s.note }</p>
                <label class="field"><span>{ s.files }</span>
                    <input id="model-files" type="file" multiple=true accept=".json,.safetensors" onchange={onchange.clone()} /></label>
                <label class="field"><span>{ s.folder }</span>
                    <input id="model-folder" type="file" webkitdirectory=true {onchange} /></label>
                <label class="field"><span>{ s.address }</span>
                    <input id="model-address" type="text" ref={address} spellcheck="false" autocomplete="off" /></label>
                <button id="model-open" type="button" onclick={open}>{ s.open }</button>
                <fieldset class="kept"><legend>{ s.kept }</legend>
                    if kept.is_empty() {
                        <p class="note">{ s.nothing_kept }</p>
                    } else {
                        <ul>{ for kept.iter().map(one) }</ul>
                    }
                </fieldset>
            </details>
        </>
    }
}

/// What the form needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ModelsProps {
    pub(crate) s: Words,
    pub(crate) model: Folder,
    /// Whether the menu has only models that write.
    pub(crate) decoders_only: bool,
    pub(crate) act: Callback<Action>,
}

/// The folder that somebody names: one of the site's, one that is kept, or an address, which may be that of this page's
/// own site.
fn at(written: &str) -> Folder {
    let written = written.trim();
    let path = written.strip_prefix(&browser::site()).unwrap_or(written);
    path.parse().unwrap_or_else(|_| Folder::Url(format!("{}/", path.trim_end_matches('/'))))
}

/// Puts `loadModel(files | address, name)` on `heedmap`: the files of a folder, or where one is. It resolves to what the
/// model is.
pub(crate) fn install(api: &Object, screen: Rc<RefCell<Screen>>, open: impl Fn(Action) -> Promise + 'static) {
    let load = move |given: JsValue, name: JsValue| -> Promise {
        let action = match given.as_string() {
            Some(written) => Some(Action::Read(ReadingAction::Choose(at(&written)))),
            None => brought(&named(&given, name.as_string().as_deref())),
        };
        let s = strings(screen.borrow().state.language);
        let Some(action @ Action::Read(_)) = action else {
            return Promise::reject(&js_sys::Error::new(s.models.no_files));
        };
        let (opened, screen) = (open(action), Rc::clone(&screen));
        future_to_promise(async move {
            JsFuture::from(opened).await?;
            let screen = screen.borrow();
            let answer = screen.answer.as_ref();
            let read = answer.and_then(|answer| Some((answer.read.as_ref()?, answer)));
            Ok(read.map_or(JsValue::NULL, |(read, answer)| {
                let n_tokens = answer.tokens.vocabulary().map_or(0, |vocabulary| vocabulary.size);
                card(screen.state.model().name(), &read.card, n_tokens)
            }))
        })
    };
    set(api, "loadModel", &Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(load).into_js_value());
}

/// Files as a program has them, each under its name, in a folder of the name that it gives them.
fn named(given: &JsValue, folder: Option<&str>) -> Vec<(String, Blob)> {
    let list = if given.is_object() { Array::from(given) } else { Array::new() };
    let named = |(path, blob): (String, Blob)| {
        let file = path.rsplit('/').next().unwrap_or(&path);
        (folder.map_or(path.clone(), |folder| format!("{folder}/{file}")), blob)
    };
    paths(&list).into_iter().map(named).collect()
}

fn card(name: &str, card: &Card, n_tokens: usize) -> JsValue {
    let (object, tokenizer) = (Object::new(), Object::new());
    let number = |number: usize| JsValue::from(number as f64);
    set(&object, "name", &name.into());
    set(&object, "type", &card.family.as_str().into());
    for (name, value) in [
        ("n_layers", card.n_layers),
        ("n_heads", card.n_heads),
        ("d_model", card.d_model),
        ("vocab_size", card.vocab_size),
    ] {
        set(&object, name, &number(value));
    }
    set(&object, "n_parameters", &(card.n_parameters as f64).into());
    set(&object, "max_tokens", &card.max_tokens.map_or(JsValue::NULL, number));
    set(&object, "is_causal", &card.is_causal.into());
    set(&tokenizer, "n_tokens", &number(n_tokens));
    set(&object, "tokenizer", &tokenizer);
    object.into()
}
