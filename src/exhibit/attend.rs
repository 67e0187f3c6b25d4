//! Chapters 3 to 5: who looks at whom, stage by stage, from the tokens' vectors to the output.

use super::explain::inspect;
use super::matrix::{self, symbol};
use super::{
    Control, Exhibit, Panel, Slot, ask, chips, head, heads, layer, mask_in_force, nothing_yet, one_head, roll_up,
};
use crate::chart::{Figure, Heatmap, Label, Lines, Lit, Multiple, Piece, Role, Shaded, Tile};
use crate::engine::{Answer, Ask, Run};
use crate::i18n::strings;
use crate::model::{Stage, Trace, Unfit};
use crate::num::Tensor;
use crate::state::{ExhibitId, State, View};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Attention,
    chapters: "3–5",
    title: |s| s.attention,
    intro: |s| s.attention_intro,
    has_tokenizer: true,
    has_script: true,
    controls: &[
        Control::Weights,
        Control::NHeads,
        Control::DModel,
        Control::Seed,
        Control::Layer,
        Control::Item,
        Control::View,
        Control::Scale,
        Control::Colormap,
        Control::Table,
    ],
    more: &[
        Control::Mask,
        Control::Positions,
        Control::NLayers,
        Control::NKvHeads,
        Control::Dim,
        Control::Bias,
        Control::Dropout,
        Control::KvText,
        Control::Batch,
        Control::RollUp,
        Control::OneHead,
        Control::Numbers,
        Control::Bring,
    ],
    job,
    panels,
    inspect,
};

fn job(state: &State) -> Result<Ask, Unfit> {
    let mut config = state.config()?;
    config.only = one_head::only(state);
    Ok(Ask { roll_up: state.roll_up, ..ask(state, Run::Attend(config)) })
}

pub(super) fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = layer(state, answer) else { return nothing_yet(s, s.attention) };
    let stage = shown(state, trace);
    let mut main =
        Panel { figure: view(state, answer, trace, stage), ..matrix::panel(state, answer, trace, stage, Slot::Main) };
    one_head::tell(s, trace, &mut main);
    let mut panels = vec![
        Panel {
            note: s.stages.strip_note.into(),
            ..Panel::new("stages", Slot::Top, s.stages.strip, strip(trace, stage))
        },
        main,
    ];
    if stage.is_per_head() && trace.only().is_none() {
        let multiple =
            |figure: Heatmap| Multiple { caption: (s.head)(figure.plane + 1), layer: None, head: figure.plane, figure };
        let all = Figure::Multiples(heads::each(state, answer, trace, stage).into_iter().map(multiple).collect());
        panels.push(Panel { note: s.all_heads_note.into(), ..Panel::new("heads", Slot::Side, s.all_heads, all) });
    }
    if stage != Stage::Mask && trace[Stage::Mask].is_kept() {
        panels.push(mask(state, answer, trace));
    }
    panels.extend(roll_up::panel(state, answer, trace));
    let tokens = Panel::new("tokens", Slot::Below, s.tokens, Figure::Chips(chips(&answer.tokens)));
    panels.push(Panel { shape: Some(format!("n_tokens = {}", answer.tokens.len())), ..tokens });
    let sizes = trace.sizes;
    let formulas = Panel::new("formulas", Slot::Top, s.formulas, Figure::Formulas(lit(stage)));
    panels.push(Panel {
        note: s.formulas_note.into(),
        shape: Some(format!("d_k = dim / n_heads = {} / {} = {}", sizes.dim, sizes.n_heads, sizes.d_head())),
        ..formulas
    });
    panels
}

