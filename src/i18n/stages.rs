//! The stages of the computation, and how a number is told where it comes from.

use crate::model::Stage;

/// The words of the stages.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Stages {
    pub strip: &'static str,
    pub strip_note: &'static str,
    pub name: fn(Stage) -> &'static str,
    pub note: fn(Stage) -> &'static str,
    pub of_head: fn(stage: &str, head: usize) -> String,
    pub dimension: &'static str,
    pub place: fn(usize) -> String,
    pub before: fn(&str) -> String,
    pub kept_title: &'static str,
    pub identity: &'static str,
    pub by_hand: fn(&str) -> String,
    /// Without a seed nothing is missing.
    pub given: fn(names: &str, seed: Option<u32>) -> String,
    pub summary: fn(stage: &str, rows: usize, cols: usize) -> String,
    pub mask_summary: fn(rows: usize, cols: usize, blocked: usize) -> String,
    pub blind: fn(rows: &[usize]) -> String,
    pub at: fn(stage: &str, row: &str, col: &str) -> String,
    pub entropy: &'static str,
    pub largest: fn(query: &str, key: &str, weight: &str) -> String,
    pub largest_title: &'static str,
    pub lines_title: &'static str,
    pub shaded_title: fn(query: &str) -> String,
    pub embedded: &'static str,
    pub placed: &'static str,
    pub built: &'static str,
    pub from_below: &'static str,
    pub from_head: fn(head: usize, dimension: usize) -> String,
    pub kept: fn(p: f32) -> String,
    pub ruled: fn(blocking: &[&str]) -> String,
}
