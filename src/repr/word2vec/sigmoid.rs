//! The logistic function and its loss, looked up. word2vec.c looks up the nearest of 1,000 values; here two of them are joined by a
//! straight line, which is as quick and right to seven digits.

/// Scores beyond this are worked out.
const END: f32 = 8.0;
/// Places of the table for each 1.
const PER_ONE: f32 = 256.0;

/// The table.
#[derive(Clone, Debug)]
pub struct Sigmoid {
    /// From −[`END`] on: σ(x), and ln(1 + eˣ).
    places: Vec<[f32; 2]>,
}

impl Default for Sigmoid {
    fn default() -> Self {
        let n = (2.0 * END * PER_ONE) as usize;
        let place = |index| exact(f64::from(index as f32 / PER_ONE - END)).map(|value| value as f32);
        Self { places: (0..n + 2).map(place).collect() }
    }
}

impl Sigmoid {
    /// σ(x) = 1 / (1 + e⁻ˣ), and ln(1 + eˣ), the loss of saying no to what is scored x; yes costs x less. NaN stays NaN.
    #[inline]
    #[must_use]
    pub fn of(&self, x: f32) -> (f32, f32) {
        let place = (x + END) * PER_ONE;
        if x > -END && x < END {
            let index = place as usize;
            if let [a, b, ..] = self.places[index..] {
                let part = place - index as f32;
                return (a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]));
            }
        }
        let [sigmoid, loss] = exact(f64::from(x)).map(|value| value as f32);
        (sigmoid, loss)
    }
}

fn exact(x: f64) -> [f64; 2] {
    let small = (-x.abs()).exp();
    let sigmoid = if x < 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
    [sigmoid, x.max(0.0) + small.ln_1p() + if x.is_nan() { x } else { 0.0 }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looked_up_is_worked_out() {
        let table = Sigmoid::default();
        for index in -400_000..400_000 {
            let x = index as f32 * 5e-5;
            let ((sigmoid, loss), [right, cost]) = (table.of(x), exact(f64::from(x)));
            assert!((f64::from(sigmoid) - right).abs() < 4e-7, "σ({x}) = {sigmoid}, not {right}");
            assert!((f64::from(loss) - cost).abs() < 1e-6 * (1.0 + cost), "{x}: {loss}, not {cost}");
        }
        assert_eq!(table.of(f32::INFINITY), (1.0, f32::INFINITY));
        assert_eq!(table.of(f32::NEG_INFINITY), (0.0, 0.0));
        assert!(table.of(f32::NAN).0.is_nan() && table.of(f32::NAN).1.is_nan());
    }
}
