//! Classic mistakes.

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Breaks {
    pub title: &'static str,
    pub intro: &'static str,
}
