//! Every family with random weights: attention weights, hidden states, logits; greedy continuations with a cache and
//! without.

use super::folder::{load, models};
use heedmap::model::pretrained::{Input, Keep, Model, Options, Sampling, Session, Which};
use heedmap::model::{Mask, Rule, Stage};
use heedmap::num::Tensor;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Of every attention weight, against transformers in float32.
const WEIGHTS: f32 = 1e-4;
/// Of logits and hidden states, relative to the largest of the tensor.
const RELATIVE: f32 = 1e-3;

#[derive(Deserialize)]
struct Fixture {
    greedy: Vec<Greedy>,
    samplings: Vec<Sampled>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Greedy {
    model: String,
    prompt: Vec<u32>,
    continued: Vec<u32>,
}

#[derive(Deserialize)]
struct Sampled {
    temperature: f32,
    top_k: usize,
    top_p: f32,
    logits: Vec<f32>,
    probabilities: Vec<f32>,
}

#[derive(Deserialize)]
struct Case {
    model: String,
    config: Map<String, Value>,
    ids: Vec<u32>,
    #[serde(default)]
    token_type_ids: Vec<u32>,
    #[serde(default)]
    attention_mask: Vec<u32>,
    heads_off: Vec<(usize, usize)>,
    weights: Vec<Place>,
    hidden: Vec<Place>,
    logits: Place,
}

/// Where every `stride`-th number of a tensor stands in `models.bin`, counted in numbers.
#[derive(Deserialize)]
struct Place {
    offset: usize,
    shape: Vec<usize>,
    stride: usize,
}

fn fixture() -> Fixture {
    serde_json::from_slice(&std::fs::read(models().join("models.json")).unwrap()).unwrap()
}

fn numbers() -> Vec<f32> {
    let bytes = std::fs::read(models().join("models.bin")).unwrap();
    bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)).collect()
}

fn without_changes(model: &str) -> Model {
    load(&models().join(model), &Map::new()).unwrap()
}

/// The furthest that a number is from the expected one.
fn furthest(case: &str, ours: &Tensor, place: &Place, numbers: &[f32]) -> f32 {
    assert_eq!(ours.shape(), place.shape, "{case}");
    let ours = ours.data().iter().step_by(place.stride);
    let theirs = &numbers[place.offset..place.offset + ours.len()];
    let far = |(a, b): (&f32, &f32)| if (a - b).is_nan() { f32::INFINITY } else { (a - b).abs() };
    ours.zip(theirs).map(far).fold(0.0, f32::max)
}

#[test]
fn every_family_is_transformers() {
    let (fixture, numbers) = (fixture(), numbers());
    assert!(fixture.cases.len() > 80, "only {} cases", fixture.cases.len());
    let mut most = (0f32, 0f32);
    for (index, case) in fixture.cases.iter().enumerate() {
        let model = load(&models().join(&case.model), &case.config).unwrap();
        let name = format!("case {index}, {}, {} tokens, {:?}", case.model, case.ids.len(), case.config);
        let length = case.attention_mask.iter().sum::<u32>() as usize;
        let mask = (length > 0).then(|| Mask(vec![Rule::Padding { length }]));
        let options = Options { mask, heads_off: case.heads_off.clone(), keep: Keep::all() };
        let input = Input { ids: case.ids.clone(), segments: case.token_type_ids.clone() };
        let pass = model.run(&input, &options, |_| {}).unwrap();
        assert_eq!(pass.layers.len(), case.weights.len(), "{name}");
        for (layer, place) in pass.layers.iter().zip(&case.weights) {
            let far = furthest(&name, &layer.trace[Stage::Weights], place, &numbers);
            assert!(far <= WEIGHTS, "{name}, layer {}: weights are off by {far}", layer.layer);
            most.0 = most.0.max(far);
        }
        let last = pass.hidden.len() - 1;
        let logits = model.logits(&pass.last).unwrap();
        // transformers' last hidden state is the one after the last norm.
        let hidden = pass.hidden[..last].iter().chain([&pass.last]).chain([&logits]);
        for (tensor, place) in hidden.zip(case.hidden.iter().chain([&case.logits])) {
            let far = furthest(&name, tensor, place, &numbers) / tensor.reach();
            assert!(far <= RELATIVE, "{name}: {:?} is off by {far} of its largest", place.shape);
            most.1 = most.1.max(far);
        }
    }
    println!("furthest: weights {}, hidden states and logits {} of the largest", most.0, most.1);
}

