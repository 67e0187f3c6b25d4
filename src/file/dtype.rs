//! The numbers of NumPy: how many bytes each type has, and what `f32` they mean.
//!
//! A type is a mark for the order of bytes and a code: `<f4` is a float of 4 bytes, the least significant first; `>i2`
//! an integer of 2, the most significant first; `|u1` a single byte, where no order is needed. Read in the order that
//! the mark says, the bytes of any number are one integer of up to 64 bits, and the code says what its bits mean.

/// A type of numbers in a file.
#[derive(Clone, Copy)]
pub(super) struct Dtype {
    /// Bytes of one number.
    pub(super) size: usize,
    big_endian: bool,
    meaning: fn(u64) -> f32,
}

impl Dtype {
    /// The type of this name; `None` for one that is not a real number or that NumPy itself never writes.
    pub(super) fn named(descr: &str) -> Option<Self> {
        let (order, code) = descr.split_at_checked(1)?;
        let (size, meaning): (usize, fn(u64) -> f32) = match code {
            "f2" => (2, |bits| half(bits as u32)),
            "f4" => (4, |bits| f32::from_bits(bits as u32)),
            "f8" => (8, |bits| f64::from_bits(bits) as f32),
            "i1" => (1, |bits| f32::from(bits as i8)),
            "i2" => (2, |bits| f32::from(bits as i16)),
            "i4" => (4, |bits| bits as i32 as f32),
            "i8" => (8, |bits| bits as i64 as f32),
            "u1" => (1, |bits| bits as f32),
            "u2" => (2, |bits| bits as f32),
            "u4" => (4, |bits| bits as f32),
            "u8" => (8, |bits| bits as f32),
            "b1" => (1, |bits| if bits == 0 { 0.0 } else { 1.0 }),
            _ => return None,
        };
        let known = matches!(order, "<" | ">") || order == "|" && size == 1;
        known.then_some(Self { size, big_endian: order == ">", meaning })
    }

    /// All whole numbers in these bytes.
    pub(super) fn numbers(self, bytes: &[u8]) -> Vec<f32> {
        let append = |bits: u64, byte: &u8| bits << 8 | u64::from(*byte);
        let numbers = bytes.chunks_exact(self.size).map(|number| match self.big_endian {
            true => number.iter().fold(0, append),
            false => number.iter().rev().fold(0, append),
        });
        numbers.map(self.meaning).collect()
    }
}

/// A float of 16 bits: a sign, 5 bits of exponent and 10 of fraction, the exponent counted from 15 where `f32` counts
/// from 127. Every one of them is an `f32`, so nothing is rounded.
fn half(bits: u32) -> f32 {
    const SMALLEST: f32 = 1.0 / (1 << 24) as f32;
    let sign = (bits & 0x8000) << 16;
    let (exponent, fraction) = (bits >> 10 & 0x1F, bits & 0x3FF);
    let magnitude = match exponent {
        // Too small for a leading 1: the fraction counts multiples of the smallest number.
        0 => (fraction as f32 * SMALLEST).to_bits(),
        0x1F => 0x7F80_0000 | fraction << 13,
        _ => (exponent + 127 - 15) << 23 | fraction << 13,
    };
    f32::from_bits(sign | magnitude)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(descr: &str, bytes: &[u8]) -> Vec<f32> {
        Dtype::named(descr).unwrap().numbers(bytes)
    }

    #[test]
    fn the_mark_says_which_byte_comes_first() {
        assert_eq!(read("<i2", &[1, 0, 0xFE, 0xFF]), [1.0, -2.0]);
        assert_eq!(read(">i2", &[1, 0, 0xFE, 0xFF]), [256.0, -257.0]);
        assert_eq!(read("|i1", &[1, 0xFF]), [1.0, -1.0]);
        assert_eq!(read("|b1", &[0, 1, 2]), [0.0, 1.0, 1.0]);
    }

    #[test]
    fn long_numbers_are_rounded_to_the_nearest() {
        assert_eq!(read("<u8", &u64::MAX.to_le_bytes()), [18_446_744_073_709_551_616.0]);
        assert_eq!(read("<i8", &16_777_217i64.to_le_bytes()), [16_777_216.0], "halfway, to even");
        assert_eq!(read(">f8", &1e39f64.to_be_bytes()), [f32::INFINITY]);
    }

    #[test]
    fn halves_have_their_values() {
        for (bits, value) in [
            (0x3C00, 1.0),
            (0xC000, -2.0),
            (0x7BFF, 65_504.0),
            (0x0400, 2f32.powi(-14)),
            (0x0001, 2f32.powi(-24)),
            (0x03FF, 1023.0 * 2f32.powi(-24)),
            (0xFC00, f32::NEG_INFINITY),
        ] {
            assert_eq!(half(bits), value, "{bits:#06x}");
        }
        assert_eq!(half(0x8000).to_bits(), (-0f32).to_bits());
        assert!(half(0x7E00).is_nan() && half(0xFC01).is_nan());
    }

    #[test]
    fn other_types_are_refused() {
        for descr in ["", "<", "f4", "|f4", "=f4", "<f16", "<c8", "<U3", "|S4", "|O", "<M8[ns]", "它f4", "<f4 "] {
            assert!(Dtype::named(descr).is_none(), "{descr}");
        }
    }
}
