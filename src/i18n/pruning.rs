//! The unigram language model: a vocabulary that is pruned.

use crate::text::unigram::Kind;

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Pruning {
    pub step: fn(step: usize, last: usize) -> String,
    pub told: fn(Kind, Pruned) -> String,
    pub pieces: &'static str,
    pub pieces_note: fn(shown: usize, n_single: usize) -> String,
    pub pieces_head: [&'static str; 5],
    pub words_note: fn(shown: usize, n: usize) -> String,
    pub pruned: &'static str,
    pub pruned_note: &'static str,
    pub not_pruned: &'static str,
    pub pruned_head: [&'static str; 3],
    pub went: &'static str,
    pub stayed: &'static str,
    pub cut_note: &'static str,
    pub loss: &'static str,
    pub loss_note: &'static str,
    pub loss_x: &'static str,
    pub loss_y: &'static str,
    pub loss_summary: fn(step: usize, loss: &str) -> String,
}

/// What a step did.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Pruned<'a> {
    pub vocab_size: usize,
    pub n_dropped: usize,
    pub n_lost: usize,
    pub n_unknown: usize,
    pub loss: &'a str,
}
