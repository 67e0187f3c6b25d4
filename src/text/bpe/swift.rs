//! Byte pair encoding of whole texts, as fast as we can. What comes out is what [`Bpe::encode_word`](super::Bpe::encode_word)
//! makes of each piece, step by step; here most steps are left out.
//!
//! - What became of a piece a moment ago is remembered ([`Memo`]).
//! - A piece that is a token is found at one look ([`Whole`]).
//! - Of another one, bytes that stand side by side in no token are never joined, whatever stands around them. There it is
//!   cut: Chinese, which has no spaces, falls into its characters and less, and what is joined is short.
//! - Short pieces are joined on a workbench that is made once, long ones with a queue, lest a word of 100,000 letters
//!   take for ever.

use super::kinds::Kinds;
use super::memo::{Entry, Kept, Memo};
use super::merges::{FEW, Few, Merges, NEVER, Rank, parts};
use super::split::gpt2_end;
use super::whole::{LONGEST, Piece, Whole, piece, sixteen};
use super::{Id, Pair};
use std::collections::HashMap;

/// What encoding knows beforehand about a vocabulary of bytes.
#[derive(Clone, Debug)]
pub(super) struct Swift {
    /// The token of each byte.
    alphabet: [Id; 256],
    whole: Whole,
    /// For each byte the bytes that stand behind it in some token that was joined, a bit each.
    bonds: Vec<[u64; 4]>,
    /// The rank of each byte with each other one behind it.
    ranks: Vec<Rank>,
    memo: Kept,
}

/// A text that is being encoded.
struct Work<'a> {
    swift: &'a Swift,
    merges: &'a Merges,
    bytes: &'a [u8],
    few: Few,
    memo: Memo,
}

impl Swift {
    /// Looks at all tokens, whose place is their id, and at all pairs that are joined.
    pub(super) fn new(tokens: &[Vec<u8>], pairs: impl Iterator<Item = Pair>, merges: &Merges) -> Self {
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
        let mut bytes: HashMap<Id, Vec<usize>> = HashMap::new();
        alphabet.iter().enumerate().for_each(|(byte, &id)| bytes.entry(id).or_default().push(byte));
        let mut ranks = vec![NEVER; 1 << 16];
        for (left, right) in pairs {
            let (Some(first), Some(second)) = (bytes.get(&left), bytes.get(&right)) else { continue };
            for (first, second) in first.iter().flat_map(|first| second.iter().map(move |second| (first, second))) {
                ranks[first << 8 | second] = merges.rank(left, right);
            }
        }
        let mut swift = Self { alphabet, whole: Whole::new([].into_iter()), bonds, ranks, memo: Kept::default() };
        // Not every token is what becomes of its bytes: a vocabulary file may hold any.
        let mut few = Few::default();
        let mut becomes = |&(token, id): &(&[u8], Id)| {
            let mut found = None;
            let first = |id, end| found = found.or(Some((id, end)));
            swift.join_few(merges, &mut few, token.get(..LONGEST).unwrap_or(token), first);
            found == Some((id, token.len()))
        };
        let tokens: Vec<(&[u8], Id)> = tokens.iter().map(Vec::as_slice).zip(0..).filter(&mut becomes).collect();
        swift.whole = Whole::new(tokens.into_iter());
        swift
    }

    /// Hands out the id and the end of each token of a text.
    pub(super) fn encode(&self, merges: &Merges, text: &str, mut token: impl FnMut(Id, usize)) {
        let (kinds, bytes) = (Kinds::table(), text.as_bytes());
        let memo = self.memo.take().fit(bytes.len());
        let mut work = Work { swift: self, merges, bytes, few: Few::default(), memo };
        let mut at = 0;
        while at < bytes.len() {
            let sixteen = sixteen(bytes, at);
            let end = match latin_word(bytes, at, sixteen) {
                0 => gpt2_end(kinds, bytes, at),
                length => at + length,
            };
            if end - at <= LONGEST {
                work.recall(at, end, piece(sixteen, end - at), &mut token);
            } else {
                work.cut(at, end, true, &mut token);
            }
            at = end;
        }
        self.memo.put(work.memo);
    }
}

