//! One word on its way through a tokenizer.

/// The words of the panels.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct OneWord {
    pub title: &'static str,
    pub word: &'static str,
    pub note: fn(tokens: &str) -> String,
    pub nothing: &'static str,
    pub with_lattice: fn(step: &str) -> String,
    pub lattice_best: &'static str,
    pub lattice_summary: fn(n_edges: usize, n_tokens: usize) -> String,
    pub tree_summary: fn(word: &str, n_joins: usize, parts: &str) -> String,
    pub at_join: fn(step: usize, n: usize, left: &str, right: &str, merge: usize) -> String,
    pub before: fn(n: usize) -> String,
    pub at_token: fn(step: usize, n: usize, token: &str, n_tries: usize) -> String,
    pub at_place: fn(step: usize, n: usize, n_pieces: usize, cut: &str, log_prob: &str) -> String,
    pub steps: &'static str,
    pub steps_note: &'static str,
    pub steps_head: [&'static str; 4],
    pub tries: &'static str,
    pub tries_note: &'static str,
    pub tries_head: [&'static str; 3],
    pub not_found: &'static str,
    pub no_steps: &'static str,
}
