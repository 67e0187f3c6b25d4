//! A stage of the computation as a matrix to look at: which axes it has, which colours, which words.

pub(super) use super::symbol::{shape, symbol};
use super::{Panel, Slot, head};
use crate::chart::{Axis, Block, Figure, Fill, Heatmap, Label, Role, Scale, label};
use crate::engine::Answer;
use crate::i18n::{Strings, strings};
use crate::model::{Dimension, Given, Sizes, Source, Stage, Trace};
use crate::num::Tensor;
use crate::state::State;
use crate::text::Tokens;
use crate::text::unigram::SPACE;
use std::rc::Rc;

/// A stage as a panel, with its shape and what is to be said of it.
pub(super) fn panel(state: &State, answer: &Answer, trace: &Trace, stage: Stage, slot: Slot) -> Panel {
    let s = strings(state.language);
    let head = head(state, trace);
    let figure = Figure::Heatmap(Box::new(heatmap(state, answer, trace, stage, head)));
    let title = if stage == Stage::Weights {
        (s.weights_of)(head + 1)
    } else if stage.is_per_head() {
        (s.stages.of_head)((s.stages.name)(stage), head + 1)
    } else {
        (s.stages.name)(stage).to_owned()
    };
    let is_by_query = stage.is_query_by_key() || matches!(stage, Stage::Heads | Stage::Concat | Stage::Output);
    let blind = if is_by_query { blind(s, trace) } else { None };
    Panel {
        tag: Some(made_by(s, state)),
        note: blind.unwrap_or_else(|| (s.stages.note)(stage).to_owned()),
        shape: Some(shape(trace, stage)),
        stage: Some(stage),
        ..Panel::new(stage.name(), slot, title, figure)
    }
}

/// Where the weights come from, never to be left out beside their numbers.
pub(super) fn made_by(s: &Strings, state: &State) -> String {
    if state.exhibit.is_of_model() {
        return (s.reading.trained)(state.model().name());
    }
    match &state.weights {
        Source::Random => (s.untrained)(state.seed),
        Source::Identity => s.stages.identity.into(),
        Source::Hand(hand) => (s.stages.by_hand)((s.settings.hand_name)(*hand)),
        Source::Given(Given(given)) => {
            let names: Vec<&str> = given.keys().map(|&stage| symbol(stage)).collect();
            let is_whole = [Stage::Q, Stage::K, Stage::V].iter().all(|stage| given.contains_key(stage));
            (s.stages.given)(&names.join(", "), (!is_whole).then_some(state.seed))
        }
    }
}

/// A stage, one head of it where it has heads, as a heatmap.
pub(super) fn heatmap(state: &State, answer: &Answer, trace: &Trace, stage: Stage, head: usize) -> Heatmap {
    let s = strings(state.language);
    let values = trace[stage].clone();
    let plane = if stage.is_per_head() { head } else { 0 };
    let (rows, cols) = axes(state, answer, trace, stage);
    let summary = summary(s, stage, &values, plane, (&rows, &cols), head);
    let is_masked = matches!(stage, Stage::Mask | Stage::MaskedScores | Stage::Weights | Stage::Dropped | Stage::Kept);
    Heatmap {
        mask: if is_masked && trace[Stage::Mask].is_kept() {
            trace[Stage::Mask].clone()
        } else {
            Tensor::matrix(0, 0, vec![])
        },
        fill: fill(s, state, stage, &values),
        values,
        plane,
        rows,
        cols,
        numbers: state.numbers && stage != Stage::Mask,
        marks: marks(trace.sizes, stage, head, &trace[stage]),
        blocked: s.blocked.into(),
        summary,
    }
}

/// A mask that is not, or not yet, that of the answer.
pub(super) fn mask(s: &Strings, answer: &Answer, additive: Tensor) -> Heatmap {
    let (rows, cols) = (query_axis(s, answer), key_axis(s, answer));
    Heatmap {
        summary: summary(s, Stage::Mask, &additive, 0, (&rows, &cols), 0),
        mask: additive.clone(),
        values: additive,
        plane: 0,
        fill: Fill::Allowed,
        rows,
        cols,
        numbers: false,
        marks: vec![],
        blocked: s.blocked.into(),
    }
}

