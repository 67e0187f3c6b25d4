//! Shares as bars, one under the other: what each was, and what became of it.

use super::label;
use super::layout::LEGEND_TEXT;
use super::pen::{Drawn, Pen};
use super::{Palette, Rect, number, svg};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::HPos;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// The bars from above to below.
    pub bars: Vec<Bar>,
    /// What the outlined bars are, and their numbers.
    pub before: String,
    /// What the full bars are, and their numbers.
    pub after: String,
    /// What is said of one that was cut off.
    pub cut: String,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// A share, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Whose it is.
    pub label: String,
    /// What it was.
    pub before: f32,
    /// What became of it; nothing if it was cut off.
    pub after: Option<f32>,
    /// Whether it is the one that was chosen.
    pub is_chosen: bool,
}

/// Bars are never wider than this with all that belongs to them, in ems.
const WIDEST: f64 = 46.0;
/// From one bar to the next, in ems.
const LINE: f64 = 1.7;
/// Heights of an outlined and of a full bar, in ems.
const OUTLINE: f64 = 1.2;
const FULL: f64 = 0.8;
/// Room for a number, in ems.
const NUMBER: f64 = 4.2;
/// Before the label of the chosen one.
const MARK: &str = "▸ ";

/// Where everything stands, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct BarsLayout {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    font: f64,
    /// Where labels end and bars begin.
    left: f64,
    /// Width of the longest bar.
    room: f64,
    /// Where the first bar's line begins.
    top: f64,
    /// Lines that explain the two kinds of bars.
    legend: [Vec<String>; 2],
}

impl BarsLayout {
    /// Fits bars into a width.
    #[must_use]
    pub fn new(figure: &Bars, width: f64, font: f64) -> Self {
        let width = width.min(WIDEST * font).max(1.0);
        let small = font * LEGEND_TEXT;
        let mark = label::width(MARK, font);
        let longest = figure.bars.iter().map(|bar| label::width(&bar.label, font)).fold(0.0, f64::max);
        let left = mark + longest.min(width * 0.28) + 0.8 * font;
        let room = (width - left - (2.0 * NUMBER + 0.4) * font).max(1.0);
        let legend = [&figure.before, &figure.after].map(|text| label::wrap(text, small, width - 2.4 * font));
        let n_lines = legend.iter().map(Vec::len).sum::<usize>();
        let top = (n_lines as f64 * 1.3 + 2.0) * font;
        let height = top + figure.bars.len() as f64 * LINE * font + 0.2 * font;
        Self { width, height, font, left, room, top, legend }
    }

    /// The middle of a bar's line.
    fn middle(&self, index: usize) -> f64 {
        self.top + (index as f64 + 0.5) * LINE * self.font
    }

    /// A bar of this share of the longest, so many ems high.
    fn bar(&self, index: usize, share: f64, ems: f64) -> Rect {
        let h = ems * self.font;
        Rect { x: self.left, y: self.middle(index) - h / 2.0, w: (self.room * share).max(1.0), h }
    }
}

/// Draws all of it. `density` is the number of canvas pixels to a CSS pixel.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_bars<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    figure: &Bars,
    layout: &BarsLayout,
    palette: &Palette,
    density: f64,
) -> Drawn<B> {
    draw_with(&Pen { area, density, em: 1.0 }, figure, layout, palette)
}

/// The whole drawing as an SVG that stands alone.
#[must_use]
pub fn bars_svg(figure: &Bars, layout: &BarsLayout, palette: &Palette) -> String {
    svg::sheet(layout.width, layout.height, &figure.summary, palette, "", |pen| draw_with(pen, figure, layout, palette))
}

