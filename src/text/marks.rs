//! Marks that models put into texts, such as `[BOS]` for its beginning: each stays one token, however the rest is cut.

use std::ops::Range;

/// The marks of the notes, and those of their neighbours.
const MARKS: [&str; 9] = ["[BOS]", "[EOS]", "[MASK]", "[PAD]", "[CLS]", "[SEP]", "[UNK]", "<BOS>", "<EOS>"];

/// Cuts what stands between marks with `cut`, and leaves the marks whole.
pub(super) fn around(text: &str, cut: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    let mut between = |from: usize, to: usize, mark: Option<usize>| {
        let piece = text.get(from..to).unwrap_or_default();
        ranges.extend(cut(piece).into_iter().map(|range| range.start + from..range.end + from));
        ranges.extend(mark.map(|length| to..to + length));
    };
    for (at, _) in text.match_indices(['[', '<']) {
        let rest = text.get(at..).unwrap_or_default();
        if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            between(from, at, Some(mark.len()));
            from = at + mark.len();
        }
    }
    between(from, text.len(), None);
    ranges
}

#[cfg(test)]
mod tests {
    use crate::text::{Shelf, Tokenizer, tokenize};

    #[test]
    fn marks_stay_whole() {
        let cut = |text: &str, tokenizer| {
            let tokens = tokenize(text, tokenizer, &Shelf::default(), 99).unwrap();
            tokens.texts().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(cut("[BOS] I like you [EOS]", Tokenizer::Words), ["[BOS]", "I", "like", "you", "[EOS]"]);
        assert_eq!(cut("<BOS>[MASK]x", Tokenizer::Characters), ["<BOS>", "[MASK]", "x"]);
        assert_eq!(cut("[bos] [", Tokenizer::Words), ["[", "bos", "]", "["]);
    }
}
