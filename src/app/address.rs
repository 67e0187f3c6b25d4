//! The state in the browser's address, so that a copied address reproduces the screen.

use super::browser;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use heedmap::state::{Files, Notice, State, from_link, to_link};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HashChangeEvent;

/// How long the address waits for the reader to pause: browsers allow only so many changes of it.
const PAUSE_MS: u32 = 400;

/// The address, and what is about to be written to it.
#[derive(Default)]
pub(crate) struct Address {
    pending: Option<Timeout>,
}

impl Address {
    /// Writes the state once the reader pauses.
    pub(crate) fn write(&mut self, state: &Rc<State>) {
        let state = Rc::clone(state);
        self.pending = Some(Timeout::new(PAUSE_MS, move || write(&state)));
    }
}

/// The state that an address of this page tells, over what the reader's browser prefers and the files that are open. Its
/// search and its hash say the same things; the hash comes second and wins.
pub(crate) fn read(href: &str, files: &Files) -> (State, Vec<Notice>) {
    let base = State { language: browser::language(), files: files.clone(), ..State::default() };
    let (page, hash) = href.split_once('#').unwrap_or((href, ""));
    let search = page.split_once('?').map_or("", |(_, search)| search);
    from_link(&base, &format!("{search}&{hash}"))
}

/// Calls with the new address when the reader, or a page around this one, changes it. (Once this is told, what was about
/// to be written may have taken its place.)
pub(crate) fn listen(call: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&browser::window(), "hashchange", move |event| {
        let event = event.dyn_ref::<HashChangeEvent>();
        call(event.map_or_else(browser::href, HashChangeEvent::new_url));
    })
}

/// The whole address of a state; `None` if its text is too long for a link.
pub(crate) fn of(state: &State) -> Option<String> {
    to_link(state).map(|hash| browser::url_with_hash(&hash))
}

/// A link to this screen with everything around the figure.
pub(crate) fn whole_page(state: &State) -> String {
    of(&State { embed: false, ..state.clone() }).unwrap_or_default()
}

/// Writes the state now. Where that is too long for a link, the address keeps all but the text, then all but what else may
/// be long.
pub(crate) fn write(state: &State) {
    let without_text = || to_link(&State { text: None, ..state.clone() });
    let short = || {
        let State { weights, mask, .. } = State::default();
        to_link(&State { text: None, kv_text: None, weights, mask, ..state.clone() })
    };
    if let Some(hash) = to_link(state).or_else(without_text).or_else(short) {
        browser::set_hash(&hash);
    }
}
