//! What programs are handed of the ladder.

use super::questions;
use crate::engine::{Ladder, OnRung};
use crate::repr::ladder::{Question, Verdict};
use crate::state::State;
use serde_json::{Map, Value, json};

/// `{words, n_lines, n_distinct, rungs: {"one-hot": {d, n_nonzero, known, cosines}, …}, probes: {order: {sentences, words,
/// verdicts: {"one-hot": {cosine, other, passes}, …}}, …}}`; cosines are rows, `null` where a word has no vector.
#[must_use]
pub fn ladder(state: &State, found: &Ladder) -> Value {
    let name = |on: &OnRung| <&str>::from(on.rung).to_owned();
    let rung = |on: &OnRung| {
        let rows: Vec<&[Option<f32>]> = on.cosines.chunks(on.rows.len().max(1)).collect();
        let known: Vec<bool> = on.rows.iter().map(Option::is_some).collect();
        (name(on), json!({ "d": on.d, "n_nonzero": on.n_nonzero, "known": known, "cosines": rows }))
    };
    let probe = |(question, verdicts): (Question, &Vec<Verdict>)| {
        let verdicts: Map<String, Value> =
            found.rungs.iter().map(name).zip(verdicts.iter().map(|verdict| json!(verdict))).collect();
        let told = json!({ "sentences": question.sentences, "words": question.words, "verdicts": verdicts });
        (<&str>::from(question.probe).to_owned(), told)
    };
    let probes: Map<String, Value> = questions(state).into_iter().zip(&found.verdicts).map(probe).collect();
    json!({
        "words": found.words, "n_found": found.n_found, "n_lines": found.n_lines, "n_distinct": found.n_distinct,
        "rungs": found.rungs.iter().map(rung).collect::<Map<_, _>>(), "probes": probes,
    })
}
