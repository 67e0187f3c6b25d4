//! What stands between two linear maps, lest they be one: functions that bend. Each takes a list of numbers and changes it
//! in place, four at a time.

use super::exp::exp;
use super::lanes::{Lanes, N_LANES};

/// `x · Φ(x)`, Φ the distribution function of the normal distribution: Hendrycks and Gimpel, *Gaussian error linear units*
/// (2016). Φ is taken from formula 7.1.26 of Abramowitz and Stegun, *Handbook of mathematical functions* (1964), which is off
/// by at most 10⁻⁷.
pub fn gelu(list: &mut [f32]) {
    let bell = |x: Lanes| x.mul(Lanes::splat(-0.5)).mul(x);
    with_exp(list, bell, |x, bell| {
        let distance = x.min(Lanes::splat(f32::MAX)).abs();
        let slope = 0.327_591_1 * std::f32::consts::FRAC_1_SQRT_2;
        let t = Lanes::splat(1.0).div(distance.mul_add(Lanes::splat(slope), Lanes::splat(1.0)));
        let mut sum = Lanes::splat(0.5 * 1.061_405_4);
        for term in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
            sum = sum.mul_add(t, Lanes::splat(0.5 * term));
        }
        // Half of what is beyond |x| on both sides: Φ(−|x|). So below 0 it is x · Φ(x), above x · (1 − Φ(−x)).
        let beyond = sum.mul(t).mul(bell);
        Lanes::splat(0.0).sub(distance).mul_add(beyond, x.max(Lanes::splat(0.0)))
    });
}

/// The same by a hyperbolic tangent, as GPT-2 has it: ½ · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))).
pub fn gelu_tanh(list: &mut [f32]) {
    const TWICE_SQRT_2_OVER_PI: f32 = 2.0 * std::f32::consts::FRAC_2_SQRT_PI * std::f32::consts::FRAC_1_SQRT_2;
    // ½ · (1 + tanh(u)) = σ(2u), and u has the sign of x.
    let twice = |x: Lanes| {
        let cubic = x.mul(x).mul_add(Lanes::splat(0.044_715), Lanes::splat(1.0)).mul(x);
        Lanes::splat(0.0).sub(cubic.mul(Lanes::splat(TWICE_SQRT_2_OVER_PI)).abs())
    };
    with_exp(list, twice, |x, small| x.mul(sigmoid(x, small)));
}

/// `x · σ(x)`, also called swish: Elfwing, Uchibe and Doya, *Sigmoid-weighted linear units* (2017).
pub fn silu(list: &mut [f32]) {
    each(list, |x| x.mul(sigmoid(x, exp(Lanes::splat(0.0).sub(x.abs())))));
}

/// `max(x, 0)`, NaN for NaN.
pub fn relu(list: &mut [f32]) {
    each(list, |x| x.or_zero_where_below(x, 0.0));
}

/// σ(u) = 1 / (1 + e⁻ᵘ) from `small`, e to the power of −|u|, which cannot overflow; `sign` has the sign of u.
#[inline(always)]
fn sigmoid(sign: Lanes, small: Lanes) -> Lanes {
    let whole = Lanes::splat(1.0).add(small);
    Lanes::splat(1.0).or_where_below(sign, 0.0, small).div(whole)
}

/// Changes each x into what `of` makes of it and of e to the power of `exponent`, which is not above 0. The powers are worked
/// out before: the constants of both together would be more than a browser has registers, and take twice the time.
#[inline(always)]
fn with_exp(list: &mut [f32], exponent: impl Fn(Lanes) -> Lanes, of: impl Fn(Lanes, Lanes) -> Lanes) {
    for part in list.chunks_mut(PART) {
        let mut powers = [0.0; PART];
        let powers = &mut powers[..part.len()];
        powers.copy_from_slice(part);
        each(powers, |x| exp(exponent(x)));
        let ((fours, rest), (power_fours, power_rest)) = (part.as_chunks_mut::<N_LANES>(), powers.as_chunks());
        for (four, power) in fours.iter_mut().zip(power_fours) {
            *four = of(Lanes::load(four), Lanes::load(power)).values();
        }
        rest_of(rest, power_rest, &of);
    }
}

/// Numbers whose powers are worked out together.
const PART: usize = 512;

#[inline(always)]
fn each(list: &mut [f32], of: impl Fn(Lanes) -> Lanes) {
    let (fours, rest) = list.as_chunks_mut::<N_LANES>();
    fours.iter_mut().for_each(|four| *four = of(Lanes::load(four)).values());
    rest_of(rest, &[], |x, _| of(x));
}

/// What is over of a list, and of another one beside it.
#[inline(always)]
fn rest_of(rest: &mut [f32], others: &[f32], of: impl Fn(Lanes, Lanes) -> Lanes) {
    let fill = |numbers: &[f32]| {
        let mut four = [0.0; N_LANES];
        four[..numbers.len()].copy_from_slice(numbers);
        Lanes::load(&four)
    };
    rest.copy_from_slice(&of(fill(rest), fill(others)).values()[..rest.len()]);
}

#[cfg(test)]
mod tests {
    use super::*;

    type Bend = fn(&mut [f32]);
    type Exact = fn(f64) -> f64;

    const ALL: [(&str, Bend, Exact); 4] = [
        ("gelu", gelu, |x| 0.5 * x * (1.0 + libm::erf(x / 2f64.sqrt()))),
        ("gelu_tanh", gelu_tanh, |x| {
            0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3))).tanh())
        }),
        ("silu", silu, |x| x / (1.0 + (-x).exp())),
        ("relu", relu, |x| x.max(0.0)),
    ];

    #[test]
    fn they_are_what_64_bits_make() {
        for (name, bend, exact) in ALL {
            let inputs: Vec<f32> = (-40_001..=40_001).map(|step| step as f32 / 1_000.0).collect();
            let mut bent = inputs.clone();
            bend(&mut bent);
            for (&x, &found) in inputs.iter().zip(&bent) {
                let off = (f64::from(found) - exact(x.into())).abs();
                assert!(off <= 3e-7 * f64::from(x.abs()).max(1.0), "{name}({x}) is off by {off:e}");
            }
        }
    }

    #[test]
    fn ends_and_lists_of_any_length() {
        for (name, bend, _) in ALL {
            let mut ends = [f32::INFINITY, f32::MAX, 0.0, -0.0, f32::NAN];
            bend(&mut ends);
            assert_eq!(ends[..4], [f32::INFINITY, f32::MAX, 0.0, 0.0], "{name}");
            assert!(ends[4].is_nan(), "{name}");
            let mut lowest = [f32::NEG_INFINITY];
            bend(&mut lowest);
            assert_eq!(lowest[0].is_nan(), name != "relu", "{name}: −∞ · 0, as in PyTorch");
            for n in 0..9 {
                let mut list = vec![1.5; n];
                bend(&mut list);
                assert!(list.windows(2).all(|pair| pair[0] == pair[1]), "{name} of {n}");
            }
        }
    }
}
