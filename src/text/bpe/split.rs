//! How a text is split before subwords are looked for: merges never cross these pieces.
//!
//! The patterns are those of the tokenizers that people use, written out by hand: a regular expression engine would be
//! larger than all of this. Letters and numbers are Unicode's general categories L and N.

use std::ops::Range;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// What GPT-2 splits off a word when it is short for another one.
const CONTRACTIONS: [&str; 7] = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

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
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = gpt2_piece(text, at);
        pieces.push(at..end);
        at = end;
    }
    pieces
}

/// Where the piece ends that begins at `at`.
fn gpt2_piece(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(short) = CONTRACTIONS.iter().find(|short| rest.starts_with(**short)) {
        return at + short.len();
    }
    // A space belongs to what follows it, whatever that is.
    let from = at + usize::from(rest.starts_with(' '));
    let kind = text.get(from..).and_then(|rest| rest.chars().next()).map(Kind::of);
    if let Some(kind) = kind.filter(|&kind| kind != Kind::Space) {
        return from + length(text, from, |c| Kind::of(c) == kind);
    }
    // Of several spaces before a word the last is left to it.
    let end = at + length(text, at, char::is_whitespace);
    let last = text.get(at..end).and_then(|spaces| spaces.chars().next_back()).map_or(0, char::len_utf8);
    if end < text.len() && end - last > at { end - last } else { end }
}

/// How many bytes from `at` on are of one kind.
fn length(text: &str, at: usize, is_same: impl Fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find(|c| !is_same(c)).unwrap_or(rest.len())
}

/// GPT-2's kinds of characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Number,
    Space,
    Other,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            _ if c.is_whitespace() => Self::Space,
            _ => match c.general_category_group() {
                GeneralCategoryGroup::Letter => Self::Letter,
                GeneralCategoryGroup::Number => Self::Number,
                _ => Self::Other,
            },
        }
    }
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