fn draw_with<B: DrawingBackend>(pen: &Pen<B>, figure: &Bars, layout: &BarsLayout, palette: &Palette) -> Drawn<B> {
    let (font, small) = (layout.font, layout.font * LEGEND_TEXT);
    legend(pen, layout, palette)?;
    let ends = [layout.width - NUMBER * font, layout.width].map(|x| x - 0.2 * font);
    for (name, x) in ["p", "p′"].into_iter().zip(ends) {
        pen.text(name, x, layout.top - 0.7 * font, small, palette.muted, HPos::Right)?;
    }
    let high = figure.bars.iter().flat_map(|bar| [Some(bar.before), bar.after]).flatten().fold(0.0, f32::max);
    let share = |value: f32| if high > 0.0 { f64::from(value / high) } else { 0.0 };
    for (index, bar) in figure.bars.iter().enumerate() {
        let y = layout.middle(index);
        let ink = if bar.after.is_some() { palette.ink } else { palette.muted };
        let name = label::shorten(&bar.label, font, layout.left - label::width(MARK, font) - 0.7 * font);
        let mark = if bar.is_chosen { MARK } else { "" };
        pen.text(&format!("{mark}{name}"), layout.left - 0.6 * font, y, font, ink, HPos::Right)?;
        if let Some(after) = bar.after {
            let colour = if bar.is_chosen { palette.ink } else { palette.muted };
            pen.bar(layout.bar(index, share(after), FULL), colour)?;
        }
        pen.frame(layout.bar(index, share(bar.before), OUTLINE), palette.muted)?;
        let after = bar.after.map_or_else(|| figure.cut.clone(), number::share);
        for (text, x) in [number::share(bar.before), after].into_iter().zip(ends) {
            pen.text(&text, x, y, small, ink, HPos::Right)?;
        }
    }
    Ok(())
}

/// An outlined and a full bar, each with its words.
fn legend<B: DrawingBackend>(pen: &Pen<B>, layout: &BarsLayout, palette: &Palette) -> Drawn<B> {
    let (font, small) = (layout.font, layout.font * LEGEND_TEXT);
    let mut y = 0.65 * font;
    for (index, lines) in layout.legend.iter().enumerate() {
        let (ems, x, w) = (if index == 0 { OUTLINE } else { FULL } * 0.8, 0.2 * font, 1.4 * font);
        let swatch = Rect { x, y: y - ems * font / 2.0, w, h: ems * font };
        if index == 0 {
            pen.frame(swatch, palette.muted)?;
        } else {
            pen.bar(swatch, palette.muted)?;
        }
        for line in lines {
            pen.text(line.trim_end(), 2.2 * font, y, small, palette.muted, HPos::Left)?;
            y += 1.3 * font;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::palette;

    fn bars(shares: &[(f32, Option<f32>)]) -> Bars {
        let bar = |(index, &(before, after)): (usize, &(f32, Option<f32>))| Bar {
            label: "token".repeat(index + 1),
            before,
            after,
            is_chosen: index == 0,
        };
        let (before, after) = ("what the model says ".repeat(4), "what is left".into());
        let bars = shares.iter().enumerate().map(bar).collect();
        Bars { bars, before, after, cut: "cut".into(), summary: "bars".into() }
    }

    #[test]
    fn bars_keep_their_proportions_and_stay_inside() {
        let figure = bars(&[(0.4, Some(0.8)), (0.2, Some(0.2)), (0.1, None)]);
        for width in [0.0, 90.0, 300.0, 2_000.0] {
            let layout = BarsLayout::new(&figure, width, 14.0);
            let last = layout.bar(2, 1.0, OUTLINE);
            assert!(last.y + last.h <= layout.height && layout.width >= 1.0, "{width}");
            if width >= 300.0 {
                assert!(last.x + last.w + 2.0 * NUMBER * 14.0 <= layout.width, "{width}: numbers have room");
            }
            let half = layout.bar(0, 0.5, FULL);
            assert!((half.w * 2.0 - last.w).abs() <= 2.0);
            assert!(bars_svg(&figure, &layout, &palette()).ends_with("</svg>\n"));
        }
        let drawn = bars_svg(&figure, &BarsLayout::new(&figure, 600.0, 14.0), &palette());
        assert_eq!(drawn.matches("▸").count(), 1);
        for text in ["0.4000", "0.8000", "cut"] {
            assert!(drawn.contains(text), "{text}");
        }
    }

    #[test]
    fn nothing_is_no_bar() {
        for shares in [&[][..], &[(0.0, Some(0.0))], &[(f32::NAN, None)]] {
            let figure = bars(shares);
            let layout = BarsLayout::new(&figure, 300.0, 14.0);
            assert!(bars_svg(&figure, &layout, &palette()).ends_with("</svg>\n"));
        }
    }
}
