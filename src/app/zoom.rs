//! The part of large matrices, and of maps, that is seen. It moves with the hand, and is written into the state when the hand rests: a new
//! state makes new panels, which takes longer than a frame.

use gloo::timers::callback::Timeout;
use heedmap::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// How long a hand must rest, in milliseconds.
const REST: u32 = 200;

/// The part that is seen and how to see another one; `written` is that of the state, and `write` changes it.
#[hook]
pub(crate) fn use_zoom<P: Copy + PartialEq + 'static>(
    written: Option<P>,
    write: fn(Option<P>) -> Action,
    act: &Callback<Action>,
) -> (Option<P>, Callback<Option<P>>) {
    let live = use_state_eq(|| None::<Option<P>>);
    let resting = use_mut_ref(|| None::<Timeout>);
    // What comes from elsewhere, such as a link, counts as soon as no hand moves.
    use_effect_with(written, {
        let (live, resting) = (live.clone(), Rc::clone(&resting));
        move |_| {
            if resting.borrow().is_none() {
                live.set(None);
            }
        }
    });
    let show = use_callback(act.clone(), {
        let live = live.setter();
        move |part, act| {
            live.set(Some(part));
            let (act, timer) = (act.clone(), Rc::clone(&resting));
            let rest = move || {
                timer.take();
                act.emit(write(part));
            };
            *resting.borrow_mut() = Some(Timeout::new(REST, rest));
        }
    });
    (live.unwrap_or(written), show)
}