#[test]
fn continuations_are_transformers_with_a_cache_and_without() {
    let greedy = fixture().greedy;
    let families: BTreeSet<&str> = greedy.iter().map(|greedy| greedy.model.as_str()).collect();
    assert!(families.len() >= 5, "{families:?}");
    for Greedy { model: name, prompt, continued } in greedy {
        let model = without_changes(&name);
        let options = Options::default();
        let likeliest = |last: &Tensor, position| {
            let logits = model.logits(last).unwrap();
            Sampling::default().choose(logits.row(0, logits.rows() - 1), position).unwrap()
        };
        let mut session = Session::default();
        let mut new = prompt.clone();
        let mut whole = prompt.clone();
        while whole.len() < continued.len() {
            let cached = likeliest(&session.read(&model, &new, &options).unwrap().last, whole.len());
            let pass = model.run(&whole.as_slice().into(), &options, |_| {}).unwrap();
            assert_eq!(cached, likeliest(&pass.last, whole.len()), "{name}: token {}", whole.len());
            whole.push(cached);
            new = vec![cached];
        }
        assert_eq!(whole, continued, "{name}");
        assert_eq!(continued.len() - prompt.len(), 50);
        let sizes = model.config().sizes();
        assert_eq!(session.cached_numbers(), session.ids().len() * 2 * sizes.kv_dim() * sizes.n_layers);
    }
}

#[test]
fn a_text_read_in_pieces_is_the_text_read_at_once() {
    for name in ["gpt2", "llama", "llama-biased", "mistral", "qwen2", "qwen3"] {
        let model = without_changes(name);
        let ids: Vec<u32> = (0..40).map(|i| (i * i + 3) % 50).collect();
        let keep = Keep { layers: Which::All, heads: Which::Only(vec![1]), ..Keep::default() };
        let options = Options { keep, ..Options::default() };
        let whole = model.run(&ids.as_slice().into(), &options, |_| {}).unwrap();
        let mut session = Session::default();
        let mut at = 0;
        for length in [5, 1, 1, 20, 13] {
            let pass = session.read(&model, &ids[at..at + length], &options).unwrap();
            for row in 0..length {
                let close = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4);
                assert!(close(pass.last.row(0, row), whole.last.row(0, at + row)), "{name}: token {}", at + row);
                for (layer, all) in pass.layers.iter().zip(&whole.layers) {
                    let weights = &layer.trace[Stage::Weights];
                    assert_eq!((weights.planes(), weights.cols()), (1, at + length));
                    let all = all.trace[Stage::Weights].row(0, at + row);
                    assert!(close(weights.row(0, row), &all[..at + length]), "{name}: weights of token {}", at + row);
                }
            }
            at += length;
        }
        assert_eq!((session.ids(), at), (&ids[..], ids.len()));
    }
}

#[test]
fn what_is_left_to_sample_from_is_transformers() {
    let samplings = fixture().samplings;
    assert!(samplings.len() >= 20);
    for (index, sampled) in samplings.iter().enumerate() {
        let &Sampled { temperature, top_k, top_p, ref logits, ref probabilities } = sampled;
        let candidates = Sampling { temperature, top_k, top_p, seed: 0 }.candidates(logits);
        let left = probabilities.iter().filter(|&&probability| probability > 0.0).count();
        assert_eq!(candidates.len(), left, "{index}");
        for candidate in candidates {
            let expected = probabilities[candidate.id as usize];
            assert!((candidate.probability - expected).abs() < 1e-6, "{index}: {candidate:?}, expected {expected}");
        }
    }
}
