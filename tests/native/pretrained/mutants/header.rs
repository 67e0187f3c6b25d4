//! The header of a `model.safetensors`: its length, its bytes, and what it says of a tensor.

use super::{Dice, Files, Tried, WEIGHTS, folders, load, read};
use heedmap::engine::FolderFault;
use heedmap::file::safetensors::{Header, MAX_HEADER, SafetensorsError};
use serde_json::{Map, Value, json};

/// The folders with one file of weights, with the length of its header.
fn all() -> Vec<(String, Files, usize)> {
    let mut all = vec![];
    for folder in folders() {
        let files = read(&folder);
        let Some(weights) = files.get(WEIGHTS) else { continue };
        let length = u64::from_le_bytes(*weights.first_chunk().unwrap()) as usize;
        all.push((folder.file_name().unwrap().to_string_lossy().into_owned(), files, length));
    }
    all
}

/// Those whose weights can be read hundreds of times.
fn small() -> impl Iterator<Item = (String, Files, usize)> {
    all().into_iter().filter(|(_, files, _)| is_small(files))
}

fn is_small(files: &Files) -> bool {
    files[WEIGHTS].len() < 100_000
}

/// A file with another header.
fn with(weights: &[u8], length: usize, header: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes(), header, &weights[8 + length..]].concat()
}

fn tried(tried: &mut Tried, name: impl Fn() -> String, files: &Files, weights: Vec<u8>) -> Option<SafetensorsError> {
    let mut files = files.clone();
    files.insert(WEIGHTS.into(), weights);
    match tried.answer(name, || load(&files)) {
        Some(FolderFault::File { error, .. }) => Some(error),
        _ => None,
    }
}

#[test]
fn every_bit_of_the_length_is_looked_at() {
    let mut all_tried = Tried::default();
    for (folder, files, length) in all() {
        for bit in 0..64 {
            let mut weights = files[WEIGHTS].clone();
            weights[bit / 8] ^= 1 << (bit % 8);
            let claimed = length as u64 ^ 1 << bit;
            let fault = tried(&mut all_tried, || format!("{folder}: bit {bit}"), &files, weights);
            let expected = if claimed > MAX_HEADER {
                matches!(fault, Some(SafetensorsError::HeaderTooLarge { claimed: found }) if found == claimed)
            } else {
                matches!(fault, Some(SafetensorsError::Header | SafetensorsError::Truncated { tensor: None, .. }))
            };
            assert!(expected, "{folder}: bit {bit}: {fault:?}");
        }
    }
    all_tried.done(768, 0);
}

#[test]
fn a_header_that_was_cut_or_changed_is_answered() {
    let mut all_tried = Tried::default();
    for (at, (folder, files, length)) in all().into_iter().enumerate() {
        let weights = &files[WEIGHTS];
        let header = &weights[8..8 + length];
        let is_small = is_small(&files);
        for len in 0..8 + length {
            let fault = Header::read(&weights[..len]);
            assert!(
                matches!(fault, Err(SafetensorsError::Truncated { tensor: None, .. })),
                "{folder}, {len}: {fault:?}"
            );
        }
        // Cut, with a length that says so.
        for len in (0..header.trim_ascii_end().len()).step_by(if is_small { 7 } else { 101 }) {
            let fault = Header::read(&with(weights, length, &header[..len]));
            assert!(matches!(fault, Err(SafetensorsError::Header)), "{folder}, {len}: {fault:?}");
        }
        let mut dice = Dice((at as u64) << 32);
        for turn in 0..if is_small { 400 } else { 60 } {
            let mut changed = header.to_vec();
            dice.change(&mut changed, length);
            let changed = if turn % 2 == 0 {
                with(weights, length, &changed)
            } else {
                [&weights[..8], &changed, &weights[8 + length..]].concat()
            };
            tried(
                &mut all_tried,
                || format!("{folder}, {turn}: {}", String::from_utf8_lossy(&changed[..8 + length])),
                &files,
                changed.clone(),
            );
        }
    }
    all_tried.done(3_400, 5);
}

/// What may stand in a tensor's entry: as much as four tensors have, nothing, and products beyond 32 and 64 bits.
fn entries() -> Vec<Value> {
    let sides = [0u64, 1, 2, 24, 1 << 16, 1 << 31, 1 << 32, 1 << 40, (1 << 53) + 1, 1 << 63, u64::MAX];
    let mut entries = vec![json!(null), json!(0), json!([]), json!({}), json!("F32"), json!({ "dtype": "F32" })];
    for side in sides {
        for shape in [json!([side]), json!([side, side]), json!([24, side]), json!([side, 0]), json!([2, side, side])] {
            for offsets in [json!([0, 0]), json!([0, side]), json!([side, 0]), json!([side, side]), json!([0, 48])] {
                entries.push(json!({ "dtype": "F16", "shape": shape, "data_offsets": offsets }));
            }
        }
    }
    let (shape, offsets) = (json!([24]), json!([0, 48]));
    for other in [
        json!(null),
        json!(-1),
        json!(0.5),
        json!("24"),
        json!({}),
        json!([-1]),
        json!([0.5]),
        json!(["24"]),
        json!([[24]]),
        json!(vec![1; 1_000]),
    ] {
        entries.push(json!({ "dtype": "F16", "shape": other, "data_offsets": offsets }));
        entries.push(json!({ "dtype": "F16", "shape": shape, "data_offsets": other }));
        entries.push(json!({ "dtype": other, "shape": shape, "data_offsets": offsets }));
    }
    for dtype in ["", "f16", "F8_E5M2", "F4", "BOOL", "I64", "F64", "C64", "a\nb\u{1b}[0m", &"x".repeat(1_000)] {
        entries.push(json!({ "dtype": dtype, "shape": shape, "data_offsets": offsets }));
    }
    entries
}

