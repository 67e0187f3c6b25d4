//! The natural logarithm, rounded to the nearest number that there is.
//!
//! Every processor's and every browser's own `ln` is off by a last bit now and then, each for other numbers. Here a bit
//! can decide: two paths through a sentence are often equally probable but for rounding, and then the page would cut a
//! text otherwise than Python does. Python's `math.log` rounds to the nearest for every frequency of the dictionary, so
//! this does too, with nothing but additions, multiplications and divisions, which are the same everywhere.

/// A number as an unrounded sum `high + low`, some 106 bits long, in which `low` is what `high` could not hold.
#[derive(Clone, Copy)]
struct Double {
    high: f64,
    low: f64,
}

/// The logarithm of 2, to 106 bits.
const LN_2: Double = Double { high: std::f64::consts::LN_2, low: 2.319_046_813_846_299_6e-17 };

/// Terms of the series that are summed to 106 bits; the smaller ones behind them are exact enough at 53.
const LONG_TERMS: i32 = 5;
/// All terms: the next one is below 2⁻⁷⁵ of the sum.
const TERMS: i32 = 15;

/// ln x for a normal x > 0.
///
/// x = 2ᵏ·m with m between √½ and √2, and ln m = 2·(s + s³/3 + s⁵/5 + …) with s = (m − 1)/(m + 1).
pub(super) fn ln(x: f64) -> f64 {
    if x == 1.0 {
        return 0.0;
    }
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i32 - 1_023;
    let mut m = f64::from_bits(bits & ((1 << 52) - 1) | 1_023 << 52);
    if m > std::f64::consts::SQRT_2 {
        m /= 2.0;
        exponent += 1;
    }
    let s = sum(m, -1.0).divided_by(sum(m, 1.0));
    let square = s.times(s);
    let mut short = 0.0;
    for n in (LONG_TERMS..TERMS).rev() {
        short = short * square.high + 1.0 / f64::from(2 * n + 1);
    }
    let mut series = Double { high: short, low: 0.0 };
    for n in (0..LONG_TERMS).rev() {
        let coefficient = Double { high: 1.0, low: 0.0 }.divided_by(sum(f64::from(2 * n + 1), 0.0));
        series = series.times(square).plus(coefficient);
    }
    let ln_m = series.times(s);
    let k = sum(f64::from(exponent), 0.0);
    let result = LN_2.times(k).plus(Double { high: 2.0 * ln_m.high, low: 2.0 * ln_m.low });
    result.high + result.low
}

/// a + b with what rounding lost (Knuth).
fn sum(a: f64, b: f64) -> Double {
    let high = a + b;
    let from_b = high - a;
    Double { high, low: (a - (high - from_b)) + (b - from_b) }
}

/// a·b with what rounding lost (Dekker): each factor is split into halves whose products are exact.
fn product(a: f64, b: f64) -> Double {
    let halves = |x: f64| {
        let scaled = 134_217_729.0 * x; // 2²⁷ + 1
        let upper = scaled - (scaled - x);
        (upper, x - upper)
    };
    let (high, (a1, a2), (b1, b2)) = (a * b, halves(a), halves(b));
    Double { high, low: ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2 }
}

impl Double {
    fn plus(self, other: Self) -> Self {
        let high = sum(self.high, other.high);
        let low = sum(self.low, other.low);
        let upper = sum(high.high, high.low + low.high);
        sum(upper.high, upper.low + low.low)
    }

    fn times(self, other: Self) -> Self {
        let high = product(self.high, other.high);
        sum(high.high, high.low + (self.high * other.low + self.low * other.high))
    }

    fn divided_by(self, other: Self) -> Self {
        let first = self.high / other.high;
        let back = other.times(Self { high: first, low: 0.0 });
        let rest = self.plus(Self { high: -back.high, low: -back.low });
        sum(first, rest.high / other.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_within_a_last_place_of_the_librarys() {
        for x in (1..20_000).map(f64::from).chain([60_101_967.0, 1e-300, 0.3, 1.0 / 33_749_694.0, 1e15]) {
            let (ours, theirs) = (ln(x), x.ln());
            assert!((ours.to_bits() as i64 - theirs.to_bits() as i64).abs() <= 1, "{x}: {ours} and {theirs}");
        }
        assert_eq!((ln(1.0), ln(2.0), ln(10.0)), (0.0, std::f64::consts::LN_2, std::f64::consts::LN_10));
    }
}
