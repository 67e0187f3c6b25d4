//! Undo and redo of one value.

/// What a value was, and what it was before going back.
#[derive(Clone, Debug, PartialEq)]
pub struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
}

/// The most steps that are kept.
const MAX_STEPS: usize = 200;

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { past: vec![], future: vec![] }
    }
}

impl<T> History<T> {
    /// The value is about to change from `before`: what was undone is forgotten.
    pub fn record(&mut self, before: T) {
        self.past.push(before);
        let surplus = self.past.len().saturating_sub(MAX_STEPS);
        self.past.drain(..surplus);
        self.future.clear();
    }

    /// The value before `now`, if any.
    pub fn undo(&mut self, now: T) -> Option<T> {
        let before = self.past.pop()?;
        self.future.push(now);
        Some(before)
    }

    /// The value that was undone last, if any.
    pub fn redo(&mut self, now: T) -> Option<T> {
        let after = self.future.pop()?;
        self.past.push(now);
        Some(after)
    }

    /// Whether there is something to undo, and something to redo.
    #[must_use]
    pub fn can(&self) -> (bool, bool) {
        (!self.past.is_empty(), !self.future.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forth() {
        let mut history = History::default();
        history.record(1);
        history.record(2);
        assert_eq!((history.undo(3), history.undo(2), history.undo(1)), (Some(2), Some(1), None));
        assert_eq!((history.redo(1), history.redo(2), history.redo(3)), (Some(2), Some(3), None));
        history.undo(3);
        history.record(2);
        assert_eq!(history.can(), (true, false), "a new change forgets what was undone");
    }

    #[test]
    fn the_past_is_not_endless() {
        let mut history = History::default();
        (0..1_000).for_each(|value| history.record(value));
        assert_eq!(history.past.len(), MAX_STEPS);
        assert_eq!(history.undo(1_000), Some(999));
    }
}
