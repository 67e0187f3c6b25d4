//! Diagrams: nodes, lines between them and numbers at both, laid out here and drawn over any plotters backend.

use super::pen::{Drawn, Pen};
use super::{Lattice, Palette, Rect, Rgb, Tree, Trellis, svg};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::HPos;

/// What is drawn as a diagram.
#[derive(Clone, Debug, PartialEq)]
pub enum Diagram {
    /// All words that a dictionary finds in some characters, and a path through them.
    Lattice(Lattice),
    /// Hidden states under some characters, and a path through them.
    Trellis(Trellis),
    /// How a word was joined.
    Tree(Tree),
}

/// A laid out diagram, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// Where the step that is shown is at, from the left, if steps are shown.
    pub at: Option<f64>,
    /// What is drawn, in this order.
    pub(super) marks: Vec<Mark>,
}

/// How loud a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Ink,
    Muted,
    Line,
}

/// A part of a diagram.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// A line through these points.
    Path { points: Vec<(f64, f64)>, width: f64, tone: Tone },
    /// A box with nothing in it but the ground, so that a number can be read on it.
    Box { place: Rect, width: f64, tone: Tone },
    /// A text, on a ground of its own of some width if it lies over lines; centred, or to the right of its place.
    Text { text: String, x: f64, y: f64, font: f64, tone: Tone, is_centred: bool, room: f64 },
}

impl Diagram {
    /// Fits the diagram into a width, if it can be so narrow.
    #[must_use]
    pub fn scene(&self, width: f64, font: f64) -> Scene {
        match self {
            Self::Lattice(lattice) => lattice.scene(width, font),
            Self::Trellis(trellis) => trellis.scene(font),
            Self::Tree(tree) => tree.scene(width, font),
        }
    }

    /// One sentence for those who do not see the picture.
    #[must_use]
    pub fn summary(&self) -> &str {
        match self {
            Self::Lattice(lattice) => &lattice.summary,
            Self::Trellis(trellis) => &trellis.summary,
            Self::Tree(tree) => &tree.summary,
        }
    }
}

impl Scene {
    pub(super) fn path(&mut self, points: Vec<(f64, f64)>, width: f64, tone: Tone) {
        self.marks.push(Mark::Path { points, width, tone });
    }

    pub(super) fn frame(&mut self, place: Rect, width: f64, tone: Tone) {
        self.marks.push(Mark::Box { place, width, tone });
    }

    /// A text that lies over nothing.
    pub(super) fn text(&mut self, text: impl Into<String>, (x, y): (f64, f64), font: f64, tone: Tone) {
        self.marks.push(Mark::Text { text: text.into(), x, y, font, tone, is_centred: true, room: 0.0 });
    }

    /// The same, beginning at a place.
    pub(super) fn title(&mut self, text: impl Into<String>, (x, y): (f64, f64), font: f64, tone: Tone) {
        self.marks.push(Mark::Text { text: text.into(), x, y, font, tone, is_centred: false, room: 0.0 });
    }

    /// A text that is centred over lines.
    pub(super) fn label(&mut self, text: String, (x, y): (f64, f64), font: f64, tone: Tone) {
        let room = super::label::width(&text, font);
        self.marks.push(Mark::Text { text, x, y, font, tone, is_centred: true, room });
    }
}

/// Draws all of it. `density` is the number of canvas pixels to a CSS pixel.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_scene<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    scene: &Scene,
    palette: &Palette,
    density: f64,
) -> Drawn<B> {
    draw_with(&Pen { area, density, em: 1.0 }, scene, palette)
}

/// The whole drawing as an SVG that stands alone.
#[must_use]
pub fn diagram_svg(figure: &Diagram, width: f64, font: f64, palette: &Palette) -> String {
    let scene = figure.scene(width, font);
    svg::sheet(scene.width, scene.height, figure.summary(), palette, "", |pen| draw_with(pen, &scene, palette))
}

fn draw_with<B: DrawingBackend>(pen: &Pen<B>, scene: &Scene, palette: &Palette) -> Drawn<B> {
    for mark in &scene.marks {
        match mark {
            Mark::Path { points, width, tone } => pen.path(points, *width, colour(*tone, palette))?,
            Mark::Box { place, width, tone } => {
                pen.bar(*place, palette.ground)?;
                pen.border(*place, *width, colour(*tone, palette))?;
            }
            Mark::Text { text, x, y, font, tone, is_centred, room } => {
                if *room > 0.0 {
                    let (w, h) = (*room, *font);
                    pen.bar(Rect { x: x - w / 2.0, y: y - h / 2.0, w, h }, palette.ground)?;
                }
                let anchor = if *is_centred { HPos::Center } else { HPos::Left };
                pen.text(text, *x, *y, *font, colour(*tone, palette), anchor)?;
            }
        }
    }
    Ok(())
}

fn colour(tone: Tone, palette: &Palette) -> Rgb {
    match tone {
        Tone::Ink => palette.ink,
        Tone::Muted => palette.muted,
        Tone::Line => palette.line,
    }
}
