//! A tokenizer of the reader's own.

use crate::text::tokenizer_json::Fault;

/// The words of its form, and what may be wrong with a file.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Opening {
    pub title: &'static str,
    pub note: &'static str,
    pub file: &'static str,
    pub address: &'static str,
    pub open: &'static str,
    pub fault: fn(name: &str, fault: &Fault) -> String,
    pub not_loaded: fn(slug: &str) -> String,
    pub elsewhere: fn(address: &str) -> String,
}
