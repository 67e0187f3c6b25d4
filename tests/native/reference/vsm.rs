//! The vector space model against scikit-learn: terms, counts, weights, cosines, what a query finds.

use super::load;
use heedmap::engine::{Ask, Engine, Row, Run, Vectorizing, Vectors};
use heedmap::repr::vsm::{Idf, Norm, Tf, Weighting};
use heedmap::text::Tokenizer;
use serde::Deserialize;

const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct Fixture {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    tokenizer: Tokenizer,
    lowercase: bool,
    documents: Vec<String>,
    terms: Vec<String>,
    counts: Vec<Vec<(usize, usize)>>,
    weightings: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    tf: Tf,
    idf: Idf,
    norm: Norm,
    idf_values: Option<Vec<f64>>,
    rows: Vec<Vec<f64>>,
    sums: Vec<f64>,
    similarity: Vec<Vec<f64>>,
    query: String,
    scores: Vec<f64>,
}

fn close(case: &str, got: f64, expected: f64) {
    assert!((got - expected).abs() <= TOLERANCE, "{case}: {got}, expected {expected}");
}

fn made(engine: &Engine, case: &Case, expected: &Expected) -> Vectors {
    let &Expected { tf, idf, norm, .. } = expected;
    let run = Run::Vectorize(Vectorizing {
        weighting: Weighting { tf, idf, norm },
        lower: case.lowercase,
        // What stands between white space is a term, letters or not.
        marks: case.tokenizer == Tokenizer::Whitespace,
        query: expected.query.clone(),
        document: 0,
        seed: 1,
        by_line: false,
        whole: true,
    });
    let ask = Ask { texts: case.documents.clone(), tokenizer: case.tokenizer, ..Ask::new(run) };
    engine.answer(&ask, |_| {}).unwrap().vectors.unwrap()
}

fn dense(row: &Row, n_terms: usize) -> Vec<f64> {
    let mut out = vec![0.0; n_terms];
    row.entries.iter().for_each(|entry| out[entry.term] = entry.weight);
    out
}

#[test]
fn vectors_are_those_of_scikit_learn() {
    let cases = load::<Fixture>("vsm.json").cases;
    assert!(cases.len() >= 20);
    let engine = Engine::default();
    let mut n_numbers = 0;
    for case in &cases {
        for expected in &case.weightings {
            let name = format!("{} {:?} {:?} {:?}", case.name, expected.tf, expected.idf, expected.norm);
            let got = made(&engine, case, expected);
            assert!(got.terms.iter().map(|term| &term.text).eq(&case.terms), "{name}: {:?}", got.terms);
            for (row, counts) in got.rows.iter().zip(&case.counts) {
                assert!(row.entries.iter().map(|entry| (entry.term, entry.count)).eq(counts.iter().copied()), "{name}");
            }
            for (term, &idf) in got.terms.iter().zip(expected.idf_values.iter().flatten()) {
                close(&name, term.idf, idf);
            }
            for (row, sum) in got.rows.iter().zip(&expected.sums) {
                close(&name, row.entries.iter().map(|entry| entry.weight).sum(), *sum);
            }
            for (row, weights) in got.rows.iter().zip(&expected.rows) {
                dense(row, case.terms.len()).iter().zip(weights).for_each(|(&got, &weight)| close(&name, got, weight));
                n_numbers += weights.len();
            }
            for (row, cosines) in got.similarity.iter().zip(&expected.similarity) {
                row.iter().zip(cosines).for_each(|(&got, &cosine)| close(&name, got, cosine));
            }
            let search = got.search.unwrap();
            let n_found = expected.scores.iter().filter(|&&score| score > 0.0).count();
            assert_eq!((search.n_found, search.hits.len()), (n_found, n_found.min(20)), "{name}");
            let mut best = expected.scores.clone();
            best.sort_by(|a, b| b.total_cmp(a));
            for ((hit, ..), best) in search.hits.iter().zip(best) {
                close(&name, hit.score, expected.scores[hit.document]);
                close(&name, hit.score, best);
            }
        }
    }
    assert!(n_numbers > 10_000, "{n_numbers}");
}
