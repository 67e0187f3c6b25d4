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
