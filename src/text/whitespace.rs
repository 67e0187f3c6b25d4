//! What stands between white space, as Python's `str.split()` has it: a word keeps the comma behind it.

use std::ops::Range;

/// The byte range of every run without white space.
pub(super) fn cut(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if is_space(c) {
            ranges.extend(start.take().map(|start| start..at));
        } else {
            start = start.or(Some(at));
        }
    }
    ranges.extend(start.map(|start| start..text.len()));
    ranges
}

/// White space by Python's `str.isspace`: Unicode's, and the four separators of ASCII.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_kind_of_white_space_divides() {
        let text = " a,\u{3000}b\u{1f}\u{a0}c\u{200b}d\r\n";
        let pieces: Vec<&str> = super::cut(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(pieces, ["a,", "b", "c\u{200b}d"]);
    }
}
