//! The rules of the house, kept by reading the files as text. Each rule is a test, and its message says what to do.

mod arrows;
mod browser;
mod files;
mod page;
mod source;
mod style;
mod words;

/// Fails with the rule and all the places that break it.
fn assert_none(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}\n  {}", broken.join("\n  "));
}
