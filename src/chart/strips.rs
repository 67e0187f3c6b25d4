//! One side of a matrix cut into strips, one for each row or column of pixels that there is room for.

use std::ops::Range;

/// The fewest strips: the first place, the last, and all others.
const FEWEST: usize = 3;

/// Places of one side, in strips of nearly equal length. Where there are fewer strips than places, the first place and the
/// last keep a strip of their own, so that neither is ever lost in a crowd: the first key is the one that most heads fall
/// back on, and the last query is the one that predicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strips {
    first: usize,
    n: usize,
    strips: usize,
}

impl Strips {
    /// The `n` places from `first`, in `room` strips at most.
    #[must_use]
    pub fn new(first: usize, n: usize, room: usize) -> Self {
        Self { first, n, strips: n.min(room.max(FEWEST)) }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strips
    }

    /// Whether there is nothing to cut.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strips == 0
    }

    /// Whether each place has its own strip.
    #[must_use]
    pub fn are_single(&self) -> bool {
        self.strips == self.n
    }

    /// All places.
    #[must_use]
    pub fn places(&self) -> Range<usize> {
        self.first..self.first + self.n
    }

    /// The places of one strip.
    #[must_use]
    pub fn range(&self, strip: usize) -> Range<usize> {
        self.first + self.start(strip)..self.first + self.start(strip + 1)
    }

    /// The places of every strip, in order.
    pub fn iter(&self) -> impl Iterator<Item = Range<usize>> {
        (0..self.strips).map(|strip| self.range(strip))
    }

    /// The strip in which a place is.
    #[must_use]
    pub fn of(&self, place: usize) -> Option<usize> {
        let place = place.checked_sub(self.first).filter(|&place| place < self.n)?;
        Some(match self.inner() {
            None => place,
            Some(_) if place == 0 => 0,
            Some(_) if place == self.n - 1 => self.strips - 1,
            Some((places, strips)) => 1 + (place * strips - 1) / places,
        })
    }

    /// The places and the strips between the first and the last.
    fn inner(&self) -> Option<(usize, usize)> {
        (self.strips < self.n).then(|| (self.n - 2, self.strips - 2))
    }

    fn start(&self, strip: usize) -> usize {
        match self.inner() {
            None => strip,
            Some(_) if strip == 0 => 0,
            Some(_) if strip == self.strips => self.n,
            Some((places, strips)) => 1 + (strip - 1) * places / strips,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strips_are_as_long_as_can_be_told() {
        let strips: Vec<_> = Strips::new(10, 9, 5).iter().collect();
        assert_eq!(strips, [10..11, 11..13, 13..15, 15..18, 18..19]);
        assert!(Strips::new(3, 4, 4).are_single() && Strips::new(0, 0, 9).is_empty());
        assert_eq!(Strips::new(0, 9, 0).len(), FEWEST);
    }

    proptest! {
        #[test]
        fn every_place_is_in_one_strip(first in 0usize..50, n in 0usize..300, room in 0usize..300) {
            let strips = Strips::new(first, n, room);
            let places: Vec<usize> = strips.iter().flatten().collect();
            prop_assert_eq!(places, strips.places().collect::<Vec<_>>());
            for (strip, range) in strips.iter().enumerate() {
                prop_assert!(!range.is_empty());
                range.for_each(|place| assert_eq!(strips.of(place), Some(strip)));
            }
            prop_assert_eq!((strips.of(first + n), strips.of(first.wrapping_sub(1))), (None, None));
            if n > 0 {
                prop_assert_eq!((strips.range(0), strips.range(strips.len() - 1)), (first..first + 1, first + n - 1..first + n));
            }
            let inner = (1..strips.len().saturating_sub(1)).map(|strip| strips.range(strip).len());
            let (least, most) = inner.fold((n, 0), |(least, most), len| (least.min(len), most.max(len)));
            prop_assert!(most <= least + 1);
        }
    }
}
