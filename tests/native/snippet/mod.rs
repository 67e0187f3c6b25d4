//! Every screen's snippet, run as it stands by a Python of the machine, computes and prints the screen's numbers.
//!
//! `HEEDMAP_PYTHON` names the interpreter. `HEEDMAP_SNIPPETS=folder cargo test --test native snippet` also leaves every
//! snippet in a folder, to be looked at.

mod cases;
mod python;

use heedmap::chart::{Figure, Table};
use heedmap::engine::{Answer, Asset, Engine};
use heedmap::exhibit::{self, Library, snippet};
use heedmap::model::{Stage, Trace};
use heedmap::num::Tensor;
use heedmap::state::{ExhibitId, State};
use python::{Ran, Script};
use std::panic::AssertUnwindSafe;

/// Relative to the larger of 1 and the number itself; everything is float32 on both sides, added up in another order.
const TOLERANCE: f32 = 1e-5;

/// Four decimals, or four digits, are printed.
const PRINTED: f32 = 6e-4;

#[test]
fn every_snippet_computes_what_the_screen_shows() {
    let Some(python) = python::find() else { return };
    let mut engine = Engine::default();
    engine.provide(Asset::Jieba, include_bytes!("../../../assets/jieba/dict.txt.gz")).unwrap();
    engine.provide(Asset::JiebaHmm, include_bytes!("../../../assets/jieba/hmm.txt.gz")).unwrap();
    engine.provide(Asset::Gpt2, include_bytes!("../../../assets/gpt2/merges.bin.gz")).unwrap();
    let screens: Vec<(String, State, Answer)> = cases::all()
        .into_iter()
        .map(|(name, state)| {
            let ask = (exhibit::by_id(state.exhibit).job)(&state).unwrap();
            let answer = engine.answer(&ask, |_| {}).unwrap();
            (name, state, answer)
        })
        .collect();
    assert!(screens.len() >= 30, "only {} screens", screens.len());
    let screens: Vec<_> =
        screens.iter().flat_map(|screen| Library::ALL.iter().map(move |&library| (library, screen))).collect();
    let scripts: Vec<Script> = screens
        .iter()
        .map(|(library, (name, state, answer))| Script {
            name: format!("{} {name}", library.slug()),
            code: snippet(state, answer, *library),
        })
        .collect();
    if let Some(folder) = std::env::var_os("HEEDMAP_SNIPPETS") {
        for script in &scripts {
            let file = std::path::Path::new(&folder).join(script.name.replace(' ', "-") + ".py");
            std::fs::write(file, &script.code).unwrap();
        }
    }
    let results = python::run(&python, &scripts);
    assert_eq!(results.len(), scripts.len());
    let mut furthest = 0f32;
    let mut broken = Vec::new();
    for ((script, ran), (_, (_, state, answer))) in scripts.iter().zip(&results).zip(&screens) {
        let found = std::panic::catch_unwind(AssertUnwindSafe(|| check(state, answer, ran)));
        match found {
            Ok(apart) => furthest = furthest.max(apart),
            Err(error) => {
                let error = error.downcast_ref::<String>().cloned().unwrap_or_default();
                broken.push(format!("=== {}: {error}", script.name));
            }
        }
    }
    println!("{} snippets, furthest apart {furthest:e}", scripts.len());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Compares everything that a script holds and prints; returns how far the furthest number is off.
fn check(state: &State, answer: &Answer, ran: &Ran) -> f32 {
    assert!(ran.error.is_none(), "{}", ran.error.as_ref().unwrap());
    if state.exhibit == ExhibitId::Tokens || answer.layers.is_empty() || answer.layers[0].n_query() == 0 {
        return tokens(answer, ran);
    }
    let is_rolled = state.exhibit == ExhibitId::Heads && answer.rollout.is_some();
    let last = answer.layers.len() - 1;
    let computed = &answer.layers[if is_rolled { last } else { state.layer.min(last) }];
    let mut furthest = 0f32;
    for (stage, tensor) in computed.iter() {
        match ran.variables.get(stage.name()) {
            Some(value) => {
                assert_eq!(value.one().dtype, "float32", "{stage:?}");
                furthest = furthest.max(same(stage.name(), value.one().tensor(), tensor));
            }
            None => assert!(may_lack(state, stage), "{stage:?} is not computed"),
        }
    }
    if is_rolled {
        let rollout = answer.rollout.as_ref().unwrap();
        furthest = furthest.max(same("rollout", ran.variables["rollout"].one().tensor(), rollout));
    }
    if let Some(right) = answer.right.first() {
        for (name, stage) in [("right_weights", Stage::Weights), ("right_output", Stage::Output)] {
            furthest = furthest.max(same(name, ran.variables[name].one().tensor(), &right[stage]));
        }
    }
    if !answer.steps.is_empty() {
        let steps = ran.variables["steps"].list();
        assert_eq!(steps.len(), answer.steps.len());
        for (theirs, ours) in steps.iter().zip(&answer.steps) {
            furthest = furthest.max(same("step", theirs.list()[0].one().tensor(), &ours.weights));
            furthest = furthest.max(same("step", theirs.list()[1].one().tensor(), &ours.output));
        }
    }
    printed(state, answer, ran);
    furthest
}

/// What a script need not have: a mask that blocks nothing, and what is inside of a function.
fn may_lack(state: &State, stage: Stage) -> bool {
    let is_masked = !state.mask.0.is_empty();
    match stage {
        Stage::Mask | Stage::MaskedScores => state.stage != stage && (!is_masked || state.exhibit == ExhibitId::Serial),
        _ => {
            state.exhibit == ExhibitId::Serial
                && stage > Stage::V
                && !matches!(stage, Stage::Weights | Stage::Output | Stage::WO | Stage::BO)
        }
    }
}

/// The same shape, the same numbers, NaN and infinities in the same places, and 0 where it is exactly 0.
fn same(name: &str, theirs: &Tensor, ours: &Tensor) -> f32 {
    assert_eq!(theirs.shape(), ours.shape(), "{name}: the shape");
    let mut furthest = 0f32;
    for (index, (&a, &b)) in theirs.data().iter().zip(ours.data()).enumerate() {
        let is_alike = if b.is_finite() { a.is_finite() } else { a == b || a.is_nan() && b.is_nan() };
        assert!(is_alike, "{name}, number {index}: {a}, the screen has {b}");
        if b.is_finite() {
            let apart = (a - b).abs() / b.abs().max(1.0);
            assert!(apart <= TOLERANCE, "{name}, number {index}: {a}, the screen has {b}");
            furthest = furthest.max(apart);
        }
        if name == "weights" && b == 0.0 {
            assert_eq!(a, 0.0, "{name}, number {index}");
        }
    }
    furthest
}

/// A script about tokens alone.
fn tokens(answer: &Answer, ran: &Ran) -> f32 {
    let list = answer.tokens.list();
    let mut numbers = vec![list.len() as f32, answer.tokens.n_distinct() as f32];
    numbers.extend(list.iter().map(|token| token.id as f32));
    numbers.extend(list.iter().flat_map(|token| [token.start as f32, token.end as f32]));
    close("tokens", &ran.numbers(), &numbers);
    0.0
}

/// What is printed, in order, number by number.
fn printed(state: &State, answer: &Answer, ran: &Ran) {
    let trace = &answer.layers[state.layer.min(answer.layers.len() - 1)];
    let head = state.head.min(trace.sizes.n_heads - 1);
    let plane = |tensor: &Tensor| tensor.plane(head.min(tensor.planes() - 1)).to_vec();
    let inspect = exhibit::by_id(state.exhibit).inspect;
    let cell = state.cell.filter(|&cell| inspect(state, answer, cell).is_some());
    let value = |trace: &Trace| {
        let cell = cell?;
        trace[cell.stage].at(if cell.stage.is_per_head() { head } else { 0 }, cell.row, cell.col)
    };
    let mut expected: Vec<f32> = Vec::new();
    match state.exhibit {
        ExhibitId::Serial if !answer.steps.is_empty() => {
            let n = answer.steps.len();
            let step = state.step.unwrap_or(n - 1).min(n - 1);
            // How far they are apart is rounding, other in every program: it is looked at, not compared.
            let lines: Vec<&str> = ran.printed.lines().take(step + 1).collect();
            for (t, line) in lines.iter().enumerate() {
                let numbers = python::numbers(&line.replace("max |Δ|", ""));
                assert!(numbers[0] == t as f32 + 1.0 && numbers[1] < 1e-6 && numbers[2] < 1e-5, "{line}");
            }
            expected.extend(plane(&answer.steps[step].weights));
            expected.extend(plane(&trace[Stage::Weights]));
            let sizes = trace.sizes;
            let cost = |t| heedmap::model::multiply_adds(sizes, t, t) as f32;
            expected.extend([(1..=n).map(cost).sum::<f32>(), cost(n)]);
            expected.extend(value(trace));
            let rest: Vec<&str> = ran.printed.lines().skip(step + 1).collect();
            return close("printed", &python::numbers(&rest.join("\n")), &expected);
        }
        ExhibitId::Breaks => {
            expected.extend(plane(&answer.right[0][Stage::Weights]));
            expected.extend(plane(&trace[Stage::Weights]));
            expected.extend(measures(state, answer));
            expected.extend(value(&answer.right[0]));
        }
        ExhibitId::Mask => {
            for stage in [Stage::Mask, trace.weighing(), Stage::Output] {
                expected.extend(plane(&trace[stage]));
            }
        }
        ExhibitId::Heads => expected.extend(plane(&trace[trace.weighing()])),
        _ if trace.get(state.stage).is_some() => expected.extend(plane(&trace[state.stage])),
        _ => expected.extend(plane(&trace[trace.weighing()])),
    }
    expected.extend(value(trace));
    if state.exhibit == ExhibitId::Heads {
        heads(&mut expected, state, answer, trace);
    }
    if ran.printed.contains("...") {
        assert!(expected.len() > 1_000, "{}", ran.printed);
        let row = ran.printed.lines().next().unwrap().split("...").next().unwrap();
        return close("printed", &python::numbers(row), &expected[..3]);
    }
    close("printed", &ran.numbers(), &expected);
}

/// What the page of heads shows beside the heads: their mean, the largest of them, and over layers rollout.
fn heads(expected: &mut Vec<f32>, state: &State, answer: &Answer, trace: &Trace) {
    let weights = &trace[Stage::Weights];
    expected.extend(weights.mean_of_planes().data());
    let size = weights.rows() * weights.cols();
    let largest = |i| (0..weights.planes()).map(|head| weights.plane(head)[i]).fold(f32::NEG_INFINITY, f32::max);
    expected.extend((0..size).map(largest));
    for panel in (exhibit::by_id(state.exhibit).panels)(state, answer) {
        match panel.figure {
            // The last two rows are the sum of the heads' shares and what it must be.
            Figure::Heatmap(figure) if panel.name == "shares" => {
                let size = (figure.values.rows() - 2) * figure.values.cols();
                expected.extend(&figure.values.data()[..size]);
            }
            Figure::Table(table) if panel.name == "change" => {
                expected.extend((1..4).flat_map(|col| column(&table, col)));
            }
            _ => {}
        }
    }
    expected.extend(answer.rollout.iter().flat_map(|rollout| rollout.data().iter().copied()));
}

/// The numbers in the table of the page, as its reader sees them: the right ones, then the wrong ones.
fn measures(state: &State, answer: &Answer) -> Vec<f32> {
    let panels = (exhibit::by_id(state.exhibit).panels)(state, answer);
    let table = panels.into_iter().find_map(|panel| match panel.figure {
        Figure::Table(table) => Some(table),
        _ => None,
    });
    [1, 2].into_iter().flat_map(|col| column(table.as_ref().unwrap(), col)).collect()
}

fn column(table: &Table, col: usize) -> Vec<f32> {
    table.rows.iter().map(|row| row[col].replace('−', "-").parse().unwrap()).collect()
}

/// As many numbers as expected, each as close as printing leaves them. Of a large matrix both libraries print the
/// corners.
fn close(name: &str, theirs: &[f32], ours: &[f32]) {
    assert_eq!(theirs.len(), ours.len(), "{name}: how many numbers there are");
    for (index, (a, b)) in theirs.iter().zip(ours).enumerate() {
        let is_alike = a == b || a.is_nan() && b.is_nan() || (a - b).abs() <= PRINTED * b.abs().max(0.1);
        assert!(is_alike, "{name}, number {index}: {a}, the screen has {b}");
    }
}
