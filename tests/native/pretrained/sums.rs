//! Every cell of every stage of every architecture: where its number comes from adds up to it.

use super::folder::{load, models};
use crate::ours::adopt;
use heedmap::engine::{Answer, Engine};
use heedmap::exhibit::{self, Exhibit, Piece};
use heedmap::model::Stage;
use heedmap::model::pretrained::{Arithmetic, Folder, Ours};
use heedmap::state::{Cell, ExhibitId, HeadOf, Language, State};
use heedmap::text::{Frame, Reader, Token};
use serde_json::Map;
use std::rc::Rc;

/// A tokenizer that gives each character a number below the vocabulary's size.
pub(super) fn characters(n_tokens: usize) -> Reader {
    let encode = move |text: &str, _: Frame| {
        let token = |(start, letter): (usize, char)| Token {
            id: letter as u32 % n_tokens as u32,
            start,
            end: start + letter.len_utf8(),
        };
        Ok(text.char_indices().map(token).collect())
    };
    Reader {
        encode: Rc::new(encode),
        piece: Rc::new(|_| None),
        n_tokens,
        mask: None,
        padding: None,
        fixed_length: None,
    }
}

/// The terms add up to the total, every operand is the number in the cell that it names, and an equation's sides are
/// equal.
fn adds_up(state: &State, answer: &Answer, name: &str) {
    let Exhibit { inspect, .. } = exhibit::by_id(ExhibitId::Model);
    let trace = &answer.layers[0];
    let head = state.head.min(trace.sizes.n_heads - 1);
    let value = |cell: Cell| trace[cell.stage].at(if cell.stage.is_per_head() { head } else { 0 }, cell.row, cell.col);
    let mut n_sums = 0;
    for (stage, tensor) in trace.iter() {
        for row in (0..tensor.rows()).step_by(1 + tensor.rows() / 7) {
            for col in (0..tensor.cols()).step_by(1 + tensor.cols() / 9) {
                let cell = Cell { stage, row, col };
                let found = inspect(state, answer, cell).unwrap_or_else(|| panic!("{name}: {cell:?}"));
                let sum = &found.sum;
                assert!(
                    sum.total.to_bits() == value(cell).unwrap().to_bits() || !sum.terms.is_empty(),
                    "{name}: {cell:?}"
                );
                let operands = sum.terms.iter().flat_map(|term| &term.factors).copied();
                let numbers = sum.lines.iter().flatten().filter_map(|piece| match piece {
                    Piece::Number(operand) => Some(*operand),
                    Piece::Text(_) => None,
                });
                for operand in operands.chain(numbers) {
                    let stands = operand.cell.map_or(Some(operand.value), value).unwrap();
                    assert_eq!(stands.to_bits(), operand.value.to_bits(), "{name}: {cell:?}");
                }
                let total: f32 = sum.terms.iter().map(|term| term.value).sum();
                let is_close = sum.terms.is_empty() || (total - sum.total).abs() < 2e-3 * sum.total.abs().max(1.0);
                assert!(is_close || total.is_nan(), "{name}: {cell:?}: {total}, {}", sum.total);
                n_sums += usize::from(!sum.terms.is_empty());
            }
        }
    }
    assert!(n_sums > 100, "{name}: {n_sums} sums");
    // A turned number is what its equation says, which has its cosine and sine as text.
    for stage in [Stage::QRotated, Stage::KRotated].into_iter().filter(|&stage| trace.get(stage).is_some()) {
        let tensor = &trace[stage];
        for (row, col) in (0..tensor.rows()).flat_map(|row| (0..tensor.cols()).map(move |col| (row, col))) {
            let found = inspect(state, answer, Cell { stage, row, col }).unwrap();
            let [line] = &found.sum.lines[..] else { panic!("{name}: {:?}", found.sum) };
            let told: Vec<f64> = line.iter().flat_map(numbers_in).collect();
            let [a, cos, b, sin, ref rest @ ..] = told[..] else { panic!("{name}: {line:?}") };
            let minus = line.iter().any(|piece| matches!(piece, Piece::Text(text) if text == " − "));
            let scale = if rest.len() > 1 { rest[0] } else { 1.0 };
            let turned = (a * cos + if minus { -b * sin } else { b * sin }) * scale;
            let off = (turned - f64::from(found.sum.total)).abs();
            assert!(off < 2e-3 * f64::from(tensor.reach()), "{name}: {line:?}: {turned}");
        }
    }
}

/// A number, or of a text the one in brackets, or the factor behind the last comma.
fn numbers_in(piece: &Piece) -> Vec<f64> {
    let read = |text: &str| text.trim().replace('\u{2212}', "-").parse::<f64>().ok();
    match piece {
        Piece::Number(operand) => vec![operand.value.into()],
        Piece::Text(text) => {
            let inside =
                text.split_once('(').and_then(|(_, rest)| rest.split_once(')')).and_then(|(inside, _)| read(inside));
            let factor = text.split_once(", · ").and_then(|(_, rest)| read(rest.trim_end_matches("= ")));
            inside.into_iter().chain(factor).collect()
        }
    }
}

#[test]
fn every_number_of_every_architecture_is_followed_to_those_it_came_from() {
    let mut n = 0;
    for folder in std::fs::read_dir(models()).unwrap().map(|folder| folder.unwrap().path()).filter(|path| path.is_dir())
    {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let model = load(&folder, &Map::new()).unwrap();
        let (n_tokens, n_layers, n_heads) =
            (model.config().vocab_size, model.config().n_layers, model.config().n_heads);
        let local = Folder::Local { name: name.clone(), files: vec![] };
        let mut engine = Engine::default();
        engine.adopt(local.clone(), model, characters(n_tokens));
        for (layer, ablated) in [(0, vec![]), (n_layers - 1, vec![(n_layers - 1, 0)])] {
            for arithmetic in [Arithmetic::Exact, Arithmetic::Fast] {
                let model = (local.clone(), arithmetic);
                check(&engine, model, "an owl", (layer, n_heads - 1), ablated.clone(), &name);
            }
        }
        n += 1;
    }
    assert!(n >= 8, "{n} models");
}

#[test]
fn every_number_of_our_models_is_followed_to_those_it_came_from() {
    for &ours in Ours::ALL {
        let mut engine = Engine::default();
        adopt(&mut engine, ours);
        check(&engine, (Folder::Ours(ours), Arithmetic::Exact), "It was too tired.", (1, 2), vec![(1, 0)], ours.slug());
    }
}

fn check(
    engine: &Engine,
    (model, arithmetic): (Folder, Arithmetic),
    text: &str,
    (layer, head): HeadOf,
    ablated: Vec<HeadOf>,
    name: &str,
) {
    let mut state = State {
        exhibit: ExhibitId::Model,
        language: Language::En,
        text: Some(text.into()),
        layer,
        head,
        ..State::default()
    };
    (state.reading.model, state.reading.ablated, state.reading.arithmetic) = (Some(model), ablated, arithmetic);
    let job = exhibit::by_id(ExhibitId::Model).job;
    let answer = engine.answer(&job(&state).unwrap(), |_| {}).unwrap();
    adds_up(&state, &answer, name);
}
