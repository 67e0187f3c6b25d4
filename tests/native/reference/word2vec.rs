//! Word2vec against PyTorch's autograd, neighbours and trees against gensim, principal components against NumPy.

use super::{assert_close, load};
use heedmap::repr::word2vec::huffman::Tree;
use heedmap::repr::word2vec::nearest::nearest;
use heedmap::repr::word2vec::pca::plane;
use heedmap::repr::word2vec::sigmoid::Sigmoid;
use heedmap::repr::word2vec::step::{Asked, Model, Scratch, Step};
use heedmap::repr::word2vec::{Architecture, Objective};
use serde::Deserialize;
use std::collections::HashSet;

/// Absolute; float32 against autograd in float64.
const TOLERANCE: f32 = 1e-6;

#[derive(Deserialize)]
struct Fixture {
    near: Vec<Near>,
    trees: Vec<Huffman>,
    steps: Vec<Case>,
}

#[derive(Deserialize)]
struct Near {
    dimension: usize,
    vectors: Vec<f32>,
    asked: Vec<Sum>,
    stretched: Vec<f32>,
    places: Vec<f32>,
    shares: [f32; 2],
}

#[derive(Deserialize)]
struct Sum {
    positive: Vec<u32>,
    negative: Vec<u32>,
    found: Vec<(u32, f32)>,
}

#[derive(Deserialize)]
struct Huffman {
    counts: Vec<u64>,
    bits: u64,
}

#[derive(Deserialize)]
struct Case {
    objective: Objective,
    architecture: Architecture,
    dimension: usize,
    rate: f32,
    inputs: Vec<u32>,
    asked: Vec<u32>,
    wanted: Vec<f32>,
    input: Vec<f32>,
    output: Vec<f32>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
    probabilities: Vec<f32>,
    gradients: Vec<f32>,
    loss: f32,
    error: Vec<f32>,
    new_input: Vec<f32>,
    new_output: Vec<f32>,
}

#[test]
fn one_step_of_each_kind_is_autograds() {
    let Fixture { steps, .. } = load("word2vec.json");
    let kinds: HashSet<String> =
        steps.iter().map(|case| format!("{:?} {:?}", case.architecture, case.objective)).collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    for case in steps {
        let name = format!("{:?}, {:?}, d = {}", case.architecture, case.objective, case.dimension);
        let mut model = Model { dimension: case.dimension, input: case.input, output: case.output };
        let mut scratch = Scratch::new(case.dimension);
        for (&row, &wanted) in case.asked.iter().zip(&case.wanted) {
            match scratch.asked.iter_mut().find(|one| one.row == row) {
                Some(one) => one.times += 1.0,
                None => scratch.asked.push(Asked { row, wanted, times: 1.0 }),
            }
        }
        let sigmoid = Sigmoid::default();
        let step = Step::take(&mut model, &mut scratch, &case.inputs, case.objective, case.rate, &sigmoid, usize::MAX);
        assert_close(&name, &step.hidden, &case.hidden, TOLERANCE);
        assert_close(&name, &[step.loss], &[case.loss], TOLERANCE * case.loss.max(1.0));
        assert_close(&name, &step.error, &case.error, TOLERANCE);
        assert_close(&name, &model.input, &case.new_input, TOLERANCE);
        assert_close(&name, &model.output, &case.new_output, TOLERANCE);
        for candidate in &step.candidates {
            let row = candidate.vector.row;
            let at = case.asked.iter().position(|&other| other == row).unwrap();
            assert_close(&name, &[candidate.score], &[case.scores[at]], 4.0 * TOLERANCE);
            assert_close(&name, &[candidate.probability], &[case.probabilities[at]], TOLERANCE);
            assert_close(
                &name,
                &[candidate.gradient],
                &[candidate.times * case.gradients[at]],
                TOLERANCE * candidate.times,
            );
            let d = case.dimension;
            let from = row as usize * d;
            assert_close(&name, &candidate.vector.after, &case.new_output[from..from + d], TOLERANCE);
        }
    }
}

#[test]
fn neighbours_and_sums_are_gensims() {
    for case in load::<Fixture>("word2vec.json").near {
        let model = Model { dimension: case.dimension, input: case.vectors, output: vec![] };
        for sum in case.asked {
            let signed: Vec<(u32, f32)> = sum
                .positive
                .iter()
                .map(|&word| (word, 1.0))
                .chain(sum.negative.iter().map(|&word| (word, -1.0)))
                .collect();
            let found = nearest(&model, &signed, 5);
            for (found, (word, cosine)) in found.iter().zip(sum.found) {
                assert_eq!(found.word, word);
                assert!((found.cosine - cosine).abs() < 1e-6, "{} {cosine}", found.cosine);
            }
        }
        let found = plane(&case.stretched, case.dimension);
        let places: Vec<f32> = found.places.into_iter().flatten().collect();
        assert_close("principal components", &places, &case.places, 5e-3);
        assert_close("shares", &found.shares, &case.shares, 1e-4);
    }
}

#[test]
fn trees_are_as_short_as_gensims() {
    for Huffman { counts, bits } in load::<Fixture>("word2vec.json").trees {
        let tree = Tree::new(&counts);
        let found: u64 =
            counts.iter().enumerate().map(|(word, count)| count * tree.way(word as u32).len() as u64).sum();
        assert_eq!(found, bits, "{counts:?}");
    }
}
