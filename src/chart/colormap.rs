//! Perceptually uniform colour maps: equal steps of the number look like equal steps of the colour.

use super::Rgb;

/// 256 RGB triples for each map, in the order of [`Colormap`]; made by `assets/make_colormaps.py`.
const TABLES: &[u8; 4 * 768] = include_bytes!("../../assets/colormaps.bin");

/// The maps a reader can choose.
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
        let [r, g, b] = *self.table().get(step(position))?;
        Some(Rgb(r, g, b))
    }

    /// The map's 256 colours; a position from 0 to 1 takes the one at [`step`].
    pub(super) fn table(self) -> &'static [[u8; 3]] {
        TABLES.as_chunks().0.get(self as usize * 256..).and_then(|rest| rest.get(..256)).unwrap_or_default()
    }

    /// The name in links, which is also the map's own name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// The nearest of 256 steps from 0 to 1; what lies outside takes the nearer end.
pub(super) fn step(position: f32) -> usize {
    (position.clamp(0.0, 1.0) * 255.0 + 0.5) as usize
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
    fn lightness_only_rises() {
        for &map in Colormap::ALL {
            let luminance: Vec<f64> = (0..=255u8).map(|i| map.at(f32::from(i) / 255.0).unwrap().luminance()).collect();
            assert!(luminance.windows(2).all(|pair| pair[1] > pair[0] - 1e-3), "{map:?}");
            assert!(luminance[255] - luminance[0] > 0.4, "{map:?}");
        }
    }
}
