//! What transformers computed, and how ours is held against it.

use super::folder::load;
use heedmap::model::pretrained::{Input, Keep, Model, Options, Sampling, Session};
use heedmap::model::{Mask, Rule, Stage};
use heedmap::num::Tensor;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::path::Path;

/// Of every attention weight, against transformers in float32.
pub(super) const WEIGHTS: f32 = 1e-4;
/// Of logits and hidden states, relative to the largest of the tensor.
pub(super) const RELATIVE: f32 = 1e-3;

#[derive(Deserialize)]
pub(super) struct Fixture {
    pub(super) greedy: Vec<Greedy>,
    pub(super) samplings: Vec<Sampled>,
    pub(super) cases: Vec<Case>,
}

#[derive(Deserialize)]
pub(super) struct Greedy {
    pub(super) model: String,
    pub(super) prompt: Vec<u32>,
    pub(super) continued: Vec<u32>,
}

#[derive(Deserialize)]
pub(super) struct Sampled {
    pub(super) temperature: f32,
    pub(super) top_k: usize,
    pub(super) top_p: f32,
    pub(super) logits: Vec<f32>,
    pub(super) probabilities: Vec<f32>,
}

#[derive(Deserialize)]
pub(super) struct Case {
    pub(super) model: String,
    config: Map<String, Value>,
    ids: Vec<u32>,
    #[serde(default)]
    token_type_ids: Vec<u32>,
    #[serde(default)]
    attention_mask: Vec<u32>,
    heads_off: Vec<(usize, usize)>,
    weights: Vec<Place>,
    hidden: Vec<Place>,
    logits: Option<Place>,
    lens: Option<Place>,
}

/// Where every `stride`-th number of a tensor stands in `models.bin`, counted in numbers.
#[derive(Deserialize)]
pub(super) struct Place {
    offset: usize,
    shape: Vec<usize>,
    stride: usize,
}

impl Fixture {
    pub(super) fn read(root: &Path) -> Self {
        serde_json::from_slice(&std::fs::read(root.join("models.json")).unwrap()).unwrap()
    }
}

/// The furthest that a number is from the expected one.
fn furthest(case: &str, ours: &Tensor, place: &Place, numbers: &[f32]) -> f32 {
    assert_eq!(ours.shape(), place.shape, "{case}");
    let ours = ours.data().iter().step_by(place.stride);
    let theirs = &numbers[place.offset..place.offset + ours.len()];
    let far = |(a, b): (&f32, &f32)| if (a - b).is_nan() { f32::INFINITY } else { (a - b).abs() };
    ours.zip(theirs).map(far).fold(0.0, f32::max)
}

/// Runs every case with the models in a folder: attention weights, hidden states, logits. How far weights were off, and,
/// relative to their largest, the others.
pub(super) fn compare(root: &Path, cases: &[Case]) -> (f32, f32) {
    let bytes = std::fs::read(root.join("models.bin")).unwrap();
    let numbers: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)).collect();
    let mut most = (0f32, 0f32);
    for (index, case) in cases.iter().enumerate() {
        let model = load(&root.join(&case.model), &case.config).unwrap();
        let name = format!("case {index}, {}, {} tokens, {:?}", case.model, case.ids.len(), case.config);
        let length = case.attention_mask.iter().sum::<u32>() as usize;
        let mask = (length > 0).then(|| Mask(vec![Rule::Padding { length }]));
        let heads_off = case.heads_off.clone();
        let options = Options { mask, heads_off, keep: Keep::all(), ..Options::default() };
        let input = Input { ids: case.ids.clone(), segments: case.token_type_ids.clone() };
        let pass = model.run(&input, &options, |_| {}).unwrap();
        assert_eq!(pass.layers.len(), case.weights.len(), "{name}");
        for (layer, place) in pass.layers.iter().zip(&case.weights) {
            let far = furthest(&name, &layer.trace[Stage::Weights], place, &numbers);
            assert!(far <= WEIGHTS, "{name}, layer {}: weights are off by {far}", layer.layer);
            most.0 = most.0.max(far);
        }
        // transformers' last hidden state is the one after the last norm.
        let last = pass.hidden.len() - 1;
        let logits = model.logits(&pass.last);
        assert_eq!(logits.is_some(), case.logits.is_some(), "{name}: whether it predicts");
        assert_eq!(case.lens.is_some(), case.logits.is_some(), "{name}");
        assert_eq!((pass.hidden.len(), last), (case.hidden.len(), model.config().n_layers), "{name}");
        let lens = model.lens(&pass.hidden[0]);
        let ours = pass.hidden[..last].iter().chain([&pass.last]).chain(&logits).chain(&lens);
        for (tensor, place) in ours.zip(case.hidden.iter().chain(&case.logits).chain(&case.lens)) {
            let far = furthest(&name, tensor, place, &numbers) / tensor.reach();
            assert!(far <= RELATIVE, "{name}: {:?} is off by {far} of its largest", place.shape);
            most.1 = most.1.max(far);
        }
    }
    most
}

/// The likeliest token after the last row of a pass.
pub(super) fn likeliest(model: &Model, last: &Tensor, position: usize) -> u32 {
    let row = Tensor::matrix(1, last.cols(), last.row(0, last.rows() - 1).to_vec());
    Sampling::default().choose(model.logits(&row).unwrap().data(), position).unwrap()
}

/// Continues a prompt by the likeliest token again and again, with a cache and without.
pub(super) fn continue_both_ways(model: &Model, Greedy { model: name, prompt, continued }: &Greedy) {
    let options = Options::default();
    let mut session = Session::default();
    let mut new = prompt.clone();
    let mut whole = prompt.clone();
    while whole.len() < continued.len() {
        let cached = likeliest(model, &session.read(model, &new, &options).unwrap().last, whole.len());
        let pass = model.run(&whole.as_slice().into(), &options, |_| {}).unwrap();
        assert_eq!(cached, likeliest(model, &pass.last, whole.len()), "{name}: token {}", whole.len());
        whole.push(cached);
        new = vec![cached];
    }
    assert_eq!(whole, *continued, "{name}");
    let sizes = model.config().sizes();
    assert_eq!(session.cached_numbers(), session.ids().len() * 2 * sizes.kv_dim() * sizes.n_layers);
}
