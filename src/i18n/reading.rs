//! Pretrained models at work.

/// The words of the pages of pretrained models.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Reading {
    pub title: &'static str,
    pub intro: &'static str,
    pub model: &'static str,
    pub no_writer: fn(model: &str) -> String,
    pub trained: fn(model: &str) -> String,
}
