//! The one way in which the state changes.

use super::{Cell, ExhibitId, Language, MAX_TEXT, Notice, State, Theme};
use crate::chart::{Colormap, Scale};
use crate::model::{Config, Mask};
use crate::text::Tokenizer;

/// What a reader can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open an exhibit.
    Open(ExhibitId),
    /// Write a text; `None` goes back to the example.
    Write(Option<String>),
    /// Cut it another way.
    Cut(Tokenizer),
    /// Choose the width of vectors.
    SetDModel(usize),
    /// Choose the number of heads.
    SetNHeads(usize),
    /// Choose the seed.
    SetSeed(u32),
    /// Choose the mask.
    SetMask(Mask),
    /// Take the next mask.
    NextMask,
    /// Show a head.
    ShowHead(usize),
    /// Choose a cell, or none.
    Choose(Option<Cell>),
    /// Choose how weights are spread over the colours.
    SetScale(Scale),
    /// Choose the colours of weights.
    SetColormap(Colormap),
    /// Speak a language.
    Speak(Language),
    /// Choose light or dark.
    SetTheme(Theme),
    /// Start or end the projector's view.
    Project(bool),
    /// Show the heatmap as a table, or no longer.
    Tabulate(bool),
    /// Let single letters be commands, or no longer.
    UseKeys(bool),
    /// Become a whole other state, as from a link.
    Become(Box<State>),
}

/// The state after an action, and what the reader should know of it. Impossible requests change nothing.
#[must_use]
pub fn reduce(state: &State, action: Action) -> (State, Option<Notice>) {
    let mut next = state.clone();
    let mut notice = None;
    match action {
        Action::Open(exhibit) => next.exhibit = exhibit,
        Action::Write(text) => (next.text, notice) = cut(text),
        Action::Cut(tokenizer) => next.tokenizer = tokenizer,
        Action::SetDModel(d_model) => {
            (notice, next.n_heads) = fit_heads(d_model, state.n_heads);
            next.d_model = d_model;
        }
        Action::SetNHeads(n_heads) => next.n_heads = n_heads,
        Action::SetSeed(seed) => next.seed = seed,
        Action::SetMask(mask) => next.mask = mask,
        Action::NextMask => {
            let place = Mask::ALL.iter().position(|&mask| mask == state.mask).unwrap_or(0);
            next.mask = Mask::ALL[(place + 1) % Mask::ALL.len()];
        }
        Action::ShowHead(head) => next.head = head,
        Action::Choose(cell) => next.cell = cell,
        Action::SetScale(scale) => next.scale = scale,
        Action::SetColormap(colormap) => next.colormap = colormap,
        Action::Speak(language) => next.language = language,
        Action::SetTheme(theme) => next.theme = theme,
        Action::Project(on) => next.projector = on,
        Action::Tabulate(on) => next.table = on,
        Action::UseKeys(on) => next.keys = on,
        Action::Become(other) => next = *other,
    }
    if let Err(error) = next.config() {
        return (state.clone(), Some(Notice::Config(error)));
    }
    next.head = next.head.min(next.n_heads - 1);
    (next, notice)
}

fn cut(text: Option<String>) -> (Option<String>, Option<Notice>) {
    match text {
        Some(text) if text.chars().count() > MAX_TEXT => {
            (Some(text.chars().take(MAX_TEXT).collect()), Some(Notice::TextCut))
        }
        text => (text, None),
    }
}

/// The number of heads nearest to `n_heads` that divides `d_model`, the smaller of two as near, and a notice if that
/// is another one.
pub(super) fn fit_heads(d_model: usize, n_heads: usize) -> (Option<Notice>, usize) {
    let to = Config::head_counts(d_model).min_by_key(|heads| heads.abs_diff(n_heads)).unwrap_or(n_heads);
    let moved = (to != n_heads).then_some(Notice::HeadsMoved { d_model, from: n_heads, to });
    (moved, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ConfigError;

    fn after(actions: impl IntoIterator<Item = Action>) -> (State, Option<Notice>) {
        actions.into_iter().fold((State::default(), None), |(state, _), action| reduce(&state, action))
    }

    #[test]
    fn heads_that_do_not_divide_are_refused_and_nothing_changes() {
        let (state, notice) = after([Action::SetNHeads(5)]);
        assert_eq!(state, State::default());
        assert!(matches!(notice, Some(Notice::Config(ConfigError::Indivisible { d_model: 64, n_heads: 5, .. }))));
    }

    #[test]
    fn a_new_width_takes_the_nearest_number_of_heads() {
        let (state, notice) = after([Action::SetDModel(6)]);
        assert_eq!((state.d_model, state.n_heads), (6, 3));
        assert_eq!(notice, Some(Notice::HeadsMoved { d_model: 6, from: 4, to: 3 }));
        assert_eq!(after([Action::SetDModel(0)]).0, State::default());
    }

    #[test]
    fn fewer_heads_show_the_last_one_that_is_left() {
        let (state, _) = after([Action::ShowHead(3), Action::SetNHeads(2)]);
        assert_eq!(state.head, 1);
        assert_eq!(after([Action::ShowHead(99)]).0.head, 3);
    }

    #[test]
    fn a_text_over_the_limit_is_cut_between_characters() {
        let (state, notice) = after([Action::Write(Some("字".repeat(MAX_TEXT + 1)))]);
        assert_eq!(state.text.map(|text| text.chars().count()), Some(MAX_TEXT));
        assert_eq!(notice, Some(Notice::TextCut));
        assert_eq!(after([Action::Write(Some("a".into())), Action::Write(None)]).0, State::default());
    }

    #[test]
    fn the_mask_goes_round() {
        let (state, _) = after(Mask::ALL.iter().map(|_| Action::NextMask));
        assert_eq!(state.mask, State::default().mask);
    }
}
