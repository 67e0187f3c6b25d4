//! Four numbers side by side, on which a processor does in one step what it does to one: SIMD, *single instruction,
//! multiple data*. In a browser they are a `v128` of WebAssembly; elsewhere an array, of which a compiler makes the same.
//! Everything that has to be fast is written with these few steps once, and is the same sums everywhere.
//!
//! A browser with *relaxed* SIMD multiplies and adds without rounding in between where its processor can, twice as fast;
//! the last digit may then be another one.

/// As many numbers as go together.
pub(super) const N_LANES: usize = 4;

#[cfg(not(target_arch = "wasm32"))]
pub(super) use plain::Lanes;
#[cfg(target_arch = "wasm32")]
pub(super) use wasm::Lanes;

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use super::N_LANES;

    #[derive(Clone, Copy)]
    pub(in super::super) struct Lanes(pub(in super::super) [f32; N_LANES]);

    impl Lanes {
        #[inline(always)]
        pub(in super::super) fn splat(value: f32) -> Self {
            Self([value; N_LANES])
        }

        #[inline(always)]
        pub(in super::super) fn load(values: &[f32; N_LANES]) -> Self {
            Self(*values)
        }

        #[inline(always)]
        pub(in super::super) fn values(self) -> [f32; N_LANES] {
            self.0
        }

        #[inline(always)]
        fn zip(self, other: Self, of: impl Fn(f32, f32) -> f32) -> Self {
            Self(std::array::from_fn(|lane| of(self.0[lane], other.0[lane])))
        }

        #[inline(always)]
        pub(in super::super) fn add(self, other: Self) -> Self {
            self.zip(other, |a, b| a + b)
        }

        #[inline(always)]
        pub(in super::super) fn sub(self, other: Self) -> Self {
            self.zip(other, |a, b| a - b)
        }

        #[inline(always)]
        pub(in super::super) fn mul(self, other: Self) -> Self {
            self.zip(other, |a, b| a * b)
        }

        #[inline(always)]
        pub(in super::super) fn div(self, other: Self) -> Self {
            self.zip(other, |a, b| a / b)
        }

        #[inline(always)]
        pub(in super::super) fn abs(self) -> Self {
            Self(self.0.map(f32::abs))
        }

        /// `self · factor + term`.
        #[inline(always)]
        pub(in super::super) fn mul_add(self, factor: Self, term: Self) -> Self {
            self.mul(factor).add(term)
        }

        /// The larger one; `self` where one is NaN.
        #[inline(always)]
        pub(in super::super) fn max(self, other: Self) -> Self {
            self.zip(other, |a, b| if a < b { b } else { a })
        }

        /// The smaller one; `self` where one is NaN.
        #[inline(always)]
        pub(in super::super) fn min(self, other: Self) -> Self {
            self.zip(other, |a, b| if b < a { b } else { a })
        }

        /// `other` where `by` is below `bound`.
        #[inline(always)]
        pub(in super::super) fn or_where_below(self, by: Self, bound: f32, other: Self) -> Self {
            Self(std::array::from_fn(|lane| if by.0[lane] < bound { other.0[lane] } else { self.0[lane] }))
        }

        /// 0 where `by` is below `bound`.
        #[inline(always)]
        pub(in super::super) fn or_zero_where_below(self, by: Self, bound: f32) -> Self {
            self.or_where_below(by, bound, Self::splat(0.0))
        }

        /// The bits of each number, moved to where its exponent stands.
        #[inline(always)]
        pub(in super::super) fn low_bits_to_exponent(self) -> Self {
            Self(self.0.map(|value| f32::from_bits(value.to_bits() << 23)))
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use super::N_LANES;
    use std::arch::wasm32::{
        f32x4, f32x4_abs, f32x4_add, f32x4_div, f32x4_extract_lane, f32x4_lt, f32x4_mul, f32x4_pmax, f32x4_pmin,
        f32x4_splat, f32x4_sub, i32x4_shl, v128, v128_andnot, v128_bitselect,
    };

    #[derive(Clone, Copy)]
    pub(in super::super) struct Lanes(pub(in super::super) v128);

    impl Lanes {
        #[inline(always)]
        pub(in super::super) fn splat(value: f32) -> Self {
            Self(f32x4_splat(value))
        }

        #[inline(always)]
        pub(in super::super) fn load(&[a, b, c, d]: &[f32; N_LANES]) -> Self {
            Self(f32x4(a, b, c, d))
        }

        #[inline(always)]
        pub(in super::super) fn values(self) -> [f32; N_LANES] {
            [
                f32x4_extract_lane::<0>(self.0),
                f32x4_extract_lane::<1>(self.0),
                f32x4_extract_lane::<2>(self.0),
                f32x4_extract_lane::<3>(self.0),
            ]
        }

        #[inline(always)]
        pub(in super::super) fn add(self, other: Self) -> Self {
            Self(f32x4_add(self.0, other.0))
        }

        #[inline(always)]
        pub(in super::super) fn sub(self, other: Self) -> Self {
            Self(f32x4_sub(self.0, other.0))
        }

        #[inline(always)]
        pub(in super::super) fn mul(self, other: Self) -> Self {
            Self(f32x4_mul(self.0, other.0))
        }

        #[inline(always)]
        pub(in super::super) fn div(self, other: Self) -> Self {
            Self(f32x4_div(self.0, other.0))
        }

        #[inline(always)]
        pub(in super::super) fn abs(self) -> Self {
            Self(f32x4_abs(self.0))
        }

        /// `self · factor + term`.
        #[cfg(target_feature = "relaxed-simd")]
        #[inline(always)]
        pub(in super::super) fn mul_add(self, factor: Self, term: Self) -> Self {
            Self(std::arch::wasm32::f32x4_relaxed_madd(self.0, factor.0, term.0))
        }

        /// `self · factor + term`.
        #[cfg(not(target_feature = "relaxed-simd"))]
        #[inline(always)]
        pub(in super::super) fn mul_add(self, factor: Self, term: Self) -> Self {
            self.mul(factor).add(term)
        }

        /// The larger one; `self` where one is NaN.
        #[inline(always)]
        pub(in super::super) fn max(self, other: Self) -> Self {
            Self(f32x4_pmax(self.0, other.0))
        }

        /// The smaller one; `self` where one is NaN.
        #[inline(always)]
        pub(in super::super) fn min(self, other: Self) -> Self {
            Self(f32x4_pmin(self.0, other.0))
        }

        /// `other` where `by` is below `bound`.
        #[inline(always)]
        pub(in super::super) fn or_where_below(self, by: Self, bound: f32, other: Self) -> Self {
            Self(v128_bitselect(other.0, self.0, f32x4_lt(by.0, f32x4_splat(bound))))
        }

        /// 0 where `by` is below `bound`: one step instead of the three that choosing takes.
        #[inline(always)]
        pub(in super::super) fn or_zero_where_below(self, by: Self, bound: f32) -> Self {
            Self(v128_andnot(self.0, f32x4_lt(by.0, f32x4_splat(bound))))
        }

        /// The bits of each number, moved to where its exponent stands.
        #[inline(always)]
        pub(in super::super) fn low_bits_to_exponent(self) -> Self {
            Self(i32x4_shl(self.0, 23))
        }
    }
}
