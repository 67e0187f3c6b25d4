//! How the cells of a heatmap are coloured.

use super::{Colormap, Scale};
use std::rc::Rc;

/// How cells are coloured.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// By a sequential map, for what is never negative.
    Map {
        /// The map.
        map: Colormap,
        /// How values are spread over it.
        scale: Scale,
        /// The largest value of all that are to be compared.
        high: f32,
        /// What the colours mean, for the legend: the map's name and how it is scaled.
        title: String,
    },
    /// By a sequential map from one value to another, neither of which need be 0: what is nearly alike can be told apart.
    Between {
        /// The map.
        map: Colormap,
        /// The value at its lower end.
        low: f32,
        /// The value at its upper end, above `low`.
        high: f32,
        /// What the colours mean, and what the ends are.
        title: String,
    },
    /// By a sequential map, each row from 0 to an end of its own: a part of what [`Scale::Row`] colours.
    Rows {
        /// The map.
        map: Colormap,
        /// The upper end of each row.
        tops: Rc<[f32]>,
        /// What the colours mean.
        title: String,
    },
    /// By a diverging map from −`high` to `high`, 0 in its middle; the ground chooses the map.
    Signed {
        /// The largest absolute value of all that are to be compared.
        high: f32,
        /// What the colours mean, for the legend, with the unit if there is one. The legend adds the map's name.
        title: String,
    },
    /// All cells that are not blocked alike: the values are a mask.
    Allowed,
}

/// Where a value stands between two others, 0 to 1; NaN stays NaN.
pub(super) fn between(value: f32, low: f32, high: f32) -> f32 {
    (value - low) / (high - low)
}

/// The upper end of a row that has its own.
pub(super) fn top(tops: &[f32], row: usize) -> f32 {
    tops.get(row).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Heatmap;
    use crate::chart::heatmap::rgba;
    use crate::chart::tests::{palette, signed};

    #[test]
    fn what_is_nearly_alike_takes_both_ends_of_its_map() {
        let (map, title) = (Colormap::Greys, String::new());
        let fill = Fill::Between { map, low: 0.94, high: 1.0, title };
        let figure = Heatmap { fill, ..signed(1, 4, vec![0.94, 0.97, 1.0, f32::NAN]) };
        let pixels = rgba(&figure, &palette());
        let colours: Vec<[u8; 3]> = pixels.as_chunks::<4>().0.iter().map(|&[r, g, b, _]| [r, g, b]).collect();
        let table = map.table();
        assert_eq!((colours[0], colours[2]), (table[0], table[255]));
        assert!(colours[1] == table[127] || colours[1] == table[128], "{colours:?}");
        assert!(!table.contains(&colours[3]), "NaN is no place between them");
    }
}
