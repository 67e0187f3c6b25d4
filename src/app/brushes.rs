//! The brushes for painting a mask, each shown as what it covers, and the way back.

use heedmap::i18n::Strings;
use heedmap::state::{Action, Brush, State, Stroke};
use yew::prelude::*;

/// Draws the bar.
pub(crate) fn brushes(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let s = &s.masks;
    let one = |&brush: &Brush| {
        let name = (s.brush_name)(brush);
        html! {
            <button id={format!("brush-{}", brush.slug())} type="button" class="icon" title={name} aria-label={name}
                aria-pressed={(brush == state.brush).to_string()} onclick={act.reform(move |_| Action::SetBrush(brush))}>
                { icon(brush) }
            </button>
        }
    };
    let step = |id: &'static str, name: &'static str, can: bool, action: Action| {
        html! {
            <button {id} type="button" class="icon" title={name} aria-label={name} disabled={!can} onclick={act.reform(move |_| action.clone())}>
                { arrow(id == "redo") }
            </button>
        }
    };
    html! {
        <div class="brushes">
            <div class="segments" role="group" aria-label={s.brush}>{ for Brush::ALL.iter().map(one) }</div>
            <div class="segments">
                { step("undo", s.undo, state.history.can_undo(), Action::Undo) }
                { step("redo", s.redo, state.history.can_redo(), Action::Redo) }
            </div>
        </div>
    }
}

/// An arrow that turns back, or the same mirrored.
fn arrow(mirrored: bool) -> Html {
    let transform = mirrored.then_some("matrix(-1 0 0 1 19 0)");
    html! { <svg viewBox="0 0 19 19" aria-hidden="true"><path {transform} d="M7 3 3 7l4 4M3 7h8.5a4.5 4.5 0 0 1 0 9H7" /></svg> }
}

/// Nine cells, and those that a stroke at the middle one covers; an eye where nothing is painted.
fn icon(brush: Brush) -> Html {
    let stroke = match brush {
        Brush::Look => {
            return html! {
                <svg viewBox="0 0 19 19" aria-hidden="true"><path d="M1.5 9.5c4-6 12-6 16 0-4 6-12 6-16 0Z" /><circle cx="9.5" cy="9.5" r="2.4" class="covered" /></svg>
            };
        }
        Brush::Rectangle => Stroke::at((0, 0)).on((1, 1)),
        _ => Stroke::at((1, 1)),
    };
    let covered = brush.cells(stroke, (3, 3));
    let cell = |index: usize| {
        let (row, col) = (index / 3, index % 3);
        let class = covered.contains(&(row, col)).then_some("covered");
        html! { <rect {class} x={(1 + 6 * col).to_string()} y={(1 + 6 * row).to_string()} width="5" height="5" /> }
    };
    html! { <svg viewBox="0 0 19 19" aria-hidden="true">{ for (0..9).map(cell) }</svg> }
}
