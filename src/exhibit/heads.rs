//! Chapter 5: many heads beside each other, and what becomes of them: Concat(head₁, …, head_h) W^O.
//!
//! W^O can be read by blocks of rows, one a head; so the output is a sum over heads, and a head can be switched off to
//! see what it brings.

use super::explain::{entropy, inspect};
use super::{Control, Exhibit, Panel, Slot, ask, layer, matrix, nothing_yet};
use crate::chart::{Axis, Figure, Fill, Grid, Heatmap, Label, Multiple, Role, Table, number};
use crate::engine::{Answer, Ask, Run};
use crate::i18n::{Strings, strings};
use crate::model::{Stage, Trace, Unfit};
use crate::num::{Tensor, View, matmul};
use crate::state::{ExhibitId, State};

/// Dimensions that are written out in numbers.
const IN_NUMBERS: usize = 8;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Heads,
    chapters: "5",
    title: |s| s.heads.title,
    intro: |s| s.heads.intro,
    has_tokenizer: true,
    has_script: true,
    controls: &[
        Control::Weights,
        Control::NHeads,
        Control::DModel,
        Control::Seed,
        Control::Mask,
        Control::NLayers,
        Control::Layer,
        Control::Scale,
        Control::Colormap,
    ],
    more: &[],
    job,
    panels,
    inspect,
};

fn job(state: &State) -> Result<Ask, Unfit> {
    let mut config = state.config()?;
    config.heads_off.clone_from(&state.heads_off);
    Ok(ask(state, Run::Attend(config)))
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = layer(state, answer) else { return nothing_yet(s, s.heads.title) };
    let heat = |stage, head| matrix::heatmap(state, answer, trace, stage, head);
    let multiple = |figure: Heatmap| Multiple {
        caption: badge(s, &trace[Stage::Weights], figure.plane)
            .map_or((s.head)(figure.plane + 1), |badge| format!("{} · {badge}", figure.plane + 1)),
        layer: None,
        head: figure.plane,
        figure,
    };
    let over_heads = |values: Tensor, name: &str| {
        let fill = matrix::folded_fill(s, state, &values, name);
        Figure::Heatmap(Box::new(Heatmap { values, fill, plane: 0, ..heat(Stage::Weights, 0) }))
    };
    let all = each(state, answer, trace, trace.weighing()).into_iter().map(multiple);
    let mut panels = vec![
        matrix::panel(state, answer, trace, trace.weighing(), Slot::Main),
        Panel {
            note: s.heads.badges_note.into(),
            controls: &[Control::Heads],
            ..Panel::new("heads", Slot::Side, s.all_heads, Figure::Multiples(all.collect()))
        },
        Panel::new(
            "mean",
            Slot::Side,
            s.heads.mean,
            over_heads(trace[Stage::Weights].mean_of_planes(), s.heads.mean_weight),
        ),
        Panel::new(
            "max",
            Slot::Side,
            s.heads.max,
            over_heads(trace[Stage::Weights].max_of_planes(), s.heads.max_weight),
        ),
    ];
    if answer.layers.len() > 1 {
        panels.push(grid(s, state, answer));
    }
    for stage in [Stage::Concat, Stage::WO].into_iter().filter(|&stage| trace.get(stage).is_some()) {
        // Large matrices of parameters are for seeing blocks, not for reading digits.
        let unnumbered = State { numbers: false, ..state.clone() };
        panels.push(matrix::panel(&unnumbered, answer, trace, stage, Slot::Below));
    }
    if let Some(w_o) = trace.get(Stage::WO) {
        panels.extend(shares(s, state, answer, trace, w_o));
    }
    if let Some(whole) = trace.get(Stage::OutputWhole) {
        panels.push(change(s, answer, &trace[Stage::Output], whole));
    }
    if let Some(rollout) = &answer.rollout {
        let fill = matrix::folded_fill(s, state, rollout, s.heads.rollout_share);
        let figure = Heatmap {
            values: rollout.clone(),
            fill,
            plane: 0,
            mask: Tensor::matrix(0, 0, vec![]),
            ..heat(Stage::Weights, 0)
        };
        panels.push(Panel {
            note: s.heads.rollout_note.into(),
            ..Panel::new("rollout", Slot::Below, s.heads.rollout, Figure::Heatmap(Box::new(figure)))
        });
    }
    panels
}

/// Every head of a stage that has heads. What they have in common is made once.
pub(super) fn each(state: &State, answer: &Answer, trace: &Trace, stage: Stage) -> Vec<Heatmap> {
    let s = strings(state.language);
    let first = matrix::heatmap(state, answer, trace, stage, 0);
    let one = |head| {
        let summary = matrix::summary(s, stage, &first.values, head, (&first.rows, &first.cols), head);
        Heatmap { plane: head, summary, ..first.clone() }
    };
    (0..trace.sizes.n_heads).map(one).collect()
}

