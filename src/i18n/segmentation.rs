//! Chinese words, by all methods side by side.

use crate::text::segment::{Method, Why};

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Segmentation {
    pub title: &'static str,
    pub intro: &'static str,
    pub examples: &'static str,
    /// The first one is the page's own.
    pub example_texts: &'static [&'static str],
    pub no_text: &'static str,
    pub no_chinese: &'static str,
    pub method: fn(Method) -> &'static str,
    pub method_long: fn(Method) -> &'static str,
    pub methods: &'static str,
    pub methods_note: fn(n_disputes: usize) -> String,
    /// How bidirectional matching chose, under the reason's words.
    pub rule: fn(why: &str) -> String,
    pub stretch: fn(number: usize, n: usize, text: &str) -> String,
    pub disputes: &'static str,
    pub disputes_note: fn(shown: usize, n: usize) -> String,
    pub disputes_head: [&'static str; 5],
    /// Why a method cuts so; the words are those that the reason names.
    pub why: fn(Method, &Why, words: &[String]) -> String,
    pub lattice: &'static str,
    pub lattice_note: &'static str,
    pub lattice_best: &'static str,
    pub lattice_summary: fn(n_words: usize, path: &str, log_prob: &str) -> String,
    pub route: &'static str,
    pub route_note: &'static str,
    pub route_head: [&'static str; 7],
    pub route_best: &'static str,
    pub route_path: &'static str,
    pub trellis: &'static str,
    pub trellis_note: &'static str,
    pub no_trellis: &'static str,
    pub trellis_summary: fn(words: &str) -> String,
    pub sums: &'static str,
    pub sums_note: &'static str,
    pub sums_head: [&'static str; 8],
    pub start: &'static str,
    pub words: &'static str,
    pub words_note: fn(n_words: usize, total: u64) -> String,
    pub words_head: [&'static str; 5],
    pub on_path: fn(times: usize, needed: Option<u64>) -> String,
    pub removed: &'static str,
    pub word: &'static str,
    pub frequency: &'static str,
    pub frequency_hint: &'static str,
    pub set: &'static str,
    pub take_away: &'static str,
    pub frequency_of: fn(word: &str) -> String,
    pub forget: fn(word: &str) -> String,
}
