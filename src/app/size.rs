//! How much room an element has, for figures that fit themselves into it.

use super::browser::{self, WidthWatch};
use web_sys::HtmlElement;
use yew::prelude::*;

/// The width of an element and the size of its text, in CSS pixels, now and after every change; the width is 0 before
/// the element is there.
#[hook]
pub(crate) fn use_size(element: &NodeRef) -> (f64, f64) {
    let size = use_state_eq(|| (0.0, 14.0));
    use_effect_with(element.clone(), {
        let size = size.clone();
        move |element| {
            let element = element.cast::<HtmlElement>();
            let measured = element.clone();
            let watch = element.as_ref().and_then(|element| {
                WidthWatch::new(element, move |width| {
                    let font = measured.as_ref().map_or(14.0, browser::font_size);
                    size.set((width, font));
                })
            });
            move || drop(watch)
        }
    });
    *size
}
