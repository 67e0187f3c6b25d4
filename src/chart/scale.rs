//! From a weight to a place on the colour map.

use crate::num::log2;

/// How weights are spread over the colours.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Scale {
    /// From 0 to the largest weight of all heads: colours compare anywhere.
    #[default]
    Shared,
    /// From 0 to the largest weight of each row: every query's favourite is bright, rows do not compare.
    Row,
    /// By powers of ten, down to four below the largest: small weights of long texts can be told apart.
    Log,
}

/// How many powers of ten [`Scale::Log`] spans.
const DECADES: f32 = 4.0;

impl Scale {
    /// Every scale.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The value at the map's upper end for one row: `high` is the largest of all heads.
    #[must_use]
    pub fn top(self, row: &[f32], high: f32) -> f32 {
        match self {
            Self::Row => row.iter().copied().fold(0.0, f32::max),
            Self::Shared | Self::Log => high,
        }
    }

    /// Where a value stands, 0 to 1, on a map whose upper end is `top`; NaN stands nowhere and stays NaN.
    #[must_use]
    pub fn position(self, value: f32, top: f32) -> f32 {
        match self {
            _ if value.is_nan() => value,
            _ if top <= 0.0 => 0.0,
            Self::Shared | Self::Row => value / top,
            Self::Log => 1.0 + log2(value / top) * std::f32::consts::LOG10_2 / DECADES,
        }
    }

    /// The value that stands at `position`.
    #[must_use]
    pub fn value(self, position: f32, top: f32) -> f32 {
        match self {
            Self::Shared | Self::Row => position * top,
            Self::Log => top * 10f32.powf((position - 1.0) * DECADES),
        }
    }

    /// The name in links.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_values_are_each_others_inverse() {
        for &scale in Scale::ALL {
            for position in [0.0, 0.25, 0.5, 1.0] {
                let value = scale.value(position, 0.8);
                assert!((scale.position(value, 0.8) - position).abs() < 1e-5, "{scale:?} {position}");
            }
            assert_eq!(scale.position(0.0, 0.0), 0.0);
            assert!(scale.position(f32::NAN, 1.0).is_nan());
        }
        assert_eq!(Scale::Log.position(0.0, 1.0), f32::NEG_INFINITY, "zero lies below any power of ten");
        assert_eq!(Scale::Row.top(&[0.1, f32::NAN, 0.3], 0.9), 0.3);
    }
}
