//! Multi-head attention against PyTorch, 38 configurations, one of them step by step.

use super::{assert_close, assert_same, load, path};
use heedmap::model::{Config, Mask, Model, Sizes, Stage, Trace, attend};
use heedmap::num::{Tensor, random};
use serde::Deserialize;
use std::collections::BTreeMap;

const TOLERANCE: f32 = 1e-5;

#[derive(Deserialize)]
struct Fixture {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    n_tokens: usize,
    d_model: usize,
    n_heads: usize,
    causal: bool,
    seed: u64,
    x_first: Vec<f32>,
    w_q_first: Vec<f32>,
    weights: Place,
    output: Place,
    steps: Option<BTreeMap<String, Step>>,
}

/// Where a tensor stands in `attention.bin`, counted in numbers.
#[derive(Deserialize)]
struct Place {
    offset: usize,
    shape: Vec<usize>,
}

#[derive(Deserialize)]
struct Step {
    shape: Vec<usize>,
    values: Vec<f32>,
}

#[test]
fn weights_and_outputs_are_pytorchs() {
    let numbers = numbers();
    let cases = load::<Fixture>("attention.json").cases;
    assert!(cases.len() >= 20, "only {} configurations", cases.len());
    for case in cases {
        let (name, trace) = (case.name(), case.run());
        for (what, tensor, place) in
            [("weights", &trace[Stage::Weights], &case.weights), ("output", &trace[Stage::Output], &case.output)]
        {
            let name = format!("{name}: {what}");
            let size: usize = place.shape.iter().product();
            assert_eq!(tensor.shape(), place.shape, "{name}: shape");
            assert_close(&name, tensor.data(), &numbers[place.offset..][..size], TOLERANCE);
        }
    }
}

#[test]
fn blocked_weights_are_exactly_zero() {
    let causal: Vec<Case> = load::<Fixture>("attention.json").cases.into_iter().filter(|case| case.causal).collect();
    assert!(causal.len() >= 10, "only {} causal configurations", causal.len());
    for case in causal {
        let (name, trace) = (case.name(), case.run());
        for head in 0..case.n_heads {
            for query in 0..case.n_tokens {
                for key in query + 1..case.n_tokens {
                    let weight = trace[Stage::Weights].at(head, query, key);
                    assert_eq!(weight, Some(0.0), "{name}: head {head}, query {query}, key {key}");
                }
            }
        }
    }
}

/// The expected `scores` are those before the mask, as everywhere in Heedmap.
#[test]
fn every_step_is_pytorchs() {
    let cases = load::<Fixture>("attention.json").cases;
    let with_steps: Vec<&Case> = cases.iter().filter(|case| case.steps.is_some()).collect();
    assert_eq!(with_steps.len(), 1, "cases with their steps");
    for case in with_steps {
        let (name, trace) = (case.name(), case.run());
        let steps = case.steps.as_ref().unwrap();
        assert_eq!(steps.len(), 12, "{name}: steps");
        for (step, expected) in steps {
            let name = format!("{name}: {step}");
            let tensor = &trace[stage(step)];
            assert_eq!(tensor.shape(), expected.shape, "{name}: shape");
            assert_close(&name, tensor.data(), &expected.values, TOLERANCE);
        }
    }
}

/// The inputs are no part of the fixture, only their first numbers: both sides make them from the seed.
#[test]
fn inputs_are_made_from_the_seed_alike() {
    for case in load::<Fixture>("attention.json").cases {
        let (name, made) = (case.name(), case.input());
        let first = |tensor: &Tensor| tensor.data()[..tensor.data().len().min(8)].to_vec();
        assert_same(&format!("{name}: x"), &first(&made[Stage::X]), &case.x_first);
        assert_same(&format!("{name}: w_q"), &first(&made[Stage::WQ]), &case.w_q_first);
        // A reader's seed has 32 bits; for those the page's own matrices must be these.
        if let Ok(seed) = u32::try_from(case.seed) {
            let mut config = Config::new(Sizes::new(case.d_model, case.n_heads)).unwrap();
            config.seed = seed;
            let own = &Model::new(&config, &["a"], None).run(&Mask::default(), |_| {})[0];
            for stage in [Stage::WQ, Stage::WK, Stage::WV, Stage::WO] {
                assert_same(&format!("{name}: {stage:?} of a Model"), own[stage].data(), made[stage].data());
            }
        }
    }
}

impl Case {
    fn name(&self) -> String {
        let Self { n_tokens, d_model, n_heads, causal, seed, .. } = self;
        format!("n_tokens {n_tokens}, d_model {d_model}, n_heads {n_heads}, causal {causal}, seed {seed}")
    }

    /// X and the matrices, from a seed of 64 bits.
    fn input(&self) -> Trace {
        let d = self.d_model;
        let scale = (6.0 / (d + d) as f64).sqrt() as f32;
        let mut input = Trace::new(Sizes::new(d, self.n_heads));
        let x = random::uniform(random::key(self.seed, 5), self.n_tokens * d, 3f32.sqrt());
        input.set(Stage::X, Tensor::matrix(self.n_tokens, d, x));
        for (stage, stream) in [(Stage::WQ, 1), (Stage::WK, 2), (Stage::WV, 3), (Stage::WO, 4)] {
            let values = random::uniform(random::key(self.seed, stream), d * d, scale);
            input.set(stage, Tensor::matrix(d, d, values));
        }
        input
    }

    fn run(&self) -> Trace {
        let mask = if self.causal { Mask::causal() } else { Mask::default() };
        let config = Config::new(Sizes::new(self.d_model, self.n_heads)).unwrap();
        attend(&config, &mask, 0, self.input(), |_| {})
    }
}

fn stage(name: &str) -> Stage {
    name.parse().unwrap_or_else(|_| panic!("the fixture's step «{name}» is no stage of the trace"))
}

fn numbers() -> Vec<f32> {
    let bytes = std::fs::read(path("attention.bin")).unwrap();
    bytes.chunks_exact(4).map(|four| f32::from_le_bytes(four.try_into().unwrap())).collect()
}
