//! Folders that are not quite what they should be: other names for the same tensors, and everything that may be wrong.

use super::folder::{config_json, files, models};
use heedmap::engine::{FolderFault, Loading};
use heedmap::file::safetensors::SafetensorsError;
use heedmap::model::pretrained::{Config, Input, LoadFault, Model, Options, RunFault};
use heedmap::num::Tensor;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde_json::Map;
use std::collections::BTreeMap;
use std::fs;

/// A tensor as it will be written again.
struct Stored {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

/// All tensors of a model, by name.
fn tensors(name: &str) -> BTreeMap<String, Stored> {
    let mut all = BTreeMap::new();
    for file in files(&models().join(name)) {
        let bytes = fs::read(models().join(name).join(file)).unwrap();
        for (name, view) in SafeTensors::deserialize(&bytes).unwrap().tensors() {
            let stored = Stored { dtype: view.dtype(), shape: view.shape().to_vec(), bytes: view.data().to_vec() };
            all.insert(name, stored);
        }
    }
    all
}

fn written(tensors: &BTreeMap<String, Stored>) -> Vec<u8> {
    let mut views = Vec::new();
    for (name, Stored { dtype, shape, bytes }) in tensors {
        views.push((name.clone(), TensorView::new(*dtype, shape.clone(), bytes).unwrap()));
    }
    safetensors::serialize(views, None).unwrap()
}

fn load(name: &str, file: &[u8]) -> Result<Model, FolderFault> {
    let mut loading = Loading::new(&config_json(&models().join(name), &Map::new()), u64::MAX)?;
    loading.open("model.safetensors");
    loading.push(file)?;
    loading.close()?;
    loading.finish()
}

fn last(model: &Model) -> Tensor {
    let ids: &[u32] = &[3, 4, 5];
    model.run(&ids.into(), &Options::default(), |_| {}).unwrap().last
}

/// The model as it is saved, and with its tensors changed.
fn changed(name: &str, change: impl Fn(&mut BTreeMap<String, Stored>)) -> (Model, Result<Model, FolderFault>) {
    let mut all = tensors(name);
    let plain = load(name, &written(&all)).unwrap();
    change(&mut all);
    (plain, load(name, &written(&all)))
}

fn renamed(from: &'static str, to: &'static str) -> impl Fn(&mut BTreeMap<String, Stored>) {
    move |all| {
        let names: Vec<String> = all.keys().filter(|name| name.contains(from)).cloned().collect();
        assert!(!names.is_empty());
        for name in names {
            let stored = all.remove(&name).unwrap();
            all.insert(name.replacen(from, to, 1), stored);
        }
    }
}

#[test]
fn a_prefix_may_be_missing() {
    let prefixes = [("bert", "bert."), ("roberta", "roberta."), ("distilbert", "distilbert.")];
    for (name, prefix) in prefixes.into_iter().chain([("gpt2", "transformer."), ("llama", "model.")]) {
        let (plain, other) = changed(name, renamed(prefix, ""));
        assert_eq!(last(&plain).data(), last(&other.unwrap()).data(), "{name}");
    }
    for (new, old) in [("LayerNorm.weight", "LayerNorm.gamma"), ("LayerNorm.bias", "LayerNorm.beta")] {
        let (plain, other) = changed("bert", renamed(new, old));
        assert_eq!(last(&plain).data(), last(&other.unwrap()).data());
    }
}

#[test]
fn without_its_head_an_encoder_predicts_nothing() {
    let (plain, bare) = changed("bert", |all| all.retain(|name, _| name.starts_with("bert.")));
    let bare = bare.unwrap();
    assert_eq!(last(&plain).data(), last(&bare).data());
    assert!(plain.logits(&last(&plain)).is_some() && bare.logits(&last(&bare)).is_none());
}

#[test]
fn what_nobody_asked_for_is_left_alone() {
    let (plain, other) = changed("bert", |all| {
        let ids = Stored { dtype: Dtype::I64, shape: vec![1, 2], bytes: vec![1; 16] };
        all.insert("bert.embeddings.position_ids".into(), ids);
        let nan = Stored { dtype: Dtype::F32, shape: vec![1], bytes: f32::NAN.to_le_bytes().to_vec() };
        all.insert("bert.pooler.dense.bias".into(), nan);
    });
    assert_eq!(last(&plain).data(), last(&other.unwrap()).data());
}

#[test]
fn the_count_of_parameters_is_that_of_the_files() {
    for name in ["gpt2", "llama", "llama-biased", "mistral", "qwen2", "qwen3", "distilbert", "bert", "roberta"] {
        let config = Config::read(&config_json(&models().join(name), &Map::new())).unwrap();
        let is_head = |name: &str| name.starts_with("cls.") || name.starts_with("vocab_");
        let is_head = |name: &str| is_head(name) || config.family.is_encoder() && name.starts_with("lm_head.");
        let all = tensors(name);
        let counted = all.iter().filter(|(name, _)| !is_head(name));
        let count: usize = counted.map(|(_, stored)| stored.shape.iter().product::<usize>()).sum();
        assert_eq!(config.n_parameters(), count as u64, "{name}");
    }
}

#[test]
fn what_is_wrong_with_weights_is_named() {
    let query = "bert.encoder.layer.1.attention.self.query.weight";
    let fault = |change: &dyn Fn(&mut BTreeMap<String, Stored>)| match changed("bert", change).1.map(|_| ()) {
        Err(FolderFault::Weights(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let missing = fault(&|all| drop(all.remove(query)));
    assert_eq!(missing, LoadFault::Missing { tensor: query.replace("bert.", "") });
    let part_of_the_head = "cls.predictions.bias";
    let missing = fault(&|all| drop(all.remove(part_of_the_head)));
    assert_eq!(missing, LoadFault::Missing { tensor: part_of_the_head.into() });
    let shape = fault(&|all| all.get_mut(query).unwrap().shape = vec![12, 48]);
    let (expected, found) = (vec![24, 24], vec![12, 48]);
    assert_eq!(shape, LoadFault::Shape { tensor: query.into(), expected, found });
    // The files of this model are in F16.
    let nan = fault(&|all| all.get_mut(query).unwrap().bytes[2 * 30 + 1] = 0x7E);
    assert_eq!(nan, LoadFault::NotFinite { tensor: query.into(), index: 30 });
    let whole = changed("bert", |all| {
        all.get_mut(query).unwrap().dtype = Dtype::I16;
    });
    let error = SafetensorsError::Dtype { tensor: query.into(), dtype: "I16".into() };
    assert_eq!(whole.1.map(|_| ()), Err(FolderFault::File { file: "model.safetensors".into(), error }));
    let file = written(&tensors("bert"));
    let cut = load("bert", &file[..file.len() / 2]).map(|_| ());
    let Err(FolderFault::File { error: SafetensorsError::Truncated { tensor, expected, found }, .. }) = cut else {
        panic!("{cut:?}")
    };
    assert_eq!((tensor.is_some(), expected, found), (true, file.len() as u64, file.len() as u64 / 2));
}

#[test]
fn what_is_wrong_with_a_text_is_named() {
    let bert = load("bert", &written(&tensors("bert"))).unwrap();
    let run = |ids: &[u32], segments: &[u32]| {
        let input = Input { ids: ids.to_vec(), segments: segments.to_vec() };
        bert.run(&input, &Options::default(), |_| {}).map(|pass| pass.last.rows())
    };
    assert_eq!(run(&[1, 2], &[0, 1]), Ok(2));
    assert_eq!(run(&[], &[]), Err(RunFault::Empty));
    assert_eq!(run(&[49, 50], &[]), Err(RunFault::Token { id: 50, vocab_size: 50 }));
    assert_eq!(run(&[1], &[2]), Err(RunFault::Segments { n_segments: 2 }));
    assert_eq!(run(&[1, 2], &[0]), Err(RunFault::Segments { n_segments: 2 }));
    assert_eq!(run(&[1; 257], &[]), Err(RunFault::TooLong { n_tokens: 257, most: 256 }));
}
