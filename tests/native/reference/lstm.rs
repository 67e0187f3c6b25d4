//! LSTM layers, their gradients and the training of a bidirectional language model against PyTorch.

use super::{assert_close, load};
use heedmap::num::random::{key, uniform};
use heedmap::repr::elmo::BiLm;
use heedmap::repr::lstm::{Cell, Direction, Optimizer, backward};
use serde::Deserialize;

/// Of outputs, and of what training steps leave.
const TOLERANCE: f32 = 1e-5;
const TRAINED: f32 = 1e-4;

#[derive(Deserialize)]
struct Fixture {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Case {
    Layer(Layer),
    Training(Training),
}

#[derive(Deserialize)]
struct Layer {
    seed: u64,
    n: usize,
    d_in: usize,
    d: usize,
    scale: f32,
    output: Vec<f32>,
    cells: Vec<f32>,
    dx: Vec<f32>,
    gradients: Vec<Vec<f32>>,
}

#[derive(Deserialize)]
struct Training {
    seed: u64,
    vocab_size: usize,
    d: usize,
    scale: f32,
    sentences: Vec<Vec<u32>>,
    optimizer: String,
    rate: f32,
    losses: Vec<(f64, f64)>,
    weights: Vec<Vec<f32>>,
}

fn drawn(seed: u64, stream: u64, scale: f32, n: usize) -> Vec<f32> {
    uniform(key(seed, stream), n, scale)
}

fn filled(mut cell: Cell, seed: u64, first: u64, scale: f32) -> Cell {
    for (part, stream) in cell.parts_mut().into_iter().zip(first..) {
        *part = drawn(seed, stream, scale, part.len());
    }
    cell
}

#[test]
fn layers_are_those_of_torch_in_both_directions() {
    let mut n_numbers = 0;
    for case in load::<Fixture>("lstm.json").cases {
        let Case::Layer(Layer { seed, n, d_in, d, scale, output, cells, dx, gradients }) = case else { continue };
        let x = drawn(seed, 0, 1.0, n * d_in);
        let by_output = drawn(seed, 9, 1.0, n * 2 * d);
        let mut found_dx = vec![0.0; n * d_in];
        for (&direction, first) in Direction::ALL.iter().zip([1, 5]) {
            let name = format!("seed {seed}, {n} x {d_in} to {d}, {scale}, {direction:?}");
            let side = direction as usize;
            let columns = |all: &[f32]| -> Vec<f32> {
                all.chunks(2 * d).flat_map(|row| row[side * d..(side + 1) * d].to_vec()).collect()
            };
            let cell = filled(Cell::zeros(d_in, d), seed, first, scale);
            let run = cell.run(&x, direction);
            assert_close(&name, &run.h, &columns(&output), TOLERANCE);
            assert_close(&name, &run.c, &cells[side * n * d..(side + 1) * n * d], TOLERANCE);
            let mut gradient = Cell::zeros(d_in, d);
            let part = backward(&cell, &x, &run, direction, &columns(&by_output), &mut gradient);
            found_dx.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
            for (got, expected) in gradient.parts_mut().into_iter().zip(gradients.iter().skip(4 * side)) {
                assert_close(&format!("{name}, gradients"), got, expected, TRAINED);
            }
            n_numbers += 2 * n * d;
        }
        assert_close(&format!("seed {seed}, by the input"), &found_dx, &dx, TRAINED);
    }
    assert!(n_numbers > 4_000, "{n_numbers}");
}

#[test]
fn training_steps_are_those_of_torch() {
    let mut n_cases = 0;
    for case in load::<Fixture>("lstm.json").cases {
        let Case::Training(case) = case else { continue };
        let Training { seed, vocab_size, d, scale, .. } = case;
        let mut model = BiLm::zeros(vocab_size, d);
        for (part, stream) in model.parts_mut().into_iter().zip(0..) {
            *part = drawn(seed, stream, scale, part.len());
        }
        let sentences: Vec<&[u32]> = case.sentences.iter().map(Vec::as_slice).collect();
        let optimizer = if case.optimizer == "adam" { Optimizer::Adam } else { Optimizer::Sgd };
        let name = format!("seed {seed}, {} at {}", case.optimizer, case.rate);
        let lesson = model.learn(&sentences, (optimizer, case.rate, case.losses.len() - 1), |_| {});
        let flat = |losses: &[(f64, f64)]| losses.iter().flat_map(|&(a, b)| [a as f32, b as f32]).collect::<Vec<_>>();
        assert_close(&format!("{name}, losses"), &flat(&lesson.losses), &flat(&case.losses), TRAINED);
        for (got, expected) in model.parts_mut().into_iter().zip(&case.weights) {
            assert_close(&name, got, expected, TRAINED);
        }
        n_cases += 1;
    }
    assert_eq!(n_cases, 9);
}
