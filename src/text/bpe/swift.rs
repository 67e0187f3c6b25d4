//! Byte pair encoding of whole texts, as fast as we can. What comes out is what [`Bpe::encode_word`](super::Bpe::encode_word)
//! makes of each piece, step by step; here most steps are left out.
//!
//! - A piece that is a token is found at one look ([`Whole`]).
//! - Of another one, bytes that stand side by side in no token are never joined, whatever stands around them. There it is
//!   cut: Chinese, which has no spaces, falls into its characters, and what is joined is short.
//! - Short pieces are joined on a workbench that is made once, long ones with a queue, lest a word of 100,000 letters
//!   take for ever.

use super::Id;
use super::kinds::Kinds;
use super::merges::{FEW, Few, Merges, parts};
use super::split::gpt2_end;
use super::whole::{Whole, word};

/// What encoding knows beforehand about a vocabulary of bytes.
#[derive(Clone, Debug)]
pub(super) struct Swift {
    /// The token of each byte.
    alphabet: [Id; 256],
    whole: Whole,
    /// For each byte the bytes that stand behind it in some token that was joined, a bit each.
    bonds: Vec<[u64; 4]>,
}

impl Swift {
    /// Looks at all tokens, whose place is their id.
    pub(super) fn new(tokens: &[Vec<u8>], merges: &Merges) -> Self {
        let mut alphabet = [0; 256];
        let mut bonds = vec![[0; 4]; 256];
        for (token, id) in tokens.iter().zip(0..) {
            if let &[byte] = token.as_slice() {
                alphabet[usize::from(byte)] = id;
            }
            for pair in token.windows(2) {
                bonds[usize::from(pair[0])][usize::from(pair[1] >> 6)] |= 1 << (pair[1] & 63);
            }
        }
        let mut swift = Self { alphabet, whole: Whole::new([].into_iter()), bonds };
        let mut few = Few::default();
        // Not every token is what becomes of its bytes: a vocabulary file may hold any.
        let becomes = |&(token, id): &(&[u8], Id)| {
            let mut found = Vec::new();
            swift.join(merges, &mut few, token, 0, token.len(), &mut |id, end| found.push((id, end)));
            found == [(id, token.len())]
        };
        let tokens: Vec<(&[u8], Id)> = tokens.iter().map(Vec::as_slice).zip(0..).filter(becomes).collect();
        swift.whole = Whole::new(tokens.into_iter());
        swift
    }

    /// Hands out the id and the end of each token of a text.
    pub(super) fn encode(&self, merges: &Merges, text: &str, mut token: impl FnMut(Id, usize)) {
        let (kinds, bytes) = (Kinds::table(), text.as_bytes());
        let mut few = Few::default();
        let mut at = 0;
        while at < bytes.len() {
            let eight = word(bytes, at);
            let letters = latin_word(eight);
            let found = if letters > 0 { self.whole.short(eight, letters) } else { None };
            if let Some(id) = found {
                at += letters;
                token(id, at);
                continue;
            }
            let end = if letters > 0 { at + letters } else { gpt2_end(kinds, bytes, at) };
            match self.whole.get(bytes, at, end) {
                Some(id) => token(id, end),
                None => self.cut(merges, &mut few, bytes, at, end, &mut token),
            }
            at = end;
        }
    }

    /// Encodes a piece that is no token.
    fn cut(
        &self,
        merges: &Merges,
        few: &mut Few,
        bytes: &[u8],
        mut start: usize,
        end: usize,
        token: &mut impl FnMut(Id, usize),
    ) {
        let mut before = bytes[start];
        for at in start + 1..end {
            let next = bytes[at];
            if self.bonds[usize::from(before)][usize::from(next >> 6)] >> (next & 63) & 1 == 0 {
                self.shred(merges, few, bytes, start, at, token);
                start = at;
            }
            before = next;
        }
        self.shred(merges, few, bytes, start, end, token);
    }

    #[inline]
    fn shred(
        &self,
        merges: &Merges,
        few: &mut Few,
        bytes: &[u8],
        start: usize,
        end: usize,
        token: &mut impl FnMut(Id, usize),
    ) {
        match self.whole.get(bytes, start, end) {
            Some(id) => token(id, end),
            None => self.join(merges, few, bytes, start, end, token),
        }
    }

    fn join(
        &self,
        merges: &Merges,
        few: &mut Few,
        bytes: &[u8],
        start: usize,
        end: usize,
        token: &mut impl FnMut(Id, usize),
    ) {
        let ids = bytes[start..end].iter().map(|&byte| self.alphabet[usize::from(byte)]);
        if end - start <= FEW {
            merges.join_few(few, ids, start, token);
        } else {
            let parts = parts(ids.zip(start..).map(|(id, at)| (id, at..at + 1)).collect());
            merges.join(parts, |_| {}).for_each(|part| token(part.id, part.end));
        }
    }
}

/// The length of the piece with which eight bytes begin, the first one lowest, if it is a word of Latin letters, with or
/// without a space before it, and ends in plain sight; otherwise 0.
#[inline]
fn latin_word(eight: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * EACH;
    // What carries into the highest bit from a letter on, and from what comes after the last one.
    const FROM_A: u64 = (0x80 - b'a' as u64) * EACH;
    const AFTER_Z: u64 = (0x7F - b'z' as u64) * EACH;
    let space = usize::from(eight as u8 == b' ');
    let rest = eight >> (8 * space);
    // All eight at once, capitals as small letters: the highest bit of each byte says whether it is a letter.
    let small = (rest | (0x20 * EACH)) & !HIGHEST;
    let is_letter = (small + FROM_A) & !(small + AFTER_Z) & !rest;
    let n = (!is_letter & HIGHEST).trailing_zeros() as usize / 8;
    // Behind it there must be a byte to see, and not one of a letter that is not Latin.
    let is_seen = n + space < 8 && n > 0 && rest >> (8 * n) & 0x80 == 0;
    if is_seen { n + space } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::split::gpt2;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_up_to_seven_bytes_are_seen_at_once() {
        let length = |text: &str| latin_word(word(text.as_bytes(), 0));
        assert_eq!([" The cat", "The, cat", " sevens ", "letters."].map(length), [4, 3, 7, 7]);
        assert_eq!([" letters", "letterss", "  cat", "'s it is", "naïve ï", "9a", ""].map(length), [0; 7]);
        assert_eq!([" it's", "AZaz[", "@a", "`a", "{a"].map(length), [3, 4, 0, 0, 0]);
    }

    proptest! {
        #[test]
        fn what_is_seen_at_once_is_a_piece(text in "[a-zA-Z ,']{0,9}|\\PC{0,9}|[a-zé ]{0,9}") {
            let seen = latin_word(word(text.as_bytes(), 0));
            prop_assert!(seen == 0 || gpt2(&text)[0] == (0..seen), "{}", seen);
        }
    }
}
