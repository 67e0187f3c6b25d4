//! Characters as readers count them: grapheme clusters (Unicode Standard Annex #29).
//!
//! 👩‍🚀 is three code points and eleven bytes, and one character. So is é written as e and a combining accent.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The byte range of every grapheme cluster; together they are the whole text.
pub(super) fn cut(text: &str) -> Vec<Range<usize>> {
    text.grapheme_indices(true).map(|(start, cluster)| start..start + cluster.len()).collect()
}
