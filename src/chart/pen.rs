//! Plotters in CSS pixels: the few marks that figures are made of.

use super::Rgb;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The fonts of every drawing: the system's own, Chinese ones by name.
const FONTS: &str =
    "system-ui, -apple-system, \"Segoe UI\", \"PingFang SC\", \"Noto Sans CJK SC\", \"Microsoft YaHei\", sans-serif";

/// Done, or whatever the backend reports.
pub type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Draws on an area whose pixels are `density` to a CSS pixel.
pub(super) struct Pen<'a, B: DrawingBackend> {
    pub(super) area: &'a DrawingArea<B, Shift>,
    pub(super) density: f64,
}

impl<B: DrawingBackend> Pen<'_, B> {
    fn at(&self, x: f64, y: f64) -> (i32, i32) {
        ((x * self.density).round() as i32, (y * self.density).round() as i32)
    }

    /// An empty rectangle.
    pub(super) fn frame(&self, x: f64, y: f64, w: f64, h: f64, colour: Rgb) -> Drawn<B> {
        let corners = [self.at(x, y), self.at(x + w, y + h)];
        self.area.draw(&Rectangle::new(corners, RGBColor(colour.0, colour.1, colour.2).stroke_width(1)))
    }

    /// A full rectangle.
    pub(super) fn bar(&self, x: f64, y: f64, w: f64, h: f64, colour: Rgb) -> Drawn<B> {
        let corners = [self.at(x, y), self.at(x + w, y + h)];
        self.area.draw(&Rectangle::new(corners, RGBColor(colour.0, colour.1, colour.2).filled()))
    }

    /// A thin line.
    pub(super) fn line(&self, x: f64, y: f64, to_x: f64, to_y: f64, colour: Rgb) -> Drawn<B> {
        let ends = [self.at(x, y), self.at(to_x, to_y)];
        self.area.draw(&PathElement::new(ends, RGBColor(colour.0, colour.1, colour.2).stroke_width(1)))
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
        let colour = RGBColor(colour.0, colour.1, colour.2);
        FontDesc::new(FontFamily::Name(FONTS), font * self.density, FontStyle::Normal)
            .transform(turn)
            .color(&colour)
            .pos(Pos::new(anchor, VPos::Center))
    }
}
