//! The text itself, each token on a ground as strong as the weight that one query gives it. Of a text too long for a
//! matrix this is what remains readable.

use super::{Colormap, Palette, Rgb};

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Shaded {
    /// The tokens, in the order of the text.
    pub pieces: Vec<Piece>,
    /// How a weight becomes a colour.
    pub map: Colormap,
    /// The weight at the map's upper end.
    pub high: f32,
    /// What the colours mean, for the legend: the map's name and how it is scaled.
    pub title: String,
    /// Words for "blocked", for the legend.
    pub blocked: String,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// A token as a key of the chosen query.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its text, visible.
    pub text: String,
    /// How much the query looks at it.
    pub weight: f32,
    /// Whether the mask keeps the query from seeing it.
    pub blocked: bool,
    /// Whether it is the query.
    pub is_query: bool,
    /// Its place, which is also its row as a query.
    pub row: usize,
}

impl Shaded {
    /// The ground of a token; none if it is blocked.
    #[must_use]
    pub fn colour(&self, piece: &Piece, palette: &Palette) -> Option<Rgb> {
        // With nothing to compare with, every weight is at the lower end.
        let position = if self.high > 0.0 || piece.weight.is_nan() { piece.weight / self.high } else { 0.0 };
        (!piece.blocked).then(|| self.map.at(position).unwrap_or(palette.nan))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::palette;

    #[test]
    fn a_ground_is_the_weights_colour_unless_there_is_none() {
        let piece = |weight, blocked| Piece { text: "a".into(), weight, blocked, is_query: false, row: 0 };
        let mut shaded = Shaded {
            pieces: vec![],
            map: Colormap::Magma,
            high: 0.5,
            title: String::new(),
            blocked: String::new(),
            summary: String::new(),
        };
        let colour = |shaded: &Shaded, weight, blocked| shaded.colour(&piece(weight, blocked), &palette());
        assert_eq!(colour(&shaded, 0.5, false), Colormap::Magma.at(1.0));
        assert_eq!(colour(&shaded, 0.25, false), Colormap::Magma.at(0.5));
        assert_eq!(colour(&shaded, 0.5, true), None);
        assert_eq!(colour(&shaded, f32::NAN, false), Some(palette().nan));
        for high in [0.0, -1.0, f32::NAN] {
            shaded.high = high;
            assert_eq!(colour(&shaded, 0.0, false), Colormap::Magma.at(0.0), "{high}");
        }
    }
}
