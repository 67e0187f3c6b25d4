//! Every family with random weights: attention weights, hidden states, logits; greedy continuations with a cache and
//! without. And real models, where a folder of them is named.

use super::fixture::{Fixture, Sampled, compare, continue_both_ways};
use super::folder::{load, models};
use heedmap::model::Stage;
use heedmap::model::pretrained::{Keep, LayerTrace, Model, Options, Sampling, Session, Which};
use heedmap::num::{View, matmul};
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
    println!("off by {:?} at most", compare(&models(), &cases));
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
        println!("{name}: {} cases, off by {:?} at most", cases.len(), compare(&root, &cases));
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

/// Every stage of a trace is what its neighbours say, and so what a reader can follow.
#[test]
fn stages_follow_from_each_other() {
    for name in ["bert", "roberta", "distilbert", "gpt2", "llama", "llama-biased", "mistral", "qwen2", "qwen3"] {
        let model = without_changes(name);
        let ids: &[u32] = &[3, 1, 4, 1, 5, 9, 2, 6];
        let off = vec![(0, 1)];
        let pass = model
            .run(&ids.into(), &Options { keep: Keep::all(), heads_off: off, ..Options::default() }, |_| {})
            .unwrap();
        assert_eq!(pass.layers.len(), model.config().n_layers);
        for LayerTrace { layer, heads, trace } in &pass.layers {
            let close = |what: &str, ours: &[f32], theirs: &[f32]| {
                assert_eq!(ours.len(), theirs.len(), "{name}, {what}");
                let far = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
                assert!(far < 1e-4, "{name}, layer {layer}: {what} is off by {far}");
            };
            let maps = [
                (Stage::X, Stage::WQ, Stage::BQ, Stage::Q),
                (Stage::X, Stage::WK, Stage::BK, Stage::K),
                (Stage::X, Stage::WV, Stage::BV, Stage::V),
                (Stage::Concat, Stage::WO, Stage::BO, Stage::Output),
            ];
            for (from, w, b, to) in maps {
                let is_normed = name == "qwen3" && matches!(to, Stage::Q | Stage::K);
                assert_eq!(trace.get(w).is_none(), is_normed, "{name}: {w:?}");
                let Some(w) = trace.get(w) else { continue };
                let mut sums = matmul((&trace[from]).into(), w.into()).data().to_vec();
                if let Some(b) = trace.get(b) {
                    sums.iter_mut().zip(b.data().iter().cycle()).for_each(|(sum, b)| *sum += b);
                }
                close(to.name(), trace[to].data(), &sums);
            }
            let sizes = trace.sizes;
            let d_head = sizes.d_head();
            for &head in heads {
                let part = |stage: Stage, head: usize| View::from(&trace[stage]).columns(head * d_head, d_head);
                let kv_head = sizes.kv_head(head);
                let dots = matmul(part(trace.asking(), head), part(trace.answering(), kv_head).t());
                close("qk", trace[Stage::Qk].plane(head), dots.data());
                let scores: Vec<f32> = dots.data().iter().map(|dot| dot / (d_head as f32).sqrt()).collect();
                close("scores", trace[Stage::Scores].plane(head), &scores);
                let weights = View::new(trace[Stage::Weights].plane(head), ids.len(), ids.len());
                close("heads", trace[Stage::Heads].plane(head), matmul(weights, part(Stage::V, kv_head)).data());
                let is_off = (*layer, head) == (0, 1);
                let row = &trace[Stage::Concat].row(0, 3)[head * d_head..(head + 1) * d_head];
                let output = trace[Stage::Heads].row(head, 3);
                assert!(if is_off { row.iter().all(|&value| value == 0.0) } else { row == output });
            }
        }
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
