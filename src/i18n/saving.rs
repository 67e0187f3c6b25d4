//! Saving what is shown.

/// The words of the menus and of the script.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Saving {
    pub save: &'static str,
    pub save_panel: fn(title: &str) -> String,
    pub code: &'static str,
    pub code_note: &'static str,
    pub library: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub save_code: &'static str,
}