fn fill(s: &Strings, state: &State, stage: Stage, values: &Tensor) -> Fill {
    match stage {
        Stage::Mask => Fill::Allowed,
        Stage::Weights | Stage::Dropped => weights_fill(s, state, values),
        Stage::Kept => {
            Fill::Map { map: state.colormap, scale: Scale::Shared, high: 1.0, title: s.stages.kept_title.into() }
        }
        _ => signed(values, (s.stages.name)(stage)),
    }
}

/// The colours of weights: one scale for all that `values` holds.
pub(super) fn weights_fill(s: &Strings, state: &State, values: &Tensor) -> Fill {
    named_fill(state, values, (s.scale_title)(s.weight_share, true, state.scale, state.colormap.slug()))
}

/// The colours of what weights were made into, under a name of its own: it has its own scale, and rows that need not sum
/// to 1.
pub(super) fn folded_fill(s: &Strings, state: &State, values: &Tensor, name: &str) -> Fill {
    named_fill(state, values, (s.scale_title)(name, false, state.scale, state.colormap.slug()))
}

fn named_fill(state: &State, values: &Tensor, title: String) -> Fill {
    Fill::Map { map: state.colormap, scale: state.scale, high: largest(values), title }
}

/// The largest of all values, none of which is below 0.
pub(super) fn largest(values: &Tensor) -> f32 {
    values.peaks().iter().fold(0.0, |high, &(_, peak)| peak.max(high))
}

/// The colours of numbers that may be negative.
pub(super) fn signed(values: &Tensor, title: &str) -> Fill {
    Fill::Signed { high: values.reach(), title: title.to_owned() }
}

/// The block of a matrix that belongs to a head.
fn marks(sizes: Sizes, stage: Stage, head: usize, values: &Tensor) -> Vec<Block> {
    let (rows, cols, d_head) = (values.rows(), values.cols(), sizes.d_head());
    let columns = |head: usize| vec![Block { row: 0, col: head * d_head, rows, cols: d_head }];
    match stage {
        _ if sizes.n_heads == 1 => vec![],
        Stage::WQ | Stage::BQ | Stage::Q | Stage::QRotated | Stage::Concat => columns(head),
        Stage::WK | Stage::BK | Stage::K | Stage::KRotated | Stage::WV | Stage::BV | Stage::V => {
            columns(sizes.kv_head(head))
        }
        Stage::WO => vec![Block { row: head * d_head, col: 0, rows: d_head, cols }],
        _ => vec![],
    }
}

/// Tokens on an axis.
pub(super) fn tokens_axis(title: &str, role: Role, tokens: &Tokens) -> Axis {
    let labels: Rc<[Label]> =
        tokens.list().iter().map(|&token| Label { text: name(tokens, token), id: Some(token.id) }).collect();
    Axis { title: title.to_owned(), role, labels }
}

/// A token for readers; those of a model's frame and padding have no text of their own, and neither has a space that was
/// put before the text.
pub(super) fn name(tokens: &Tokens, token: crate::text::Token) -> String {
    if let Some(name) = tokens.names().get(&token.id).filter(|_| token.start == token.end) {
        return name.clone();
    }
    match token.start == token.end {
        false => label::visible_bytes(tokens.bytes_of(token)),
        true if token.end == tokens.source().len() => "[PAD]".into(),
        // SentencePiece puts a space before every text.
        true => SPACE.to_string(),
    }
}

/// The tokens that are asked.
pub(super) fn asked(answer: &Answer) -> &Tokens {
    answer.kv_tokens.as_ref().unwrap_or(&answer.tokens)
}

pub(super) fn query_axis(s: &Strings, answer: &Answer) -> Axis {
    tokens_axis(s.query, Role::Query, &answer.tokens)
}

pub(super) fn key_axis(s: &Strings, answer: &Answer) -> Axis {
    tokens_axis(s.key, Role::Key, asked(answer))
}