/// A stage in the way that was chosen; only weights have others than the heatmap.
pub(super) fn view(state: &State, answer: &Answer, trace: &Trace, stage: Stage) -> Figure {
    let s = strings(state.language);
    let head = head(state, trace);
    let heat = matrix::heatmap(state, answer, trace, stage, head);
    let is_weights = matches!(stage, Stage::Weights | Stage::Dropped);
    let chosen = state.cell.filter(|cell| cell.stage.is_query_by_key()).map(|cell| cell.row);
    match state.view {
        View::Lines if is_weights => Figure::Lines(Box::new(Lines {
            weights: heat.values,
            plane: head,
            mask: heat.mask,
            queries: heat.rows,
            keys: heat.cols,
            chosen,
            title: s.stages.lines_title.into(),
            summary: heat.summary,
        })),
        View::Text if is_weights => {
            let query = chosen.unwrap_or(0).min(heat.n_rows() - 1);
            let row = heat.values.row(head, query);
            let piece = |(key, label): (usize, &Label)| Piece {
                text: label.text.clone(),
                weight: row.get(key).copied().unwrap_or(f32::NAN),
                blocked: heat.is_blocked(query, key),
                is_query: answer.kv_tokens.is_none() && key == query,
                row: key,
            };
            let asking = heat.rows.labels.get(query).map_or("", |label| &label.text);
            Figure::Shaded(Shaded {
                pieces: heat.cols.labels.iter().enumerate().map(piece).collect(),
                map: state.colormap,
                high: row.iter().copied().fold(0.0, f32::max),
                title: (s.stages.shaded_title)(asking),
                blocked: s.blocked.into(),
                summary: (s.stages.shaded_title)(asking),
            })
        }
        _ => Figure::Heatmap(Box::new(heat)),
    }
}

/// The mask, small, with its switch.
fn mask(state: &State, answer: &Answer, trace: &Trace) -> Panel {
    let s = strings(state.language);
    let figure = matrix::heatmap(state, answer, trace, Stage::Mask, head(state, trace));
    Panel {
        tag: Some((s.mask_text)(&mask_in_force(state, answer))),
        shape: Some(matrix::shape(trace, Stage::Mask)),
        controls: &[Control::Causal],
        stage: Some(Stage::Mask),
        ..Panel::new("mask", Slot::Side, s.mask, Figure::Heatmap(Box::new(figure)))
    }
}

/// The stage that is shown; a link may name one that this computation does not have, and of a long text it is the one that was
/// kept, until the answer with another one comes.
pub(super) fn shown(state: &State, trace: &Trace) -> Stage {
    match trace.get(state.stage) {
        Some(tensor) if tensor.is_kept() => state.stage,
        _ => trace.only().map_or(trace.weighing(), |(stage, _)| stage),
    }
}

/// Every stage of this computation in order.
pub(super) fn strip(trace: &Trace, current: Stage) -> Figure {
    let tile = |(stage, _): (Stage, _)| Tile {
        name: stage.name(),
        label: symbol(stage).into(),
        role: role(stage),
        is_minor: is_minor(stage),
        is_current: stage == current,
    };
    // A mask that blocks nothing is not kept of a long text; all else is worked out when it is chosen.
    let is_there = |(stage, tensor): &(Stage, &Tensor)| *stage != Stage::Mask || tensor.is_kept();
    Figure::Strip(trace.iter().filter(is_there).map(tile).collect())
}

fn role(stage: Stage) -> Role {
    match stage {
        Stage::WQ | Stage::BQ | Stage::Q | Stage::QRotated => Role::Query,
        Stage::WK | Stage::BK | Stage::K | Stage::KRotated => Role::Key,
        Stage::WV | Stage::BV | Stage::V => Role::Value,
        _ => Role::Plain,
    }
}

/// Ingredients: what was not computed from a stage before.
fn is_minor(stage: Stage) -> bool {
    use Stage::{BK, BO, BQ, BV, Embedding, Kept, KvEmbedding, KvPositions, PositionBias, Positions, WK, WO, WQ, WV};
    matches!(
        stage,
        BK | BO | BQ | BV | Embedding | Kept | KvEmbedding | KvPositions | PositionBias | Positions | WK | WO | WQ | WV
    )
}