#[test]
fn anything_that_a_header_says_of_a_tensor_is_answered() {
    let mut all_tried = Tried::default();
    for (folder, files, length) in small() {
        let weights = &files[WEIGHTS];
        let header: Map<String, Value> = serde_json::from_slice(&weights[8..8 + length]).unwrap();
        let names: Vec<&String> = header.keys().filter(|name| *name != "__metadata__").collect();
        let mut change = |name: &str, header: &Map<String, Value>| {
            let weights = with(weights, length, &serde_json::to_vec(header).unwrap());
            tried(&mut all_tried, || format!("{folder}: {name}"), &files, weights)
        };
        let first = *names.iter().min_by_key(|name| header[**name]["data_offsets"][0].as_u64()).unwrap();
        for (turn, entry) in entries().into_iter().enumerate() {
            let mut header = header.clone();
            header.insert(first.clone(), entry.clone());
            change(&format!("{first} is {entry}"), &header);
            if turn % 3 > 0 {
                continue;
            }
            // The same of a tensor that nobody asked for, with a name that is no name.
            let strange = ["x".repeat(1_000), "a\n\u{1b}[0m\u{0}".into()];
            strange.into_iter().for_each(|name| drop(header.insert(name, entry.clone())));
            change(&format!("a strange name and {entry}"), &header);
        }
        for (at, name) in names.iter().enumerate() {
            let place = |offset: usize| header[*name]["data_offsets"][offset].as_u64().unwrap();
            let (start, end) = (place(0), place(1));
            let far = weights.len() as u64 * 2;
            // Two bytes earlier, two later, shorter, longer, the wrong way round, and far beyond the file.
            for offsets in [
                [start.wrapping_sub(2), end.wrapping_sub(2)],
                [start + 2, end + 2],
                [start, end - 2],
                [start, end + 2],
                [end, start],
                [start + far, end + far],
                [1 << 62, (1 << 62) + end - start],
            ] {
                let mut header = header.clone();
                header[*name]["data_offsets"] = json!(offsets);
                let fault = change(&format!("{name} at {offsets:?}"), &header);
                assert!(fault.is_some(), "{folder}: {name} at {offsets:?} is taken");
            }
            let mut without = header.clone();
            without.remove(*name);
            change(&format!("without {name}"), &without);
            for other in [
                "",
                "\u{0}",
                "\u{202e}",
                "__metadata__",
                &"x".repeat(100_000),
                &format!("{name}\n"),
                &name.to_uppercase(),
            ] {
                let mut renamed = without.clone();
                renamed.insert(other.into(), header[*name].clone());
                change(&format!("{name} is called {}", &other[..other.len().min(40)]), &renamed);
            }
            // Another tensor of the same size in its place.
            let other = names.iter().find(|other| *other != name && header[**other]["shape"] == header[*name]["shape"]);
            if let (Some(other), 0) = (other, at % 6) {
                let mut swapped = header.clone();
                swapped.insert((*name).clone(), header[*other].clone());
                swapped.insert((*other).clone(), header[*name].clone());
                change(&format!("{name} for {other}"), &swapped);
            }
        }
    }
    all_tried.done(7_500, 30);
}

#[test]
fn what_is_nested_too_deep_or_doubled_is_answered() {
    let mut all_tried = Tried::default();
    for (folder, files, length) in small() {
        let weights = &files[WEIGHTS];
        let header = String::from_utf8(weights[8..8 + length].to_vec()).unwrap();
        let inside = header.trim_end().strip_prefix('{').unwrap();
        let (name, _) = inside.trim_start().trim_start_matches('"').split_once('"').unwrap();
        let deep = "[".repeat(10_000);
        let more = [
            deep.clone(),
            "{\"a\":".repeat(10_000),
            format!("{{\"a\":{deep}"),
            format!("{{\"a\":{{\"dtype\":{deep}"),
            format!("{{\"__metadata__\":{deep}{},{inside}", "]".repeat(10_000)),
            format!("{{\"{name}\":1,{inside}"),
            format!("{{\"{name}\":{{}},{inside}"),
            format!("{{\"__metadata__\":5,\"__metadata__\":[{{}}],{inside}"),
            format!("{{{inside}{{{inside}"),
            format!("[{header}]"),
            format!("\u{feff}{header}"),
            format!("{header}\u{0}"),
        ];
        for more in more {
            let start: String = more.chars().take(60).collect();
            tried(&mut all_tried, || format!("{folder}: {start}"), &files, with(weights, length, more.as_bytes()));
        }
    }
    all_tried.done(90, 8);
}

#[test]
fn sums_beyond_all_numbers_are_answered() {
    let mut all_tried = Tried::default();
    for (folder, files, length) in small() {
        for byte in [0x7B, 0x7F] {
            let mut weights = files[WEIGHTS].clone();
            weights[8 + length..].fill(byte);
            tried(&mut all_tried, || format!("{folder}, full of {byte}"), &files, weights);
        }
    }
    all_tried.done(16, 8);
}
