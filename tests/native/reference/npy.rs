//! Matrices as files: NumPy's `.npy` and `savetxt`, Python's `csv` and `json`.

use super::{assert_same, load};
use heedmap::file::{npy, parse};
use heedmap::num::{Tensor, random};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    halves_fnv1a64: u64,
    cases: Vec<Case>,
}

/// A file, as bytes or as text, and what it holds.
#[derive(Deserialize)]
struct Case {
    name: String,
    /// As NumPy sees it, of any number of dimensions.
    shape: Vec<usize>,
    /// Numbers as words, since JSON has none for NaN. Without them the type is none of real numbers.
    #[serde(default)]
    values: String,
    /// The error that Heedmap must give.
    refused: Option<String>,
    hex: Option<String>,
    text: Option<String>,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        let byte = |i| move |hex: &String| u8::from_str_radix(&hex[i..i + 2], 16).unwrap();
        match (&self.hex, &self.text) {
            (Some(hex), None) => (0..hex.len()).step_by(2).map(|i| byte(i)(hex)).collect(),
            (None, Some(text)) => text.clone().into_bytes(),
            _ => panic!("{}: neither bytes nor text, or both", self.name),
        }
    }

    fn values(&self) -> Vec<f32> {
        self.values.split_whitespace().map(|word| word.parse().unwrap()).collect()
    }
}

#[test]
fn files_hold_what_numpy_says() {
    let cases = load::<Fixture>("npy.json").cases;
    let n_files = cases.iter().filter(|case| case.hex.is_some()).count();
    assert!(n_files >= 50 && cases.len() - n_files >= 20, "the fixture has lost cases");
    for case in cases {
        let name = &case.name;
        // The name of the file must not matter.
        match (parse("matrix.csv", &case.bytes()), &case.refused) {
            (Ok(matrix), None) => {
                let shape = [&[1, 1], &case.shape[..]].concat();
                assert_eq!(matrix.shape(), &shape[shape.len() - 2..], "{name}: shape");
                assert_same(name, matrix.data(), &case.values());
            }
            (Err(error), Some(refused)) => {
                let error = format!("{error:?}");
                assert_eq!(error.split(' ').next(), Some(&refused[..]), "{name}: {error}");
            }
            (result, _) => panic!("{name}: {:?}", result.map(|matrix| matrix.shape().to_vec())),
        }
    }
}

#[test]
fn our_npy_is_numpys_to_the_byte() {
    let cases = load::<Fixture>("npy.json").cases;
    let ours = ["<f4 C", "one number", "one column", "a stack of one", "a stack of two", "nothing"];
    for name in ours {
        let case = cases.iter().find(|case| case.name == name).unwrap_or_else(|| panic!("{name} is gone"));
        let file = npy(&Tensor::with_shape(case.shape.clone(), case.values()));
        assert!(file == case.bytes(), "{name}: not the same bytes:\n{}", String::from_utf8_lossy(&file));
    }
}

#[test]
fn every_half_has_numpys_bits() {
    let header = "{'descr': '<f2', 'fortran_order': False, 'shape': (256, 256)}";
    let mut file = [b"\x93NUMPY\x01\x00", &[header.len() as u8, 0][..], header.as_bytes()].concat();
    file.extend((0..=u16::MAX).flat_map(u16::to_le_bytes));
    let halves = parse("", &file).unwrap();
    let numbers = halves.data().iter().filter(|value| !value.is_nan());
    let bytes: Vec<u8> = numbers.flat_map(|value| value.to_le_bytes()).collect();
    assert_eq!(bytes.len(), 4 * (65_536 - 2 * 1023), "every NaN, and nothing else, is NaN");
    assert_eq!(random::hash(&bytes), load::<Fixture>("npy.json").halves_fnv1a64);
}
