//! Four whole numbers side by side, as [`lanes`](super::lanes) has four of 32 bits: sums of products of bytes. A word is four
//! bytes in 32 bits, the first one lowest; a step takes a word of each of four columns and a word of a row, and adds to each
//! column's sum four products.
//!
//! A browser with relaxed SIMD has one instruction for that. It is exact everywhere as long as the row's bytes have seven bits,
//! 0…127; what it makes of an eighth one is the processor's choice. So all three ways of adding give the same sums.

use super::lanes::{Lanes, N_LANES};
#[cfg(not(target_arch = "wasm32"))]
pub(super) use plain::{Ints, bytes};
#[cfg(target_arch = "wasm32")]
pub(super) use wasm::{Ints, bytes};

/// As many bytes as a word has.
pub(super) const N_BYTES: usize = 4;

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use super::{Lanes, N_BYTES, N_LANES};

    #[derive(Clone, Copy)]
    pub(in super::super) struct Ints([i32; N_LANES]);

    impl Ints {
        #[inline(always)]
        pub(in super::super) fn splat(value: i32) -> Self {
            Self([value; N_LANES])
        }

        #[inline(always)]
        pub(in super::super) fn load(values: &[i32; N_LANES]) -> Self {
            Self(*values)
        }

        /// Adds to each number of `sums` the products of four bytes of `self`, −127…127, with four of `row`, 0…127.
        #[inline(always)]
        pub(in super::super) fn dot(self, row: Self, sums: Self) -> Self {
            Self(std::array::from_fn(|lane| {
                let (bytes, row) = (self.0[lane].to_le_bytes(), row.0[lane].to_le_bytes());
                let products = bytes.iter().zip(row).map(|(&byte, by)| i32::from(byte.cast_signed()) * i32::from(by));
                sums.0[lane] + products.sum::<i32>()
            }))
        }

        /// The nearest numbers of 32 bits.
        #[inline(always)]
        pub(in super::super) fn lanes(self) -> Lanes {
            Lanes(self.0.map(|value| value as f32))
        }
    }

    /// The lowest bytes of sixteen numbers, a word for each four.
    #[inline(always)]
    pub(in super::super) fn bytes(fours: [Lanes; N_BYTES]) -> [i32; N_BYTES] {
        fours.map(|four| i32::from_le_bytes(four.0.map(|value| value.to_bits() as u8)))
    }
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use super::{Lanes, N_BYTES, N_LANES};
    use std::arch::wasm32::{
        f32x4_convert_i32x4, i16x8_narrow_i32x4, i32x4, i32x4_extract_lane, i32x4_splat, u8x16_narrow_i16x8, v128,
        v128_and,
    };

    #[derive(Clone, Copy)]
    pub(in super::super) struct Ints(v128);

    impl Ints {
        #[inline(always)]
        pub(in super::super) fn splat(value: i32) -> Self {
            Self(i32x4_splat(value))
        }

        #[inline(always)]
        pub(in super::super) fn load(&[a, b, c, d]: &[i32; N_LANES]) -> Self {
            Self(i32x4(a, b, c, d))
        }

        /// Adds to each number of `sums` the products of four bytes of `self`, −127…127, with four of `row`, 0…127.
        #[cfg(target_feature = "relaxed-simd")]
        #[inline(always)]
        pub(in super::super) fn dot(self, row: Self, sums: Self) -> Self {
            Self(std::arch::wasm32::i32x4_relaxed_dot_i8x16_i7x16_add(self.0, row.0, sums.0))
        }

        /// Adds to each number of `sums` the products of four bytes of `self`, −127…127, with four of `row`, 0…127.
        #[cfg(not(target_feature = "relaxed-simd"))]
        #[inline(always)]
        pub(in super::super) fn dot(self, row: Self, sums: Self) -> Self {
            use std::arch::wasm32::{i16x8_shl, i16x8_shr, i32x4_add, i32x4_dot_i16x8, u16x8_shr};
            // Of each two bytes the first and the second as 16 bits: a column's are still in one lane. (Products of bytes that
            // are sorted and added make LLVM write an instruction of relaxed SIMD, asked for or not.)
            let first = i32x4_dot_i16x8(i16x8_shr(i16x8_shl(self.0, 8), 8), v128_and(row.0, i32x4_splat(0x00ff_00ff)));
            let second = i32x4_dot_i16x8(i16x8_shr(self.0, 8), u16x8_shr(row.0, 8));
            Self(i32x4_add(i32x4_add(sums.0, first), second))
        }

        /// The nearest numbers of 32 bits.
        #[inline(always)]
        pub(in super::super) fn lanes(self) -> Lanes {
            Lanes(f32x4_convert_i32x4(self.0))
        }
    }

    /// The lowest bytes of sixteen numbers, a word for each four.
    #[inline(always)]
    pub(in super::super) fn bytes([a, b, c, d]: [Lanes; N_BYTES]) -> [i32; N_BYTES] {
        let low = |four: Lanes| v128_and(four.0, i32x4_splat(0xff));
        let (front, back) = (i16x8_narrow_i32x4(low(a), low(b)), i16x8_narrow_i32x4(low(c), low(d)));
        let all = u8x16_narrow_i16x8(front, back);
        [
            i32x4_extract_lane::<0>(all),
            i32x4_extract_lane::<1>(all),
            i32x4_extract_lane::<2>(all),
            i32x4_extract_lane::<3>(all),
        ]
    }
}
