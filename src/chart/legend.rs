//! Under a heatmap: what its colours mean, from where to where, in which unit.

use super::heatmap::{Fill, Heatmap};
use super::layout::{LEGEND_LINE, LEGEND_TEXT};
use super::pen::{Drawn, Pen};
use super::{Layout, Palette, Rgb, Scale, number};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// Strips that a colour bar is made of; the maps have as many colours as need be.
const STRIPS: usize = 128;

pub(super) fn draw<B: DrawingBackend>(pen: &Pen<B>, figure: &Heatmap, layout: &Layout, palette: &Palette) -> Drawn<B> {
    let (place, font) = (layout.legend, layout.font);
    match &figure.fill {
        Fill::Map { map, scale, high, .. } => {
            for (line, text) in layout.legend_title.iter().enumerate() {
                let y = place.y + font * (0.4 + LEGEND_LINE * line as f64);
                pen.text(text.trim_end(), place.x, y, font * LEGEND_TEXT, palette.muted, HPos::Left)?;
            }
            let bar_y = place.y + font * LEGEND_LINE * layout.legend_title.len() as f64;
            for strip in 0..STRIPS {
                let part = strip as f64 / STRIPS as f64;
                if let Some(colour) = map.at(strip as f32 / (STRIPS - 1) as f32) {
                    pen.bar(place.x + place.w * part, bar_y, place.w / STRIPS as f64, font, colour)?;
                }
            }
            pen.frame(place.x, bar_y, place.w, font, palette.line)?;
            let numbers_y = bar_y + font * 1.8;
            let ends = [(0.0, HPos::Left), (0.5, HPos::Center), (1.0, HPos::Right)];
            for (part, anchor) in ends {
                let text = match scale {
                    Scale::Shared => number::short(scale.value(part, *high)),
                    // Each row has its own upper end, which is 1 here.
                    Scale::Row => number::short(part),
                    Scale::Log => number::long(scale.value(part, *high)),
                };
                pen.text(
                    &text,
                    place.x + place.w * f64::from(part),
                    numbers_y,
                    font * LEGEND_TEXT,
                    palette.muted,
                    anchor,
                )?;
            }
            if !figure.has_blocked() {
                return Ok(());
            }
            let y = numbers_y + font * 1.8;
            swatch(pen, place.x, y, font, palette.blocked, palette)?;
            pen.text(&figure.blocked, place.x + font * 1.5, y, font * LEGEND_TEXT, palette.muted, HPos::Left)
        }
        Fill::Allowed => {
            let y = place.y + font * 0.7;
            swatch(pen, place.x, y, font, palette.allowed, palette)?;
            pen.text("0", place.x + font * 1.5, y, font, palette.muted, HPos::Left)?;
            let second = place.x + font * 4.0;
            swatch(pen, second, y, font, palette.blocked, palette)?;
            let text = format!("−∞  {}", figure.blocked);
            pen.text(&text, second + font * 1.5, y, font, palette.muted, HPos::Left)
        }
    }
}

fn swatch<B: DrawingBackend>(pen: &Pen<B>, x: f64, y: f64, size: f64, colour: Rgb, palette: &Palette) -> Drawn<B> {
    pen.bar(x, y - size / 2.0, size, size, colour)?;
    if colour == palette.blocked {
        pen.line(x, y + size / 2.0, x + size, y - size / 2.0, palette.hatch)?;
    }
    pen.frame(x, y - size / 2.0, size, size, palette.line)
}
