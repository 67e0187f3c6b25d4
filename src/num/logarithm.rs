//! The logarithm, for millions of numbers at a time: WebAssembly has no instruction for it, and the standard one costs as
//! much as the rest of a redraw together.

/// log₂ of a number that is not negative, to 2·10⁻⁷, or to some units in the last place of what is larger. NaN stays NaN; what is smaller than the
/// smallest normal number counts as 0, whose logarithm is −∞.
#[must_use]
pub fn log2(value: f32) -> f32 {
    if value.is_nan() {
        return value;
    }
    if value < f32::MIN_POSITIVE {
        return f32::NEG_INFINITY;
    }
    // value = m · 2^e with m from about √½ to √2. With t = (m − 1) / (m + 1), which is at most 0.172,
    // ln m = 2 (t + t³/3 + t⁵/5 + t⁷/7 + …), and the next term would be below 10⁻⁷.
    const SQRT_HALF: u32 = 0x3F35_04F3;
    const ONE: u32 = 0x3F80_0000;
    let bits = value.to_bits() + (ONE - SQRT_HALF);
    let e = (bits >> 23) as i32 - 127;
    let m = f32::from_bits((bits & 0x007F_FFFF) + SQRT_HALF);
    let t = (m - 1.0) / (m + 1.0);
    let t2 = t * t;
    let ln = 2.0 * t * (1.0 + t2 * (1.0 / 3.0 + t2 * (0.2 + t2 / 7.0)));
    e as f32 + ln * std::f32::consts::LOG2_E
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_logarithm() {
        for step in 0..400_000 {
            let value = 10f32.powf(-30.0 + step as f32 * 1.5e-4);
            let exact = f64::from(value).log2();
            let off = (f64::from(log2(value)) - exact).abs();
            assert!(off < 4e-7 * exact.abs().max(0.5), "{value}: off by {off}");
        }
        assert_eq!([1.0, 2.0, 0.25, 0.0, 1e-40].map(log2), [0.0, 1.0, -2.0, f32::NEG_INFINITY, f32::NEG_INFINITY]);
        assert!(log2(f32::INFINITY) >= 128.0 && log2(f32::NAN).is_nan());
    }
}
