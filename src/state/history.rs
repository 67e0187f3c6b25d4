//! Undo and redo of the mask.

use crate::model::Mask;

/// The most steps back. A painted table of 2,048 tokens is half a megabyte.
const MAX_STEPS: usize = 100;

/// The masks before and after the one that is set. Links do not have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    before: Vec<Mask>,
    after: Vec<Mask>,
}

impl History {
    /// Remembers a mask that is about to be replaced.
    pub(super) fn push(&mut self, mask: Mask) {
        self.after.clear();
        self.before.push(mask);
        if self.before.len() > MAX_STEPS {
            self.before.remove(0);
        }
    }

    /// The mask that was replaced last.
    pub(super) fn last(&self) -> Option<&Mask> {
        self.before.last()
    }

    /// Goes a step back.
    pub(super) fn undo(&mut self, mask: &mut Mask) {
        if let Some(before) = self.before.pop() {
            self.after.push(std::mem::replace(mask, before));
        }
    }

    /// Takes a step back again.
    pub(super) fn redo(&mut self, mask: &mut Mask) {
        if let Some(after) = self.after.pop() {
            self.before.push(std::mem::replace(mask, after));
        }
    }

    /// Whether there is a step back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Whether there is a step to take again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_back_and_forth_end_where_they_began() {
        let masks: Vec<Mask> = ["none", "causal", "window.2"].map(|text| text.parse().unwrap()).into();
        let (mut history, mut mask) = (History::default(), masks[0].clone());
        for next in &masks[1..] {
            history.push(std::mem::replace(&mut mask, next.clone()));
        }
        history.undo(&mut mask);
        assert_eq!(mask, masks[1]);
        history.undo(&mut mask);
        history.undo(&mut mask);
        assert_eq!((mask.clone(), history.can_undo()), (masks[0].clone(), false));
        history.redo(&mut mask);
        assert_eq!(mask, masks[1]);
        history.push(std::mem::take(&mut mask));
        assert!(!history.can_redo());
    }

    #[test]
    fn the_oldest_steps_are_forgotten() {
        let mut history = History::default();
        (0..2 * MAX_STEPS).for_each(|_| history.push(Mask::causal()));
        assert_eq!(history.before.len(), MAX_STEPS);
    }
}
