//! N-grams against `nltk.lm`: probabilities with their smoothing, and perplexity.

use super::load;
use heedmap::repr::ngram::Counts;
use heedmap::repr::ngram::chain::{Factor, perplexity};
use heedmap::repr::ngram::smoothing::{Rule, Smoothing};
use serde::Deserialize;
use std::collections::HashMap;

/// Relative for perplexity, absolute for probabilities: both are computed in 64 bits.
const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct Fixture {
    corpora: HashMap<String, String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    corpus: String,
    words: bool,
    order: usize,
    marks: bool,
    smoothing: Smoothing,
    k: f64,
    lambda: f64,
    discount: f64,
    vocab_size: usize,
    asked: Vec<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    tokens: Vec<String>,
    scores: Vec<f64>,
    /// `null` where a probability is 0.
    perplexity: Option<f64>,
}

#[test]
fn probabilities_and_perplexities_are_those_of_nltk() {
    let Fixture { corpora, cases } = load("ngram.json");
    assert!(cases.len() > 200, "{} cases", cases.len());
    for case in cases {
        let Case { order, marks, smoothing, k, lambda, discount, .. } = case;
        let name = format!("{} {order} {marks} {smoothing:?}", case.corpus);
        let lines = corpora[&case.corpus].lines().filter(|line| !line.trim().is_empty());
        let sentences: Vec<Vec<String>> = lines
            .map(|line| match case.words {
                true => line.split_whitespace().map(str::to_owned).collect(),
                false => line.chars().map(String::from).collect(),
            })
            .collect();
        let counts = Counts::new(sentences.iter().map(|line| line.iter().map(String::as_str)), order, marks);
        assert_eq!(counts.vocab_size(), case.vocab_size, "{name}");
        let rule = Rule { smoothing, k, lambda, discount };
        for asked in case.asked {
            let factors = counts.factors(&rule, 0, asked.tokens.iter().map(String::as_str));
            let found: Vec<f64> = factors.iter().map(Factor::probability).collect();
            assert_eq!(found.len(), asked.scores.len(), "{name}");
            for (found, expected) in found.iter().zip(&asked.scores) {
                assert!((found - expected).abs() <= TOLERANCE, "{name}: {found}, not {expected}");
            }
            let found = perplexity(&factors);
            match asked.perplexity {
                Some(expected) => {
                    let far = (found.unwrap() / expected - 1.0).abs();
                    assert!(far <= TOLERANCE, "{name}: {found:?}, not {expected}");
                }
                None => assert_eq!(found, Some(f64::INFINITY), "{name}"),
            }
        }
    }
}
