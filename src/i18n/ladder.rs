//! The ladder of representations.

use crate::repr::ladder::{Probe, Rung};

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Ladder {
    pub title: &'static str,
    pub intro: &'static str,
    pub example: &'static str,
    /// A text to learn from, a sentence a line, which has the words of the probes but for those that none may know.
    pub training: &'static str,
    /// The sentences of a probe, and the word of each that is looked at.
    pub sentences: fn(Probe) -> (&'static [&'static str], &'static [&'static str]),
    pub rung: fn(Rung) -> &'static str,

    // All rungs beside each other.
    pub rungs: &'static str,
    pub rungs_note: fn(n_words: usize, n_found: usize, n_lines: usize, n_distinct: usize, corpora: &str) -> String,
    pub rungs_caption: &'static str,
    pub rungs_head: [&'static str; 6],
    pub of: fn(n: usize, all: usize) -> String,
    pub numbers: fn(n_nonzero: usize, all: usize) -> String,
    pub from_corpus: &'static str,
    pub trained: &'static str,
    pub is_new: fn(Rung) -> &'static str,

    // One rung.
    pub alike: fn(rung: &str) -> String,
    pub alike_note: fn(Rung) -> &'static str,
    pub all: &'static str,
    pub all_note: &'static str,
    pub vectors: fn(rung: &str) -> String,
    pub vectors_note: fn(n_drawn: usize, d: usize, Rung) -> String,
    pub word: &'static str,
    pub dimension: &'static str,
    pub value: &'static str,
    pub cosine: &'static str,
    pub no_vector: &'static str,
    pub summary: fn(title: &str, n_rows: usize, n_cols: usize) -> String,
    pub likeness: fn(a: &str, b: &str, cosine: &str) -> String,
    pub number_of: fn(word: &str, dimension: &str) -> String,
    pub not_drawn: &'static str,
    pub attention: &'static str,
    pub attention_note: &'static str,
    pub mean_weight: &'static str,

    // The probes.
    pub probes: &'static str,
    pub probes_note: fn(margin: &str) -> String,
    pub probe_title: &'static str,
    pub probe: fn(Probe) -> &'static str,
    pub question: fn(Probe, words: &[String]) -> String,
    pub compared: fn(sentences: &[String]) -> String,
    pub probe_head: [&'static str; 4],
    pub reason: fn(Probe, Rung) -> &'static str,
}
