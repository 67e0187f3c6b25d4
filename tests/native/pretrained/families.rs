//! Every family with random weights: attention weights, hidden states, logits; greedy continuations with a cache and
//! without. And real models, where a folder of them is named.

use super::fixture::{Fixture, Sampled, compare, continue_both_ways};
use super::folder::{load, models};
use heedmap::model::Stage;
use heedmap::model::pretrained::{Keep, Model, Options, Sampling, Session, Which};
use serde_json::Map;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn without_changes(model: &str) -> Model {
    load(&models().join(model), &Map::new()).unwrap()
}

#[test]
fn every_family_is_transformers() {
    let cases = Fixture::read(&models()).cases;
    assert!(cases.len() > 80, "only {} cases", cases.len());
    compare(&models(), &cases);
}

#[test]
fn continuations_are_transformers_with_a_cache_and_without() {
    let greedy = Fixture::read(&models()).greedy;
    let families: BTreeSet<&str> = greedy.iter().map(|greedy| greedy.model.as_str()).collect();
    assert!(families.len() >= 5, "{families:?}");
    for greedy in &greedy {
        assert_eq!(greedy.continued.len() - greedy.prompt.len(), 50);
        continue_both_ways(&without_changes(&greedy.model), greedy);
    }
}

/// `HEEDMAP_MODELS` names a folder that `real.py` has looked at.
#[test]
fn real_models_are_transformers() {
    let Some(root) = std::env::var_os("HEEDMAP_MODELS").map(PathBuf::from) else {
        println!("skipped: HEEDMAP_MODELS names no folder");
        return;
    };
    let fixture = Fixture::read(&root);
    for name in fixture.cases.iter().map(|case| case.model.as_str()).collect::<BTreeSet<_>>() {
        let (cases, _): (Vec<_>, Vec<_>) = Fixture::read(&root).cases.into_iter().partition(|case| case.model == name);
        println!("{name}: {} cases", cases.len());
        compare(&root, &cases);
    }
    for greedy in &fixture.greedy {
        continue_both_ways(&load(&root.join(&greedy.model), &Map::new()).unwrap(), greedy);
        println!("{}: {} tokens continued", greedy.model, greedy.continued.len() - greedy.prompt.len());
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
    let samplings = Fixture::read(&models()).samplings;
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
