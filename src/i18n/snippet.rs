//! A screen as a script of Python.

/// The words of its comments.
#[expect(missing_docs, reason = "each name says what its comment is about")]
pub struct Snippet {
    pub random: &'static str,
    pub embed: &'static str,
    pub vectors: &'static str,
    pub data: &'static str,
    pub by_hand: &'static str,
    pub share: &'static str,
    pub padding: &'static str,
    pub not_a_number: &'static str,
    pub heads_off: fn(heads: &[usize]) -> String,
    pub at_once: &'static str,
}
