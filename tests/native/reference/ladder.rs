//! The ladder against those who made its rungs: which words a sentence has, and how alike each rung finds them.

use super::load;
use crate::ours;
use heedmap::exhibit::by_id;
use heedmap::repr::ladder::Rung;
use heedmap::repr::ngram::smoothing::{Rule, Smoothing};
use heedmap::state::{Counting, ExhibitId, State};
use serde::Deserialize;
use std::collections::HashMap;

/// Absolute, for cosines of vectors in 32 bits.
const TOLERANCE: f32 = 1e-5;

#[derive(Deserialize)]
struct Fixture {
    order: usize,
    k: f64,
    corpora: HashMap<String, String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    language: String,
    text: String,
    words: Vec<String>,
    rungs: HashMap<String, Told>,
}

#[derive(Deserialize)]
struct Told {
    d: usize,
    cosines: Vec<Vec<Option<f32>>>,
}

#[test]
fn every_rung_is_that_of_those_who_made_it() {
    let fixture = load::<Fixture>("ladder.json");
    assert_eq!(fixture.cases.len(), 8);
    for case in &fixture.cases {
        let rule = Rule { smoothing: Smoothing::AddK, k: fixture.k, ..Rule::default() };
        let state = State {
            exhibit: ExhibitId::Ladder,
            text: Some(case.text.clone()),
            training: Some(fixture.corpora[&case.language].clone()),
            counting: Counting { order: fixture.order, has_marks: true, rule, ..Counting::default() },
            ..State::default()
        };
        let ask = (by_id(ExhibitId::Ladder).job)(&state).unwrap();
        let found = ours::ENGINE.with(|engine| engine.answer(&ask, |_| {}).unwrap()).ladder.unwrap();
        let words: Vec<String> = found.words.iter().map(|word| word.to_lowercase()).collect();
        assert_eq!(words, case.words);
        for (&rung, on) in Rung::ALL.iter().zip(&found.rungs) {
            let expected = &case.rungs[<&str>::from(rung)];
            // Who knows none of the words has not said how long its vectors are.
            assert!(expected.d == 0 || expected.d == on.d, "{rung:?}: {} {}", expected.d, on.d);
            for (found, expected) in on.cosines.iter().zip(expected.cosines.iter().flatten()) {
                let is_near = match (found, expected) {
                    (Some(found), Some(expected)) => (found - expected).abs() <= TOLERANCE,
                    (found, expected) => found.is_none() && expected.is_none(),
                };
                assert!(is_near, "{rung:?} of {:?}: {found:?}, expected {expected:?}", case.text);
            }
        }
    }
}
