//! What the page wants of its browser, each with a plain answer where the browser has none.

use super::looks::{DARK, root};
pub(crate) use super::looks::{density, document, dress, font_size, is_dark, is_touched, language, palette, window};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::JsString;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, MouseEvent};

/// The folder of the program's files, which `boot.js` wrote down.
pub(crate) fn base() -> String {
    root().and_then(|root| root.dataset().get("base")).unwrap_or_else(|| "./".into())
}

/// The folder of the page.
pub(crate) fn site() -> String {
    let page = url_with_hash("");
    page.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"))
}

/// A string, and which of its characters, from 1, is half of one, a surrogate without the other: JavaScript has such strings.
/// Here U+FFFD stands for each half.
pub(crate) fn text(value: &JsValue) -> Option<(String, Option<usize>)> {
    let text = value.as_string()?;
    let is_half = |unit: Result<char, _>| unit.is_err();
    // Going over all of it takes time, so that is left out where nothing needed a stand-in.
    let string = value.dyn_ref::<JsString>().filter(|_| text.contains(char::REPLACEMENT_CHARACTER));
    let half = string.and_then(|string| char::decode_utf16(string.iter()).position(is_half));
    Some((text, half.map(|index| index + 1)))
}

/// This page's whole address.
pub(crate) fn href() -> String {
    window().location().href().unwrap_or_default()
}

/// Writes the state into the address, its hash alone, without a new entry in the history: what a search said before would
/// win over all that is as it is by itself and so is not written. A browser may refuse this when asked too
/// often; the next change writes it again. The same address is not written again: after every writing the browser looks at
/// the styles of all elements.
pub(crate) fn set_hash(hash: &str) {
    let url = url_with_hash(hash);
    if href() == url {
        return;
    }
    if let Ok(history) = window().history() {
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

/// The address of this page with another hash and nothing to search.
pub(crate) fn url_with_hash(hash: &str) -> String {
    let location = window().location();
    let (origin, path) = (location.origin().unwrap_or_default(), location.pathname().unwrap_or_default());
    format!("{origin}{path}#{hash}")
}

/// Copies a text; whether the browser allowed it. There is no clipboard on pages without a secure connection.
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let Ok(clipboard) = js_sys::Reflect::get(&navigator, &"clipboard".into()) else { return false };
    let Ok(clipboard) = clipboard.dyn_into::<web_sys::Clipboard>() else { return false };
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// The time since the page was opened, in milliseconds.
pub(crate) fn now() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Calls when the system goes from light to dark or back.
pub(crate) fn on_system_theme(call: impl Fn() + 'static) -> Option<EventListener> {
    let query = window().match_media(DARK).ok().flatten()?;
    Some(EventListener::new(&query, "change", move |_| call()))
}

/// Keeps a file that is dropped beside its field from taking the page's place, text and matrices and all.
pub(crate) fn keep_from_drops() -> [EventListener; 2] {
    ["dragover", "drop"].map(|kind| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window(), kind, options, web_sys::Event::prevent_default)
    })
}

/// Calls with the width of an element, now and whenever it changes, until dropped.
pub(crate) struct WidthWatch {
    observer: web_sys::ResizeObserver,
    _call: Closure<dyn FnMut()>,
}

impl WidthWatch {
    /// Starts to watch. A change is told a moment after it was seen: an answer to it changes the layout, which
    /// browsers do not allow while they are telling of changes.
    pub(crate) fn new(element: &HtmlElement, call: impl Fn(f64) + 'static) -> Option<Self> {
        call(f64::from(element.client_width()));
        let (watched, call) = (element.clone(), Rc::new(call));
        let tell = Closure::<dyn FnMut()>::new(move || {
            let (watched, call) = (watched.clone(), Rc::clone(&call));
            Timeout::new(0, move || call(f64::from(watched.client_width()))).forget();
        });
        let observer = web_sys::ResizeObserver::new(tell.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _call: tell })
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Whether a button was pressed by a key.
pub(crate) fn is_by_key(event: &MouseEvent) -> bool {
    event.detail() == 0
}

/// All elements of a kind inside another one.
pub(crate) fn elements<T: JsCast>(inside: &web_sys::Element, css: &str) -> impl Iterator<Item = T> {
    let list = inside.query_selector_all(css).ok();
    (0..list.as_ref().map_or(0, web_sys::NodeList::length))
        .filter_map(move |index| list.as_ref()?.item(index)?.dyn_into::<T>().ok())
}

/// The element that has the focus, if one has it that can be seen: one that is hidden is about to lose it.
pub(crate) fn focused() -> Option<web_sys::Element> {
    let is_seen = |element: &web_sys::Element| element.get_bounding_client_rect().width() > 0.0;
    document().active_element().filter(|element| element.tag_name() != "BODY" && is_seen(element))
}

/// Puts the focus on an element, if there is one and it takes it.
pub(crate) fn focus_element(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _not_focusable = element.focus();
    }
}
