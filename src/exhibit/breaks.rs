//! Chapters 3 to 5: classic mistakes, each with what it does to the numbers.

use super::explain::{entropy, inspect};
use super::{Control, Exhibit, Inspection, Panel, Slot, ask, head, layer, matrix, nothing_yet};
use crate::chart::{Figure, Fill, Table, number};
use crate::engine::{Answer, Ask, Run};
use crate::i18n::{Strings, strings};
use crate::model::{Slip, Stage, Trace, Unfit};
use crate::num::Tensor;
use crate::state::{Cell, ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Breaks,
    chapters: "3–5",
    title: |s| s.breaks.title,
    intro: |s| s.breaks.intro,
    has_tokenizer: true,
    has_script: true,
    controls: &[
        Control::Slips,
        Control::Mask,
        Control::NHeads,
        Control::DModel,
        Control::Seed,
        Control::Scale,
        Control::Colormap,
    ],
    more: &[],
    job,
    panels,
    inspect: inspect_both,
};

/// The cell as it should be, followed to its numbers, and beside it what the mistake makes of it: that is not the sum
/// that equation (1) gives.
fn inspect_both(state: &State, answer: &Answer, cell: Cell) -> Option<Inspection> {
    let state = &State { layer: 0, ..state.clone() };
    let wrong = layer(state, answer)?;
    let mut found = inspect(state, &Answer { layers: answer.right.clone(), ..answer.clone() }, cell)?;
    let plane = if cell.stage.is_per_head() { head(state, wrong) } else { 0 };
    if let Some(value) = wrong.get(cell.stage).and_then(|values| values.at(plane, cell.row, cell.col)) {
        found.facts.insert(1.min(found.facts.len()), (strings(state.language).breaks.with_mistake.to_owned(), value));
    }
    Some(found)
}

fn job(state: &State) -> Result<Ask, Unfit> {
    let mut config = State { n_layers: 1, dropout: 0.0, ..state.clone() }.config()?;
    config.slips.clone_from(&state.slips);
    Ok(ask(state, Run::Compare(config)))
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let state = &State { layer: 0, ..state.clone() };
    let (Some(wrong), Some(right)) = (layer(state, answer), answer.right.first()) else {
        return nothing_yet(s, s.breaks.title);
    };
    // Both on one scale, so that their colours compare.
    let largest = |trace: &Trace| matrix::largest(&trace[Stage::Weights]);
    let common = largest(wrong).max(largest(right));
    let weights = |trace: &Trace| {
        let mut figure = matrix::heatmap(state, answer, trace, Stage::Weights, head(state, trace));
        // A mistake may keep rows from summing to 1.
        let name = (s.scale_title)(s.weight, true, state.scale, state.colormap.slug());
        if let Fill::Map { high, title, .. } = &mut figure.fill {
            (*high, *title) = (common, name);
        }
        Figure::Heatmap(Box::new(figure))
    };
    let number = head(state, wrong) + 1;
    let made: Vec<&str> = state.slips.iter().map(|&slip| (s.breaks.what)(slip)).collect();
    let note = if made.is_empty() { s.breaks.none_yet.to_owned() } else { made.join(s.breaks.gap) };
    let untrained = Some(matrix::made_by(s, state));
    vec![
        Panel {
            tag: untrained.clone(),
            note: matrix::blind(s, wrong).unwrap_or(note),
            shape: Some(matrix::shape(wrong, Stage::Weights)),
            stage: Some(Stage::Weights),
            ..Panel::new("wrong", Slot::Main, (s.breaks.wrong)(number), weights(wrong))
        },
        Panel {
            tag: untrained,
            note: matrix::blind(s, right).unwrap_or_else(|| s.breaks.right_note.into()),
            shape: Some(matrix::shape(right, Stage::Weights)),
            stage: Some(Stage::Weights),
            ..Panel::new("right", Slot::Main, (s.breaks.right)(number), weights(right))
        },
        Panel::new("numbers", Slot::Below, s.breaks.numbers, Figure::Table(table(s, state, right, wrong))),
    ]
}

/// A number that tells of a whole trace.
type Measure = fn(&Trace) -> f32;

