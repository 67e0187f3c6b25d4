//! A matrix as coloured cells, with tokens on its axes.

use super::layout::{GAP, Layout, NUMBERED_CELL};
use super::{Colormap, Palette, Rgb, label, legend, number};
use crate::num::Tensor;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::rc::Rc;

/// The fonts of every drawing: the system's own, Chinese ones by name.
pub const FONTS: &str =
    "system-ui, -apple-system, \"Segoe UI\", \"PingFang SC\", \"Noto Sans CJK SC\", \"Microsoft YaHei\", sans-serif";

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Heatmap {
    /// The values; one plane of it is shown.
    pub values: Tensor,
    /// Which plane.
    pub plane: usize,
    /// An additive mask, `[rows, columns]`: a cell where it is −∞ is blocked, which is not the same as 0.
    pub mask: Tensor,
    /// How a value becomes a colour.
    pub fill: Fill,
    /// Down the left side.
    pub rows: Axis,
    /// Along the top.
    pub cols: Axis,
    /// Words for "blocked", for the legend.
    pub blocked: String,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// How cells are coloured.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// By a colour map from 0 to `high`.
    Map {
        /// The map.
        map: Colormap,
        /// The value at its upper end.
        high: f32,
        /// What the colours mean, for the legend: the map's name and how it is scaled.
        title: String,
    },
    /// All cells that are not blocked alike: the values are a mask.
    Allowed,
}

/// One side of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// "Query" or "Key".
    pub title: String,
    /// Its tokens.
    pub labels: Rc<[Label]>,
}

/// A token on an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its text, visible.
    pub text: String,
    /// Its id, for its colour.
    pub id: u32,
}

impl Heatmap {
    /// How many rows it has.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.values.rows()
    }

    /// How many columns it has.
    #[must_use]
    pub fn n_cols(&self) -> usize {
        self.values.cols()
    }

    /// Whether a cell is blocked by the mask.
    #[must_use]
    pub fn is_blocked(&self, row: usize, col: usize) -> bool {
        self.mask.at(0, row, col) == Some(f32::NEG_INFINITY)
    }

    /// Whether anything is blocked at all.
    #[must_use]
    pub fn has_blocked(&self) -> bool {
        self.mask.data().contains(&f32::NEG_INFINITY)
    }

    /// The colour of one value; none for NaN.
    fn colour(&self, value: f32, palette: &Palette) -> Option<Rgb> {
        match self.fill {
            Fill::Map { map, high, .. } => map.at(if high > 0.0 { value / high } else { 0.0 }),
            Fill::Allowed => Some(palette.allowed),
        }
    }
}

/// The cells as RGBA, one pixel each, row-major. Blocked cells and NaN are transparent: what lies under them, the
/// hatching, shows through.
#[must_use]
pub fn rgba(figure: &Heatmap, palette: &Palette) -> Vec<u8> {
    let values = figure.values.plane(figure.plane);
    let mut pixels = vec![0; values.len() * 4];
    for ((pixel, &value), &mask) in pixels.chunks_exact_mut(4).zip(values).zip(figure.mask.data()) {
        if mask == f32::NEG_INFINITY {
            continue;
        }
        if let Some(Rgb(r, g, b)) = figure.colour(value, palette) {
            pixel.copy_from_slice(&[r, g, b, 255]);
        }
    }
    pixels
}

/// Draws everything but the cells: labels, numbers, frame and legend. `density` is the number of canvas pixels to a
/// CSS pixel.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    figure: &Heatmap,
    layout: &Layout,
    palette: &Palette,
    density: f64,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let pen = Pen { area, density };
    let plot = layout.plot;
    pen.frame(plot.x, plot.y, plot.w, plot.h, palette.line)?;
    draw_rows(&pen, figure, layout, palette)?;
    draw_cols(&pen, figure, layout, palette)?;
    if layout.cell >= NUMBERED_CELL {
        draw_numbers(&pen, figure, layout, palette)?;
    }
    legend::draw(&pen, figure, layout, palette)
}

fn draw_rows<B: DrawingBackend>(
    pen: &Pen<B>,
    figure: &Heatmap,
    layout: &Layout,
    palette: &Palette,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let (plot, font) = (layout.plot, layout.font);
    let middle = plot.y + plot.h / 2.0;
    pen.upright(&figure.rows.title, font * 0.75, middle, font, palette.query, HPos::Center)?;
    for (row, label) in figure.rows.labels.iter().enumerate().step_by(layout.stride) {
        let y = layout.place(row, 0).y;
        pen.bar(plot.x - 5.0, y + 1.0, 3.0, layout.cell - 2.0, palette.token(label.id))?;
        let text = label::shorten(&label.text, font, layout.row_room);
        pen.text(&text, plot.x - GAP, y + layout.cell / 2.0, font, palette.query, HPos::Right)?;
    }
    Ok(())
}

