//! `eˣ` of four numbers at once, for scores that are not above 0.
//!
//! x = n · ln 2 + r with a whole n and |r| ≤ ½ ln 2, so eˣ = 2ⁿ · eʳ. 2ⁿ is a matter of writing n where the exponent of a
//! number stands; eʳ is its Taylor polynomial of degree 7, whose first left-out term, r⁸/8!, is below 10⁻⁸. ln 2 is subtracted in two
//! parts, the first of few enough digits for n times it to be exact (Cody and Waite, *Software manual for the elementary
//! functions*, 1980). Tested to differ by at most 2 units of the last digit.

use super::lanes::Lanes;

/// Below this, eˣ is given as 0: it is less than 10⁻³⁴, and smaller ones make processors slow.
const LOWEST: f32 = -80.0;

/// Added to a number between −2²² and 2²², it leaves no bits for what is behind the point, and so rounds to the next whole
/// number, which then stands in the low bits; 127 more because an exponent n is written as n + 127.
const ROUND: f32 = 12_582_912.0 + 127.0;

/// ln 2, in two parts.
const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];

/// `eˣ` for x ≤ 0, NaN for NaN. Exactly 0 for −∞.
#[inline(always)]
pub(super) fn exp(x: Lanes) -> Lanes {
    let rounded = x.mul_add(Lanes::splat(std::f32::consts::LOG2_E), Lanes::splat(ROUND));
    let n = rounded.sub(Lanes::splat(ROUND));
    let r = n.mul_add(Lanes::splat(-LN_2[0]), x);
    let r = n.mul_add(Lanes::splat(-LN_2[1]), r);
    let mut sum = Lanes::splat(1.0 / 5040.0);
    for term in [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = sum.mul_add(r, Lanes::splat(term));
    }
    sum.mul(rounded.low_bits_to_exponent()).or_zero_where_below(x, LOWEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(x: f32) -> f32 {
        exp(Lanes::splat(x)).values()[0]
    }

    #[test]
    fn it_is_within_two_units_of_the_last_digit() {
        let mut worst = 0;
        for step in 0..=800_000u32 {
            let x = -(step as f32) / 10_000.0;
            let exact = f64::from(x).exp() as f32;
            worst = worst.max(one(x).to_bits().abs_diff(exact.to_bits()));
        }
        assert!(worst <= 2, "{worst} units");
    }

    #[test]
    fn its_ends_are_exact() {
        assert_eq!(one(0.0), 1.0);
        assert_eq!(one(-0.0), 1.0);
        for x in [-80.1, -1e9, f32::MIN, f32::NEG_INFINITY] {
            assert_eq!(one(x), 0.0, "{x}");
        }
        assert!(one(f32::NAN).is_nan());
    }

    #[test]
    fn each_lane_is_its_own() {
        let four = exp(Lanes::load(&[-1.0, f32::NAN, f32::NEG_INFINITY, 0.0])).values();
        assert_eq!(four.map(f32::is_nan), [false, true, false, false]);
        assert_eq!([four[0], four[2], four[3]], [one(-1.0), 0.0, 1.0]);
    }
}
