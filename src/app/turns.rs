//! Panels of a long text come one after another, each in a frame of its own, and so do the long rows of one panel: all in one
//! frame would hold up whoever writes on. Of a training that is played all comes so but what moves.

use super::painting;
use std::rc::Rc;
use yew::prelude::*;

/// What is drawn, and what will be.
struct Turn<T> {
    drawn: T,
    newest: T,
    is_waiting: bool,
}

/// What is to be drawn of something long: what it was until its turn comes, then what it is by that time. What does not wait is new at once.
#[hook]
pub(crate) fn use_turn<T: Clone + PartialEq + 'static>(value: &T, waits: bool) -> T {
    let turn = use_mut_ref(|| Turn { drawn: value.clone(), newest: value.clone(), is_waiting: false });
    let again = use_force_update();
    turn.borrow_mut().newest = value.clone();
    if !waits {
        turn.borrow_mut().drawn = value.clone();
    }
    use_effect_with(value.clone(), {
        let turn = Rc::clone(&turn);
        move |value| {
            let mut now = turn.borrow_mut();
            if now.drawn == *value || std::mem::replace(&mut now.is_waiting, true) {
                return;
            }
            drop(now);
            painting::turn(move || {
                let mut now = turn.borrow_mut();
                (now.drawn, now.is_waiting) = (now.newest.clone(), false);
                drop(now);
                again.force_update();
            });
        }
    });
    let turn = turn.borrow();
    turn.drawn.clone()
}
