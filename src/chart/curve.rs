//! A curve: one number against another, with the point that is looked at.

use super::label;
use super::layout::LEGEND_TEXT;
use super::pen::{Drawn, Pen};
use super::{Palette, Rect, number, svg};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::HPos;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The points from left to right.
    pub points: Vec<(f64, f64)>,
    /// The one that is looked at.
    pub marked: usize,
    /// A second curve beside the first, if there is one.
    pub beside: Option<Beside>,
    /// What is told from left to right, with its unit.
    pub x_title: String,
    /// What is told upwards, with its unit.
    pub y_title: String,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// A second curve, and what both are called; each says its name and its last number where it ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Its points from left to right.
    pub points: Vec<(f64, f64)>,
    /// The first curve's name, and its own.
    pub names: [String; 2],
}

/// Height of a curve relative to its width, where there is room for both.
const HEIGHT: f64 = 0.42;
/// A curve is never wider than this, in ems: the eye should not have to travel.
const WIDEST: f64 = 50.0;
/// About how many numbers an axis has.
const TICKS: f64 = 5.0;

/// Where everything stands, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveLayout {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    plot: Rect,
    font: f64,
    /// What the axes span.
    x: (f64, f64),
    y: (f64, f64),
}

impl CurveLayout {
    /// Fits a curve into a width.
    #[must_use]
    pub fn new(figure: &Curve, width: f64, font: f64) -> Self {
        let width = width.min(WIDEST * font);
        let height = (width * HEIGHT).max(14.0 * font);
        let plot = Rect { x: 3.2 * font, y: 2.2 * font, w: width - 4.4 * font, h: height - 5.4 * font };
        let ends = |values: &dyn Fn(&(f64, f64)) -> f64| {
            let (low, high) = figure
                .points
                .iter()
                .chain(figure.beside.iter().flat_map(|beside| &beside.points))
                .map(values)
                .fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), v| (low.min(v), high.max(v)));
            if low < high { (low, high) } else { (high - 1.0, high + 1.0) }
        };
        let (x, (_, top)) = (ends(&|point| point.0), ends(&|point| point.1));
        // Upwards it begins at 0, or a small gain would look like a large one.
        Self { width, height, plot: Rect { w: plot.w.max(1.0), ..plot }, font, x, y: (0.0, top * 1.05) }
    }

    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let part = |value: f64, (low, high): (f64, f64)| (value - low) / (high - low);
        let Rect { x: left, y: top, w, h } = self.plot;
        (left + w * part(x, self.x), top + h * (1.0 - part(y, self.y)))
    }
}

/// Draws all of it. `density` is the number of canvas pixels to a CSS pixel.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_curve<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    figure: &Curve,
    layout: &CurveLayout,
    palette: &Palette,
    density: f64,
) -> Drawn<B> {
    draw_with(&Pen { area, density, em: 1.0 }, figure, layout, palette)
}

/// The whole drawing as an SVG that stands alone.
#[must_use]
pub fn curve_svg(figure: &Curve, layout: &CurveLayout, palette: &Palette) -> String {
    svg::sheet(layout.width, layout.height, &figure.summary, palette, "", |pen| draw_with(pen, figure, layout, palette))
}

fn draw_with<B: DrawingBackend>(pen: &Pen<B>, figure: &Curve, layout: &CurveLayout, palette: &Palette) -> Drawn<B> {
    let (plot, font) = (layout.plot, layout.font);
    let (bottom, small) = (plot.y + plot.h, font * LEGEND_TEXT);
    pen.text(&figure.y_title, plot.x - 2.6 * font, font * 0.9, font, palette.muted, HPos::Left)?;
    pen.text(&figure.x_title, plot.x + plot.w, bottom + 2.4 * font, font, palette.muted, HPos::Right)?;
    for value in ticks(layout.y) {
        let (_, y) = layout.at((0.0, value));
        pen.line(plot.x, y, plot.x + plot.w, y, palette.line)?;
        pen.text(&tick_text(value), plot.x - 0.4 * font, y, small, palette.muted, HPos::Right)?;
    }
    let mut free_from = f64::NEG_INFINITY;
    for value in ticks(layout.x) {
        let ((x, _), text) = (layout.at((value, 0.0)), tick_text(value));
        let half = label::width(&text, small) / 2.0;
        pen.line(x, bottom, x, bottom + 0.3 * font, palette.line)?;
        if x - half > free_from {
            pen.text(&text, x, bottom + 1.1 * font, small, palette.muted, HPos::Center)?;
            free_from = x + half + 0.6 * font;
        }
    }
    pen.line(plot.x, bottom, plot.x + plot.w, bottom, palette.muted)?;
    let ink = palette.ink;
    for pair in figure.points.windows(2) {
        pen.stroke(layout.at(pair[0]), layout.at(pair[1]), 2.0, ink, 1.0)?;
    }
    if let Some(beside) = &figure.beside {
        return draw_beside(pen, figure, beside, layout, palette);
    }
    if let Some(&point) = figure.points.get(figure.marked) {
        let (x, y) = layout.at(point);
        let size = 0.6 * font;
        pen.line(x, y, x, bottom, ink)?;
        pen.bar(Rect { x: x - size / 2.0, y: y - size / 2.0, w: size, h: size }, ink)?;
        // The number stands on the side where there is room for it.
        let (at, anchor) = if x > plot.x + plot.w * 0.8 { (x - size, HPos::Right) } else { (x + size, HPos::Left) };
        let above = (y - font).max(plot.y - 0.2 * font);
        let text = number::short(point.1 as f32);
        // The line may come from there, and is not to strike it out.
        let width = label::width(&text, font);
        let left = if at < x { at - width } else { at };
        pen.bar(Rect { x: left, y: above - 0.6 * font, w: width, h: 1.2 * font }, palette.ground)?;
        pen.text(&text, at, above, font, ink, anchor)?;
    }
    Ok(())
}

