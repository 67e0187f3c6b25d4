//! A pass in bytes: near an exact one, in every architecture; and the layer that is looked at, which is worked out exactly
//! from what the fast ones handed on.

use super::folder::{load, models};
use crate::ours::adopt;
use heedmap::engine::{Answer, Ask, Engine, Loss, Reading, Run};
use heedmap::model::Stage;
use heedmap::model::pretrained::{Arithmetic, Folder, Keep, Model, Options, Ours, Pass};
use serde_json::Map;
use std::path::PathBuf;

/// The most that a weight may be off on average over all maps of a text: 13 tokens have weights of 8·10⁻² on average.
const MEAN: f32 = 1e-2;

fn pass(model: &Model, ids: &[u32], arithmetic: Arithmetic) -> Pass {
    model.run(&ids.into(), &Options { arithmetic, keep: Keep::all(), ..Options::default() }, |_| {}).unwrap()
}

/// Mean and largest distance.
fn far(a: &[f32], b: &[f32]) -> (f32, f32) {
    assert_eq!(a.len(), b.len());
    let far: Vec<f32> = a.iter().zip(b).map(|(a, b)| (a - b).abs()).collect();
    (far.iter().sum::<f32>() / far.len() as f32, far.into_iter().fold(0.0, f32::max))
}

#[test]
fn every_architecture_is_near_its_exact_self() {
    let ours = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/models");
    let folders = [models(), ours].into_iter().flat_map(|root| std::fs::read_dir(root).unwrap());
    let mut n = 0;
    for folder in folders.map(|folder| folder.unwrap().path()).filter(|path| path.is_dir()) {
        let model = load(&folder, &Map::new()).unwrap();
        let ids: Vec<u32> = (0..13).map(|place| (place * 7 + 3) % model.config().vocab_size as u32).collect();
        let (exact, fast) = (pass(&model, &ids, Arithmetic::Exact), pass(&model, &ids, Arithmetic::Fast));
        assert_eq!((exact.arithmetic, fast.arithmetic), (Arithmetic::Exact, Arithmetic::Fast));
        let weights = |pass: &Pass| -> Vec<f32> {
            pass.layers.iter().flat_map(|layer| layer.trace[Stage::Weights].data().to_vec()).collect()
        };
        let (mean, most) = far(&weights(&exact), &weights(&fast));
        println!("{}: {mean:.1e} on average, {most:.1e} at most", folder.display());
        assert!(mean > 0.0 && mean < MEAN, "{}: {mean}, {most}", folder.display());
        // What it was before it was fast is still there.
        assert_eq!(weights(&pass(&model, &ids, Arithmetic::Exact)), weights(&exact));
        n += 1;
    }
    assert!(n >= 12, "{n} models");
}

fn ask(reading: Reading) -> Ask {
    let model = Some(Folder::Ours(Ours::EnDecoder));
    Ask { texts: vec!["The owl saw the owl, and the owl saw nothing.".into()], model, ..Ask::new(Run::Read(reading)) }
}

#[test]
fn the_layer_that_is_looked_at_is_exact_on_what_fast_layers_hand_on() {
    let mut engine = Engine::default();
    adopt(&mut engine, Ours::EnDecoder);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/models/en-decoder");
    let model = load(&folder, &Map::new()).unwrap();
    let answer = |layer, arithmetic| -> Answer {
        engine.answer(&ask(Reading { layer, arithmetic, ..Reading::default() }), |_| {}).unwrap()
    };
    let losses = |answer: &Answer| answer.read.as_ref().unwrap().found.as_ref().unwrap().losses.clone();
    for layer in [2, 0, 2, 3] {
        let (exact, fast) = (answer(layer, Arithmetic::Exact), answer(layer, Arithmetic::Fast));
        let ids: Vec<u32> = fast.tokens.list().iter().map(|token| token.id).collect();
        let whole = pass(&model, &ids, Arithmetic::Fast);
        let options = Options { keep: Keep::all(), ..Options::default() };
        let (_, here) = model.layer(layer, &whole.hidden[layer], &options);
        for (stage, tensor) in here.unwrap().trace.iter() {
            assert_eq!(tensor.data(), fast.layers[0][stage].data(), "{stage:?}");
        }
        assert_eq!(losses(&exact), None);
        let (shown, mask) = (&fast.layers[0][Stage::Weights], fast.layers[0][Stage::Mask].data());
        let allowed = |plane: &[f32]| -> Vec<f32> {
            plane.iter().zip(mask).filter(|(_, added)| **added == 0.0).map(|(weight, _)| *weight).collect()
        };
        let losses = losses(&fast).unwrap();
        assert_eq!(losses.len(), shown.planes());
        for (head, &Loss { mean, most }) in losses.iter().enumerate() {
            let theirs = exact.layers[0][Stage::Weights].plane(head);
            let (plain_mean, plain_most) = far(&allowed(shown.plane(head)), &allowed(theirs));
            assert!((mean - plain_mean).abs() < 1e-7 && most == plain_most, "layer {layer}, head {head}");
            assert_eq!(most > 0.0, layer > 0, "before the first layer nothing is in bytes");
        }
        // The small pictures are of the fast pass itself.
        let found = fast.read.unwrap().found.unwrap();
        assert_eq!(found.numbers.maps[layer].data(), whole.layers[layer].trace[Stage::Weights].data());
    }
}
