//! A text made ready to be cut, as SentencePiece does it: characters normalized, spaces collapsed and made visible.
//!
//! Kudo and Richardson, *SentencePiece: a simple and language independent subword tokenizer and detokenizer for neural
//! text processing* (2018). There is no splitting into words by rules: a space is a character like any other, written
//! [`SPACE`], and one stands before the first word too, so that a word is the same piece wherever it stands.

use super::{SPACE, charsmap};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What becomes of characters before a text is cut.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Normalization {
    /// They stay as they are. Only U+0020 is a space.
    Identity,
    /// Unicode's NFKC, as SentencePiece approximates it: see [`Prepared::new`].
    Nfkc,
    /// NFKC; line ends, tabs and invisible marks of direction are spaces; other control characters go. SentencePiece's
    /// default.
    #[default]
    NmtNfkc,
}

impl Normalization {
    /// All of them.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in links and in SentencePiece.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// A text ready to be cut, and where each byte of it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The text that is cut.
    pub text: String,
    /// For every byte of `text`, and for its end, the byte of the original at which what it was made of begins.
    places: Vec<usize>,
}

impl Prepared {
    /// Normalizes a text. Spaces at its ends go, several in a row become one, and one is put before the first character.
    ///
    /// SentencePiece normalizes by a table of strings and what each becomes, of which the longest that fits is taken. The
    /// table joins characters that have one composed form, but it neither sorts combining marks nor adds one to a
    /// character that is composed already, as NFKC would.
    #[must_use]
    pub fn new(text: &str, normalization: Normalization) -> Self {
        let mut prepared = Self { text: String::with_capacity(text.len() + 3), places: Vec::new() };
        let mut at = 0;
        // Where the first character is, even if nothing becomes of it.
        let mut first = None;
        let mut after_space = true;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let (piece, length) = charsmap::prefix(normalization, rest);
            first = first.or((piece != " ").then_some(at));
            let piece = if after_space { piece.trim_start_matches(' ') } else { &piece };
            if !piece.is_empty() {
                if prepared.text.is_empty() {
                    prepared.push(SPACE, first.unwrap_or(at));
                }
                piece.chars().for_each(|c| prepared.push(if c == ' ' { SPACE } else { c }, at));
                after_space = piece.ends_with(' ');
            }
            at += length;
        }
        while prepared.text.ends_with(SPACE) {
            prepared.text.pop();
            at = prepared.places[prepared.text.len()];
            prepared.places.truncate(prepared.text.len());
        }
        prepared.places.push(if prepared.text.is_empty() { 0 } else { at });
        prepared
    }

    fn push(&mut self, c: char, place: usize) {
        self.text.push(c);
        self.places.resize(self.text.len(), place);
    }

    /// Which bytes of the original some bytes of the text were made of. Of what became several characters the first have
    /// none and the last has all.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let place = |byte: usize| self.places.get(byte).or(self.places.last()).copied().unwrap_or(0);
        place(range.start)..place(range.end)
    }

    /// The words, as byte ranges of the text, together all of it. A word begins at a space.
    pub fn words(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.text.match_indices(SPACE).map(|(start, _)| start).chain([self.text.len()]);
        ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end)).filter(|word| !word.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(text: &str, normalization: Normalization) -> (String, Vec<Range<usize>>) {
        let prepared = Prepared::new(text, normalization);
        let words = prepared.words().map(|word| prepared.original(word)).collect();
        (prepared.text, words)
    }

    #[test]
    fn spaces_are_collapsed_and_made_visible() {
        let nmt = Normalization::NmtNfkc;
        assert_eq!(places("  a  b\n", nmt), ("▁a▁b".into(), vec![2..3, 3..6]));
        assert_eq!(places("a\tb c", Normalization::Identity), ("▁a\tb▁c".into(), vec![0..3, 3..5]));
        assert_eq!(places("", nmt), (String::new(), vec![]));
        assert_eq!(places(" \n ", nmt), (String::new(), vec![]));
        assert_eq!(places("\u{3000}小\u{3000}\u{3000}猫", Normalization::Nfkc), ("▁小▁猫".into(), vec![3..6, 6..15]));
    }

    #[test]
    fn what_becomes_several_characters_is_all_with_the_last() {
        let prepared = Prepared::new("a½", Normalization::Nfkc);
        assert_eq!(prepared.text, "▁a1⁄2");
        assert_eq!((prepared.original(4..5), prepared.original(5..8), prepared.original(8..9)), (1..1, 1..1, 1..3));
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_inside_the_text(text in "\\PC{0,40}|[ \\n\\t\u{301}▁a0-9]{0,40}") {
            for &normalization in Normalization::ALL {
                let prepared = Prepared::new(&text, normalization);
                let mut end = 0;
                for word in prepared.words() {
                    prop_assert!(word.start == end && prepared.text[word.clone()].starts_with(SPACE));
                    let original = prepared.original(word.clone());
                    prop_assert!(original.start <= original.end && text.get(original).is_some());
                    end = word.end;
                }
                prop_assert_eq!(end, prepared.text.len());
            }
        }
    }
}
