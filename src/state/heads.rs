//! Numbers of heads that fit each other and the width.

use super::{Notice, State};
use crate::model::Sizes;

/// Moves the number of heads to the nearest that divides `dim`, the smaller of two as near, and the number of key heads
/// likewise; a notice tells of the first that moved.
pub(super) fn fit_heads(state: &mut State) -> Option<Notice> {
    let (from, dim) = (state.n_heads, state.sizes().dim);
    state.n_heads = nearest(Sizes::head_counts(dim), from);
    let moved = (state.n_heads != from).then_some(Notice::HeadsMoved { dim, from, to: state.n_heads });
    let kv_moved = fit_kv_heads(state);
    moved.or(kv_moved)
}

/// The same of the number of key heads, which divides that of heads.
pub(super) fn fit_kv_heads(state: &mut State) -> Option<Notice> {
    let (from, n_heads) = (state.n_kv_heads?, state.n_heads);
    let to = nearest(Sizes::head_counts(n_heads), from);
    state.n_kv_heads = Some(to);
    (to != from).then_some(Notice::KvHeadsMoved { n_heads, from, to })
}

fn nearest(works: impl Iterator<Item = usize>, asked: usize) -> usize {
    works.min_by_key(|n| n.abs_diff(asked)).unwrap_or(asked)
}

#[cfg(test)]
mod tests {
    use super::super::{Action, reduce};
    use super::*;
    use crate::model::{ConfigError, Unfit};

    fn after(actions: impl IntoIterator<Item = Action>) -> (State, Option<Notice>) {
        actions.into_iter().fold((State::default(), None), |(state, _), action| reduce(&state, action))
    }

    #[test]
    fn heads_that_do_not_divide_are_refused_and_nothing_changes() {
        let (state, notice) = after([Action::SetNHeads(5)]);
        assert_eq!(state, State::default());
        let expected = ConfigError::Indivisible { dim: 64, n_heads: 5, nearest: vec![4, 8] };
        assert_eq!(notice, Some(Notice::Unfit(Unfit::Sizes(expected))));
    }

    #[test]
    fn a_new_width_takes_the_nearest_number_of_heads() {
        let (state, notice) = after([Action::SetDModel(6)]);
        assert_eq!((state.d_model, state.n_heads), (6, 3));
        assert_eq!(notice, Some(Notice::HeadsMoved { dim: 6, from: 4, to: 3 }));
        assert_eq!(after([Action::SetDModel(0)]).0, State::default());
    }

    #[test]
    fn fewer_heads_show_the_last_one_that_is_left() {
        let (state, _) = after([Action::ShowHead(3), Action::SetNHeads(2)]);
        assert_eq!(state.head, 1);
        assert_eq!(after([Action::ShowHead(99)]).0.head, 3);
    }

    #[test]
    fn groups_follow_the_heads() {
        let (state, notice) = after([Action::SetNKvHeads(Some(2)), Action::SetNHeads(1)]);
        assert_eq!((state.n_kv_heads, notice), (Some(1), Some(Notice::KvHeadsMoved { n_heads: 1, from: 2, to: 1 })));
        assert!(after([Action::SetNKvHeads(Some(3))]).1.is_some());
    }
}
