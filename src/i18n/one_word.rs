//! One word on its way through a tokenizer.

/// The words of the panels.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct OneWord {
    pub title: &'static str,
    pub word: &'static str,
    pub note: fn(tokens: &str) -> String,
    pub nothing: &'static str,
    pub lattice_note: &'static str,
    pub lattice_best: &'static str,
    pub lattice_summary: fn(n_edges: usize, n_tokens: usize) -> String,
    pub tree_summary: fn(word: &str, n_joins: usize) -> String,
    pub steps: &'static str,
    pub steps_note: &'static str,
    pub steps_head: [&'static str; 4],
    pub tries_note: &'static str,
    pub tries_head: [&'static str; 3],
    pub not_found: &'static str,
    pub no_steps: &'static str,
}
