//! How a text is split before subwords are looked for: merges never cross these pieces.
//!
//! The patterns are those of the tokenizers that people use, written out by hand: a regular expression engine would be
//! larger than all of this. Letters and numbers are Unicode's general categories L and N.

use super::kinds::{Kind, Kinds};
use crate::text::Token;
use std::ops::Range;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// What GPT-2 splits off a word when it is short for another one.
const CONTRACTIONS: [&str; 7] = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

/// The tokens of a text from those of its pieces, each encoded by itself.
pub(in crate::text) fn encode_each(
    text: &str,
    pieces: Vec<Range<usize>>,
    encode: impl Fn(&str) -> Vec<Token>,
) -> Vec<Token> {
    let placed = |piece: Range<usize>| {
        let tokens = encode(text.get(piece.clone()).unwrap_or_default());
        tokens.into_iter().map(move |token| token.moved(piece.start))
    };
    pieces.into_iter().flat_map(placed).collect()
}

/// Words and runs of signs, without the white space between them: `\w+|[^\w\s]+`, the pre-tokenizer that Hugging Face
/// calls `Whitespace`.
#[must_use]
pub fn words_and_signs(text: &str) -> Vec<Range<usize>> {
    let kind = |c: char| match c {
        _ if c.is_whitespace() => None,
        _ => Some(is_word(c)),
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let end = at + length(text, at, |c| kind(c) == kind(first));
        if kind(first).is_some() {
            pieces.push(at..end);
        }
        at = end;
    }
    pieces
}

/// GPT-2's pieces; together they are the whole text:
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
#[must_use]
pub fn gpt2(text: &str) -> Vec<Range<usize>> {
    let (kinds, bytes) = (Kinds::table(), text.as_bytes());
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = gpt2_end(kinds, bytes, at);
        pieces.push(at..end);
        at = end;
    }
    pieces
}

/// Where the piece of GPT-2's ends that begins at `at`. The bytes are UTF-8.
#[inline]
pub(super) fn gpt2_end(kinds: &Kinds, bytes: &[u8], at: usize) -> usize {
    let first = bytes.get(at).copied();
    if first == Some(b'\'') {
        let rest = bytes.get(at..).unwrap_or_default();
        if let Some(short) = CONTRACTIONS.iter().find(|short| rest.starts_with(short.as_bytes())) {
            return at + short.len();
        }
    }
    // A space belongs to what follows it, whatever that is.
    let from = at + usize::from(first == Some(b' '));
    if let Some((kind, length)) = kinds.at(bytes, from).filter(|&(kind, _)| kind != Kind::Space) {
        return kinds.run(bytes, from + length, kind);
    }
    // Of several spaces before a word the last is left to it.
    let end = kinds.run(bytes, at, Kind::Space);
    let is_boundary = |place: &usize| bytes.get(*place).is_some_and(|byte| byte & 0xC0 != 0x80);
    match (at + 1..end).rev().find(is_boundary) {
        Some(last) if end < bytes.len() => last,
        _ => end,
    }
}

/// How many bytes from `at` on are of one kind.
fn length(text: &str, at: usize, is_same: impl Fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find(|c| !is_same(c)).unwrap_or(rest.len())
}

/// `\w` of regular expressions: letters and what is like them, marks, digits, connecting signs and joiners
/// (Unicode Technical Standard #18, annex C).
fn is_word(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{200C}' | '\u{200D}')
        || match c.general_category() {
            GeneralCategory::DecimalNumber | GeneralCategory::ConnectorPunctuation => true,
            _ => c.general_category_group() == GeneralCategoryGroup::Mark,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(split: fn(&str) -> Vec<Range<usize>>, text: &str) -> Vec<&str> {
        split(text).into_iter().map(|piece| &text[piece]).collect()
    }

    #[test]
    fn words_lose_their_spaces_and_signs_stand_apart() {
        assert_eq!(pieces(words_and_signs, "It's  2 cats..."), ["It", "'", "s", "2", "cats", "..."]);
        assert_eq!(pieces(words_and_signs, "小猫，snake_case"), ["小猫", "，", "snake_case"]);
        assert!(pieces(words_and_signs, " \n").is_empty());
    }

    #[test]
    fn gpt2_keeps_spaces_with_what_follows() {
        assert_eq!(pieces(gpt2, "It's  2 cats...\n\n"), ["It", "'s", " ", " 2", " cats", "...", "\n\n"]);
        assert_eq!(pieces(gpt2, "a\nb \t c"), ["a", "\n", "b", " \t", " c"]);
        assert_eq!(pieces(gpt2, "小猫，它"), ["小猫", "，", "它"]);
    }

    proptest! {
        #[test]
        fn gpt2_loses_nothing(text in "\\PC{0,40}|[ \\n\\t'a-z0-9]{0,40}") {
            let mut end = 0;
            for piece in gpt2(&text) {
                prop_assert!(piece.start == end && piece.end > end);
                end = piece.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
