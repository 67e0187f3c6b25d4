//! What may be seen, and how it is painted.

use crate::model::RuleKind;
use crate::state::Brush;

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Masks {
    pub title: &'static str,
    pub intro: &'static str,
    pub table: &'static str,
    pub table_note: fn(Brush) -> &'static str,
    pub brush: &'static str,
    pub brush_name: fn(Brush) -> &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub rules_note: fn(rules: usize) -> &'static str,
    pub add: &'static str,
    pub remove: fn(rule: &str) -> String,
    pub parameter: fn(RuleKind, index: usize) -> &'static str,
    pub additive: &'static str,
    pub additive_note: &'static str,
    pub rows: &'static str,
    pub rows_note: &'static str,
    pub one_row_note: &'static str,
    pub rows_head: [&'static str; 3],
    pub other_shape: fn(mask: (usize, usize), text: (usize, usize)) -> String,
    pub seen: fn(seen: usize, n_key: usize) -> String,
}
