//! What a stroke of the brush does to the mask.

use super::{State, Stroke};
use crate::model::{Mask, Painted, Rule};

/// Paints over a table of what the mask allowed before. A freehand stroke goes on painting; the others are drawn anew
/// over the mask that they began with.
pub(super) fn paint(state: &mut State, shape: (usize, usize), stroke: Stroke) {
    if stroke.last.is_none() {
        state.history.push(state.mask.clone());
    }
    let before = state.history.last().unwrap_or(&state.mask);
    let allowed = !before.allows(stroke.start.0, stroke.start.1);
    let ground = if state.brush.is_freehand() { &state.mask } else { before };
    let table = match &ground.0[..] {
        [Rule::Painted(painted)] if painted.shape() == shape => painted.clone(),
        _ => Painted::new(shape.0, shape.1, |query, key| ground.allows(query, key)),
    };
    state.mask = Mask(vec![Rule::Painted(table.with(state.brush.cells(stroke, shape).into_iter(), allowed))]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, Brush, Notice, reduce};

    fn after(actions: impl IntoIterator<Item = Action>) -> (State, Option<Notice>) {
        actions.into_iter().fold((State::default(), None), |(state, _), action| reduce(&state, action))
    }

    fn rows(state: &State) -> Vec<String> {
        let row = |q| (0..3).map(|k| if state.mask.allows(q, k) { '1' } else { '0' }).collect();
        (0..3).map(row).collect()
    }

    #[test]
    fn a_stroke_begins_from_the_mask_that_was_there() {
        let paint = |stroke| Action::Paint { shape: (3, 3), stroke };
        let strokes = [Stroke::at((0, 2)), Stroke::at((2, 0)), Stroke::at((2, 0)).on((2, 1))];
        let (state, _) = after([Action::ToggleCausal].into_iter().chain(strokes.map(paint)));
        assert_eq!(rows(&state), ["101", "110", "001"]);
        let (state, _) = reduce(&state, Action::Undo);
        assert_eq!(rows(&state), ["101", "110", "111"]);
        let (state, _) = reduce(&state, Action::Undo);
        assert_eq!((state.mask.clone(), state.history.can_undo()), (Mask::causal(), true));
        assert_eq!(rows(&reduce(&state, Action::Redo).0), ["101", "110", "111"]);
    }

    #[test]
    fn a_rectangle_that_shrinks_gives_back_what_it_had_covered() {
        let stroke = Stroke::at((0, 0));
        let stages = [stroke, stroke.on((2, 2)), stroke.on((2, 2)).on((1, 0))];
        let paint = stages.map(|stroke| Action::Paint { shape: (3, 3), stroke });
        let (state, _) = after([Action::SetBrush(Brush::Rectangle)].into_iter().chain(paint));
        assert_eq!(rows(&state), ["011", "011", "111"]);
        assert!(!reduce(&state, Action::Undo).0.history.can_undo());
    }
}
