//! A figure as a file that stands alone: an SVG, which any browser opens and a paper or slide can print at any size.
//!
//! It is three layers, as on the page: the hatching for blocked cells; over it the cells, a small PNG of one pixel
//! each, written into the file as base64; over both what plotters draws, which is an SVG inside ours. Text stays text,
//! so it can be searched, and read aloud.

use super::draw::draw_with;
use super::pen::{Drawn, Pen};
use super::{Heatmap, Layout, Palette, Rect, Rgb, heatmap};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use plotters::prelude::{IntoDrawingArea, SVGBackend};

/// What plotters' SVG backend divides sizes of letters by; its canvas backend does not.
const EM: f64 = 1.24;

/// The whole figure: cells, hatching, axes, numbers and legend, on the palette's ground.
#[must_use]
pub fn svg(figure: &Heatmap, layout: &Layout, palette: &Palette) -> String {
    sheet(layout.width, layout.height, &figure.summary, palette, &cells(figure, layout, palette), |pen| {
        draw_with(pen, figure, layout, palette)
    })
}

/// A drawing on a ground: `under` is SVG that lies under what `draw` draws.
pub(super) fn sheet(
    width: f64,
    height: f64,
    summary: &str,
    palette: &Palette,
    under: &str,
    draw: impl FnOnce(&Pen<SVGBackend>) -> Drawn<SVGBackend<'static>>,
) -> String {
    let (width, height) = (width.ceil() as u32, height.ceil() as u32);
    let mut over = String::new();
    {
        let area = SVGBackend::with_string(&mut over, (width, height)).into_drawing_area();
        // Writing to a string cannot fail.
        let _done = draw(&Pen { area: &area, density: 1.0, em: EM });
    }
    let (title, ground) = (escape(summary), hex(palette.ground));
    let pattern = if under.contains(HATCHED) { pattern(palette) } else { String::new() };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{title}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n{pattern}{under}{over}</svg>\n"
    );
    svg.chars().map(|c| if is_xml(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// The hatching and the cells.
fn cells(figure: &Heatmap, layout: &Layout, palette: &Palette) -> String {
    let size = (figure.n_cols(), figure.n_rows());
    picture(size, &heatmap::rgba(figure, palette), layout.plot, figure.has_blocked())
}

/// Cells, one RGBA pixel each, in a place, over hatching where some are blocked.
pub(super) fn picture((width, height): (usize, usize), pixels: &[u8], place: Rect, is_hatched: bool) -> String {
    let Some(png) = png(width, height, pixels) else { return String::new() };
    // Cells smaller than a pixel are averaged, all others keep their edges.
    let rendering = if place.w < width as f64 { "auto" } else { "pixelated" };
    // As plotters rounds the frame, so that the cells fill it.
    let (x, y) = (place.x.round(), place.y.round());
    let (w, h) = ((place.x + place.w).round() - x, (place.y + place.h).round() - y);
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"");
    let hatching = if is_hatched { format!("<rect {place} fill=\"{HATCHED}\"/>\n") } else { String::new() };
    format!(
        "{hatching}<image {place} preserveAspectRatio=\"none\" style=\"image-rendering:{rendering}\" \
         xlink:href=\"data:image/png;base64,{}\"/>\n",
        BASE64_STANDARD.encode(png)
    )
}

/// How blocked cells are filled; [`sheet`] brings the pattern.
pub(super) const HATCHED: &str = "url(#hatch)";

fn pattern(palette: &Palette) -> String {
    let (blocked, hatch) = (hex(palette.blocked), hex(palette.hatch));
    format!(
        "<pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"{blocked}\"/>\
         <rect width=\"1\" height=\"5\" fill=\"{hatch}\"/></pattern>\n"
    )
}

/// RGBA as a PNG; none if there are no pixels.
fn png(width: usize, height: usize, pixels: &[u8]) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(pixels).ok()?;
    writer.finish().ok()?;
    Some(file)
}

fn hex(Rgb(r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether XML 1.0 may hold a character; most control characters it may not, not even escaped.
fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::{palette, signed};
    use crate::num::Tensor;

    fn drawn(figure: &Heatmap) -> String {
        svg(figure, &Layout::new(figure, 640.0, 480.0, 14.0, 0.0), &palette())
    }

    /// The bytes of the picture inside.
    fn picture(svg: &str) -> Vec<u8> {
        let data = svg.split_once("data:image/png;base64,").unwrap().1.split('"').next().unwrap();
        BASE64_STANDARD.decode(data).unwrap()
    }

    #[test]
    fn the_cells_inside_are_the_cells() {
        let mut figure = signed(2, 3, vec![-2.0, 0.5, f32::NAN, 1.0, 2.0, 0.0]);
        figure.mask = Tensor::matrix(2, 3, vec![0.0, f32::NEG_INFINITY, 0.0, 0.0, 0.0, 0.0]);
        let svg = drawn(&figure);
        let mut reader = png::Decoder::new(std::io::Cursor::new(picture(&svg))).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height), (3, 2));
        assert_eq!(pixels, heatmap::rgba(&figure, &palette()));
        assert!(svg.contains("url(#hatch)") && svg.contains(">\nNaN\n<") && svg.contains("fill=\"#ffffff\""));
    }

    #[test]
    fn text_of_any_kind_is_text_in_it() {
        let mut figure = signed(1, 1, vec![1.0]);
        figure.summary = "a < b & \"c\"\u{0}\u{FFFF}".into();
        figure.rows.title = "</text><script>\u{7}".into();
        let svg = drawn(&figure);
        assert!(svg.contains("<title>a &lt; b &amp; \"c\"\u{FFFD}\u{FFFD}</title>"), "{svg}");
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;\u{FFFD}") && !svg.contains("<script"));
        assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
    }

    #[test]
    fn nothing_to_see_is_still_a_drawing() {
        let svg = drawn(&signed(0, 0, vec![]));
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n") && !svg.contains("<image"));
    }
}
