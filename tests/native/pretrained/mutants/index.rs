//! The list of a model in several files: other names, other places, files that are not there.

use super::super::folder::models;
use super::{Dice, Files, INDEX, Tried, load, read};
use heedmap::engine::FolderFault;
use heedmap::file::safetensors::IndexError;
use heedmap::model::pretrained::LoadFault;
use serde_json::{Value, json};

fn sharded() -> Files {
    read(&models().join("qwen3"))
}

fn tried(tried: &mut Tried, name: impl Fn() -> String, index: &[u8]) -> Option<FolderFault> {
    let mut files = sharded();
    files.insert(INDEX.into(), index.to_vec());
    tried.answer(name, || load(&files))
}

#[test]
fn an_index_that_was_cut_or_changed_is_answered() {
    let mut all_tried = Tried::default();
    let index = sharded().remove(INDEX).unwrap();
    for len in 0..index.trim_ascii_end().len() {
        let fault = tried(&mut all_tried, || format!("cut after {len}"), &index[..len]);
        assert_eq!(fault, Some(FolderFault::Index(IndexError::Malformed)), "{len}");
    }
    let mut dice = Dice(7);
    for _ in 0..600 {
        let mut changed = index.clone();
        dice.change(&mut changed, index.len());
        tried(&mut all_tried, || String::from_utf8_lossy(&changed).into_owned(), &changed);
    }
    all_tried.done(2_600, 20);
}

#[test]
fn a_name_is_that_of_a_file_beside_it() {
    let mut all_tried = Tried::default();
    let index: Value = serde_json::from_slice(&sharded()[INDEX]).unwrap();
    let tensors: Vec<&String> = index["weight_map"].as_object().unwrap().keys().collect();
    let far = ["https:/", "/there/model.safetensors"].concat();
    let elsewhere = [
        "../x.safetensors",
        "..",
        "%2e%2e",
        "%2E./x",
        "/x",
        "a/b.safetensors",
        "a\\b",
        "",
        ".",
        "C:x",
        &far,
        "model.safetensors?x=1",
        "model.safetensors#x",
        "\t..",
        "a\u{0}b",
        "a\nb.safetensors",
        &"x".repeat(100_000),
    ];
    for (at, file) in elsewhere.iter().enumerate() {
        let mut index = index.clone();
        index["weight_map"][tensors[at % tensors.len()]] = json!(file);
        let fault =
            tried(&mut all_tried, || format!("in {:?}", &file[..file.len().min(40)]), index.to_string().as_bytes());
        assert!(matches!(fault, Some(FolderFault::Index(IndexError::Elsewhere { .. }))), "{file:.40}: {fault:?}");
    }
    for other in [json!(null), json!(1), json!(-0.5), json!([]), json!({}), json!(["a"]), json!(true)] {
        let mut changed = index.clone();
        changed["weight_map"][tensors[0]] = other.clone();
        let fault = tried(&mut all_tried, || format!("a file is {other}"), changed.to_string().as_bytes());
        assert_eq!(fault, Some(FolderFault::Index(IndexError::Malformed)));
        let mut changed = index.clone();
        changed["weight_map"] = other.clone();
        tried(&mut all_tried, || format!("the map is {other}"), changed.to_string().as_bytes());
        for size in [json!({ "total_size": other }), other.clone(), json!({ "total_size": 1e300 })] {
            let mut changed = index.clone();
            changed["metadata"] = size.clone();
            assert_eq!(tried(&mut all_tried, || format!("metadata is {size}"), changed.to_string().as_bytes()), None);
        }
    }
    all_tried.done(50, 20);
}

#[test]
fn tensors_are_where_their_files_say() {
    let mut all_tried = Tried::default();
    let index: Value = serde_json::from_slice(&sharded()[INDEX]).unwrap();
    let map = index["weight_map"].as_object().unwrap();
    for (tensor, file) in map {
        // Not in the list, or under another file: the files themselves say what they hold.
        let mut without = index.clone();
        without["weight_map"].as_object_mut().unwrap().remove(tensor);
        let is_last = map.values().filter(|other| *other == file).count() == 1;
        let fault = tried(&mut all_tried, || format!("without {tensor}"), without.to_string().as_bytes());
        assert_eq!(fault.is_some(), is_last, "{tensor}: {fault:?}");
        let none = "model-00009-of-00006.safetensors";
        let mut absent = index.clone();
        absent["weight_map"][tensor] = json!(none);
        let fault =
            tried(&mut all_tried, || format!("{tensor} in a file that is not there"), absent.to_string().as_bytes());
        let missing =
            matches!(fault, Some(FolderFault::Missing { .. } | FolderFault::Weights(LoadFault::Missing { .. })));
        assert!(missing, "{fault:?}");
        // In two files at once.
        let twice = index.to_string().replacen("{\"", &format!("{{\"{tensor}\":{none:?},\""), 2);
        tried(&mut all_tried, || format!("{tensor} twice"), twice.as_bytes());
    }
    for deep in ["[".repeat(10_000), format!("{{\"weight_map\":{}", "{\"a\":".repeat(10_000))] {
        assert_eq!(
            tried(&mut all_tried, || "brackets".into(), deep.as_bytes()),
            Some(FolderFault::Index(IndexError::Malformed))
        );
    }
    all_tried.done(75, 30);
}
