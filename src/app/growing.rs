//! Long lists grow. What is in sight is drawn at once, the rest when the list has not changed for a moment, a part in each
//! of the next frames: with thousands of tokens drawn anew at each letter the page could not keep up with a hand that types.

use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// How long a list must stay as it is, and how long the browser has for each part, in milliseconds.
const PAUSE: u32 = 300;
const BREATH: u32 = 40;

/// How many items of a list to draw. It has `n`, `list` says which; there is room for fewer than `in_sight`.
#[hook]
pub(crate) fn use_growing<T: Clone + PartialEq + 'static>(list: &T, n: usize, in_sight: usize) -> usize {
    let drawn = use_memo(list.clone(), |_| Cell::new(in_sight));
    let again = use_force_update();
    let count = drawn.get();
    use_effect_with((Same(drawn), count, n), move |(Same(drawn), count, n)| {
        let (drawn, count) = (Rc::clone(drawn), *count);
        let pause = if count == in_sight { PAUSE } else { BREATH };
        let later = (count < *n).then(|| {
            Timeout::new(pause, move || {
                drawn.set(count + in_sight / 2);
                again.force_update();
            })
        });
        move || drop(later)
    });
    count.min(n)
}

/// Equal to itself alone.
struct Same(Rc<Cell<usize>>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
