//! What stands between two linear maps, lest they be one: functions that bend. Each takes a list of numbers and changes it
//! in place, four at a time.

use super::exp::exp;
use super::lanes::{Lanes, N_LANES};

/// `x · Φ(x)`, Φ the distribution function of the normal distribution: Hendrycks and Gimpel, *Gaussian error linear units*
/// (2016). Φ is taken from formula 7.1.26 of Abramowitz and Stegun, *Handbook of mathematical functions* (1964), which is off
/// by at most 10⁻⁷.
pub fn gelu(list: &mut [f32]) {
    each(list, |x| {
        let distance = x.abs().mul(Lanes::splat(std::f32::consts::FRAC_1_SQRT_2));
        let t = Lanes::splat(1.0).div(distance.mul_add(Lanes::splat(0.327_591_1), Lanes::splat(1.0)));
        let mut sum = Lanes::splat(1.061_405_4);
        for term in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
            sum = sum.mul_add(t, Lanes::splat(term));
        }
        // Half of what is beyond |x| on both sides: Φ(−|x|).
        let beyond = sum.mul(t).mul(exp(Lanes::splat(0.0).sub(distance.mul(distance)))).mul(Lanes::splat(0.5));
        x.mul(Lanes::splat(1.0).sub(beyond).or_where_below(x, 0.0, beyond))
    });
}

/// The same by a hyperbolic tangent, as GPT-2 has it: ½ · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))).
pub fn gelu_tanh(list: &mut [f32]) {
    const TWICE_SQRT_2_OVER_PI: f32 = 2.0 * std::f32::consts::FRAC_2_SQRT_PI * std::f32::consts::FRAC_1_SQRT_2;
    each(list, |x| {
        let cubic = x.mul(x).mul_add(Lanes::splat(0.044_715), Lanes::splat(1.0)).mul(x);
        // ½ · (1 + tanh(u)) = 1 / (1 + e^(−2u))
        x.mul(sigmoid(cubic.mul(Lanes::splat(TWICE_SQRT_2_OVER_PI))))
    });
}

/// `x · σ(x)`, also called swish: Elfwing, Uchibe and Doya, *Sigmoid-weighted linear units* (2017).
pub fn silu(list: &mut [f32]) {
    each(list, |x| x.mul(sigmoid(x)));
}

/// `max(x, 0)`, NaN for NaN.
pub fn relu(list: &mut [f32]) {
    each(list, |x| x.or_where_below(x, 0.0, Lanes::splat(0.0)));
}

/// 1 / (1 + e⁻ˣ), by an exponential that cannot overflow.
#[inline(always)]
fn sigmoid(x: Lanes) -> Lanes {
    let small = exp(Lanes::splat(0.0).sub(x.abs()));
    let whole = Lanes::splat(1.0).add(small);
    Lanes::splat(1.0).or_where_below(x, 0.0, small).div(whole)
}

#[inline(always)]
fn each(list: &mut [f32], of: impl Fn(Lanes) -> Lanes) {
    let (fours, rest) = list.as_chunks_mut::<N_LANES>();
    fours.iter_mut().for_each(|four| *four = of(Lanes::load(four)).values());
    let mut last = [0.0; N_LANES];
    last[..rest.len()].copy_from_slice(rest);
    rest.copy_from_slice(&of(Lanes::load(&last)).values()[..rest.len()]);
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
            for n in 0..9 {
                let mut list = vec![1.5; n];
                bend(&mut list);
                assert!(list.windows(2).all(|pair| pair[0] == pair[1]), "{name} of {n}");
            }
        }
    }
}
