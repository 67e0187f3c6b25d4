//! Which part of a map is seen, and how it moves.

/// The part that is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapSight {
    /// What is in the middle, in parts of the width and height that the points take up: 0, 0 is their lower left corner. So it
    /// is the same place while a training moves the points apart.
    pub centre: [f32; 2],
    /// How many times as large as the whole.
    pub zoom: f32,
}

impl MapSight {
    /// All of it.
    pub const WHOLE: Self = Self { centre: [0.5; 2], zoom: 1.0 };
    /// The closest look.
    pub const CLOSEST: f32 = 64.0;

    /// The same within its bounds: the closer one looks, the farther from the middle, until the outermost points have room around them.
    #[must_use]
    pub fn bounded(self) -> Self {
        let zoom = self.zoom.clamp(1.0, Self::CLOSEST);
        let reach = 0.5 * (1.0 - zoom.powi(-2));
        Self { centre: self.centre.map(|part| part.clamp(0.5 - reach, 0.5 + reach)), zoom }
    }

    /// The same within its bounds, with as many digits as a link has: less than a pixel is lost.
    #[must_use]
    pub fn rounded(self) -> Self {
        let to = |number: f32, digits: f32| (number * digits).round() / digits;
        let Self { centre, zoom } = Self { zoom: to(self.zoom, 1e2), ..self }.bounded();
        Self { centre: centre.map(|part| to(part, 1e5)), zoom }
    }

    /// All of a map is no part of it.
    #[must_use]
    pub fn named(self) -> Option<Self> {
        Some(self).filter(|sight| sight.zoom > 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sight_stays_on_the_map() {
        let far = |zoom| MapSight { centre: [-9.0, 9.0], zoom }.bounded();
        assert_eq!(far(0.1), MapSight::WHOLE);
        assert_eq!(far(2.0).centre, [0.125, 0.875]);
        assert_eq!(far(1e9).zoom, MapSight::CLOSEST);
        assert_eq!(far(1.0).named(), None);
        let sight = MapSight { centre: [0.123_456_7, 0.5], zoom: 7.123 }.rounded();
        assert_eq!((sight, sight.rounded()), (MapSight { centre: [0.123_46, 0.5], zoom: 7.12 }, sight));
    }
}
