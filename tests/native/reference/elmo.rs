//! The shipped ELMos against PyTorch on the same weights: tokens, ids, layers, what both directions expect.

use super::{assert_close, load};
use heedmap::engine::read_elmo;
use heedmap::repr::elmo::{Trained, Vocabulary};
use heedmap::repr::lstm::Direction;
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    language: Trained,
    text: String,
    tokens: Vec<String>,
    ids: Vec<u32>,
    rows: Vec<Vec<f32>>,
    sums: Vec<f64>,
    forwards: Vec<f32>,
    backwards: Vec<f32>,
}

#[test]
fn shipped_elmos_are_those_of_torch() {
    let cases = load::<Fixture>("elmo.json").cases;
    assert_eq!(cases.len(), 18);
    for &trained in Trained::ALL {
        let file = |name: &str| std::fs::read(format!("{}/assets/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let vocabulary = Vocabulary::new(&String::from_utf8(file(trained.vocabulary())).unwrap());
        let model = read_elmo(&file(trained.weights())).unwrap();
        assert_eq!(vocabulary.len(), model.vocab_size());
        for case in cases.iter().filter(|case| case.language == trained) {
            let sentence = vocabulary.cut(&case.text);
            let lower: Vec<String> = sentence.tokens.iter().map(|token| token.to_lowercase()).collect();
            assert_eq!((lower, &sentence.ids), (case.tokens.clone(), &case.ids), "{}", case.text);
            let layers = model.run(&sentence.ids);
            let (middle, width) = (sentence.ids.len() / 2, layers.width);
            for ((layer, row), sum) in layers.layers.iter().zip(&case.rows).zip(&case.sums) {
                assert_close(&case.text, &layer[middle * width..(middle + 1) * width], row, 1e-5);
                let found: f64 = layer.iter().map(|&value| f64::from(value)).sum();
                assert!((found - sum).abs() < 1e-3, "{}: {found}, expected {sum}", case.text);
            }
            for (direction, expected) in
                [(Direction::Forwards, &case.forwards), (Direction::Backwards, &case.backwards)]
            {
                let found = model.predict(&sentence, &layers, direction, |_| String::new(), 1);
                let found: Vec<f32> = found.into_iter().flatten().map(|one| one.actual).collect();
                assert_close(&case.text, &found, expected, 1e-5);
            }
        }
    }
}

#[test]
fn a_broken_file_is_refused() {
    let file = std::fs::read(format!("{}/assets/{}", env!("CARGO_MANIFEST_DIR"), Trained::En.weights())).unwrap();
    assert!(
        read_elmo(&[]).is_err() && read_elmo(&file[..file.len() - 2]).is_err() && read_elmo(b"no such file").is_err()
    );
}
