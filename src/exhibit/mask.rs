//! Chapter 4: which keys a query may see, as a table to paint on, as numbers that are added, and as the notes' rows.

use super::explain::inspect;
use super::{Control, Exhibit, Panel, Slot, ask, layer, mask_in_force, matrix, nothing_yet};
use crate::chart::{Figure, Heatmap, Table};
use crate::engine::{Answer, Run};
use crate::i18n::strings;
use crate::model::Stage;
use crate::num::Tensor;
use crate::state::{ExhibitId, State};

/// Of a longer text only one row is written out, and the numbers that are added would be too small to read.
const MAX_ROWS: usize = 64;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Mask,
    chapters: "4",
    title: |s| s.masks.title,
    intro: |s| s.masks.intro,
    has_tokenizer: true,
    has_script: true,
    controls: &[
        Control::Mask,
        Control::Weights,
        Control::NHeads,
        Control::Head,
        Control::DModel,
        Control::Seed,
        Control::Scale,
        Control::Colormap,
        Control::Table,
    ],
    more: &[Control::Positions, Control::NLayers, Control::Layer, Control::KvText, Control::Batch, Control::Item],
    job: |state| Ok(ask(state, Run::Attend(state.config()?))),
    panels,
    inspect,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = layer(state, answer) else { return nothing_yet(s, s.masks.title) };
    // The mask is that of the state: it follows the hand, and the weights follow when they are computed.
    let mask = mask_in_force(state, answer);
    let (n_query, n_key) = (trace.n_query(), trace.n_key());
    let additive = mask.additive(n_query, n_key);
    let table = matrix::mask(s, answer, additive.clone());
    let mut panels = vec![
        Panel {
            tag: (mask != state.mask).then(|| (s.mask_text)(&mask)),
            note: (s.masks.table_note)(state.brush).into(),
            controls: &[Control::Rules, Control::Brush],
            shape: Some(matrix::shape(trace, Stage::Mask)),
            stage: Some(Stage::Mask),
            is_painted: true,
            ..Panel::new("mask", Slot::Main, s.masks.table, Figure::Heatmap(Box::new(table.clone())))
        },
        matrix::panel(state, answer, trace, trace.weighing(), Slot::Side),
    ];
    let is_small = n_query.max(n_key) <= MAX_ROWS;
    if is_small {
        let numbers = Heatmap { numbers: true, ..table };
        panels.push(Panel {
            note: s.masks.additive_note.into(),
            ..Panel::new("additive", Slot::Below, s.masks.additive, Figure::Heatmap(Box::new(numbers)))
        });
    }
    panels.push(Panel::new("rows", Slot::Below, s.masks.rows, Figure::Table(rows(state, answer, &additive, is_small))));
    panels.push(matrix::panel(&State { numbers: false, ..state.clone() }, answer, trace, Stage::Output, Slot::Below));
    panels
}

/// The notes' rows: a query's keys, with [MASK] in the place of what it may not see.
fn rows(state: &State, answer: &Answer, additive: &Tensor, is_small: bool) -> Table {
    let s = strings(state.language);
    let names = |tokens: &crate::text::Tokens| -> Vec<String> {
        tokens.list().iter().map(|&token| matrix::name(tokens, token)).collect()
    };
    let (queries, keys) = (names(&answer.tokens), names(matrix::asked(answer)));
    let row = |index: usize| {
        let allowed = additive.row(0, index).iter().map(|&value| value == 0.0);
        let seen = keys.iter().zip(allowed.clone()).map(|(key, allowed)| if allowed { key.as_str() } else { "[MASK]" });
        let n_seen = allowed.filter(|&allowed| allowed).count();
        vec![queries[index].clone(), seen.collect::<Vec<_>>().join(" "), (s.masks.seen)(n_seen, keys.len())]
    };
    let chosen = state.cell.map_or(0, |cell| cell.row).min(queries.len().saturating_sub(1));
    let shown = if is_small { 0..queries.len() } else { chosen..chosen + 1 };
    Table {
        caption: if is_small { s.masks.rows_note } else { s.masks.one_row_note }.into(),
        head: s.masks.rows_head.map(str::to_owned).into(),
        rows: shown.map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::state::{Action, Brush, Stroke, reduce};

    fn answer(state: &State) -> Answer {
        Engine::default().answer(&(EXHIBIT.job)(state).unwrap(), |_| {}).unwrap()
    }

    #[test]
    fn the_rows_are_the_notes() {
        let state = State { exhibit: ExhibitId::Mask, mask: crate::model::Mask::causal(), ..State::default() };
        let answer = answer(&state);
        let table = rows(&state, &answer, &state.mask.additive(5, 5), true);
        assert_eq!(table.rows[1], ["I", "[BOS] I [MASK] [MASK] [MASK]", "2 of 5"]);
        assert_eq!(
            rows(
                &State { cell: Some(crate::state::Cell::weight(4, 0)), ..state.clone() },
                &answer,
                &state.mask.additive(5, 5),
                false
            )
            .rows
            .len(),
            1
        );
    }

    #[test]
    fn a_painted_cell_is_blocked_in_mask_weights_and_output() {
        let start = State { exhibit: ExhibitId::Mask, brush: Brush::Column, ..State::default() };
        let (state, _) = reduce(&start, Action::Paint { shape: (5, 5), stroke: Stroke::at((0, 2)) });
        let (before, after) = (answer(&start), answer(&state));
        let trace = layer(&state, &after).unwrap();
        for query in 0..5 {
            assert_eq!(trace[Stage::Weights].at(0, query, 2), Some(0.0));
            assert_ne!(trace[Stage::Output].row(0, query), before.layers[0][Stage::Output].row(0, query));
        }
        // The table on the page follows before the answer does.
        let panels = panels(&state, &before);
        let Figure::Heatmap(table) = &panels[0].figure else { panic!("no table") };
        assert!(table.is_blocked(4, 2) && panels[0].is_painted);
    }
}