/// Every head of every layer, on one scale.
fn grid(s: &Strings, state: &State, answer: &Answer) -> Panel {
    let stage = answer.layers[0].weighing();
    let first = matrix::heatmap(state, answer, &answer.layers[0], stage, 0);
    let high = answer.layers.iter().map(|trace| matrix::largest(&trace[stage])).fold(0.0, f32::max);
    let layer = |trace: &Trace| {
        let mut figure = Heatmap { values: trace[stage].clone(), ..first.clone() };
        if let Fill::Map { high: top, .. } = &mut figure.fill {
            *top = high;
        }
        figure
    };
    let figure = Figure::Grid(Box::new(Grid {
        layers: answer.layers.iter().map(layer).collect(),
        layer_title: s.heads.grid_layer.into(),
        head_title: s.heads.grid_head.into(),
        chosen: (state.layer, state.head),
        badges: vec![],
    }));
    Panel { note: s.heads.grid_note.into(), ..Panel::new("grid", Slot::Below, s.heads.grid, figure) }
}

/// The token whose output is taken apart.
pub(super) fn asking(state: &State, trace: &Trace) -> usize {
    state.cell.filter(|cell| cell.stage != Stage::WO).map_or(0, |cell| cell.row).min(trace.n_query() - 1)
}

/// What each head brings to the output of one token, headₕ·W^Oₕ, with their sum and the output beside it: all of it in
/// colours, and around the dimension that was chosen in numbers.
fn shares(s: &Strings, state: &State, answer: &Answer, trace: &Trace, w_o: &Tensor) -> [Panel; 2] {
    let query = asking(state, trace);
    let (n_heads, d_head, d_model) = (trace.sizes.n_heads, trace.sizes.d_head(), w_o.cols());
    let concat = trace[Stage::Concat].row(0, query);
    let mut values = Vec::with_capacity((n_heads + 2) * d_model);
    for head in 0..n_heads {
        let (part, block) = (&concat[head * d_head..], w_o.data().get(head * d_head * d_model..).unwrap_or_default());
        let block = View::new(&block[..d_head * d_model], d_head, d_model);
        values.extend_from_slice(matmul(View::new(&part[..d_head], 1, d_head), block).data());
    }
    let sum: Vec<f32> = (0..d_model).map(|col| values.iter().skip(col).step_by(d_model).sum()).collect();
    let bias = trace.get(Stage::BO).map_or(vec![0.0; d_model], |bias| bias.data().to_vec());
    let output: Vec<f32> = trace[Stage::Output].row(0, query).iter().zip(&bias).map(|(y, b)| y - b).collect();
    let apart = sum.iter().zip(&output).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    values.extend(sum);
    values.extend(output);
    let values = Tensor::matrix(n_heads + 2, d_model, values);
    let names: Vec<String> =
        (1..=n_heads).map(|head| (s.head)(head)).chain(["Σ".into(), "Concat·W_o".into()]).collect();
    let token = answer.tokens.list().get(query).map_or(String::new(), |&token| matrix::name(&answer.tokens, token));
    let numbers = Panel::new(
        "shares-numbers",
        Slot::Below,
        (s.heads.in_numbers)(&token),
        Figure::Table(in_numbers(s, state, &names, &values)),
    );
    let figure = Heatmap {
        fill: matrix::signed(&values, s.heads.share),
        values,
        plane: 0,
        mask: Tensor::matrix(0, 0, vec![]),
        rows: Axis {
            title: String::new(),
            role: Role::Value,
            labels: names.into_iter().map(|text| Label { text, id: None }).collect(),
        },
        cols: Axis::dimensions(s.stages.dimension.into(), Role::Plain, d_model),
        numbers: state.numbers,
        marks: vec![],
        blocked: s.blocked.into(),
        summary: (s.heads.shares)(&token),
    };
    let colours = Panel {
        note: (s.heads.shares_note)(&number::long(apart)),
        ..Panel::new("shares", Slot::Below, (s.heads.shares)(&token), Figure::Heatmap(Box::new(figure)))
    };
    [colours, numbers]
}

/// Some columns of the shares, a row each: every head's part, their sum, and the output.
fn in_numbers(s: &Strings, state: &State, names: &[String], values: &Tensor) -> Table {
    let n = values.cols();
    let chosen = state.cell.filter(|cell| matches!(cell.stage, Stage::WO | Stage::Output)).map_or(0, |cell| cell.col);
    let first = chosen.saturating_sub(IN_NUMBERS / 2).min(n.saturating_sub(IN_NUMBERS));
    let last = (first + IN_NUMBERS).min(n);
    let row = |col: usize| {
        let numbers = (0..values.rows()).map(|row| number::long(values.at(0, row, col).unwrap_or(f32::NAN)));
        [col.to_string()].into_iter().chain(numbers).collect()
    };
    Table {
        caption: (s.heads.in_numbers_note)(first, last.saturating_sub(1), n),
        head: [s.stages.dimension.to_owned()].into_iter().chain(names.iter().cloned()).collect(),
        rows: (first..last).map(row).collect(),
    }
}

