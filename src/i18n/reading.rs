//! Pretrained models at work.

/// The words of the pages of pretrained models.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Reading {
    pub title: &'static str,
    pub intro: &'static str,
    pub model: &'static str,
    pub no_head: fn(n_layers: usize, n_heads: usize) -> String,
    pub too_much: fn(maps: (usize, usize), n_tokens: usize, vocab_size: usize, most: u64) -> String,
    pub trained: fn(model: &str) -> String,
}
