//! Long lists grow as they are looked at: with thousands of tokens drawn anew at each change, the page could not keep up with
//! a hand that types. After what is drawn it stands how much is left; where that comes into sight, more is drawn.

use js_sys::Array;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};
use yew::prelude::*;

/// How many of the `n` items of a list to draw, and where its end is to be put; `list` says which list it is. It grows by
/// `part`.
#[hook]
pub(crate) fn use_growing<T: Clone + PartialEq + 'static>(list: &T, n: usize, part: usize) -> (usize, NodeRef) {
    let drawn = use_memo(list.clone(), |_| Cell::new(part));
    let again = use_force_update();
    let end = use_node_ref();
    let count = drawn.get();
    let is_all = count >= n;
    use_effect_with((Same(drawn), count, is_all, end.clone()), move |(Same(drawn), count, is_all, end)| {
        let (drawn, count) = (Rc::clone(drawn), *count);
        let grow = move || {
            drawn.set(count + part);
            again.force_update();
        };
        let watch = end.cast::<Element>().filter(|_| !is_all).and_then(|end| Watch::new(&end, grow));
        move || drop(watch)
    });
    (count.min(n), end)
}

/// How many items are left, at the end of a list that grows.
pub(crate) fn more(n: usize, end: NodeRef) -> Option<Html> {
    (n > 0).then(|| html! { <li class="more" ref={end}>{ format!("+{n}") }</li> })
}

/// Notices when an element comes into sight.
struct Watch {
    observer: IntersectionObserver,
    _seen: Closure<dyn FnMut(Array)>,
}

impl Watch {
    fn new(element: &Element, act: impl Fn() + 'static) -> Option<Self> {
        let seen = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let is_seen = |entry: JsValue| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting();
            if entries.iter().any(is_seen) {
                act();
            }
        });
        let observer = IntersectionObserver::new(seen.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _seen: seen })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Equal to itself alone.
struct Same(Rc<Cell<usize>>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
