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

#[cfg(test)]
mod tests {
    use super::*;

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