/// The second curve, dashed, and where each ends its name and its last number.
fn draw_beside<B: DrawingBackend>(
    pen: &Pen<B>,
    figure: &Curve,
    beside: &Beside,
    layout: &CurveLayout,
    palette: &Palette,
) -> Drawn<B> {
    let (plot, font) = (layout.plot, layout.font);
    for pair in beside.points.windows(2) {
        let ((x1, y1), (x2, y2)) = (layout.at(pair[0]), layout.at(pair[1]));
        let n = ((x2 - x1).hypot(y2 - y1) / (0.5 * font)).ceil().max(1.0) as usize;
        let at = |dash: f64| (x1 + (x2 - x1) * dash / n as f64, y1 + (y2 - y1) * dash / n as f64);
        for dash in (0..n).step_by(2) {
            pen.stroke(at(dash as f64), at(dash as f64 + 1.0), 2.0, palette.ink, 1.0)?;
        }
    }
    let ends = [figure.points.last(), beside.points.last()].into_iter().zip(&beside.names);
    let mut ends: Vec<((f64, f64), String)> = ends
        .filter_map(|(end, name)| Some((layout.at(*end?), format!("{name}: {}", number::long(end?.1 as f32)))))
        .collect();
    ends.sort_by(|(a, _), (b, _)| a.1.total_cmp(&b.1));
    let mut free_from = plot.y - 0.2 * font;
    for ((x, y), text) in ends {
        let y = (y - font).max(free_from);
        pen.text(&text, x, y, font, palette.ink, HPos::Right)?;
        free_from = y + 1.2 * font;
    }
    Ok(())
}

/// Round numbers within these ends, about [`TICKS`] of them: steps of 1, 2 or 5 and so many zeros.
fn ticks((low, high): (f64, f64)) -> impl Iterator<Item = f64> {
    let rough = (high - low) / TICKS;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0].into_iter().map(|by| by * power).find(|&step| step >= rough).unwrap_or(10.0 * power);
    let first = (low / step).ceil();
    let n = ((high / step).floor() - first).clamp(0.0, 2.0 * TICKS) as usize;
    (0..=n).map(move |index| (first + index as f64) * step)
}

fn tick_text(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { number::short(value as f32) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::palette;

    fn curve(points: Vec<(f64, f64)>) -> Curve {
        let (x_title, y_title) = ("size".into(), "chars".into());
        Curve { marked: points.len() / 2, points, beside: None, x_title, y_title, summary: "a curve".into() }
    }

    #[test]
    fn ticks_are_round_and_few() {
        let of = |low, high| ticks((low, high)).collect::<Vec<_>>();
        assert_eq!(of(0.0, 5.3), [0.0, 2.0, 4.0]);
        assert_eq!(of(256.0, 300.0), [260.0, 270.0, 280.0, 290.0, 300.0]);
        assert!(of(0.0, 1e-9).len() <= 11 && of(7.0, 8e12).len() <= 11);
    }

    #[test]
    fn points_stay_inside_the_picture() {
        for points in [vec![], vec![(7.0, 1.0)], vec![(1.0, 1.0), (2.0, 3.0), (4.0, 9.0)], vec![(0.0, 0.0); 3]] {
            for width in [0.0, 90.0, 2_000.0] {
                let figure = curve(points.clone());
                let layout = CurveLayout::new(&figure, width, 14.0);
                for &point in &figure.points {
                    let (x, y) = layout.at(point);
                    assert!(x.is_finite() && y.is_finite() && y <= layout.height, "{points:?} in {width}");
                }
                assert!(curve_svg(&figure, &layout, &palette()).ends_with("</svg>\n"));
            }
        }
    }
}
