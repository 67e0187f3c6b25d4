//! Pieces of a text that are tokens as they stand: most words of a language, found at one look.
//!
//! A piece of up to 15 bytes is two numbers, so that a table of numbers finds it. Longer tokens are few, and are joined.

use super::Id;
use super::table::Table;

/// The longest piece that is found.
pub(super) const LONGEST: usize = 15;

/// A piece of up to [`LONGEST`] bytes as a number: its bytes, the first one lowest, and its length in the highest byte.
pub(super) type Piece = u128;

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
                n @ 1..8 => short.push((halved(piece(sixteen(token, 0), n)), id)),
                n @ 8..=LONGEST => long.push((piece(sixteen(token, 0), n), id)),
                _ => {}
            }
        }
        Self { short: Table::new(&short), long: Table::new(&long) }
    }

    /// The token of the bytes from `start` to `end`.
    #[inline]
    pub(super) fn get(&self, bytes: &[u8], start: usize, end: usize) -> Option<Id> {
        let length = end - start;
        if length <= LONGEST { self.find(piece(sixteen(bytes, start), length)) } else { None }
    }

    /// The token of a piece.
    #[inline]
    pub(super) fn find(&self, piece: Piece) -> Option<Id> {
        match (piece >> 120) as usize {
            1..8 => self.short.get(halved(piece)),
            8..=LONGEST => self.long.get(piece),
            _ => None,
        }
    }
}

/// The sixteen bytes from `at` on, the first one lowest, with zeros behind the last byte that there is.
#[inline]
pub(super) fn sixteen(bytes: &[u8], at: usize) -> u128 {
    match bytes.get(at..at + 16).and_then(<[u8]>::first_chunk) {
        Some(&sixteen) => u128::from_le_bytes(sixteen),
        None => last(bytes, at),
    }
}

#[cold]
fn last(bytes: &[u8], at: usize) -> u128 {
    bytes.iter().skip(at).rev().fold(0, |number, &byte| number << 8 | u128::from(byte))
}

/// The first `length` of sixteen bytes, at most [`LONGEST`].
#[inline]
pub(super) fn piece(sixteen: u128, length: usize) -> Piece {
    // A table, since whether a word is long cannot be guessed, and a shift of so many bits is a branch.
    sixteen & MASKS[length & LONGEST] | (length as u128) << 120
}

/// The bits of so many bytes.
const MASKS: [u128; LONGEST + 1] = {
    let mut masks = [0; LONGEST + 1];
    let mut n = 0;
    while n <= LONGEST {
        masks[n] = (1 << (8 * n)) - 1;
        n += 1;
    }
    masks
};

/// A piece of up to 7 bytes in half as many bits.
#[inline]
fn halved(piece: Piece) -> u64 {
    piece as u64 | (piece >> 64) as u64
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
