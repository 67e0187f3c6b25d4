//! What is done in every frame.

use super::browser;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

/// Calls `each` in every frame while `goes_on`; a page that is hidden has none.
#[hook]
pub(crate) fn use_frames(goes_on: bool, each: impl Fn() + 'static) {
    // What is called is what the last drawing handed in.
    let newest: Each = use_mut_ref(|| None);
    *newest.borrow_mut() = Some(Rc::new(each));
    use_effect_with(goes_on, move |&goes_on| {
        let is_over = Rc::new(Cell::new(!goes_on));
        next(newest, Rc::clone(&is_over));
        move || is_over.set(true)
    });
}

/// What is done.
type Each = Rc<RefCell<Option<Rc<dyn Fn()>>>>;

fn next(each: Each, is_over: Rc<Cell<bool>>) {
    if is_over.get() {
        return;
    }
    let frame = Closure::once_into_js(move || {
        let call = each.borrow().clone().filter(|_| !is_over.get());
        call.iter().for_each(|call| call());
        next(each, is_over);
    });
    // A browser without frames draws nothing either.
    let _handle = browser::window().request_animation_frame(frame.unchecked_ref());
}
