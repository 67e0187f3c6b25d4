//! What the next characters of a text become: the tables of SentencePiece's normalizers, computed instead of stored.
//!
//! For NFKC the table has each character whose NFKC is not itself, and each string of characters that compose: one
//! character stands for them in NFKC, while the NFKD of each is a single character. The longest entry is taken. That is
//! their table, entry for entry, but for 68 characters that Unicode has come to know since theirs was made.

use super::Normalization;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Characters of the longest string that composes to one.
const MAX_COMPOSED: usize = 4;

/// What the beginning of `rest` becomes, and how many bytes that was. `rest` is not empty.
pub(super) fn prefix(normalization: Normalization, rest: &str) -> (Cow<'_, str>, usize) {
    let Some(first) = rest.chars().next() else { return (Cow::Borrowed(""), 0) };
    let itself = (Cow::Borrowed(&rest[..first.len_utf8()]), first.len_utf8());
    if normalization == Normalization::Identity {
        return itself;
    }
    let is_nmt = normalization == Normalization::NmtNfkc;
    let of_one = match first {
        _ if is_nmt && is_space(first) => Some(" ".into()),
        _ if is_nmt && is_dropped(first) => Some(String::new()),
        // The full-width tilde has a use of its own in Japanese.
        _ if first.is_ascii() || is_nmt && first == '\u{FF5E}' => None,
        _ => Some(first.nfkc().collect()),
    };
    composed(rest).unwrap_or(match of_one {
        Some(other) => (Cow::Owned(other), first.len_utf8()),
        None => itself,
    })
}

/// The longest string of at least two characters that composes.
fn composed(rest: &str) -> Option<(Cow<'_, str>, usize)> {
    let mut parts: Vec<char> = Vec::new();
    let mut best = None;
    for (start, c) in rest.char_indices().take(MAX_COMPOSED) {
        let Some(part) = single(c) else { break };
        if !parts.is_empty() && is_nfkc_quick(std::iter::once(part)) == IsNormalized::Yes {
            break; // it composes with nothing before it
        }
        parts.push(part);
        if parts.len() > 1 {
            let mut whole = parts.iter().copied().nfkc();
            // Marks that NFKC would put in order first are left alone.
            let decomposes = |one: char| std::iter::once(one).nfkd().eq(parts.iter().copied());
            if let (Some(one), None) = (whole.next().filter(|&one| decomposes(one)), whole.next()) {
                best = Some((Cow::Owned(one.to_string()), start + c.len_utf8()));
            }
        }
    }
    best
}

/// A character's NFKD, if that is one character.
fn single(c: char) -> Option<char> {
    let mut parts = std::iter::once(c).nfkd();
    parts.next().filter(|_| parts.next().is_none())
}

/// What is a space besides those that NFKC makes one.
fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n'
            | '\u{C}'
            | '\r'
            | '\u{61C}'
            | '\u{1680}'
            | '\u{200B}'
            | '\u{200C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{2581}'
            | '\u{FEFF}'
            | '\u{FFFD}'
    )
}

/// Control characters that go without a trace.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{1}'..='\u{8}' | '\u{B}' | '\u{E}'..='\u{1F}' | '\u{7F}' | '\u{8F}' | '\u{9F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_entry_is_taken() {
        let becomes = |text: &str| {
            let (piece, length) = prefix(Normalization::NmtNfkc, text);
            (piece.into_owned(), length)
        };
        assert_eq!(becomes("abc"), ("a".into(), 1));
        assert_eq!(becomes("e\u{301}\u{301}"), ("é".into(), 3));
        assert_eq!(becomes("ａ\u{302}\u{301}x"), ("ấ".into(), 7));
        assert_eq!(becomes("ấ\u{301}"), ("ấ".into(), 3));
        // The marks are out of order, and ô is one character already, with which nothing composes.
        assert_eq!(becomes("o\u{302}\u{323}"), ("ô".into(), 3));
        assert_eq!(becomes("ㄱㅏㄱ"), ("가".into(), 6));
        assert_eq!(becomes("\u{FF8A}\u{FF9F}"), ("パ".into(), 6));
        assert_eq!(becomes("㌀"), ("アパート".into(), 3));
        assert_eq!((becomes("～"), becomes("\u{1}a")), (("～".into(), 3), (String::new(), 1)));
        assert_eq!((becomes("\u{200B}"), becomes("\u{200D}")), ((" ".into(), 3), ("\u{200D}".into(), 3)));
        assert_eq!(prefix(Normalization::Identity, "ｅ\u{301}").1, 3);
    }
}
