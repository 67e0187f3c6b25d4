//! Whoever points at a token, touches it or goes to it by keys sees what stands over the same bytes everywhere else. The
//! marks are put on the page directly: nothing is computed or drawn anew for them, and nothing changes while a pointer
//! stays on one token.

use super::browser;
use gloo::events::EventListener;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};
use yew::prelude::*;

/// What has a place among the bytes says so by these attributes, and wears the last one while it is lit.
const START: &str = "data-start";
const END: &str = "data-end";
const LIT: &str = "data-lit";

/// The bytes of an element, if it says them.
pub(crate) fn bytes(element: &Element) -> Option<Range<usize>> {
    let at = |name: &str| element.get_attribute(name)?.parse::<usize>().ok();
    Some(at(START)?..at(END)?)
}

/// All elements inside that have a place.
pub(crate) fn all(inside: &Element) -> impl Iterator<Item = Element> {
    browser::elements(inside, "[data-start]")
}

/// Lights tokens inside an element, where it has some. What is lit goes out when `drawn`, which names what is on the
/// page, is another.
#[hook]
pub(crate) fn use_lit(inside: &NodeRef, has_tokens: bool, drawn: usize) {
    use_effect_with((inside.clone(), has_tokens, drawn), |(inside, has_tokens, _)| {
        let inside = inside.cast::<Element>().filter(|_| *has_tokens);
        let listeners = inside.map(|inside| {
            light(&inside, None);
            let now = Rc::new(RefCell::new(None));
            // Of the whole page, since whoever points at its heading points at no token. A finger that is lifted points at
            // nothing, but what it touched stays lit until it touches something else. A pointer that rests says nothing either:
            // where keys bring a token into view, something else comes under it (which would be a `pointerover`).
            ["pointermove", "pointerdown", "focusin"].map(|kind| {
                let (now, within) = (Rc::clone(&now), inside.clone());
                EventListener::new(&browser::document(), kind, move |event: &Event| {
                    let next = token(event);
                    if *now.borrow() != next {
                        light(&within, next.as_ref());
                        now.replace(next);
                    }
                })
            })
        });
        move || drop(listeners)
    });
}

/// The bytes of the token at which something happened.
fn token(event: &Event) -> Option<Range<usize>> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    bytes(&target.closest("[data-start]").ok()??)
}

fn light(inside: &Element, lit: Option<&Range<usize>>) {
    for old in browser::elements::<Element>(inside, "[data-lit]") {
        let _was_there = old.remove_attribute(LIT);
    }
    let Some(lit) = lit else { return };
    for element in all(inside) {
        if bytes(&element).is_some_and(|place| place.start < lit.end && lit.start < place.end) {
            let _cannot_fail = element.set_attribute(LIT, "");
        }
    }
}
