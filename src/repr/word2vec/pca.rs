//! Principal components: the two directions in which vectors differ most, by repeated multiplication (orthogonal iteration; Golub, Van
//! Loan, *Matrix computations*, 8.2).

use crate::num::{add_scaled, dot};

/// Rounds at most. Directions that differ alike need many, and are then as good one as the other.
const ROUNDS: usize = 200;
/// What no longer counts as a change.
const STILL: f32 = 1e-6;

/// Vectors on a plane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plane {
    /// A place for each vector.
    pub places: Vec<[f32; 2]>,
    /// The share of all variance that each axis shows.
    pub shares: [f32; 2],
}

/// The first two principal components of rows of `dimension` numbers. Of each direction the sign is the one that makes its
/// largest number positive.
#[must_use]
pub fn plane(rows: &[f32], dimension: usize) -> Plane {
    let d = dimension.max(1);
    let n = rows.len() / d;
    let mut mean = vec![0.0; d];
    rows.chunks_exact(d).for_each(|row| add_scaled(&mut mean, 1.0 / n as f32, row));
    let mut centred = rows[..n * d].to_vec();
    centred.chunks_exact_mut(d).for_each(|row| add_scaled(row, -1.0, &mean));
    let total: f64 = centred.iter().map(|&number| f64::from(number).powi(2)).sum();
    if !total.is_finite() || total == 0.0 {
        return Plane { places: vec![[0.0; 2]; n], shares: [0.0; 2] };
    }
    // Two directions that no data stand across by chance.
    let mut axes =
        [0, 1].map(|axis| (0..d).map(|i| ((i * (axis + 1) + axis) as f32 * 1.7).cos()).collect::<Vec<f32>>());
    straighten(&mut axes);
    let products = products(&centred, d);
    for _ in 0..ROUNDS {
        let mut next = axes.each_ref().map(|axis| products.chunks_exact(d).map(|row| dot(row, axis)).collect());
        straighten(&mut next);
        let is_still = next.iter().zip(&axes).all(|(new, old)| 1.0 - dot(new, old).abs() < STILL);
        axes = next;
        if is_still {
            break;
        }
    }
    for axis in &mut axes {
        let largest = axis
            .iter()
            .copied()
            .fold(0.0f32, |largest, number| if number.abs() > largest.abs() { number } else { largest });
        axis.iter_mut().for_each(|number| *number *= largest.signum());
    }
    let places: Vec<[f32; 2]> =
        centred.chunks_exact(d).map(|row| [0, 1].map(|axis: usize| dot(row, &axes[axis]))).collect();
    let share = |axis: usize| (places.iter().map(|place| f64::from(place[axis]).powi(2)).sum::<f64>() / total) as f32;
    let shares = [share(0), share(1)];
    Plane { places, shares }
}

/// The products of all columns with each other, which is all that the rounds need to know of many rows.
fn products(rows: &[f32], d: usize) -> Vec<f32> {
    let mut all = vec![0.0; d * d];
    for row in rows.chunks_exact(d) {
        for (column, &number) in row.iter().enumerate() {
            add_scaled(&mut all[column * d + column..(column + 1) * d], number, &row[column..]);
        }
    }
    // They are the same both ways round.
    for column in 0..d {
        for other in 0..column {
            all[column * d + other] = all[other * d + column];
        }
    }
    all
}

/// Makes the first of length 1, and the second across it.
fn straighten([first, second]: &mut [Vec<f32>; 2]) {
    let one = |axis: &mut Vec<f32>| {
        let length = dot(axis, axis).sqrt();
        axis.iter_mut().for_each(|number| *number = if length > 1e-30 { *number / length } else { 0.0 });
    };
    one(first);
    // Twice, since what is left after the first time may be small.
    for _ in 0..2 {
        let along = dot(first, second);
        add_scaled(second, -along, first);
    }
    one(second);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_direction_comes_first() {
        let rows: Vec<f32> = (0..20).flat_map(|i| [0.1 * (i % 2) as f32, 5.0, i as f32]).collect();
        let Plane { places, shares } = plane(&rows, 3);
        assert!(shares[0] > 0.999 && shares[0] + shares[1] < 1.000_1, "{shares:?}");
        assert!(places.windows(2).all(|pair| pair[0][0] < pair[1][0]));
    }

    #[test]
    fn nothing_differs_and_little_does() {
        for (rows, d) in [
            (vec![], 3),
            (vec![1.0], 1),
            (vec![1.0; 12], 4),
            (vec![f32::NAN; 6], 2),
            (vec![f32::MAX; 6], 2),
            (vec![1.0, 2.0, 4.0], 1),
        ] {
            let Plane { places, shares } = plane(&rows, d);
            assert_eq!(places.len(), rows.len() / d);
            assert!(places.iter().flatten().chain(&shares).all(|number| number.is_finite()), "{rows:?}");
        }
    }
}
