//! The cache of keys and values as it grows, and what the newest token looks at in it.

use super::names;
use crate::chart::{Axis, Block, Figure, Fill, Heatmap, Label, Role, number};
use crate::engine::{Answer, Written};
use crate::exhibit::{Panel, Slot, matrix};
use crate::i18n::{Strings, strings};
use crate::num::Tensor;
use crate::state::State;

/// Columns are drawn for so many tokens at a time, so that a cache that grows by one does not change its size.
const ROOM: usize = 16;

/// What of the cache is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Keys,
    Values,
}

/// What the newest token looks at, in every head of every layer.
pub(super) fn weights(state: &State, answer: &Answer, written: &Written) -> Panel {
    let s = strings(state.language);
    let (n_layers, n_heads) = (written.weights.planes(), written.weights.rows());
    let newest = names(answer, written).pop().map(|(name, _)| name).unwrap_or_default();
    let fill = matrix::folded_fill(s, state, &written.weights, s.weight_share);
    let figure = Heatmap {
        fill,
        summary: (s.generate.weights_summary)(&newest, n_layers, n_heads, written.weights.cols()),
        ..grown(s, answer, written, &written.weights, (s.generate.layer_head.into(), Role::Query))
    };
    Panel {
        note: (s.generate.weights_note)(&newest),
        shape: Some(format!(
            "n_layers\u{A0}·\u{A0}n_heads\u{A0}×\u{A0}n_tokens = {}\u{A0}×\u{A0}{}",
            n_layers * n_heads,
            written.weights.cols()
        )),
        ..Panel::new("weights", Slot::Main, (s.generate.weights)(&newest), Figure::Heatmap(Box::new(figure)))
    }
}

/// Lengths of the keys or values, layer by layer, the newest token's column marked.
pub(super) fn lengths(state: &State, answer: &Answer, written: &Written, kind: Kind) -> Panel {
    let s = strings(state.language);
    let is_keys = kind == Kind::Keys;
    let (values, role) = if is_keys { (&written.keys, Role::Key) } else { (&written.values, Role::Value) };
    let (title, length) = if is_keys {
        (s.generate.cache_keys, s.generate.key_length)
    } else {
        (s.generate.cache_values, s.generate.value_length)
    };
    let n_tokens = values.cols();
    let title_of_rows = if written.n_kv_heads > 1 { s.generate.layer_head } else { s.generate.layer };
    let grown = grown(s, answer, written, values, (title_of_rows.into(), role));
    let newest = Block { row: 0, col: n_tokens.saturating_sub(1), rows: grown.values.rows(), cols: 1 };
    let figure = Heatmap {
        fill: matrix::folded_fill(s, state, values, length),
        marks: vec![newest],
        summary: (s.generate.cache_summary)(title, values.planes(), n_tokens),
        ..grown
    };
    let note = if is_keys { size(s, written) } else { s.generate.values_note.into() };
    let name = if is_keys { "cache-keys" } else { "cache-values" };
    Panel { note, ..Panel::new(name, Slot::Main, title, Figure::Heatmap(Box::new(figure))) }
}

/// How large the cache is, with the arithmetic.
fn size(s: &Strings, written: &Written) -> String {
    let (n_layers, n_tokens) = (written.keys.planes(), written.keys.cols());
    let per_layer = 2 * written.n_kv_heads * written.d_head * n_tokens;
    let formula =
        format!("2 · {n_layers} · {} · {} · {n_tokens} = {}", written.n_kv_heads, written.d_head, n_layers * per_layer);
    (s.generate.cache_note)(&formula, &number::bytes(4 * n_layers * per_layer), 2 * written.n_kv_heads * written.d_head)
}

/// One row for each layer and head, a column for each token, and some behind them that are still empty.
fn grown(s: &Strings, answer: &Answer, written: &Written, stack: &Tensor, (title, role): (String, Role)) -> Heatmap {
    let (n_layers, n_heads, n_tokens) = (stack.planes(), stack.rows(), stack.cols());
    let n_rows = n_layers * n_heads;
    let n_cols = n_tokens.next_multiple_of(ROOM).min(answer.tokens.len() + written.most).max(n_tokens);
    let widened = |row: &[f32], empty: f32| {
        let mut row = row.to_vec();
        row.resize(n_cols, empty);
        row
    };
    let rows = (0..n_layers).flat_map(|layer| (0..n_heads).map(move |head| (layer, head)));
    let values = rows.clone().flat_map(|(layer, head)| widened(stack.row(layer, head), 0.0)).collect();
    let mask = if n_cols > n_tokens {
        let empty = widened(&vec![0.0; n_tokens], f32::NEG_INFINITY);
        Tensor::matrix(n_rows, n_cols, empty.repeat(n_rows))
    } else {
        Tensor::matrix(0, 0, vec![])
    };
    let place = |(layer, head): (usize, usize)| {
        let text = if n_heads > 1 { format!("{}.{}", layer + 1, head + 1) } else { (layer + 1).to_string() };
        Label { text, id: None }
    };
    let mut tokens: Vec<Label> =
        names(answer, written).into_iter().map(|(text, id)| Label { text, id: Some(id) }).collect();
    tokens.resize(n_cols, Label { text: String::new(), id: None });
    Heatmap {
        values: Tensor::matrix(n_rows, n_cols, values),
        plane: 0,
        mask,
        fill: Fill::Allowed,
        rows: Axis { title, role, labels: rows.map(place).collect() },
        cols: Axis { title: s.generate.tokens_so_far.into(), role: Role::Key, labels: tokens.into() },
        numbers: false,
        marks: vec![],
        blocked: s.generate.not_yet.into(),
        summary: String::new(),
    }
}