impl Work<'_> {
    /// Encodes a piece of up to [`LONGEST`] bytes, unless that has been done.
    #[inline]
    fn recall(&mut self, start: usize, end: usize, piece: Piece, token: &mut (impl FnMut(Id, usize) + ?Sized)) {
        if self.memo.recall(piece, |id, length| token(id, start + length)) {
            return;
        }
        let (mut entry, mut n) = (Some(Entry::new(piece)), 0);
        let mut keep = |id, end| {
            entry = entry.and_then(|entry| entry.with(n, id, end - start));
            n += 1;
            token(id, end);
        };
        match self.swift.whole.find(piece) {
            Some(id) => keep(id, end),
            None => self.cut(start, end, false, &mut keep as &mut dyn FnMut(Id, usize)),
        }
        self.memo.remember(entry);
    }

    /// Encodes a piece that is no token, bond by bond. What is cut off a long one is worth remembering.
    fn cut(&mut self, start: usize, end: usize, is_long: bool, token: &mut (impl FnMut(Id, usize) + ?Sized)) {
        let (swift, bytes) = (self.swift, self.bytes);
        let mut from = start;
        for at in start + 1..end {
            let (before, next) = (bytes[at - 1], bytes[at]);
            if swift.bonds[usize::from(before)][usize::from(next >> 6)] >> (next & 63) & 1 == 0 {
                self.shred(from, at, is_long, token);
                from = at;
            }
        }
        if from == start {
            return self.join(start, end, token);
        }
        self.shred(from, end, is_long, token);
    }

    #[inline]
    fn shred(&mut self, start: usize, end: usize, is_long: bool, token: &mut (impl FnMut(Id, usize) + ?Sized)) {
        let (swift, bytes) = (self.swift, self.bytes);
        match end - start {
            1 => token(swift.alphabet[usize::from(bytes[start])], end),
            2 => {
                let [first, second] = [bytes[start], bytes[start + 1]].map(usize::from);
                let rank = swift.ranks[first << 8 | second];
                if rank == NEVER {
                    token(swift.alphabet[first], start + 1);
                    token(swift.alphabet[second], end);
                } else {
                    token(self.merges.id(rank), end);
                }
            }
            length @ 3..=LONGEST if is_long => {
                self.recall(start, end, piece(sixteen(bytes, start), length), token);
            }
            3..=LONGEST => match swift.whole.get(bytes, start, end) {
                Some(id) => token(id, end),
                None => self.join(start, end, token),
            },
            _ => self.join(start, end, token),
        }
    }

    fn join(&mut self, start: usize, end: usize, token: &mut (impl FnMut(Id, usize) + ?Sized)) {
        let shred = &self.bytes[start..end];
        if shred.len() <= FEW {
            let placed = |id, length| token(id, start + length);
            return self.swift.join_few(self.merges, &mut self.few, shred, placed);
        }
        let part = |(&byte, at): (&u8, usize)| (self.swift.alphabet[usize::from(byte)], at..at + 1);
        let parts = parts(shred.iter().zip(start..).map(part).collect());
        self.merges.join(parts, |_| {}).for_each(|part| token(part.id, part.end));
    }
}

impl Swift {
    /// Joins up to [`FEW`] bytes; ends are counted from the first of them.
    fn join_few(&self, merges: &Merges, few: &mut Few, shred: &[u8], token: impl FnMut(Id, usize)) {
        let part = |at: usize| {
            let byte = usize::from(shred[at]);
            let rank = |&next: &u8| self.ranks[byte << 8 | usize::from(next)];
            (self.alphabet[byte], shred.get(at + 1).map_or(NEVER, rank))
        };
        merges.join_few(few, shred.len(), part, token);
    }
}

/// The length of the piece that begins at `at` with these sixteen bytes, if it is a word of Latin letters of up to [`LONGEST`] bytes, with or without
/// a space before it, that ends in plain sight; otherwise 0.
#[inline]
fn latin_word(bytes: &[u8], at: usize, sixteen: u128) -> usize {
    let (eight, next) = (sixteen as u64, (sixteen >> 64) as u64);
    let space = usize::from(eight as u8 == b' ');
    let first = space + letters(eight >> (8 * space));
    // Whether a word is long cannot be guessed, so both are looked at, without a branch.
    let end = first + letters(next) * usize::from(first == 8);
    // Behind it there must not be a letter that is not Latin.
    let is_seen = end > space && end <= LONGEST && bytes.get(at + end).is_none_or(u8::is_ascii);
    if is_seen { end } else { 0 }
}

/// With how many Latin letters eight bytes begin, the first one lowest.
#[inline]
fn letters(eight: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * EACH;
    // What carries into the highest bit from a letter on, and from what comes after the last one.
    const FROM_A: u64 = (0x80 - b'a' as u64) * EACH;
    const AFTER_Z: u64 = (0x7F - b'z' as u64) * EACH;
    // All eight at once, capitals as small letters: the highest bit of each byte says whether it is a letter.
    let small = (eight | (0x20 * EACH)) & !HIGHEST;
    let is_letter = (small + FROM_A) & !(small + AFTER_Z) & !eight;
    (!is_letter & HIGHEST).trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::super::split::gpt2;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_up_to_fifteen_bytes_are_seen_at_once() {
        let length = |text: &str| latin_word(text.as_bytes(), 0, sixteen(text.as_bytes(), 0));
        assert_eq!([" The cat", "The, cat", " letters", " antidisestablis"].map(length), [4, 3, 8, 0]);
        assert_eq!([" antidisestabli", "antidisestablis", "antidisestabliss"].map(length), [15, 15, 0]);
        assert_eq!(["  cat", "'s it is", "naïve ï", "naïv", "antidisï", "9a", ""].map(length), [0; 7]);
        assert_eq!([" it's", "AZaz[", "@a", "`a", "{a"].map(length), [3, 4, 0, 0, 0]);
    }

    proptest! {
        #[test]
        fn what_is_seen_at_once_is_a_piece(text in "[a-zA-Z ,']{0,20}|\\PC{0,9}|[a-zé ]{0,20}") {
            let seen = latin_word(text.as_bytes(), 0, sixteen(text.as_bytes(), 0));
            prop_assert!(seen == 0 || gpt2(&text)[0] == (0..seen), "{}", seen);
        }
    }
}
