//! What can be found out about a tensor's values by looking at all of them. There may be millions, and every redraw asks
//! again, so each thing is found out once.

use super::Tensor;
use std::cell::OnceCell;

/// What is known so far.
#[derive(Default)]
pub(super) struct Found {
    peaks: OnceCell<Vec<(usize, f32)>>,
    reach: OnceCell<f32>,
    mean: OnceCell<Tensor>,
    max: OnceCell<Tensor>,
    has_negative_infinity: OnceCell<bool>,
}

impl Tensor {
    /// The largest value of each plane, with its place among the plane's values: the first of equals, NaN left out.
    /// A plane without any has `(0, −∞)`.
    #[must_use]
    pub fn peaks(&self) -> &[(usize, f32)] {
        self.found().peaks.get_or_init(|| (0..self.planes()).map(|plane| peak(self.plane(plane))).collect())
    }

    /// The peaks, if somebody else has found them out; as many as there are planes.
    #[must_use]
    pub fn with_peaks(self, peaks: Vec<(usize, f32)>) -> Self {
        if peaks.len() == self.planes() {
            let _known_already = self.found().peaks.set(peaks);
        }
        self
    }

    /// The largest absolute value that is finite; 0 if there is none.
    #[must_use]
    pub fn reach(&self) -> f32 {
        // Lanes side by side instead of one long chain of comparisons, here and in `peak`: a wide machine word holds
        // several of them. What is not finite fails the comparison.
        *self.found().reach.get_or_init(|| {
            let mut lanes = [0.0; LANES];
            let (chunks, rest) = self.data().as_chunks::<LANES>();
            let wider = |most: &mut f32, value: f32| {
                let size = value.abs();
                *most = if size > *most && size < f32::INFINITY { size } else { *most };
            };
            chunks.iter().for_each(|chunk| lanes.iter_mut().zip(chunk).for_each(|(most, &value)| wider(most, value)));
            rest.iter().for_each(|&value| wider(&mut lanes[0], value));
            lanes.into_iter().fold(0.0, f32::max)
        })
    }

    /// Whether −∞ is among the values, as in a mask that blocks anything.
    #[must_use]
    pub fn has_negative_infinity(&self) -> bool {
        *self.found().has_negative_infinity.get_or_init(|| self.data().contains(&f32::NEG_INFINITY))
    }

    /// The mean of the planes, such as of heads: `[rows, cols]`.
    #[must_use]
    pub fn mean_of_planes(&self) -> Tensor {
        let planes = self.planes().max(1) as f32;
        let mean = || self.folded(|sum, value| sum + value, |sum| sum / planes);
        self.found().mean.get_or_init(mean).clone()
    }

    /// The largest value at each place over all planes: `[rows, cols]`.
    #[must_use]
    pub fn max_of_planes(&self) -> Tensor {
        self.found().max.get_or_init(|| self.folded(f32::max, |max| max)).clone()
    }

    fn folded(&self, fold: impl Fn(f32, f32) -> f32, end: impl Fn(f32) -> f32) -> Tensor {
        let mut all = self.plane(0).to_vec();
        for plane in 1..self.planes() {
            all.iter_mut().zip(self.plane(plane)).for_each(|(so_far, &value)| *so_far = fold(*so_far, value));
        }
        all.iter_mut().for_each(|value| *value = end(*value));
        Tensor::matrix(self.rows(), self.cols(), all)
    }
}

/// Values that are compared side by side.
const LANES: usize = 16;

fn peak(values: &[f32]) -> (usize, f32) {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    let larger = |most: &mut f32, value: f32| *most = if value > *most { value } else { *most };
    chunks.iter().for_each(|chunk| lanes.iter_mut().zip(chunk).for_each(|(most, &value)| larger(most, value)));
    rest.iter().for_each(|&value| larger(&mut lanes[0], value));
    let most = lanes.into_iter().fold(f32::NEG_INFINITY, f32::max);
    (values.iter().position(|&value| value == most).unwrap_or(0), most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peaks_are_the_first_largest_of_each_plane() {
        let plane = |at: &[(usize, f32)]| {
            let mut values = vec![f32::NAN; 5 * 7];
            at.iter().for_each(|&(place, value)| values[place] = value);
            values
        };
        let planes = [plane(&[(33, 2.0), (34, 2.0), (1, -9.0)]), plane(&[]), plane(&[(16, f32::INFINITY), (2, 1.0)])];
        let stack = Tensor::stack(3, 5, 7, planes.concat());
        assert_eq!(stack.peaks(), [(33, 2.0), (0, f32::NEG_INFINITY), (16, f32::INFINITY)]);
        assert_eq!(stack.reach(), 9.0, "infinity is no length of a scale");
        assert_eq!(Tensor::matrix(1, 3, vec![f32::NAN, f32::NEG_INFINITY, f32::NAN]).reach(), 0.0);
        assert_eq!(Tensor::matrix(0, 0, vec![]).peaks(), [(0, f32::NEG_INFINITY)]);
    }

    #[test]
    fn peaks_that_are_told_need_no_look() {
        let never = || Tensor::lazy(vec![2, 1, 1], |_| panic!("looked at"));
        assert_eq!(never().with_peaks(vec![(0, 2.0), (0, 3.0)]).peaks()[1], (0, 3.0));
        assert_eq!(Tensor::stack(2, 1, 1, vec![4.0, 5.0]).with_peaks(vec![(0, 9.0)]).peaks(), [(0, 4.0), (0, 5.0)]);
    }

    #[test]
    fn planes_are_folded_place_by_place() {
        let stack = Tensor::stack(2, 1, 3, vec![1.0, -4.0, 2.0, 3.0, -2.0, 2.0]);
        assert_eq!(
            (stack.mean_of_planes().data(), stack.mean_of_planes().shape()),
            (&[2.0, -3.0, 2.0][..], &[1, 3][..])
        );
        assert_eq!(stack.max_of_planes().data(), [3.0, -2.0, 2.0]);
        assert!(stack.max_of_planes() == stack.max_of_planes(), "found out once, it is the same tensor");
    }
}
