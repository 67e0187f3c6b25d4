//! Another text or another model beside the one that is looked at: its map, and the difference where both have as many
//! tokens.

use super::super::{Panel, Slot, matrix};
use super::View;
use crate::chart::{Figure, Heatmap, Role};
use crate::engine::Beside;
use crate::model::Stage;
use crate::num::Tensor;

/// The panels; none if nothing is put beside.
pub(super) fn panels(view: &View) -> Vec<Panel> {
    let View { s, state, answer, trace, .. } = view;
    let Some(Beside { tokens, layer, trace: other }) = &answer.beside else { return vec![] };
    let page = &s.model_page;
    let head = view.head();
    let other_head = head.min(other.sizes.n_heads.saturating_sub(1));
    let folder = state.reading.beside.clone().unwrap_or_else(|| state.model());
    let title = (page.beside)(layer + 1, other_head + 1);
    let (weights, theirs) = (&trace[Stage::Weights], &other[Stage::Weights]);
    let figure = Heatmap {
        fill: matrix::weights_fill(s, state, theirs),
        values: theirs.clone(),
        plane: other_head,
        mask: other[Stage::Mask].clone(),
        rows: matrix::tokens_axis(s.query, Role::Query, tokens),
        cols: matrix::tokens_axis(s.key, Role::Key, tokens),
        numbers: state.numbers,
        marks: vec![],
        blocked: s.blocked.into(),
        summary: title.clone(),
    };
    let mut panels = vec![Panel {
        tag: Some((s.reading.trained)(folder.name())),
        note: page.beside_note.into(),
        ..Panel::new("other", Slot::Below, title, Figure::Heatmap(Box::new(figure)))
    }];
    let (n, n_other) = (weights.rows(), theirs.rows());
    let difference = if n == n_other {
        let values = weights.plane(head).iter().zip(theirs.plane(other_head)).map(|(a, b)| a - b).collect();
        let values = Tensor::matrix(n, n, values);
        let figure = Heatmap {
            fill: matrix::signed(&values, page.difference),
            values,
            plane: 0,
            mask: trace[Stage::Mask].clone(),
            rows: matrix::query_axis(s, answer),
            cols: matrix::tokens_axis(s.key, Role::Key, &answer.tokens),
            numbers: state.numbers,
            marks: vec![],
            blocked: s.blocked.into(),
            summary: page.difference.into(),
        };
        let panel = Panel::new("difference", Slot::Below, page.difference, Figure::Heatmap(Box::new(figure)));
        Panel { note: page.difference_note.into(), ..panel }
    } else {
        let panel = Panel::new("difference", Slot::Below, page.difference, Figure::Chips([].into()));
        Panel { note: (page.other_length)(n, n_other), ..panel }
    };
    panels.push(difference);
    panels
}
