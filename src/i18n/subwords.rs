//! A vocabulary of subwords, learnt merge by merge.

use crate::text::bpe::Unit;
use crate::text::subwords::{Corpus, Kind};

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Subwords {
    pub title: &'static str,
    pub intro: &'static str,
    pub example: &'static str,
    pub kind: &'static str,
    pub kind_name: fn(Kind) -> &'static str,
    pub corpus: &'static str,
    pub corpus_name: fn(Corpus) -> &'static str,
    pub vocab_size: &'static str,
    pub step: fn(step: usize, n: usize) -> String,
    pub no_merge: fn(Unit) -> &'static str,
    pub merge: fn(Joined) -> String,
    pub pairs: &'static str,
    pub pairs_note: fn(Unit) -> &'static str,
    pub no_pairs: &'static str,
    pub pairs_head: [&'static str; 3],
    pub score_head: [&'static str; 2],
    pub words: &'static str,
    pub words_note: fn(shown: usize, n: usize) -> String,
    pub words_head: [&'static str; 3],
    pub merges: &'static str,
    pub merges_note: fn(n_alphabet: usize) -> String,
    pub merges_head: [&'static str; 4],
    pub cut: &'static str,
    pub cut_note: fn(Unit) -> &'static str,
    pub curve: &'static str,
    pub curve_note: &'static str,
    pub curve_y: &'static str,
    pub curve_summary: fn(vocab_size: usize, characters: &str) -> String,
}

/// A merge.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Joined<'a> {
    pub number: usize,
    pub left: &'a str,
    pub right: &'a str,
    pub made: &'a str,
    pub id: u32,
    pub count: usize,
    /// WordPiece's score as a sum, where it decided.
    pub score: Option<&'a str>,
}
