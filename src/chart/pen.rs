//! Plotters in CSS pixels: the few marks that figures are made of.

use super::{Rect, Rgb};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The fonts of every drawing: the system's own, Chinese ones by name.
const FONTS: &str =
    "system-ui, -apple-system, \"Segoe UI\", \"PingFang SC\", \"Noto Sans CJK SC\", \"Microsoft YaHei\", sans-serif";

/// Done, or whatever the backend reports.
pub type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Draws on an area whose pixels are `density` to a CSS pixel, with letters `em` times as large as they are asked for:
/// backends differ in what they call a size.
pub(super) struct Pen<'a, B: DrawingBackend> {
    pub(super) area: &'a DrawingArea<B, Shift>,
    pub(super) density: f64,
    pub(super) em: f64,
}

impl<B: DrawingBackend> Pen<'_, B> {
    fn at(&self, x: f64, y: f64) -> (i32, i32) {
        ((x * self.density).round() as i32, (y * self.density).round() as i32)
    }

    fn corners(&self, Rect { x, y, w, h }: Rect) -> [(i32, i32); 2] {
        [self.at(x, y), self.at(x + w, y + h)]
    }

    /// An empty rectangle, its line as fine as the screen has it.
    pub(super) fn frame(&self, place: Rect, colour: Rgb) -> Drawn<B> {
        self.area.draw(&Rectangle::new(self.corners(place), plain(colour).stroke_width(1)))
    }

    /// A line of this width around a place, half of it inside. It is made of bars: backends do not agree about
    /// rectangles with broad lines.
    pub(super) fn border(&self, Rect { x, y, w, h }: Rect, width: f64, colour: Rgb) -> Drawn<B> {
        let half = width / 2.0;
        for y in [y, y + h] {
            self.bar(Rect { x: x - half, y: y - half, w: w + width, h: width }, colour)?;
        }
        for x in [x, x + w] {
            self.bar(Rect { x: x - half, y: y - half, w: width, h: h + width }, colour)?;
        }
        Ok(())
    }

    /// A full rectangle.
    pub(super) fn bar(&self, place: Rect, colour: Rgb) -> Drawn<B> {
        self.area.draw(&Rectangle::new(self.corners(place), plain(colour).filled()))
    }

    /// A thin line.
    pub(super) fn line(&self, x: f64, y: f64, to_x: f64, to_y: f64, colour: Rgb) -> Drawn<B> {
        let ends = [self.at(x, y), self.at(to_x, to_y)];
        self.area.draw(&PathElement::new(ends, plain(colour).stroke_width(1)))
    }

    /// A line of some width, through which what is under it may show.
    pub(super) fn stroke(&self, from: (f64, f64), to: (f64, f64), width: f64, colour: Rgb, opacity: f64) -> Drawn<B> {
        let style = plain(colour).mix(opacity).stroke_width((width * self.density).round() as u32);
        self.area.draw(&PathElement::new([self.at(from.0, from.1), self.at(to.0, to.1)], style))
    }

    /// A line through points.
    pub(super) fn path(&self, points: &[(f64, f64)], width: f64, colour: Rgb) -> Drawn<B> {
        let points: Vec<(i32, i32)> = points.iter().map(|&(x, y)| self.at(x, y)).collect();
        let style = plain(colour).stroke_width((width * self.density).round() as u32);
        self.area.draw(&PathElement::new(points, style))
    }

    /// From corner to corner, both ways.
    pub(super) fn cross(&self, Rect { x, y, w, h }: Rect, colour: Rgb) -> Drawn<B> {
        self.line(x, y, x + w, y + h, colour)?;
        self.line(x, y + h, x + w, y, colour)
    }

    /// A text whose height is centred on `y`.
    pub(super) fn text(&self, text: &str, x: f64, y: f64, font: f64, colour: Rgb, anchor: HPos) -> Drawn<B> {
        let style = self.style(font, colour, anchor, FontTransform::None);
        self.area.draw(&Text::new(text, self.at(x, y), style))
    }

    /// A text that reads upwards, starting at, or centred on, `y`.
    pub(super) fn upright(&self, text: &str, x: f64, y: f64, font: f64, colour: Rgb, anchor: HPos) -> Drawn<B> {
        let style = self.style(font, colour, anchor, FontTransform::Rotate270);
        self.area.draw(&Text::new(text, self.at(x, y), style))
    }

    fn style(&self, font: f64, colour: Rgb, anchor: HPos, turn: FontTransform) -> TextStyle<'static> {
        FontDesc::new(FontFamily::Name(FONTS), font * self.density * self.em, FontStyle::Normal)
            .transform(turn)
            .color(&plain(colour))
            .pos(Pos::new(anchor, VPos::Center))
    }
}

fn plain(Rgb(r, g, b): Rgb) -> RGBColor {
    RGBColor(r, g, b)
}
