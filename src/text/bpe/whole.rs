//! Pieces of a text that are tokens as they stand: most words of a language, found at one look.
//!
//! A piece of up to 15 bytes is a number, so that a table of numbers finds it. Longer tokens are few, and are joined.

use super::Id;
use super::table::Table;

/// The longest piece that is found.
pub(super) const LONGEST: usize = 15;

/// Tokens by their bytes.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    /// Those of up to 7 bytes, with their number in the eighth.
    short: Table<u64>,
    /// Those of up to 15 bytes, with their number in the sixteenth.
    long: Table<u128>,
}

impl Whole {
    /// Tokens with their ids; those that are empty or too long are passed over.
    pub(super) fn new<'a>(tokens: impl Iterator<Item = (&'a [u8], Id)>) -> Self {
        let (mut short, mut long) = (vec![], vec![]);
        for (token, id) in tokens {
            match token.len() {
                n @ 1..8 => short.push((key(word(token, 0), n, n), id)),
                n @ 8..=LONGEST => long.push((long_key(token, 0, n), id)),
                _ => {}
            }
        }
        Self { short: Table::new(&short), long: Table::new(&long) }
    }

    /// The token of the first `length` bytes, fewer than 8, of a number that [`word`] has made.
    #[inline]
    pub(super) fn short(&self, word: u64, length: usize) -> Option<Id> {
        self.short.get(key(word, length, length))
    }

    /// The token of the bytes from `start` to `end`.
    #[inline]
    pub(super) fn get(&self, bytes: &[u8], start: usize, end: usize) -> Option<Id> {
        match end - start {
            length @ 1..8 => self.short(word(bytes, start), length),
            length @ 8..=LONGEST => self.long.get(long_key(bytes, start, length)),
            _ => None,
        }
    }
}

/// The eight bytes from `at` on, the first one lowest, with zeros behind the last byte that there is.
#[inline]
pub(super) fn word(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(&eight) => u64::from_le_bytes(eight),
        None => rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// The first `n` bytes of a number, fewer than 8, and the length of the piece that they belong to.
#[inline]
fn key(word: u64, n: usize, length: usize) -> u64 {
    word & ((1 << (8 * n)) - 1) | (length as u64) << 56
}

#[inline]
fn long_key(bytes: &[u8], start: usize, length: usize) -> u128 {
    u128::from(word(bytes, start)) | u128::from(key(word(bytes, start + 8), length - 8, length)) << 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_found_by_all_its_bytes() {
        let text = b"\0\0 the tokenizers' 0123456789abcdef";
        let places = (0..text.len()).flat_map(|start| (start + 1..=text.len()).map(move |end| (start, end)));
        let is_odd = |&(start, end): &(usize, usize)| (start ^ end) & 1 == 1;
        let tokens = places.clone().filter(is_odd).map(|(start, end)| (&text[start..end], (end - start) as Id));
        let whole = Whole::new(tokens);
        for (start, end) in places {
            let length = end - start;
            let is_there = length % 2 == 1 && length <= LONGEST;
            assert_eq!(whole.get(text, start, end), is_there.then_some(length as Id), "{start}..{end}");
        }
        assert_eq!(whole.get(text, 3, 3), None);
        assert_eq!(Whole::new([].into_iter()).get(text, 0, 1), None);
    }
}
