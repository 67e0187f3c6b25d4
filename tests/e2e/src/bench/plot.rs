//! The results as a picture: of each scenario that has peers, a bar a contender.

use super::report::{Row, Section};
use anyhow::{Context, Result};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

const WIDTH: u32 = 1180;
const LINE: i32 = 24;
const TITLE: i32 = 40;
const HEAD: i32 = 84;
/// Where bars begin and end; names stand before them, numbers behind.
const BARS: [i32; 2] = [420, 1000];
const INK: RGBColor = RGBColor(30, 34, 40);
const MUTED: RGBColor = RGBColor(95, 102, 112);
const OURS: RGBColor = RGBColor(0, 95, 135);
const THEIRS: RGBColor = RGBColor(168, 176, 186);

/// Times as ratios to the fastest peer's, on a logarithmic scale, as an SVG with its width and height.
pub(super) fn svg(head: &str, sections: &[Section]) -> Result<(String, (u32, u32))> {
    let shown: Vec<&Section> = sections.iter().filter(|section| section.peer().is_some()).collect();
    let lines: usize = shown.iter().map(|section| compared(section).count()).sum();
    let size = (WIDTH, (HEAD + TITLE * shown.len() as i32 + LINE * lines as i32 + 20) as u32);
    let mut text = String::new();
    draw(&SVGBackend::with_string(&mut text, size).into_drawing_area(), head, &shown)?;
    Ok((text, size))
}

fn compared(section: &Section) -> impl Iterator<Item = (&Row, f64)> {
    let peer = section.peer().unwrap_or(f64::NAN);
    section.rows.iter().filter(|row| row.compares).map(move |row| (row, row.median() / peer))
}

fn draw(area: &DrawingArea<SVGBackend, plotters::coord::Shift>, head: &str, sections: &[&Section]) -> Result<()> {
    let text = |words: &str, x: i32, y: i32, size: f64, ink: RGBColor, side: HPos| {
        let style = ("sans-serif", size).into_font().color(&ink).pos(Pos::new(side, VPos::Center));
        area.draw(&Text::new(words.to_owned(), (x, y), style)).ok().context("the plot's text")
    };
    area.fill(&WHITE)?;
    text(
        "Time of each contender, as a multiple of the fastest peer's (shorter is faster)",
        20,
        22,
        17.0,
        INK,
        HPos::Left,
    )?;
    text(head, 20, 44, 13.0, MUTED, HPos::Left)?;
    let ratios = || sections.iter().flat_map(|section| compared(section)).map(|(_, ratio)| ratio.log10());
    let (low, high) = (ratios().fold(0.0, f64::min).floor(), ratios().fold(0.0, f64::max).ceil().max(1.0));
    let [left, right] = BARS;
    let place = |log: f64| left + ((log - low) / (high - low) * f64::from(right - left)) as i32;
    let bottom = area.dim_in_pixel().1 as i32 - 12;
    for power in low as i32..=high as i32 {
        let (x, ink) = (place(power.into()), if power == 0 { MUTED } else { RGBColor(225, 228, 232) });
        area.draw(&PathElement::new(vec![(x, HEAD - 8), (x, bottom)], ink))?;
        text(&format!("{}×", 10_f64.powi(power)), x, HEAD - 18, 12.0, MUTED, HPos::Center)?;
    }
    let mut y = HEAD;
    for section in sections {
        text(&section.about, 20, y + TITLE / 2 + 4, 13.0, INK, HPos::Left)?;
        y += TITLE;
        for (place_of, (row, ratio)) in compared(section).enumerate() {
            let (from, to, ink) = (place(low), place(ratio.log10()), if place_of == 0 { OURS } else { THEIRS });
            let middle = y + LINE / 2;
            let name = format!("{}: {}", row.contender, row.what);
            text(&name, left - 10, middle, 12.0, INK, HPos::Right)?;
            area.draw(&Rectangle::new([(from, middle - 8), (to.max(from + 1), middle + 8)], ink.filled()))?;
            let number = format!("{ratio:.3}× · {:.1} {}", row.median(), section.measured.unit());
            text(&number, right + 12, middle, 12.0, INK, HPos::Left)?;
            y += LINE;
        }
    }
    area.present().context("the plot")
}