/// The part of the equations that a stage is.
fn lit(stage: Stage) -> Option<Lit> {
    Some(match stage {
        Stage::Embedding | Stage::Positions | Stage::X | Stage::KvEmbedding | Stage::KvPositions | Stage::KvX => Lit::X,
        Stage::WQ | Stage::BQ | Stage::Q | Stage::QRotated => Lit::Q,
        Stage::WK | Stage::BK | Stage::K | Stage::KRotated => Lit::K,
        Stage::WV | Stage::BV | Stage::V => Lit::V,
        Stage::Qk => Lit::Qk,
        Stage::Scores => Lit::Scale,
        Stage::PositionBias | Stage::Mask | Stage::MaskedScores => Lit::Mask,
        Stage::Weights | Stage::Kept | Stage::Dropped => Lit::Softmax,
        Stage::Heads => Lit::Weighted,
        Stage::Concat => Lit::Concat,
        Stage::WO | Stage::BO | Stage::Output | Stage::OutputWhole => Lit::Output,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::operand;
    use super::*;
    use crate::engine::Engine;
    use crate::model::{Hand, Mask, Positions, Source};
    use crate::state::Cell;

    fn answer(state: &State) -> Answer {
        Engine::default().answer(&(EXHIBIT.job)(state).unwrap(), |_| {}).unwrap()
    }

    /// Every cell of every stage: the terms add up to the total, and every operand is the number in the cell that it
    /// names.
    fn adds_up(state: &State) {
        let answer = answer(state);
        let trace = layer(state, &answer).unwrap();
        let value = |cell: Cell, of: Option<usize>| {
            let trace = of.map_or(trace, |layer| &answer.layers[layer]);
            trace[cell.stage].at(if cell.stage.is_per_head() { state.head } else { 0 }, cell.row, cell.col)
        };
        for (stage, tensor) in trace.iter() {
            for row in 0..tensor.rows() {
                for col in (0..tensor.cols()).step_by(1 + tensor.cols() / 9) {
                    let cell = Cell { stage, row, col };
                    let found = inspect(state, &answer, cell).unwrap_or_else(|| panic!("{cell:?}"));
                    let sum = &found.sum;
                    let operands = sum.terms.iter().flat_map(|term| &term.factors).copied();
                    let numbers = sum.lines.iter().flatten().filter_map(|piece| match piece {
                        operand::Piece::Number(operand) => Some(*operand),
                        operand::Piece::Text(_) => None,
                    });
                    for operand in operands.chain(numbers) {
                        let stands = operand.cell.map_or(Some(operand.value), |cell| value(cell, operand.layer));
                        let stands = stands.unwrap();
                        assert_eq!(stands.to_bits(), operand.value.to_bits(), "{cell:?}");
                    }
                    let total: f32 = sum.terms.iter().map(|term| term.value).sum();
                    let is_close = sum.terms.is_empty() || (total - sum.total).abs() < 1e-3;
                    assert!(is_close || total.is_nan(), "{cell:?}: {total}, {}", sum.total);
                }
            }
        }
        assert!(inspect(state, &answer, Cell { row: 999, ..Cell::weight(0, 0) }).is_none());
    }

    #[test]
    fn every_number_is_followed_to_the_numbers_it_came_from() {
        let base = State { n_heads: 2, d_model: 8, head: 1, mask: Mask::causal(), ..State::default() };
        adds_up(&base);
        adds_up(&State { positions: Positions::Rotary, bias: true, n_kv_heads: Some(1), ..base.clone() });
        adds_up(&State { positions: Positions::Alibi, dropout: 0.5, dim: Some(12), ..base.clone() });
        adds_up(&State { positions: Positions::Learned, n_layers: 2, layer: 1, ..base.clone() });
        adds_up(&State { kv_text: Some("it was tired".into()), mask: Mask::default(), ..base.clone() });
        adds_up(&State { weights: Source::Hand(Hand::Four), text: Some("a b a".into()), ..base.clone() });
        adds_up(&State { weights: Source::Identity, batch: true, text: Some("a b\nc".into()), item: 1, ..base });
    }

    #[test]
    fn a_text_without_tokens_says_so() {
        let state = State { text: Some(" \n".into()), ..State::default() };
        let panels = panels(&state, &answer(&state));
        assert_eq!((panels.len(), panels[0].name), (1, "nothing"));
    }
}
