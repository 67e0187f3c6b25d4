//! Panels of a long text come one after another, each in a frame of its own, and so do the long rows of one panel: all in one
//! frame would hold up whoever writes on.

use super::painting;
use heedmap::exhibit::Panel;
use std::rc::Rc;
use yew::prelude::*;

/// Which panels are to be drawn: the new ones whose turn has come, and what stood in the places of the others.
#[derive(Clone, Default)]
pub(crate) struct Turns {
    panels: Rc<Vec<Panel>>,
    before: Rc<Vec<Panel>>,
    /// How many of the new ones have had their turn.
    n: usize,
}

impl Turns {
    /// The panels in their order.
    pub(crate) fn panels(&self) -> impl Iterator<Item = &Panel> {
        self.panels.iter().enumerate().map(|(place, new)| {
            let waits = place >= self.n;
            self.before.iter().find(|old| waits && old.name == new.name).unwrap_or(new)
        })
    }
}

/// Draws new panels at once, or one by one.
#[hook]
pub(crate) fn use_turns(panels: &Rc<Vec<Panel>>, one_by_one: bool) -> Turns {
    let turns = use_mut_ref(Turns::default);
    let again = use_force_update();
    if !Rc::ptr_eq(&turns.borrow().panels, panels) {
        let before = std::mem::take(&mut *turns.borrow_mut()).panels;
        let n = if one_by_one { 0 } else { panels.len() };
        turns.replace(Turns { panels: Rc::clone(panels), before, n });
    }
    let now = turns.borrow().clone();
    use_effect_with((Rc::as_ptr(panels).addr(), now.n), {
        let (panels, n, waits) = (Rc::clone(panels), now.n, now.n < panels.len());
        move |_| {
            let next = move || {
                // Others may have come meanwhile.
                if Rc::ptr_eq(&turns.borrow().panels, &panels) {
                    turns.borrow_mut().n = n + 1;
                    again.force_update();
                }
            };
            if waits {
                painting::turn(next);
            }
        }
    });
    now
}

/// What is to be drawn of a long list: what it was until its turn comes, then what it is. One that does not wait is new at once.
#[hook]
pub(crate) fn use_turn<T: Clone + PartialEq + 'static>(value: &T, waits: bool) -> T {
    let drawn = use_mut_ref(|| value.clone());
    let again = use_force_update();
    if !waits {
        drawn.replace(value.clone());
    }
    use_effect_with(value.clone(), {
        let drawn = Rc::clone(&drawn);
        move |value| {
            if *drawn.borrow() != *value {
                let value = value.clone();
                painting::turn(move || {
                    drawn.replace(value);
                    again.force_update();
                });
            }
        }
    });
    let drawn = drawn.borrow();
    drawn.clone()
}
