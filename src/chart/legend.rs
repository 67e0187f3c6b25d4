//! Under a heatmap: what its colours mean, from where to where, in which unit.

use super::fill::Fill;
use super::heatmap::Heatmap;
use super::layout::{LEGEND_LINE, LEGEND_TEXT};
use super::pen::{Drawn, Pen};
use super::{Diverging, Layout, Palette, Rect, Rgb, Scale, label, number};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// Strips that a colour bar is made of; the maps have as many colours as need be.
const STRIPS: usize = 128;
/// What NaN is called in any language.
const NAN: &str = "NaN";

/// The title in lines that fit into `room`; `signed` is the map that signed values have on this ground.
pub(super) fn title(figure: &Heatmap, signed: Diverging, font: f64, room: f64) -> Vec<String> {
    let title = match &figure.fill {
        Fill::Map { title, .. } | Fill::Between { title, .. } | Fill::Rows { title, .. } => title,
        Fill::Signed { title, .. } => &format!("{title} · {}", signed.name()),
        Fill::Allowed => return vec![],
    };
    label::wrap(title, font * LEGEND_TEXT, room)
}

/// Height of the legend, relative to the font, when its title has so many lines.
pub(super) fn height(figure: &Heatmap, title_lines: usize) -> f64 {
    let swatches = if figure.has_blocked() || figure.has_nan() { 1.8 } else { 0.0 };
    match figure.fill {
        Fill::Allowed => 1.4,
        _ => LEGEND_LINE * title_lines as f64 + 2.6 + swatches,
    }
}

pub(super) fn draw<B: DrawingBackend>(pen: &Pen<B>, figure: &Heatmap, layout: &Layout, palette: &Palette) -> Drawn<B> {
    let (Rect { x, y, w, .. }, font) = (layout.legend, layout.font);
    let signed = Diverging::on(palette.is_dark());
    for (line, text) in title(figure, signed, font, layout.legend_room).iter().enumerate() {
        let y = y + font * (0.4 + LEGEND_LINE * line as f64);
        pen.text(text.trim_end(), x, y, font * LEGEND_TEXT, palette.muted, HPos::Left)?;
    }
    let bar = Rect { x, y: y + font * LEGEND_LINE * layout.legend_lines as f64, w, h: font };
    match figure.fill {
        Fill::Map { map, .. } | Fill::Between { map, .. } | Fill::Rows { map, .. } => {
            draw_bar(pen, bar, palette, |part| map.at(part))?;
        }
        Fill::Signed { .. } => draw_bar(pen, bar, palette, |part| signed.at(part))?,
        Fill::Allowed => return draw_swatches(pen, figure, layout, palette, y + font * 0.7),
    }
    let numbers_y = bar.y + font * 1.8;
    for ((part, anchor), text) in
        [(0.0, HPos::Left), (0.5, HPos::Center), (1.0, HPos::Right)].into_iter().zip(ticks(&figure.fill))
    {
        pen.text(&text, x + w * part, numbers_y, font * LEGEND_TEXT, palette.muted, anchor)?;
    }
    draw_swatches(pen, figure, layout, palette, numbers_y + font * 1.8)
}

/// A colour bar: `colour` is asked from 0 to 1.
pub(super) fn draw_bar<B: DrawingBackend>(
    pen: &Pen<B>,
    bar: Rect,
    palette: &Palette,
    colour: impl Fn(f32) -> Option<Rgb>,
) -> Drawn<B> {
    let w = bar.w / STRIPS as f64;
    for strip in 0..STRIPS {
        if let Some(colour) = colour(strip as f32 / (STRIPS - 1) as f32) {
            // Each reaches under the next, or the ground shows between two that end within a pixel.
            let x = bar.x + w * strip as f64;
            pen.bar(Rect { x, w: (w + 1.0).min(bar.x + bar.w - x), ..bar }, colour)?;
        }
    }
    pen.frame(bar, palette.line)
}

/// The numbers at the bar's beginning, middle and end.
fn ticks(fill: &Fill) -> [String; 3] {
    match *fill {
        // Where nothing is above 0, as when all is blocked, there is no other end to name.
        Fill::Map { scale: Scale::Log | Scale::Shared, high, .. } if high <= 0.0 => {
            ["0".into(), String::new(), String::new()]
        }
        Fill::Map { scale: Scale::Log, high, .. } => {
            [0.0, 0.5, 1.0].map(|part| number::long(Scale::Log.value(part, high)))
        }
        Fill::Map { scale: Scale::Shared, high, .. } => {
            [0.0, 0.5, 1.0].map(|part| number::short(Scale::Shared.value(part, high)))
        }
        Fill::Between { low, high, .. } => [low, f32::midpoint(low, high), high].map(number::long),
        // Each row has its own upper end, which is 1 here.
        Fill::Map { scale: Scale::Row, .. } | Fill::Rows { .. } => [0.0, 0.5, 1.0].map(number::short),
        Fill::Signed { high, .. } if high > 0.0 && high.is_finite() => {
            let number = if (0.1..1000.0).contains(&high) { number::short } else { number::long };
            [number(-high), "0".into(), number(high)]
        }
        // Where all is 0, or nothing is finite, there are no ends to name.
        Fill::Signed { .. } => [String::new(), "0".into(), String::new()],
        Fill::Allowed => Default::default(),
    }
}

/// What has no place on the bar, each with its name: allowed cells, blocked ones, NaN.
fn draw_swatches<B: DrawingBackend>(
    pen: &Pen<B>,
    figure: &Heatmap,
    layout: &Layout,
    palette: &Palette,
    y: f64,
) -> Drawn<B> {
    let is_mask = figure.fill == Fill::Allowed;
    let blocked = if is_mask { format!("−∞  {}", figure.blocked) } else { figure.blocked.clone() };
    let (size, mut x) = (layout.font, layout.legend.x);
    let font = if is_mask { size } else { size * LEGEND_TEXT };
    let swatches = [
        (is_mask, "0", palette.allowed),
        (is_mask || figure.has_blocked(), &blocked, palette.blocked),
        (figure.has_nan(), NAN, palette.nan),
    ];
    for (_, text, colour) in swatches.into_iter().filter(|(is_there, ..)| *is_there) {
        let place = Rect { x, y: y - size / 2.0, w: size, h: size };
        pen.bar(place, colour)?;
        if text == NAN {
            pen.cross(place, colour.ink())?;
        } else if text == blocked {
            pen.line(x, y + size / 2.0, x + size, y - size / 2.0, palette.hatch)?;
        }
        pen.frame(place, palette.line)?;
        pen.text(text, x + size * 1.5, y, font, palette.muted, HPos::Left)?;
        x += size * 3.0 + label::width(text, font);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::signed;

    #[test]
    fn a_signed_legend_names_its_ends_if_there_are_any() {
        let ends = |high| ticks(&Fill::Signed { high, title: String::new() });
        assert_eq!(ends(1.5), ["−1.50", "0", "1.50"]);
        assert_eq!(ends(0.004), ["−0.004000", "0", "0.004000"]);
        for high in [0.0, f32::NAN, f32::INFINITY, -1.0] {
            assert_eq!(ends(high), ["", "0", ""]);
        }
    }

    #[test]
    fn both_signed_maps_take_the_same_lines() {
        let figure = signed(2, 2, vec![0.0; 4]);
        for room in 1..300 {
            let lines = [Diverging::RdBuR, Diverging::Berlin].map(|map| title(&figure, map, 14.0, room.into()).len());
            assert_eq!(lines[0], lines[1], "in {room}");
        }
    }
}
