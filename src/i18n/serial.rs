//! One token after the other, or all at once.

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Serial {
    pub title: &'static str,
    pub intro: &'static str,
    pub example: &'static str,
}