fn axes(state: &State, answer: &Answer, trace: &Trace, stage: Stage) -> (Axis, Axis) {
    use Stage::{BK, BO, BQ, BV, Concat, Embedding, Heads, K, KRotated, KvEmbedding, KvPositions, KvX, Output};
    use Stage::{OutputWhole, Positions, Q, QRotated, V, WK, WO, WQ, WV, X};
    let s = strings(state.language);
    let dimensions = |role, n| Axis::dimensions(s.stages.dimension.into(), role, n);
    let wide = |n| dimension_axis(s, state, answer, trace, n);
    let (n_rows, n_cols) = (trace[stage].rows(), trace[stage].cols());
    let role = match stage {
        Q | QRotated | WQ | BQ => Role::Query,
        K | KRotated | WK | BK => Role::Key,
        V | WV | BV | Heads | Concat => Role::Value,
        _ => Role::Plain,
    };
    let rows = match stage {
        WQ | WK | WV => wide(n_rows),
        WO => dimensions(Role::Value, n_rows),
        BQ | BK | BV | BO => {
            Axis { title: String::new(), role, labels: [Label { text: symbol(stage).into(), id: None }].into() }
        }
        K | KRotated | KvX | KvEmbedding | KvPositions => key_axis(s, answer),
        V => Axis { role: Role::Value, ..key_axis(s, answer) },
        _ => query_axis(s, answer),
    };
    let cols = match stage {
        _ if stage.is_query_by_key() => key_axis(s, answer),
        X | Embedding | Positions | KvX | KvEmbedding | KvPositions | WO | BO | Output | OutputWhole => wide(n_cols),
        _ => dimensions(role, n_cols),
    };
    (rows, cols)
}

/// The dimensions of a token's vector: numbers, but of hand-built vectors each has a meaning.
fn dimension_axis(s: &Strings, state: &State, answer: &Answer, trace: &Trace, n: usize) -> Axis {
    let plain = Axis::dimensions(s.stages.dimension.into(), Role::Plain, n);
    let Source::Hand(hand) = state.weights else { return plain };
    let mut vocabulary: Vec<String> = Vec::new();
    for tokens in [Some(&answer.tokens), answer.kv_tokens.as_ref()].into_iter().flatten() {
        for &token in tokens.list() {
            let name = name(tokens, token);
            if !vocabulary.contains(&name) {
                vocabulary.push(name);
            }
        }
    }
    let n_places = trace.n_query().max(trace.n_key());
    let token = |id: usize| vocabulary.get(id).map_or("", String::as_str);
    let told = |dimension| match dimension {
        Dimension::Token(id) => token(id).to_owned(),
        Dimension::Place(place) => (s.stages.place)(place + 1),
        Dimension::Before(id) => (s.stages.before)(token(id)),
    };
    let labels: Vec<Label> = hand
        .plan(vocabulary.len(), n_places)
        .dimensions()
        .map(|dimension| Label {
            text: told(dimension),
            id: if let Dimension::Token(id) = dimension { Some(id as u32) } else { None },
        })
        .collect();
    if labels.len() == n { Axis { labels: labels.into(), ..plain } } else { plain }
}

pub(super) fn summary(
    s: &Strings,
    stage: Stage,
    values: &Tensor,
    plane: usize,
    (rows, cols): (&Axis, &Axis),
    head: usize,
) -> String {
    let (n_rows, n_cols) = (values.rows(), values.cols());
    if matches!(stage, Stage::Weights | Stage::Dropped) {
        let (index, largest) = values.peaks().get(plane).copied().unwrap_or((0, f32::NEG_INFINITY));
        let text = |axis: &Axis, index: usize| axis.labels.get(index).map_or(String::new(), |label| label.text.clone());
        let (query, key) = (text(rows, index / n_cols.max(1)), text(cols, index % n_cols.max(1)));
        return (s.weights_summary)(head + 1, n_rows, n_cols, largest, &query, &key);
    }
    if stage == Stage::Mask {
        let blocked = values.data().iter().filter(|&&value| value != 0.0).count();
        return (s.stages.mask_summary)(n_rows, n_cols, blocked);
    }
    (s.stages.summary)((s.stages.name)(stage), n_rows, n_cols)
}

/// What is to be said of queries that may see nothing at all, if there are any.
pub(super) fn blind(s: &Strings, trace: &Trace) -> Option<String> {
    let rows = blind_rows(trace);
    (!rows.is_empty()).then(|| (s.stages.blind)(&rows))
}

/// Queries, from 1, that may see nothing at all.
fn blind_rows(trace: &Trace) -> Vec<usize> {
    let mask = &trace[Stage::Mask];
    let is_blind = |row: &usize| mask.row(0, *row).iter().all(|&value| value != 0.0);
    if mask.cols() == 0 || !mask.is_kept() {
        vec![]
    } else {
        (0..mask.rows()).filter(is_blind).map(|row| row + 1).collect()
    }
}
