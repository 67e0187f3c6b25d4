//! All heads of all layers, and all heads of one.

use super::super::{Control, Panel, Slot, heads, matrix};
use super::{View, is_weights};
use crate::chart::{Axis, Figure, Fill, Grid, Heatmap, Multiple, Role, number};
use crate::engine::{Measure, SIDE};
use crate::model::Stage;
use crate::num::Tensor;
use crate::state::Order;

/// From this mean weight on a head is named after what it does.
const CLEARLY: f32 = 0.5;

/// Every head of every layer, in the order that was chosen.
pub(super) fn panel(view: &View) -> Panel {
    let View { s, state, read, found, .. } = view;
    let (n_layers, n_heads) = (read.card.n_layers, read.card.n_heads);
    let layers: Vec<Heatmap> = (0..n_layers).map(|layer| small(view, layer)).collect();
    let badge = |layer, head| doing(view, layer, head).map(|(name, score)| (name.to_owned(), number::short(score)));
    let figure = if state.reading.sort == Order::Layer {
        Figure::Grid(Box::new(Grid {
            layers,
            layer_title: s.heads.grid_layer.into(),
            head_title: s.heads.grid_head.into(),
            chosen: (read.layer, view.head()),
            badges: (0..n_layers).flat_map(|layer| (0..n_heads).map(move |head| badge(layer, head))).collect(),
        }))
    } else {
        let entropy = |&(layer, head): &(usize, usize)| found.numbers.measure(layer, head, Measure::Entropy);
        let score = |&(layer, head): &(usize, usize)| doing(view, layer, head).map_or(0.0, |(_, score)| score);
        let mut order: Vec<(usize, usize)> =
            (0..n_layers).flat_map(|layer| (0..n_heads).map(move |head| (layer, head))).collect();
        // Sorting is stable, so that equals stay in the order of layers.
        if state.reading.sort == Order::Entropy {
            order.sort_by(|a, b| entropy(a).total_cmp(&entropy(b)));
        } else {
            order.sort_by(|a, b| score(b).total_cmp(&score(a)));
        }
        let one = |(layer, head): (usize, usize)| {
            let told = match state.reading.sort {
                Order::Entropy => (s.model_page.bits)(&number::short(entropy(&(layer, head)))),
                _ => badge(layer, head).map_or_else(String::new, |(name, score)| format!("{name} {score}")),
            };
            Multiple {
                caption: format!("{}.{} {told}", layer + 1, head + 1).trim_end().into(),
                figure: Heatmap { plane: head, ..layers[layer].clone() },
                layer: Some(layer),
                head,
            }
        };
        Figure::Multiples(order.into_iter().map(one).collect())
    };
    let n = view.answer.tokens.len();
    Panel {
        note: if n > SIDE { (s.model_page.overview_small)(SIDE) } else { s.model_page.overview_note.into() },
        controls: &[Control::Order],
        ..Panel::new("overview", Slot::Side, s.heads.grid, figure)
    }
}

/// Every head of the layer that is shown: small pictures of its weights, or of the stage before or behind them.
pub(super) fn layer(view: &View, stage: Stage) -> Panel {
    let View { s, state, answer, trace, read, .. } = view;
    let per_head = stage.is_per_head() && !is_weights(stage) && answer.tokens.len() <= SIDE;
    let figures = if per_head {
        heads::each(state, answer, trace, stage)
    } else {
        let first = small(view, read.layer);
        (0..read.card.n_heads).map(|plane| Heatmap { plane, ..first.clone() }).collect()
    };
    let one = |figure: Heatmap| {
        let head = figure.plane;
        let named = doing(view, read.layer, head)
            .map(|(name, score)| format!("{} · {name} {}", head + 1, number::short(score)));
        Multiple { caption: named.unwrap_or_else(|| (s.head)(head + 1)), figure, layer: None, head }
    };
    let figure = Figure::Multiples(figures.into_iter().map(one).collect());
    Panel {
        note: s.model_page.badges_note.into(),
        ..Panel::new("heads", Slot::Side, (s.model_page.heads_of)(read.layer + 1), figure)
    }
}

/// The small pictures of one layer, a plane a head, all layers on one scale.
fn small(view: &View, layer: usize) -> Heatmap {
    let View { s, state, answer, found, .. } = view;
    let numbers = &found.numbers;
    let none = || Tensor::matrix(0, 0, vec![]);
    let values = numbers.maps.get(layer).cloned().unwrap_or_else(none);
    let mut fill = matrix::weights_fill(s, state, &values);
    if let Fill::Map { high, .. } = &mut fill {
        *high = numbers.maps.iter().map(matrix::largest).fold(0.0, f32::max);
    }
    let is_whole = values.rows() == answer.tokens.len();
    let blocks = |title: &str, role| Axis::dimensions(title.into(), role, values.rows());
    Heatmap {
        plane: 0,
        mask: numbers.masks.get(layer).cloned().unwrap_or_else(none),
        fill,
        rows: if is_whole { matrix::query_axis(s, answer) } else { blocks(s.query, Role::Query) },
        cols: if is_whole { matrix::tokens_axis(s.key, Role::Key, &answer.tokens) } else { blocks(s.key, Role::Key) },
        values,
        numbers: false,
        marks: vec![],
        blocked: s.blocked.into(),
        summary: (s.model_page.heads_of)(layer + 1),
    }
}

/// What a head does most over this text, if it does it clearly, and how much.
fn doing(view: &View, layer: usize, head: usize) -> Option<(&'static str, f32)> {
    let (heads, page) = (&view.s.heads, &view.s.model_page);
    let name = |measure: Measure| match measure {
        Measure::Entropy => None,
        Measure::Previous => Some(heads.previous),
        Measure::First => Some(heads.first),
        Measure::Itself => Some(heads.diagonal),
        Measure::Same => Some(page.same),
        Measure::Induction => Some(page.induction),
        Measure::Next => Some(page.next),
        Measure::Last => Some(page.last),
    };
    let score = |measure: &Measure| view.found.numbers.measure(layer, head, *measure);
    let named = Measure::ALL.iter().filter_map(|&measure| Some((name(measure)?, score(&measure))));
    named.filter(|(_, score)| *score >= CLEARLY).max_by(|a, b| a.1.total_cmp(&b.1))
}
