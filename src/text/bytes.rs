//! Bytes of UTF-8, the smallest pieces that a text has on any computer: a vocabulary of 256, and nothing is unknown.

use std::ops::Range;

/// The range of every byte. Most characters but Latin letters are several.
pub(super) fn cut(text: &str) -> Vec<Range<usize>> {
    (0..text.len()).map(|byte| byte..byte + 1).collect()
}
