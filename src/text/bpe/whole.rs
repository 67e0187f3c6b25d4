//! Pieces of a text that are tokens as they stand: most words of a language, found at one look.
//!
//! A piece of up to 15 bytes is two numbers, so that a table of numbers finds it. Longer tokens are few, and are joined.

use super::Id;
use super::table::Table;

/// The longest piece that is found.
pub(super) const LONGEST: usize = 15;

/// A piece of up to [`LONGEST`] bytes as a number: the first eight bytes, then the others with the length behind them.
pub(super) type Piece = (u64, u64);

/// Tokens by their bytes.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    /// Those of up to 7 bytes, with the length in the eighth.
    short: Table<u64>,
    long: Table<Piece>,
}

impl Whole {
    /// Tokens with their ids; those that are empty or too long are passed over.
    pub(super) fn new<'a>(tokens: impl Iterator<Item = (&'a [u8], Id)>) -> Self {
        let (mut short, mut long) = (vec![], vec![]);
        for (token, id) in tokens {
            match token.len() {
                n @ 1..8 => short.push((short_piece(word(token, 0), n), id)),
                n @ 8..=LONGEST => long.push((piece(token, 0, n), id)),
                _ => {}
            }
        }
        Self { short: Table::new(&short), long: Table::new(&long) }
    }

    /// The token of the bytes from `start` to `end`.
    #[inline]
    pub(super) fn get(&self, bytes: &[u8], start: usize, end: usize) -> Option<Id> {
        match end - start {
            length @ 1..8 => self.short.get(short_piece(word(bytes, start), length)),
            length @ 8..=LONGEST => self.long.get(piece(bytes, start, length)),
            _ => None,
        }
    }
}

/// The eight bytes from `at` on, the first one lowest, with zeros behind the last byte that there is.
#[inline]
pub(super) fn word(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(<[u8]>::first_chunk) {
        Some(&eight) => u64::from_le_bytes(eight),
        None => bytes.iter().skip(at).rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// The `length` bytes from `start` on, at most [`LONGEST`].
#[inline]
pub(super) fn piece(bytes: &[u8], start: usize, length: usize) -> Piece {
    if length < 8 {
        return (short_piece(word(bytes, start), length), 0);
    }
    (word(bytes, start), first(word(bytes, start + 8), length - 8) | (length as u64) << 56)
}

#[inline]
fn short_piece(word: u64, length: usize) -> u64 {
    first(word, length) | (length as u64) << 56
}

/// The first `n` bytes of eight, fewer than all.
#[inline]
fn first(word: u64, n: usize) -> u64 {
    word & ((1 << (8 * n)) - 1)
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
