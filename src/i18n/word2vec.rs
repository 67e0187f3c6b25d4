//! Word2vec: vectors that are learnt from the words beside a word.

use crate::repr::word2vec::file::FileFault;
use crate::repr::word2vec::shipped::Shipped;
use crate::repr::word2vec::{Architecture, Objective};

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Word2vec {
    pub title: &'static str,
    pub intro: &'static str,
    /// Sentences a line each, whose words are parted by spaces.
    pub example: &'static str,
    /// A word, one to hold against it, and three words a b c, all of which the example has.
    pub example_questions: [&'static str; 3],
    /// The same for the vectors of this language that come with the page.
    pub shipped_questions: [&'static str; 3],
    pub shipped_name: fn(Shipped) -> &'static str,
    pub shipped_note: fn(n_words: usize, dimension: usize) -> String,
    pub example_note: &'static str,
    pub nothing: &'static str,
    pub too_rare: &'static str,

    // The settings.
    pub architecture: &'static str,
    pub architecture_names: [&'static str; 2],
    pub architecture_name: fn(Architecture) -> &'static str,
    pub objective: &'static str,
    pub objective_name: fn(Objective) -> &'static str,
    pub window: &'static str,
    pub vector_size: &'static str,
    pub negatives: &'static str,
    pub epochs: &'static str,
    pub rate: &'static str,
    pub subsample: &'static str,
    pub min_count: &'static str,
    pub near_field: &'static str,
    pub compared: &'static str,
    pub analogy: &'static str,
    pub analogy_hint: &'static str,
    pub save: &'static str,
    pub load: &'static str,
    pub unload: &'static str,
    /// Goes on from the vectors that are looked at, and does without them again.
    pub go_on: &'static str,
    pub unstart: &'static str,
    pub reset: &'static str,

    // The training.
    pub step: fn(step: usize) -> String,
    /// So many words start from the vectors of this name.
    pub started: fn(n: usize, name: &str) -> String,
    pub learnt: fn(n_sentences: usize, n_tokens: usize, n_words: usize) -> String,
    pub rare: fn(n: usize) -> String,
    pub full: fn(n_words: usize, n_distinct: usize) -> String,
    pub diverged: fn(name: &str, step: usize) -> String,
    pub stopped_early: fn(step: usize) -> String,
    pub file: &'static str,
    pub file_note: fn(n_words: usize, dimension: usize) -> String,
    pub fault: fn(&FileFault) -> String,
    pub loss: fn(name: &str) -> String,
    pub loss_note: fn(n_pairs: u64) -> String,
    pub loss_y: &'static str,
    pub parts: &'static str,
    pub loss_summary: fn(name: &str, n: usize, last: &str) -> String,

    // What is seen of it.
    pub map: fn(name: &str) -> String,
    pub map_note: fn(n_shown: usize, n_words: usize) -> String,
    /// How hands move it; whether they touch.
    pub map_how: fn(bool) -> &'static str,
    pub map_summary: fn(n: usize) -> String,
    pub component: fn(which: usize, share: &str) -> String,
    pub closer: &'static str,
    pub farther: &'static str,
    pub whole_map: &'static str,
    pub near: fn(word: &str) -> String,
    pub near_none: &'static str,
    pub cosine: &'static str,
    pub alike: fn(a: &str, b: &str, cosines: &[String]) -> String,
    pub unknown: fn(words: &str) -> String,
    pub analogy_note: &'static str,
    pub analogy_none: &'static str,
    pub over_time: fn(word: &str, name: &str) -> String,
    pub over_time_note: fn(n_parts: usize) -> String,
    pub over_time_summary: fn(word: &str, n_times: usize, dimension: usize) -> String,
    pub value: &'static str,

    // One guess.
    pub window_title: fn(pair: usize) -> String,
    pub window_note: fn(step: usize, of_place: (usize, usize)) -> String,
    pub sentence: &'static str,
    pub beside: &'static str,
    pub guess: fn(name: &str, inputs: &str, target: &str) -> String,
    pub guess_head: [&'static str; 5],
    pub likeliest: fn(shown: usize, n: usize) -> String,
    pub node: fn(number: &str) -> String,
    pub loss_of: fn(sum: &str) -> String,
    pub moves: fn(name: &str) -> String,
    pub moves_note: fn(Architecture, rate: &str, n_inputs: usize, n_written: usize, dimension: usize) -> String,
    pub moves_head: [&'static str; 3],
    pub rank: &'static str,
    pub vector_of: fn(word: &str) -> String,
    pub output_of: fn(name: &str) -> String,
    pub hidden: &'static str,
    pub error: &'static str,
}