/// The same measures of both, over all heads.
fn table(s: &Strings, state: &State, right: &Trace, wrong: &Trace) -> Table {
    // What is set to 0 after softmax is missing from its row; where softmax runs down the columns, rows miss nothing.
    let is_missing = state.slips.contains(&Slip::MaskAfterSoftmax) && !state.slips.contains(&Slip::WrongAxis);
    let measures: [(&str, Measure); 6] = [
        (s.breaks.smallest_sum, |trace| most(row_sums(trace), f32::INFINITY, f32::min)),
        (s.breaks.largest_sum, |trace| most(row_sums(trace), f32::NEG_INFINITY, f32::max)),
        (s.breaks.leaked, if is_missing { missing } else { leaked }),
        (s.breaks.entropy, |trace| mean(rows(&trace[Stage::Weights]).map(entropy))),
        (s.breaks.largest, |trace| {
            mean(rows(&trace[Stage::Weights]).map(|row| most(row.iter().copied(), 0.0, f32::max)))
        }),
        (s.breaks.output, |trace| {
            mean(rows(&trace[Stage::Output]).map(|row| row.iter().map(|x| x * x).sum::<f32>().sqrt()))
        }),
    ];
    let row = |(name, measure): (&str, Measure)| {
        vec![name.to_owned(), number::long(measure(right)), number::long(measure(wrong))]
    };
    Table {
        caption: s.breaks.numbers_note.into(),
        head: [s.breaks.measure, s.breaks.as_it_should, s.breaks.with_mistake].map(str::to_owned).into(),
        rows: measures.into_iter().map(row).collect(),
    }
}

fn rows(tensor: &Tensor) -> impl Iterator<Item = &[f32]> {
    tensor.data().chunks_exact(tensor.cols().max(1))
}

fn row_sums(trace: &Trace) -> impl Iterator<Item = f32> {
    rows(&trace[Stage::Weights]).map(|row| row.iter().sum())
}

/// The mean share of a query that its row has lost.
fn missing(trace: &Trace) -> f32 {
    mean(row_sums(trace).map(|sum| 1.0 - sum))
}

/// The mean weight of a query that lies on keys it may not see.
fn leaked(trace: &Trace) -> f32 {
    let mask = &trace[Stage::Mask];
    let blocked = |index: usize, row: &[f32]| {
        let mask = mask.row(0, index % mask.rows().max(1));
        row.iter().zip(mask).filter(|(_, mask)| **mask != 0.0).map(|(weight, _)| weight).sum::<f32>()
    };
    mean(rows(&trace[Stage::Weights]).enumerate().map(|(index, row)| blocked(index, row)))
}

/// The smallest or the largest of all, and NaN if one of them is: a row that sees nothing is not passed over.
fn most(values: impl Iterator<Item = f32>, first: f32, pick: fn(f32, f32) -> f32) -> f32 {
    values.fold(first, |best, value| if best.is_nan() || value.is_nan() { f32::NAN } else { pick(best, value) })
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, n) = values.fold((0.0, 0), |(sum, n), value| (sum + value, n + 1));
    sum / n as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::model::Mask;

    /// Each measure under one mistake: as it should be, and with it.
    fn measured(slip: Slip) -> Vec<(f32, f32)> {
        let state = State { slips: vec![slip], mask: Mask::causal(), exhibit: ExhibitId::Breaks, ..State::default() };
        let answer = Engine::default().answer(&job(&state).unwrap(), |_| {}).unwrap();
        let (right, wrong) = (&answer.right[0], &answer.layers[0]);
        let read = |cell: &String| cell.replace('−', "-").parse().unwrap();
        table(strings(state.language), &state, right, wrong)
            .rows
            .iter()
            .map(|row| (read(&row[1]), read(&row[2])))
            .collect()
    }

    #[test]
    fn every_mistake_shows_in_the_numbers() {
        let close = |a: f32, b: f32| (a - b).abs() < 1e-3;
        for &slip in Slip::ALL {
            let found = measured(slip);
            assert!(close(found[0].0, 1.0) && close(found[1].0, 1.0) && close(found[2].0, 0.0), "{slip:?}: {found:?}");
            let [smallest, largest, leaked, entropy, peak, output] = found[..] else { panic!("{found:?}") };
            let shows = match slip {
                Slip::NoScale => entropy.1 < entropy.0 - 0.1 && peak.1 > peak.0 + 0.1,
                Slip::MaskAfterSoftmax => smallest.1 < 0.9 && leaked.1 > 0.1,
                Slip::WrongAxis => smallest.1 < 0.9 && largest.1 > 1.1,
                Slip::SoftmaxTwice => entropy.1 > entropy.0 + 0.1,
                Slip::NoWO => !close(output.0, output.1) && close(entropy.0, entropy.1),
            };
            assert!(shows, "{slip:?}: {found:?}");
        }
    }
}
