//! Tokens in lines as a text has them, for drawings that stand alone: the page lets the browser break the lines.

use super::layout::{LEGEND_TEXT, Rect};
use super::svg::{HATCHED, sheet};
use super::{Chip, Cuts, Palette, Shaded, label, legend, number};
use plotters::style::text_anchor::HPos;

/// From one line to the next, relative to the font.
const LINE: f64 = 2.4;
/// Height of a token's ground, relative to the font.
const BOX: f64 = 1.9;
/// Around everything, in CSS pixels.
const MARGIN: f64 = 16.0;

/// Where tokens of these widths go, and where the last line ends.
fn places(widths: impl Iterator<Item = f64>, width: f64, top: f64, line: f64, gap: f64) -> (Vec<(f64, f64)>, f64) {
    let (mut x, mut y) = (MARGIN, top);
    let place = |w: f64| {
        if x > MARGIN && x + w > width - MARGIN {
            (x, y) = (MARGIN, y + line);
        }
        let here = (x, y);
        x += w + gap;
        here
    };
    let places = widths.map(place).collect();
    (places, y + line)
}

/// The text, each token on the ground of its weight; blocked ones hatched, the query in a frame.
pub(super) fn shaded_svg(figure: &Shaded, width: f64, font: f64, palette: &Palette) -> String {
    let widths: Vec<f64> = figure.pieces.iter().map(|piece| label::width(&piece.text, font) + font * 0.8).collect();
    let top = MARGIN;
    let (places, end) = places(widths.iter().copied(), width, top, font * LINE, font * 0.2);
    let boxes = || {
        let rect = |(&w, &(x, y)): (&f64, &(f64, f64))| Rect { x, y, w, h: font * BOX };
        widths.iter().zip(&places).map(rect).zip(&figure.pieces)
    };
    let hatched = boxes().filter(|(_, piece)| piece.blocked).map(|(place, _)| {
        let Rect { x, y, w, h } = place;
        format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" fill=\"{HATCHED}\"/>\n")
    });
    sheet(width, end + font * 4.5 + MARGIN, &figure.summary, palette, &hatched.collect::<String>(), |pen| {
        for (place, piece) in boxes() {
            let ground = figure.colour(piece, palette);
            if let Some(ground) = ground {
                pen.bar(place, ground)?;
            }
            if piece.is_query {
                pen.border(place, 2.0, palette.ink)?;
            }
            let ink = ground.unwrap_or(palette.blocked).ink();
            pen.text(&piece.text, place.x + place.w / 2.0, place.y + place.h / 2.0, font, ink, HPos::Center)?;
        }
        let small = font * LEGEND_TEXT;
        pen.text(&figure.title, MARGIN, end + font, small, palette.muted, HPos::Left)?;
        let bar = Rect { x: MARGIN, y: end + font * 1.9, w: font * 16.0, h: font };
        legend::draw_bar(pen, bar, palette, |part| figure.map.at(part))?;
        let ends = [(0.0, HPos::Left), (figure.high, HPos::Right)];
        for ((value, anchor), x) in ends.into_iter().zip([bar.x, bar.x + bar.w]) {
            pen.text(&number::short(value), x, bar.y + font * 1.8, small, palette.muted, anchor)?;
        }
        Ok(())
    })
}

/// Tokens with their ids and byte ranges under them.
pub(super) fn chips_svg(chips: &[Chip], title: &str, width: f64, font: f64, palette: &Palette) -> String {
    let small = font * 0.75;
    let told = |chip: &Chip| format!("{} · {}–{}", chip.id, chip.start, chip.end);
    let room = |chip: &Chip| label::width(&chip.label, font).max(label::width(&told(chip), small)) + font;
    let widths: Vec<f64> = chips.iter().map(room).collect();
    let (places, end) = places(widths.iter().copied(), width, MARGIN, font * 3.6, font * 0.5);
    sheet(width, end + MARGIN, title, palette, "", |pen| {
        for ((chip, &(x, y)), &w) in chips.iter().zip(&places).zip(&widths) {
            let (place, hue) = (Rect { x, y, w, h: font * 3.0 }, palette.token(chip.id));
            pen.frame(place, palette.line)?;
            pen.bar(Rect { h: 3.0, ..place }, hue)?;
            pen.text(&chip.label, x + w / 2.0, y + font * 1.15, font, palette.ink, HPos::Center)?;
            pen.text(&told(chip), x + w / 2.0, y + font * 2.3, small, palette.muted, HPos::Center)?;
        }
        Ok(())
    })
}

/// The text in rows, one for each way to cut it under its name; what is disputed stands in a strong frame.
pub(super) fn cuts_svg(cuts: &Cuts, width: f64, font: f64, palette: &Palette) -> String {
    let mut end = MARGIN;
    let rows: Vec<_> = cuts
        .rows
        .iter()
        .map(|cut| {
            let widths: Vec<f64> = cut.words.iter().map(|word| label::width(&word.text, font) + font * 0.8).collect();
            let title = end + font * 0.7;
            let (places, below) = places(widths.iter().copied(), width, title + font, font * LINE, font * 0.25);
            end = below;
            (cut, title, widths, places)
        })
        .collect();
    sheet(width, end + MARGIN, &cuts.summary, palette, "", |pen| {
        for (cut, title, widths, places) in &rows {
            pen.text(&cut.name, MARGIN, *title, font * LEGEND_TEXT, palette.muted, HPos::Left)?;
            for ((word, &(x, y)), &w) in cut.words.iter().zip(places).zip(widths) {
                let place = Rect { x, y, w, h: font * BOX };
                let (line, colour) = if word.is_disputed { (2.0, palette.ink) } else { (1.0, palette.line) };
                pen.border(place, line, colour)?;
                pen.text(&word.text, x + w / 2.0, y + place.h / 2.0, font, palette.ink, HPos::Center)?;
            }
        }
        Ok(())
    })
}
