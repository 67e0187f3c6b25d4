//! Lists of numbers, four at a time. A compiler would often do the same by itself, but not always, and one cannot see where.

use super::lanes::{Lanes, N_LANES};

/// Multiplies each number of a list.
pub fn scale(list: &mut [f32], factor: f32) {
    let (fours, rest) = list.as_chunks_mut::<N_LANES>();
    let lanes = Lanes::splat(factor);
    fours.iter_mut().for_each(|four| *four = Lanes::load(four).mul(lanes).values());
    rest.iter_mut().for_each(|number| *number *= factor);
}

/// Adds to each number of a list that of another one, which is as long, or empty.
pub fn add_to(list: &mut [f32], others: &[f32]) {
    let ((fours, rest), (other_fours, other_rest)) = (list.as_chunks_mut::<N_LANES>(), others.as_chunks());
    for (four, other) in fours.iter_mut().zip(other_fours) {
        *four = Lanes::load(four).add(Lanes::load(other)).values();
    }
    rest.iter_mut().zip(other_rest).for_each(|(number, other)| *number += other);
}

/// Adds to each number of a list that of another one, which is as long, times `factor`.
#[inline]
pub fn add_scaled(list: &mut [f32], factor: f32, others: &[f32]) {
    let ((fours, rest), (other_fours, other_rest)) = (list.as_chunks_mut::<N_LANES>(), others.as_chunks());
    let lanes = Lanes::splat(factor);
    for (four, other) in fours.iter_mut().zip(other_fours) {
        *four = Lanes::load(other).mul_add(lanes, Lanes::load(four)).values();
    }
    rest.iter_mut().zip(other_rest).for_each(|(number, other)| *number += factor * other);
}

/// The sum of the products of two lists' numbers.
#[inline]
#[must_use]
pub fn dot(list: &[f32], others: &[f32]) -> f32 {
    let ((fours, rest), (other_fours, other_rest)) = (list.as_chunks::<N_LANES>(), others.as_chunks::<N_LANES>());
    // Two sums at once, so that none waits for the one before it.
    let ((pairs, last), (other_pairs, other_last)) = (fours.as_chunks::<2>(), other_fours.as_chunks::<2>());
    let mut sums = [Lanes::splat(0.0); 2];
    for ([a, b], [other_a, other_b]) in pairs.iter().zip(other_pairs) {
        sums[0] = Lanes::load(a).mul_add(Lanes::load(other_a), sums[0]);
        sums[1] = Lanes::load(b).mul_add(Lanes::load(other_b), sums[1]);
    }
    for (four, other) in last.iter().zip(other_last) {
        sums[0] = Lanes::load(four).mul_add(Lanes::load(other), sums[0]);
    }
    let [a, b, c, d] = sums[0].add(sums[1]).values();
    rest.iter().zip(other_rest).fold((a + c) + (b + d), |sum, (number, other)| sum + number * other)
}

/// A step down a slope for a score that is the [`dot`] of `row` and `input`: adds `slope · row` to `error`, which is what the
/// input is to blame for, and `−rate · slope · input` to the row. All three are as long.
#[inline]
pub fn descend(row: &mut [f32], input: &[f32], error: &mut [f32], slope: f32, rate: f32) {
    let (by, back) = (-rate * slope, Lanes::splat(slope));
    let on = Lanes::splat(by);
    let ((fours, rest), (inputs, input_rest)) = (row.as_chunks_mut::<N_LANES>(), input.as_chunks::<N_LANES>());
    let (errors, error_rest) = error.as_chunks_mut::<N_LANES>();
    for ((four, input), error) in fours.iter_mut().zip(inputs).zip(errors) {
        let old = Lanes::load(four);
        *error = old.mul_add(back, Lanes::load(error)).values();
        *four = Lanes::load(input).mul_add(on, old).values();
    }
    for ((number, input), error) in rest.iter_mut().zip(input_rest).zip(error_rest) {
        *error += slope * *number;
        *number += by * input;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_steps_of_any_length_are_as_one_by_one() {
        for n in 0..23u8 {
            let list: Vec<f32> = (0..n).map(|i| f32::from(i) * 0.7 - 3.0).collect();
            let others: Vec<f32> = (0..n).map(|i| 2.0 - f32::from(i) * 0.3).collect();
            let product: f64 = list.iter().zip(&others).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
            assert!((f64::from(dot(&list, &others)) - product).abs() < 1e-3, "{n}");
            let mut sums = list.clone();
            add_scaled(&mut sums, 0.5, &others);
            let (mut row, mut error) = (list.clone(), others.clone());
            descend(&mut row, &others, &mut error, 0.25, 2.0);
            for i in 0..list.len() {
                assert!((sums[i] - (list[i] + 0.5 * others[i])).abs() < 1e-6);
                assert!((row[i] - (list[i] - 0.5 * others[i])).abs() < 1e-6);
                assert!((error[i] - (others[i] + 0.25 * list[i])).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn lists_of_any_length_are_as_one_by_one() {
        for n in 0..11u8 {
            let list: Vec<f32> = (0..n).map(|i| f32::from(i) * 0.7).collect();
            let (mut scaled, mut sums) = (list.clone(), list.clone());
            scale(&mut scaled, 0.3);
            add_to(&mut sums, &list);
            assert_eq!(scaled, list.iter().map(|number| number * 0.3).collect::<Vec<_>>());
            assert_eq!(sums, list.iter().map(|number| number + number).collect::<Vec<_>>());
        }
    }
}
