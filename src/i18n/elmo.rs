//! ELMo.

use crate::repr::elmo::{Ended, Trained};
use crate::repr::lstm::{Direction, Gate};

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Elmo {
    pub title: &'static str,
    pub intro: &'static str,
    pub example: &'static str,
    pub example_word: &'static str,
    pub nothing: &'static str,
    pub not_found: fn(word: &str) -> String,
    pub tag: fn(Trained, steps: usize) -> String,

    // The settings.
    pub word: &'static str,
    pub weights: &'static str,
    pub by_text: &'static str,
    pub weights_name: fn(Trained) -> &'static str,
    pub sentence: &'static str,
    pub layer: &'static str,
    pub layer_number: fn(usize) -> String,
    pub direction: &'static str,
    pub direction_name: fn(Direction) -> &'static str,
    pub gate: &'static str,
    pub gate_name: fn(Gate) -> &'static str,
    pub mix_weight: fn(layer: usize) -> &'static str,
    pub gamma: &'static str,
    pub steps: &'static str,
    pub rate: &'static str,

    // The sentences.
    pub sentences: &'static str,
    pub sentences_note: fn(n_known: usize, n: usize, vocab_size: usize, unknown: &[String]) -> String,
    pub trained_on: fn(Trained, corpora: &str) -> String,
    pub sentences_cut: fn(shown: usize, n: usize) -> String,
    pub tokens_cut: fn(shown: usize, sentences: &[usize]) -> String,
    pub places_cut: fn(shown: usize, n: usize) -> String,

    // One word.
    pub place: &'static str,
    pub scale_name: &'static str,
    pub between: fn(map: &str) -> String,
    pub fixed: fn(word: &str) -> String,
    pub fixed_note: &'static str,
    pub mixed: fn(word: &str) -> String,
    pub mixed_note: &'static str,
    pub summary: fn(name: &str, n_rows: usize, n_cols: usize) -> String,
    pub mix: &'static str,
    pub mix_note: &'static str,
    pub mix_head: [&'static str; 4],
    pub layer_name: fn(layer: usize) -> &'static str,
    pub all_mixed: &'static str,
    pub vectors_of: fn(layer: usize) -> &'static str,
    pub vectors_note: fn(layer: usize, d: usize) -> String,
    pub mixed_vectors: &'static str,
    pub mixed_vectors_note: &'static str,
    pub dimension: &'static str,
    pub value: &'static str,

    // One sentence.
    pub inside: fn(sentence: usize, layer: usize, Direction) -> String,
    pub gate_note: fn(Gate) -> &'static str,
    pub unit: &'static str,
    pub token: &'static str,
    pub edge: &'static str,
    pub expected: fn(sentence: usize) -> String,
    pub expected_note: &'static str,
    pub expected_head: [&'static str; 5],

    // Training.
    pub training: &'static str,
    pub training_none: &'static str,
    pub training_note: fn(Ended, steps: usize, first: &str, last: &str) -> String,
    pub training_x: &'static str,
    pub training_y: &'static str,
    pub training_summary: fn(steps: usize, loss: &str) -> String,

    // The cost.
    pub cost: &'static str,
    pub cost_note: fn(d: usize, n: usize) -> String,
    pub cost_head: [&'static str; 5],
    pub timing: &'static str,
    pub timing_note: fn(least: usize, most: usize) -> String,
    pub time: &'static str,
    pub time_again: &'static str,
    pub timing_told: fn(width: usize, n_heads: usize, repeats: usize) -> String,
    pub timing_names: [&'static str; 2],
    pub timing_x: &'static str,
    pub timing_y: &'static str,
    pub timing_summary: fn(n: usize, [String; 2]) -> String,
    pub timing_head: [&'static str; 4],

    // A cell.
    pub alike: fn(a: &str, b: &str, cosine: &str, is_static: bool) -> String,
    pub halves: [&'static str; 2],
    pub number_of: fn(place: &str, layer: usize, dimension: usize, Direction) -> String,
    pub mixed_number: fn(place: &str, dimension: usize) -> String,
    pub gate_of: fn(token: &str, gate: Gate, unit: usize) -> String,
}
