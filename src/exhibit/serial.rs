//! Chapter 4: one token after the other without a mask, or all at once under the causal mask.

use super::explain::inspect;
use super::{Control, Exhibit, Panel, Slot, ask, head, layer, matrix, nothing_yet};
use crate::chart::{Axis, Block, Figure, Heatmap, Table, number};
use crate::engine::{Answer, Ask, Run};
use crate::i18n::{Strings, strings};
use crate::model::{Mask, Stage, Step, Trace, Unfit, multiply_adds};
use crate::num::Tensor;
use crate::state::{ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Serial,
    chapters: "4",
    title: |s| s.serial.title,
    intro: |s| s.serial.intro,
    has_tokenizer: true,
    has_script: true,
    controls: &[
        Control::NHeads,
        Control::DModel,
        Control::Seed,
        Control::Positions,
        Control::Scale,
        Control::Colormap,
        Control::Table,
    ],
    more: &[],
    job,
    panels,
    inspect: |state, answer, cell| inspect(&State { layer: 0, mask: Mask::causal(), ..state.clone() }, answer, cell),
};

/// One layer: in a second one, a run without a mask would see more of the tokens before than the masked run does.
fn job(state: &State) -> Result<Ask, Unfit> {
    let config = State { n_layers: 1, dropout: 0.0, ..state.clone() }.config()?;
    Ok(ask(&State { batch: false, kv_text: None, ..state.clone() }, Run::Serial(config)))
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let state = &State { layer: 0, ..state.clone() };
    let Some(masked) = layer(state, answer) else { return nothing_yet(s, s.serial.title) };
    if answer.steps.is_empty() {
        let nothing = nothing_yet(s, s.serial.title).into_iter();
        return nothing.map(|panel| Panel { note: s.serial.other_keys.into(), ..panel }).collect();
    }
    let n = answer.steps.len();
    let t = state.step.unwrap_or(n - 1).min(n - 1);
    let head = head(state, masked);
    let whole = matrix::heatmap(state, answer, masked, Stage::Weights, head);
    let row = Block { row: t, col: 0, rows: 1, cols: t + 1 };
    let first = |axis: &Axis| Axis { labels: axis.labels.iter().take(t + 1).cloned().collect(), ..axis.clone() };
    let step = &answer.steps[t];
    let serial = Heatmap {
        values: step.weights.clone(),
        mask: Tensor::matrix(0, 0, vec![]),
        rows: first(&whole.rows),
        cols: first(&whole.cols),
        marks: vec![row],
        summary: (s.stages.summary)((s.stages.name)(Stage::Weights), t + 1, t + 1),
        ..whole.clone()
    };
    let masked_figure = Heatmap { marks: vec![row], ..whole };
    vec![
        Panel::new("steps", Slot::Top, (s.serial.step)(t + 1, n), Figure::Player { current: t, n }),
        Panel {
            note: (s.serial.serial_note)(t + 1),
            shape: Some(format!("t\u{A0}×\u{A0}t = {0}\u{A0}×\u{A0}{0}", t + 1)),
            ..Panel::new("serial", Slot::Main, (s.serial.serial)(head + 1), Figure::Heatmap(Box::new(serial)))
        },
        Panel {
            tag: Some(matrix::made_by(s, state)),
            note: s.serial.masked_note.into(),
            shape: Some(matrix::shape(masked, Stage::Weights)),
            stage: Some(Stage::Weights),
            ..Panel::new("masked", Slot::Main, (s.serial.masked)(head + 1), Figure::Heatmap(Box::new(masked_figure)))
        },
        Panel::new("rows", Slot::Below, s.serial.rows, Figure::Table(rows(s, answer, masked, t))),
        Panel::new("costs", Slot::Below, s.serial.costs, Figure::Table(costs(s, masked, n))),
    ]
}

/// A row for each step up to the one that is shown: what goes in, as the notes write it, what comes next, and how far the
/// two ways are apart.
fn rows(s: &Strings, answer: &Answer, masked: &Trace, t: usize) -> Table {
    let names: Vec<String> = answer.tokens.list().iter().map(|&token| matrix::name(&answer.tokens, token)).collect();
    let row = |(index, step): (usize, &Step)| {
        let seen = names.iter().enumerate().map(|(i, name)| if i <= index { name.as_str() } else { "[MASK]" });
        let (weights, output) = apart(step, masked, index);
        vec![
            (index + 1).to_string(),
            seen.collect::<Vec<_>>().join(" "),
            names.get(index + 1).cloned().unwrap_or_default(),
            number::long(weights),
            number::long(output),
        ]
    };
    Table {
        caption: s.serial.rows_note.into(),
        head: s.serial.rows_head.map(str::to_owned).into(),
        rows: answer.steps.iter().enumerate().take(t + 1).map(row).collect(),
    }
}

/// The largest difference between a serial run's last row and the masked run's same row: of the weights of all heads,
/// and of the output.
fn apart(step: &Step, masked: &Trace, row: usize) -> (f32, f32) {
    let largest = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    let weights = (0..step.weights.planes())
        .map(|head| largest(step.weights.row(head, row), masked[Stage::Weights].row(head, row)));
    (weights.fold(0.0, f32::max), largest(step.output.row(0, row), masked[Stage::Output].row(0, row)))
}

fn costs(s: &Strings, masked: &Trace, n: usize) -> Table {
    let one = multiply_adds(masked.sizes, n, n);
    let all: u64 = (1..=n).map(|t| multiply_adds(masked.sizes, t, t)).sum();
    let ratio = number::long(all as f32 / one as f32);
    let row = |name: &str, runs: usize, cost: u64, ratio: &str| {
        vec![name.to_owned(), runs.to_string(), cost.to_string(), ratio.to_owned()]
    };
    Table {
        caption: s.serial.costs_note.into(),
        head: s.serial.costs_head.map(str::to_owned).into(),
        rows: vec![row(s.serial.in_turn, n, all, &ratio), row(s.serial.at_once, 1, one, &number::long(1.0))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;

    #[test]
    fn both_ways_agree_and_one_costs_more() {
        let state = State { exhibit: ExhibitId::Serial, ..State::default() };
        let answer = Engine::default().answer(&job(&state).unwrap(), |_| {}).unwrap();
        let masked = layer(&state, &answer).unwrap();
        let table = rows(strings(state.language), &answer, masked, 4);
        assert_eq!(table.rows.len(), 5);
        assert_eq!(table.rows[1][1..3], ["[BOS] I [MASK] [MASK] [MASK]", "like"]);
        for (row, step) in answer.steps.iter().enumerate() {
            let (weights, output) = apart(step, masked, row);
            assert!(weights <= 1e-6 && output <= 1e-5, "{weights}, {output}");
        }
        let costs = costs(strings(state.language), masked, 5);
        let cost = |row: usize| costs.rows[row][2].parse::<u64>().unwrap();
        assert!(cost(0) > 2 * cost(1));
    }
}
