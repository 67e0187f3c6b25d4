//! Several tokenizers on one text.

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Compare {
    pub title: &'static str,
    pub intro: &'static str,
    pub with: fn(number: usize) -> String,
    pub add: &'static str,
    pub none: &'static str,
    pub cuts: &'static str,
    pub cuts_note: &'static str,
    pub counts: &'static str,
    pub counts_note: fn(n_shared: usize) -> String,
    pub counts_head: [&'static str; 6],
    pub pairs: &'static str,
    pub pairs_note: &'static str,
    pub aligned: &'static str,
    pub aligned_note: fn(shown: usize, n: usize) -> String,
    pub characters: &'static str,
    pub bytes: &'static str,
}
