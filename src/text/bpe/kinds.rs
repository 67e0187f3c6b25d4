//! GPT-2's kinds of characters, by Unicode's general categories: L is a letter, N a number.
//!
//! Looking a category up takes longer than everything else that is done for a character. So the kinds of the first
//! 65,536 are looked up once and kept, two bits each: 16 kB, which stay near the processor.

use std::sync::LazyLock;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// A kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Letter,
    Number,
    Space,
    Other,
}

const KINDS: [Kind; 4] = [Kind::Letter, Kind::Number, Kind::Space, Kind::Other];

/// The kinds of all characters.
pub(super) struct Kinds {
    /// Of the bytes that are a character each.
    ascii: [Kind; 128],
    /// Four characters a byte.
    table: Vec<u8>,
}

static TABLE: LazyLock<Kinds> = LazyLock::new(Kinds::new);

impl Kinds {
    /// The one table that there is.
    pub(super) fn table() -> &'static Self {
        &TABLE
    }

    fn new() -> Self {
        let mut table = vec![0; 1 << 14];
        for c in (0..=0xFFFF).filter_map(char::from_u32) {
            table[c as usize >> 2] |= (kind(c) as u8) << (2 * (c as u32 & 3));
        }
        Self { ascii: std::array::from_fn(|byte| kind(char::from(byte as u8))), table }
    }

    /// How far from `at` on all characters are of this kind. The bytes are UTF-8.
    #[inline]
    pub(super) fn run(&self, bytes: &[u8], mut at: usize, kind: Kind) -> usize {
        while let Some((next, length)) = self.at(bytes, at)
            && next == kind
        {
            at += length;
        }
        at
    }

    /// The kind of the character that begins at a byte, and how many bytes it has.
    #[inline]
    pub(super) fn at(&self, bytes: &[u8], at: usize) -> Option<(Kind, usize)> {
        let first = *bytes.get(at)?;
        let low = |i: usize| u32::from(bytes.get(at + i).copied().unwrap_or(0) & 0x3F);
        let high = |mask: u8| u32::from(first & mask);
        Some(match first {
            0..0x80 => (self.ascii[usize::from(first)], 1),
            0x80..0xE0 => (self.of(high(0x1F) << 6 | low(1)), 2),
            // U+5000 to U+8FFF are Han characters, all of them.
            0xE5..=0xE8 => (Kind::Letter, 3),
            0xE0..0xF0 => (self.of(high(0x0F) << 12 | low(1) << 6 | low(2)), 3),
            0xF0.. => {
                let c = char::from_u32(high(0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3));
                (c.map_or(Kind::Other, kind), 4)
            }
        })
    }

    /// The kind of a character below U+10000.
    #[inline]
    fn of(&self, c: u32) -> Kind {
        let four = self.table.get(c as usize >> 2).copied().unwrap_or(0);
        KINDS[usize::from(four >> (2 * (c & 3)) & 3)]
    }
}

fn kind(c: char) -> Kind {
    match c {
        _ if c.is_whitespace() => Kind::Space,
        _ => match c.general_category_group() {
            GeneralCategoryGroup::Letter => Kind::Letter,
            GeneralCategoryGroup::Number => Kind::Number,
            _ => Kind::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_the_kind_of_its_category() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let text = c.to_string();
            assert_eq!(Kinds::table().at(text.as_bytes(), 0), Some((kind(c), c.len_utf8())), "{c:?}");
        }
        assert_eq!(Kinds::table().at(b"", 0), None);
    }
}
