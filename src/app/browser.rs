//! What the page wants of its browser, each with a plain answer where the browser has none.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use heedmap::chart::Palette;
use heedmap::state::{Language, Theme};
use js_sys::JsString;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement, MouseEvent, Window};

/// The window.
pub(crate) fn window() -> Window {
    gloo::utils::window()
}

/// The document.
pub(crate) fn document() -> Document {
    gloo::utils::document()
}

fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

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

/// The reader's language.
pub(crate) fn language() -> Language {
    let tags: Vec<String> = window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
    Language::preferred(tags.iter().map(String::as_str))
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

/// Tells CSS and screen readers what the state says.
pub(crate) fn dress(language: Language, theme: Theme, projector: bool, embed: bool, title: &str) {
    document().set_title(title);
    let Some(root) = root() else { return };
    root.set_lang(if language == Language::Zh { "zh-Hans" } else { language.slug() });
    let theme = if is_dark(theme) { Theme::Dark.slug() } else { Theme::Light.slug() };
    for (name, value) in [("theme", theme), ("projector", flag(projector)), ("embed", flag(embed))] {
        // Only a name with odd characters could fail, and these have none.
        let _fine = root.dataset().set(name, value);
    }
}

fn flag(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

const DARK: &str = "(prefers-color-scheme: dark)";

/// The time since the page was opened, in milliseconds.
pub(crate) fn now() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Whether a theme is dark here and now.
pub(crate) fn is_dark(theme: Theme) -> bool {
    match theme {
        Theme::System => media(DARK),
        chosen => chosen == Theme::Dark,
    }
}

/// Whether the page is used with fingers first of all.
pub(crate) fn is_touched() -> bool {
    media("(pointer: coarse)")
}

fn media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|query| query.matches())
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

/// The colours of figures, as CSS has them now.
pub(crate) fn palette() -> Palette {
    let style = root().and_then(|root| window().get_computed_style(&root).ok().flatten());
    Palette::read(|name| style.as_ref()?.get_property_value(name).ok())
}

/// Canvas pixels to a CSS pixel.
pub(crate) fn density() -> f64 {
    window().device_pixel_ratio().clamp(1.0, 4.0)
}

/// Size of the text of an element, in CSS pixels.
pub(crate) fn font_size(element: &HtmlElement) -> f64 {
    let style = window().get_computed_style(element).ok().flatten();
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.and_then(|size| size.trim_end_matches("px").parse().ok()).unwrap_or(14.0)
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

/// Puts the focus on an element, if there is one and it takes it.
pub(crate) fn focus_element(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _not_focusable = element.focus();
    }
}
