//! Classic mistakes.

use crate::model::Slip;

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Breaks {
    pub title: &'static str,
    pub intro: &'static str,
    pub slips: &'static str,
    pub slip_name: fn(Slip) -> &'static str,
    pub what: fn(Slip) -> &'static str,
    pub gap: &'static str,
    pub none_yet: &'static str,
    pub wrong: fn(head: usize) -> String,
    pub right: fn(head: usize) -> String,
    pub right_note: &'static str,
    pub numbers: &'static str,
    pub numbers_note: &'static str,
    pub measure: &'static str,
    pub as_it_should: &'static str,
    pub with_mistake: &'static str,
    pub smallest_sum: &'static str,
    pub largest_sum: &'static str,
    pub leaked: &'static str,
    pub entropy: &'static str,
    pub largest: &'static str,
    pub output: &'static str,
}
