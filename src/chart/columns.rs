//! A text in rows that stand one above the other, for drawings that stand alone: the page lets the browser lay it out.

use super::layout::Rect;
use super::pen::{Drawn, Pen};
use super::svg::sheet;
use super::{Aligned, Palette, Span, label};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;
use std::ops::Range;

/// Around everything, in CSS pixels.
const MARGIN: f64 = 16.0;
/// Width of the names before the rows, relative to the font.
const NAME: f64 = 9.0;
/// Heights relative to the font: of a row, of what stands in it, and between lines.
const ROW: f64 = 1.95;
const CELL: f64 = 1.7;
const BETWEEN: f64 = 1.2;
/// How much of its colour the ground of a token has.
const TINT: f32 = 0.12;
/// Height of the line under a token, in CSS pixels.
const UNDER: f64 = 3.0;

/// The rows, in lines as long as there is room.
pub(super) fn aligned_svg(figure: &Aligned, title: &str, width: f64, font: f64, palette: &Palette) -> String {
    let start = MARGIN + NAME * font;
    let lines = figure.lines(((width - MARGIN - start) / (Aligned::BYTE * font)) as usize);
    let step = font * (ROW * (2 + figure.rows.len()) as f64 + BETWEEN);
    let longest = lines.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
    let (wide, high) =
        (start + longest as f64 * Aligned::BYTE * font + MARGIN, 2.0 * MARGIN + step * lines.len() as f64);
    sheet(wide, high, title, palette, "", |pen| {
        for (index, line) in lines.iter().enumerate() {
            Line { pen, palette, font, line, start, top: MARGIN + step * index as f64 }.draw(figure)?;
        }
        Ok(())
    })
}

/// A line of some bytes.
struct Line<'a, B: DrawingBackend> {
    pen: &'a Pen<'a, B>,
    palette: &'a Palette,
    font: f64,
    line: &'a Range<usize>,
    start: f64,
    top: f64,
}

impl<B: DrawingBackend> Line<'_, B> {
    fn draw(&self, figure: &Aligned) -> Drawn<B> {
        let Self { pen, palette, font, line, .. } = *self;
        self.name(0, &figure.names[0])?;
        for span in Aligned::inside(&figure.characters, line) {
            self.cell(0, span)?;
        }
        self.name(1, &figure.names[1])?;
        for (at, byte) in line.clone().zip(&figure.bytes[line.clone()]) {
            let Rect { x, y, w, h } = self.place(1, &(at..at + 1));
            let at = (x + w / 2.0, y + h / 2.0);
            pen.text(&format!("{byte:02X}"), at.0, at.1, font * 0.75, palette.muted, HPos::Center)?;
        }
        for (row, tokens) in (2..).zip(&figure.rows) {
            self.name(row, &tokens.name)?;
            for span in Aligned::inside(&tokens.spans, line) {
                let (place, hue) = (self.place(row, &span.range), palette.token(span.id));
                pen.bar(place, palette.ground.mix(hue, TINT))?;
                self.cell(row, span)?;
                pen.bar(Rect { y: place.y + place.h - UNDER, h: UNDER, ..place }, hue)?;
            }
        }
        Ok(())
    }

    fn name(&self, row: usize, name: &str) -> Drawn<B> {
        let (font, middle) = (self.font * 0.8, self.top + self.font * (ROW * row as f64 + CELL / 2.0));
        let text = label::shorten(name, font, (NAME - 0.6) * self.font);
        self.pen.text(&text, MARGIN, middle, font, self.palette.muted, HPos::Left)
    }

    /// Where the bytes of a row are that are in this line.
    fn place(&self, row: usize, range: &Range<usize>) -> Rect {
        let (from, to) = (range.start.max(self.line.start), range.end.min(self.line.end));
        let x = |byte: usize| self.start + (byte - self.line.start) as f64 * Aligned::BYTE * self.font;
        let y = self.top + ROW * self.font * row as f64;
        Rect { x: x(from) + 1.0, y, w: x(to) - x(from) - 2.0, h: CELL * self.font }
    }

    /// Frame and text; what goes on from the line before, or into the next, is open on that side.
    fn cell(&self, row: usize, span: &Span) -> Drawn<B> {
        let Self { pen, palette, font, line, .. } = *self;
        let Rect { x, y, w, h } = self.place(row, &span.range);
        for y in [y, y + h] {
            pen.line(x, y, x + w, y, palette.line)?;
        }
        if span.range.start >= line.start {
            pen.line(x, y, x, y + h, palette.line)?;
        }
        if span.range.end <= line.end {
            pen.line(x + w, y, x + w, y + h, palette.line)?;
        }
        let text = label::shorten(&span.text, font, w - 2.0);
        pen.text(&text, x + w / 2.0, y + (h - UNDER) / 2.0, font, palette.ink, HPos::Center)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::AlignedRow;
    use crate::chart::tests::palette;

    fn drawn(width: f64) -> String {
        let span = |range: Range<usize>, text: &str| Span { range, text: text.into(), id: 3 };
        let figure = Aligned {
            bytes: "ab\u{5B83}".bytes().collect(),
            characters: [span(0..1, "a"), span(1..2, "b"), span(2..5, "\u{5B83}")].into(),
            names: ["characters", "bytes"].map(str::to_owned),
            rows: vec![AlignedRow { name: "one <token>".into(), spans: [span(0..5, "ab\u{5B83}")].into() }],
        };
        aligned_svg(&figure, "title", width, 15.0, &palette())
    }

    #[test]
    fn everything_stands_in_it_once_a_line() {
        let (one, two) = (drawn(900.0), drawn(MARGIN * 2.0 + (NAME + 3.0 * Aligned::BYTE) * 15.0));
        for text in ["\na\n", "\nE5\n", "\n83\n", "\none &lt;token&gt;\n", "\ncharacters\n"] {
            assert_eq!(one.matches(text).count(), 1, "{text:?} {one}");
        }
        // Three bytes fit into a line: the token is in both, open where it is broken.
        assert_eq!((one.matches("<polyline").count(), two.matches("<polyline").count()), (16, 18));
        assert_eq!(two.matches("\none &lt;token&gt;\n").count(), 2);
        let nothing = Aligned { bytes: [].into(), characters: [].into(), names: Default::default(), rows: vec![] };
        assert!(aligned_svg(&nothing, "", 900.0, 15.0, &palette()).ends_with("</svg>\n"));
    }
}
