//! The mask and its painting.

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct MaskPage {
    pub title: &'static str,
    pub intro: &'static str,
}
