//! Keys that work anywhere on the page. Single letters rest while a field has the focus, and can be switched off.

use super::browser;
use gloo::events::{EventListener, EventListenerOptions};
use heedmap::state::{Action, ExhibitId, Language, State, Theme};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Calls for every key that is pressed anywhere.
pub(crate) fn listen(call: impl Fn(KeyboardEvent) + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&browser::window(), "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            call(event.clone());
        }
    })
}

/// What a key asks for.
pub(crate) enum Wish {
    Do(Action),
    ShowKeys,
    Close,
    /// The stage before (false) or after (true).
    Walk(bool),
    /// The step before or after where there are steps, else the head.
    Page(bool),
}

/// What this key asks for here, if anything.
pub(crate) fn wish(event: &KeyboardEvent, state: &State, is_dark: bool) -> Option<Wish> {
    if state.exhibit == ExhibitId::Mask && (event.ctrl_key() || event.meta_key()) && !writes(event) {
        return match (event.key().to_lowercase().as_str(), event.shift_key()) {
            ("z", false) => Some(Wish::Do(Action::Undo)),
            ("z", true) | ("y", false) => Some(Wish::Do(Action::Redo)),
            _ => None,
        };
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return None;
    }
    let key = event.key();
    if key == "Escape" {
        return Some(Wish::Close);
    }
    if writes(event) {
        return None;
    }
    match key.as_str() {
        "PageUp" if state.projector => return Some(Wish::Page(false)),
        "PageDown" if state.projector => return Some(Wish::Page(true)),
        _ if !state.keys => return None,
        _ => {}
    }
    let action = match key.to_lowercase().as_str() {
        "m" => Action::ToggleCausal,
        "s" => Action::Open(ExhibitId::Serial),
        "l" => Action::Speak(next(Language::ALL, state.language)),
        "t" => Action::SetTheme(if is_dark { Theme::Light } else { Theme::Dark }),
        "p" => Action::Project(!state.projector),
        "?" => return Some(Wish::ShowKeys),
        "[" => return Some(Wish::Walk(false)),
        "]" => return Some(Wish::Walk(true)),
        digit => Action::ShowHead(digit.parse::<usize>().ok()?.checked_sub(1)?),
    };
    Some(Wish::Do(action))
}

/// The element after `current`, going round.
pub(crate) fn next<T: Copy + PartialEq>(all: &[T], current: T) -> T {
    all.iter().cycle().skip_while(|&&one| one != current).nth(1).copied().unwrap_or(current)
}

/// Whether the key goes into a field.
fn writes(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
