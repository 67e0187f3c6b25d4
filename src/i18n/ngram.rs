//! N-grams: how likely a text is, by counts of what stands after what.

use crate::repr::ngram::smoothing::Smoothing;
use crate::text::subwords::Corpus;

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Ngram {
    pub title: &'static str,
    pub intro: &'static str,
    pub example: &'static str,
    /// A text to learn from, a sentence a line.
    pub training: &'static str,
    pub corpus_name: fn(Corpus) -> &'static str,
    pub training_text: &'static str,
    pub training_hint: &'static str,
    pub order: &'static str,
    pub marks: &'static str,
    pub smoothing: &'static str,
    pub smoothing_name: fn(Smoothing) -> &'static str,
    pub k: &'static str,
    pub lambda: &'static str,
    pub discount: &'static str,
    pub start: &'static str,
    pub end: &'static str,
    pub unknown: &'static str,
    pub step: fn(n_new: usize) -> String,
    pub none_yet: &'static str,
    pub last: fn(item: &str, probability: &str) -> String,
    pub over: &'static str,
    pub no_way_on: &'static str,
    pub text: &'static str,
    pub given: &'static str,
    pub written: &'static str,
    pub chain: fn(order: usize) -> String,
    pub chain_note: fn(n: usize, product: &str, perplexity: Option<&str>, n_zero: usize) -> String,
    pub chain_caption: fn(Learnt) -> String,
    pub chain_head: [&'static str; 5],
    pub next: &'static str,
    /// Tokens in quotes, as sentences name them.
    pub quoted: fn(&[String]) -> String,
    pub next_note: fn(context: &[String], n_possible: usize, vocab_size: usize, chosen: Option<&str>) -> String,
    pub by_counts: &'static str,
    pub smoothed: fn(Smoothing) -> String,
    pub cut_off: &'static str,
    pub next_summary: fn(item: &str, probability: &str) -> String,
    pub table: &'static str,
    pub table_note: &'static str,
    pub table_summary: fn(n_places: usize, n_items: usize) -> String,
    pub contexts: &'static str,
    pub nexts: &'static str,
    pub probability: &'static str,
    pub working: fn(item: &str, context: &str) -> String,
    pub likely: fn(item: &str, context: &[String], probability: &str, is_next: bool) -> String,
    pub working_note: fn(Smoothing, order: usize, is_unknown: bool) -> String,
    pub working_caption: &'static str,
    pub working_head: [&'static str; 4],
    pub nothing_before: &'static str,
    pub seen: &'static str,
    pub seen_note: &'static str,
    pub seen_caption: &'static str,
    pub seen_head: [&'static str; 7],
    pub curve: &'static str,
    pub curve_note: &'static str,
    pub curve_y: &'static str,
    pub curve_summary: fn(order: usize, share: &str) -> String,
}

/// What was learnt, and how much of the text's factors is shown of it.
#[expect(missing_docs, reason = "each name says what it counts")]
pub struct Learnt {
    /// By which the factors were made.
    pub smoothing: Smoothing,
    pub n_sentences: usize,
    pub n_counted: u64,
    pub n_distinct: usize,
    pub vocab_size: usize,
    pub n_shown: usize,
    pub n_factors: usize,
}