fn draw_cols<B: DrawingBackend>(
    pen: &Pen<B>,
    figure: &Heatmap,
    layout: &Layout,
    palette: &Palette,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let (plot, font) = (layout.plot, layout.font);
    pen.text(&figure.cols.title, plot.x + plot.w / 2.0, font * 0.75, font, palette.key, HPos::Center)?;
    for (col, label) in figure.cols.labels.iter().enumerate().step_by(layout.stride) {
        let x = layout.place(0, col).x;
        pen.bar(x + 1.0, plot.y - 5.0, layout.cell - 2.0, 3.0, palette.token(label.id))?;
        let text = label::shorten(&label.text, font, layout.col_room.max(layout.cell));
        let (x, y) = (x + layout.cell / 2.0, plot.y - GAP);
        // A Han character reads better across, even where its neighbours must stand.
        if layout.upright && label::width(&text, font) > layout.cell * layout.stride as f64 - 2.0 {
            pen.upright(&text, x, y, font, palette.key, HPos::Left)?;
        } else {
            pen.text(&text, x, y - font * 0.5, font, palette.key, HPos::Center)?;
        }
    }
    Ok(())
}

fn draw_numbers<B: DrawingBackend>(
    pen: &Pen<B>,
    figure: &Heatmap,
    layout: &Layout,
    palette: &Palette,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let font = (layout.cell * 0.34).min(layout.font);
    for row in 0..figure.n_rows() {
        for (col, &value) in figure.values.row(figure.plane, row).iter().enumerate() {
            let place = layout.place(row, col);
            let is_mask = figure.fill == Fill::Allowed;
            let (text, ground) = match figure.colour(value, palette) {
                Some(colour) if !figure.is_blocked(row, col) => {
                    (if is_mask { "0".to_owned() } else { number::short(value) }, colour)
                }
                // A blocked cell of a mask shows the −∞ it is; one of the weights is hatched and needs no number.
                _ if is_mask => (number::short(value), palette.blocked),
                _ => continue,
            };
            let ink = if ground.wants_dark_text() { Rgb(0, 0, 0) } else { Rgb(255, 255, 255) };
            pen.text(&text, place.x + place.w / 2.0, place.y + place.h / 2.0, font, ink, HPos::Center)?;
        }
    }
    Ok(())
}

/// Plotters in CSS pixels.
pub(super) struct Pen<'a, B: DrawingBackend> {
    area: &'a DrawingArea<B, Shift>,
    density: f64,
}

impl<B: DrawingBackend> Pen<'_, B> {
    fn at(&self, x: f64, y: f64) -> (i32, i32) {
        ((x * self.density).round() as i32, (y * self.density).round() as i32)
    }

    /// An empty rectangle.
    pub(super) fn frame(
        &self,
        x: f64,
        y: f64,
        w: f64,
        h: f64,
        colour: Rgb,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        let corners = [self.at(x, y), self.at(x + w, y + h)];
        self.area.draw(&Rectangle::new(corners, RGBColor(colour.0, colour.1, colour.2).stroke_width(1)))
    }

    /// A full rectangle.
    pub(super) fn bar(
        &self,
        x: f64,
        y: f64,
        w: f64,
        h: f64,
        colour: Rgb,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        let corners = [self.at(x, y), self.at(x + w, y + h)];
        self.area.draw(&Rectangle::new(corners, RGBColor(colour.0, colour.1, colour.2).filled()))
    }

    /// A thin line.
    pub(super) fn line(
        &self,
        x: f64,
        y: f64,
        to_x: f64,
        to_y: f64,
        colour: Rgb,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        let ends = [self.at(x, y), self.at(to_x, to_y)];
        self.area.draw(&PathElement::new(ends, RGBColor(colour.0, colour.1, colour.2).stroke_width(1)))
    }

    /// A text whose height is centred on `y`.
    pub(super) fn text(
        &self,
        text: &str,
        x: f64,
        y: f64,
        font: f64,
        colour: Rgb,
        anchor: HPos,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        let style = self.style(font, colour, anchor, FontTransform::None);
        self.area.draw(&Text::new(text, self.at(x, y), style))
    }

    /// A text that reads upwards, starting at, or centred on, `y`.
    fn upright(
        &self,
        text: &str,
        x: f64,
        y: f64,
        font: f64,
        colour: Rgb,
        anchor: HPos,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
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
