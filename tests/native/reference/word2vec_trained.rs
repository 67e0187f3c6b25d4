//! Whole trainings beside gensim's with the same settings: do the same words become neighbours, are pairs as alike, do analogies come
//! out? Two trainings of gensim differ as well; ours may differ from them as much as they do from each other, and a little more.

use super::load;
use heedmap::engine::Engine;
use heedmap::exhibit::word2vec::embedding;
use heedmap::repr::elmo::cosine;
use heedmap::state::State;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;

/// How much farther ours may be from gensim's than these are from each other: in shares of neighbours, correlation, accuracy.
const MORE: f64 = 0.05;
/// The same of CBOW. gensim, as word2vec.c, gives each context word the gradient of the whole mean, ours its share of it, as the
/// derivative says (İrsoy and others, *Corrected CBOW performs as well as Skip-gram*, 2021): with the same rate ours learns more slowly.
const MORE_CBOW: f64 = 0.25;

#[derive(Deserialize)]
struct Fixture {
    settings: Settings,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Settings {
    vector_size: usize,
    window: usize,
    negative: usize,
    epochs: usize,
    alpha: f32,
}

#[derive(Deserialize)]
struct Case {
    language: String,
    kind: String,
    words: Vec<String>,
    near: Vec<Vec<Vec<String>>>,
    cosines: Vec<f64>,
    analogies: Vec<String>,
    agreement: f64,
    correlation: f64,
    accuracy: f64,
}

/// Vectors by word.
struct Learnt(HashMap<String, Vec<f32>>);

impl Learnt {
    fn new(case: &Case, settings: &Settings) -> Self {
        let file = format!("{}/src/i18n/{}/word2vec.txt", env!("CARGO_MANIFEST_DIR"), case.language);
        let Value::Object(options) = json!({
            "text": std::fs::read_to_string(file).unwrap(), "tokenizer": "whitespace", "architecture": case.kind,
            "vector_size": settings.vector_size, "window": settings.window, "negatives": settings.negative,
            "epochs": settings.epochs, "rate": settings.alpha, "min_count": 1, "subsample": 0, "objective": "negative-sampling",
        }) else {
            panic!()
        };
        let (ask, _) = embedding(&State::default(), options).unwrap();
        let found = Engine::default().answer(&ask, |_| {}).unwrap().embedded.unwrap();
        Self(found.words.into_iter().zip(found.vectors).collect())
    }

    fn cosine(&self, a: &str, b: &str) -> f64 {
        cosine(&self.0[a], &self.0[b]).into()
    }

    /// The words whose vectors are nearest to one, those that were asked for left out.
    fn nearest(&self, vector: &[f32], asked: &[&str], n: usize) -> Vec<String> {
        let others = self.0.iter().filter(|(word, _)| !asked.contains(&word.as_str()));
        let mut all: Vec<(f32, &String)> = others.map(|(word, other)| (cosine(vector, other), word)).collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        all.into_iter().take(n).map(|(_, word)| word.clone()).collect()
    }

    fn answers(&self, analogy: &str) -> bool {
        let [a, b, c, d] = analogy.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let unit = |word: &str| {
            let vector = &self.0[word];
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            vector.iter().map(|x| x / length).collect::<Vec<f32>>()
        };
        let (a, b, c) = ((a, unit(a)), (b, unit(b)), (c, unit(c)));
        let sum: Vec<f32> = (0..a.1.len()).map(|i| b.1[i] + c.1[i] - a.1[i]).collect();
        self.nearest(&sum, &[a.0, b.0, c.0], 1) == [d]
    }
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |x: &[f64], mean_x: f64, y: &[f64], mean_y: f64| {
        x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum::<f64>()
    };
    product(a, mean_a, b, mean_b) / (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt()
}

#[test]
fn trained_vectors_are_as_good_as_gensims() {
    let fixture = load::<Fixture>("word2vec_trained.json");
    assert_eq!(fixture.cases.len(), 4);
    let mut worse = vec![];
    println!(
        "| | neighbours shared with gensim | gensim's with each other | correlation of cosines | gensim's | analogies | gensim's |"
    );
    for case in &fixture.cases {
        let ours = Learnt::new(case, &fixture.settings);
        let share = |theirs: &Vec<Vec<String>>| {
            let shared = case.words.iter().zip(theirs).map(|(word, theirs)| {
                let near = ours.nearest(&ours.0[word], &[word], theirs.len());
                near.iter().filter(|word| theirs.contains(word)).count() as f64 / theirs.len() as f64
            });
            shared.sum::<f64>() / case.words.len() as f64
        };
        let n = case.words.len();
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        let cosines: Vec<f64> = pairs.map(|(a, b)| ours.cosine(&case.words[a], &case.words[b])).collect();
        let right = case.analogies.iter().filter(|analogy| ours.answers(analogy)).count();
        let found = [
            case.near.iter().map(share).sum::<f64>() / case.near.len() as f64,
            correlation(&cosines, &case.cosines),
            right as f64 / case.analogies.len() as f64,
        ];
        let expected = [case.agreement, case.correlation, case.accuracy];
        let [a, b, c] = found;
        let [x, y, z] = expected;
        println!("| {}, {} | {a:.2} | {x:.2} | {b:.2} | {y:.2} | {c:.2} | {z:.2} |", case.kind, case.language);
        let more = if case.kind == "cbow" { MORE_CBOW } else { MORE };
        let is_near = found.iter().zip(expected).all(|(found, expected)| *found >= expected - more);
        worse.extend((!is_near).then(|| format!("{} {}: {found:?}, gensim {expected:?}", case.language, case.kind)));
    }
    assert!(worse.is_empty(), "{worse:?}");
}
