//! Colour maps, from a number to a colour.
//!
//! What is never negative, as a weight, goes on a *sequential* map: its lightness only rises, in equal steps, so more
//! looks like more. What has a sign, as a score, goes on a *diverging* one: two hues that grow out of a neutral middle.
//! The middle is 0 and nothing else, or the eye reads a sign that the number does not have; and it is as light or dark
//! as the ground around the figure, so that what is near nothing recedes.

use super::Rgb;

/// 256 RGB triples for each map, in the order of [`Colormap`] and then of [`Diverging`]; made by
/// `assets/make_colormaps.py`.
const TABLES: &[u8; 6 * 768] = include_bytes!("../../assets/colormaps.bin");

/// The sequential maps, of which a reader can choose.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Colormap {
    /// Blue-violet to yellow.
    #[default]
    Viridis,
    /// Blue to yellow, made to look the same with and without colour-vision deficiency.
    Cividis,
    /// Black through red to cream.
    Magma,
    /// Dark to light.
    Greys,
}

impl Colormap {
    /// Every map.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The colour at `position`, from 0 to 1; what lies outside takes the nearer end. NaN has none.
    #[must_use]
    pub fn at(self, position: f32) -> Option<Rgb> {
        if position.is_nan() {
            return None;
        }
        let [r, g, b] = *self.table().get(step(position) as usize)?;
        Some(Rgb(r, g, b))
    }

    /// The map's 256 colours; a position from 0 to 1 takes the one at [`step`].
    pub(super) fn table(self) -> &'static [[u8; 3]] {
        table(self as usize)
    }

    /// The name in links, which is also the map's own name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// The maps for values of either sign; the ground of the figure chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Diverging {
    /// Blue, white, red, by Cynthia Brewer; for a light ground.
    RdBuR,
    /// Blue, nearly black, red, by Fabio Crameri; for a dark ground.
    Berlin,
}

impl Diverging {
    /// The one whose middle is like the ground.
    #[must_use]
    pub fn on(is_dark: bool) -> Self {
        if is_dark { Self::Berlin } else { Self::RdBuR }
    }

    /// Where a value stands, 0 to 1, on a map from −`high` to `high`. Infinities take the ends, NaN stays NaN; if
    /// `high` is no length of a scale, every other value is in the middle.
    #[must_use]
    pub fn position(value: f32, high: f32) -> f32 {
        match value {
            _ if value.is_nan() => value,
            f32::INFINITY => 1.0,
            f32::NEG_INFINITY => 0.0,
            _ if high > 0.0 && high.is_finite() => (0.5 + value / high / 2.0).clamp(0.0, 1.0),
            _ => 0.5,
        }
    }

    /// The colour at `position`, as [`Colormap::at`] has it.
    #[must_use]
    pub fn at(self, position: f32) -> Option<Rgb> {
        let [r, g, b] = *self.table().get(step(position) as usize).filter(|_| !position.is_nan())?;
        Some(Rgb(r, g, b))
    }

    /// The map's 256 colours.
    pub(super) fn table(self) -> &'static [[u8; 3]] {
        table(Colormap::ALL.len() + self as usize)
    }

    /// The map's own name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RdBuR => "RdBu_r",
            Self::Berlin => "berlin",
        }
    }
}

fn table(index: usize) -> &'static [[u8; 3]] {
    TABLES.as_chunks().0.get(index * 256..).and_then(|rest| rest.get(..256)).unwrap_or_default()
}

/// A number that has room for whole numbers in its last bits only: what is added to it is rounded to one, which stands there.
const WHOLE: f32 = 12_582_912.0; // 1.5 · 2²³

/// The nearest of 256 steps from 0 to 1; what lies outside takes the nearer end. (Of several numbers at once: a conversion
/// that asks whether a number fits takes many times as long.)
pub(super) fn step(position: f32) -> i32 {
    let not_below = if position < 0.0 { 0.0 } else { position };
    let within = if 1.0 < not_below { 1.0 } else { not_below };
    ((within * 255.0 + WHOLE).to_bits() & 0xff) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_the_published_colours() {
        assert_eq!(Colormap::Viridis.at(0.0), Some(Rgb(68, 1, 84)));
        assert_eq!(Colormap::Viridis.at(1.0), Some(Rgb(253, 231, 37)));
        assert_eq!(Colormap::Magma.at(0.0), Some(Rgb(0, 0, 4)));
        assert_eq!(Colormap::Magma.at(-9.0), Colormap::Magma.at(0.0));
        assert_eq!(Colormap::Cividis.at(f32::INFINITY), Colormap::Cividis.at(1.0));
        assert_eq!(Colormap::Greys.at(f32::NAN), None);
    }

    #[test]
    fn signed_values_meet_in_a_neutral_middle() {
        assert_eq!(Diverging::RdBuR.at(0.0), Some(Rgb(5, 48, 97)));
        assert_eq!(Diverging::Berlin.at(1.0), Some(Rgb(255, 173, 173)));
        for is_dark in [false, true] {
            let map = Diverging::on(is_dark);
            let Rgb(r, g, b) = map.at(Diverging::position(0.0, 3.0)).unwrap();
            assert!(r.max(g).max(b) - r.min(g).min(b) < 20, "{map:?} is grey in the middle");
            assert_eq!(map.at(0.5).unwrap().wants_dark_text(), !is_dark);
            assert_eq!(map.at(f32::NAN), None);
            let (Rgb(low, _, low_blue), Rgb(high, _, high_blue)) = (map.at(0.1).unwrap(), map.at(0.9).unwrap());
            assert!(low < low_blue && high > high_blue, "{map:?} is blue below and red above");
        }
    }

    #[test]
    fn any_number_has_a_place_between_the_ends() {
        for high in [2.0, 0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert_eq!(Diverging::position(f32::INFINITY, high), 1.0);
            assert_eq!(Diverging::position(f32::NEG_INFINITY, high), 0.0);
            assert_eq!(Diverging::position(0.0, high), 0.5);
            assert_eq!(Diverging::position(-2.0, high), if high == 2.0 { 0.0 } else { 0.5 });
            assert!(Diverging::position(f32::NAN, high).is_nan());
        }
        assert_eq!((Diverging::position(1.0, 2.0), Diverging::position(f32::MAX, 1e-9)), (0.75, 1.0));
    }

    #[test]
    fn lightness_only_rises() {
        for &map in Colormap::ALL {
            let luminance: Vec<f64> = (0..=255u8).map(|i| map.at(f32::from(i) / 255.0).unwrap().luminance()).collect();
            assert!(luminance.windows(2).all(|pair| pair[1] > pair[0] - 1e-3), "{map:?}");
            assert!(luminance[255] - luminance[0] > 0.4, "{map:?}");
        }
    }
}