/// How far each token's output moved because heads are off.
fn change(s: &Strings, answer: &Answer, output: &Tensor, whole: &Tensor) -> Panel {
    let length = |values: &mut dyn Iterator<Item = f32>| values.map(|x| x * x).sum::<f32>().sqrt();
    let row = |(index, &token): (usize, &crate::text::Token)| {
        let (now, before) = (output.row(0, index), whole.row(0, index));
        let moved = length(&mut now.iter().zip(before).map(|(a, b)| a - b));
        let was = length(&mut before.iter().copied());
        vec![matrix::name(&answer.tokens, token), number::long(was), number::long(moved), number::long(moved / was)]
    };
    let table = Table {
        caption: s.heads.change_note.into(),
        head: s.heads.change_head.map(str::to_owned).into(),
        rows: answer.tokens.list().iter().enumerate().map(row).collect(),
    };
    Panel::new("change", Slot::Below, s.heads.change, Figure::Table(table))
}

/// What a head does most, and how much, if it does it clearly: looks at the token before, at the first, at itself, or at
/// everything alike. Each is a mean over queries, from 0 to 1.
fn badge(s: &Strings, weights: &Tensor, head: usize) -> Option<String> {
    const CLEARLY: f32 = 0.5;
    let rows = || (0..weights.rows()).map(|row| (row, weights.row(head, row)));
    let mean = |values: &mut dyn Iterator<Item = f32>| {
        let (sum, n) = values.fold((0.0, 0), |(sum, n), value| (sum + value, n + 1));
        if n > 0 { sum / n as f32 } else { 0.0 }
    };
    let at = |row: &[f32], key: usize| row.get(key).copied().unwrap_or(0.0);
    // Evenness is entropy relative to the most it could be over the keys that have any weight.
    let even = |row: &[f32]| {
        let n = row.iter().filter(|&&weight| weight > 0.0).count();
        (n > 1).then(|| entropy(row) / (n as f32).log2())
    };
    let scores = [
        (s.heads.previous, mean(&mut rows().skip(1).map(|(query, row)| at(row, query - 1)))),
        (s.heads.first, mean(&mut rows().skip(1).map(|(_, row)| at(row, 0)))),
        (s.heads.diagonal, mean(&mut rows().skip(1).map(|(query, row)| at(row, query)))),
        (s.heads.uniform, mean(&mut rows().filter_map(|(_, row)| even(row))).powi(8)),
    ];
    let (name, score) = scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (score >= CLEARLY).then(|| format!("{name} {}", number::short(score)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::model::{Hand, Source};

    fn answer(state: &State) -> Answer {
        Engine::default().answer(&job(state).unwrap(), |_| {}).unwrap()
    }

    #[test]
    fn heads_built_by_hand_wear_their_badges() {
        let state = State { weights: Source::Hand(Hand::Four), exhibit: ExhibitId::Heads, ..State::default() };
        let (s, answer) = (strings(state.language), answer(&state));
        let badges: Vec<String> =
            (0..3).map(|head| badge(s, &answer.layers[0][Stage::Weights], head).unwrap()).collect();
        assert!(badges[0].starts_with(s.heads.previous), "{badges:?}");
        assert!(badges[1].starts_with(s.heads.first), "{badges:?}");
        assert!(badges[2].starts_with(s.heads.diagonal), "{badges:?}");
    }

    #[test]
    fn shares_add_up_and_a_head_that_is_off_brings_nothing() {
        for bias in [false, true] {
            let state = State { heads_off: vec![1], bias, ..State::default() };
            let answer = answer(&state);
            let trace = layer(&state, &answer).unwrap();
            let [colours, numbers] = shares(strings(state.language), &state, &answer, trace, &trace[Stage::WO]);
            let (Figure::Heatmap(figure), Figure::Table(table)) = (colours.figure, numbers.figure) else { panic!() };
            assert_eq!((table.rows.len(), table.rows[0].len(), &table.rows[0][2][..]), (IN_NUMBERS, 7, "0.000"));
            assert!(figure.values.row(0, 1).iter().all(|&value| value == 0.0));
            for (a, b) in figure.values.row(0, 4).iter().zip(figure.values.row(0, 5)) {
                assert!((a - b).abs() < 1e-5, "{a} {b}");
            }
            assert!(trace.get(Stage::OutputWhole).is_some());
        }
    }
}
