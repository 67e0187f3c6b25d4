//! Any figure as an SVG that stands alone, to be saved. What is interactive on the page is laid out anew, for paper.

use super::heatmap::{self, Heatmap};
use super::layout::{Layout, Rect};
use super::lines_layout::LinesLayout;
use super::pen::{Drawn, Pen};
use super::svg::{picture, sheet, svg};
use super::{
    BarsLayout, CurveLayout, Figure, Grid, MapLayout, MapSight, Multiple, Palette, Table, bars_svg, columns, curve_svg,
    diagram_svg, flow, grid, label, legend, lines_svg, map_svg,
};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// Width that a figure is given, in CSS pixels; a matrix may be as tall.
const WIDTH: f64 = 900.0;
/// Size of text.
const FONT: f64 = 15.0;
/// Around everything.
const MARGIN: f64 = 16.0;
/// The longer side of one matrix among many.
const TILE: f64 = 160.0;

/// A figure as SVG; `None` of what is for walking through rather than for looking at, such as the strip of stages.
#[must_use]
pub fn figure_svg(figure: &Figure, title: &str, palette: &Palette) -> Option<String> {
    match figure {
        Figure::Heatmap(heat) => Some(svg(heat, &Layout::new(heat, WIDTH, WIDTH, FONT, 0.0), palette)),
        Figure::Lines(lines) => Some(lines_svg(lines, &LinesLayout::new(lines, WIDTH, FONT), palette)),
        Figure::Multiples(list) => Some(multiples_svg(list, title, palette)),
        Figure::Grid(grid) => Some(grid_svg(grid, title, palette)),
        Figure::Shaded(shaded) => Some(flow::shaded_svg(shaded, WIDTH, FONT, palette)),
        Figure::Chips(chips) => Some(flow::chips_svg(chips, title, WIDTH, FONT, palette)),
        Figure::Table(table) => Some(table_svg(table, palette)),
        Figure::Bars(bars) => Some(bars_svg(bars, &BarsLayout::new(bars, WIDTH, FONT), palette)),
        Figure::Curve(curve) => Some(curve_svg(curve, &CurveLayout::new(curve, WIDTH, FONT), palette)),
        Figure::Map(map) => Some(map_svg(map, &MapLayout::new(map, WIDTH, FONT, MapSight::WHOLE), palette)),
        Figure::Diagram(diagram) => Some(diagram_svg(diagram, WIDTH, FONT, palette)),
        Figure::Cuts(cuts) => Some(flow::cuts_svg(cuts, WIDTH, FONT, palette)),
        Figure::Aligned(aligned) => Some(columns::aligned_svg(aligned, title, WIDTH, FONT, palette)),
        Figure::Formulas(_) | Figure::Strip(_) | Figure::Player { .. } | Figure::Meter(_) => None,
    }
}

/// Small matrices in rows, each over its name, and one legend for all of them.
fn multiples_svg(list: &[Multiple], title: &str, palette: &Palette) -> String {
    let Some(first) = list.first().map(|multiple| &multiple.figure) else {
        return sheet(WIDTH, MARGIN, title, palette, "", |_| Ok(()));
    };
    let unit = TILE / first.n_rows().max(first.n_cols()).max(1) as f64;
    let (w, h) = (first.n_cols() as f64 * unit, first.n_rows() as f64 * unit);
    let step = (w.max(TILE * 0.75) + MARGIN, h + FONT * 2.0 + MARGIN);
    let per_row = (((WIDTH - MARGIN) / step.0) as usize).clamp(1, list.len());
    let place = |index: usize| Rect {
        x: MARGIN + step.0 * (index % per_row) as f64,
        y: MARGIN + step.1 * (index / per_row) as f64,
        w,
        h,
    };
    let (key, height) = legend_below(first, MARGIN, MARGIN + step.1 * list.len().div_ceil(per_row) as f64);
    let pictures = list.iter().enumerate().map(|(index, multiple)| {
        let figure = &multiple.figure;
        let size = (figure.n_cols(), figure.n_rows());
        picture(size, &heatmap::rgba(figure, palette), place(index), figure.has_blocked())
    });
    sheet(WIDTH, height, title, palette, &pictures.collect::<String>(), |pen| {
        for (index, multiple) in list.iter().enumerate() {
            let place = place(index);
            pen.frame(place, palette.line)?;
            let text = label::shorten(&multiple.caption, FONT * 0.9, step.0 - MARGIN);
            pen.text(&text, place.x, place.y + h + FONT, FONT * 0.9, palette.ink, HPos::Left)?;
        }
        legend::draw(pen, first, &key, palette)
    })
}

/// The grid of layers and heads, numbered at its sides.
fn grid_svg(figure: &Grid, title: &str, palette: &Palette) -> String {
    let Some(first) = figure.layers.first() else {
        return sheet(WIDTH, MARGIN, title, palette, "", |_| Ok(()));
    };
    let (cols, rows) = figure.size();
    let unit = ((WIDTH - 5.0 * MARGIN) / cols.max(1) as f64).min(TILE / first.n_cols().max(1) as f64);
    let whole = Rect { x: 4.0 * MARGIN, y: 4.0 * MARGIN, w: cols as f64 * unit, h: rows as f64 * unit };
    let (key, height) = legend_below(first, whole.x, whole.y + whole.h + MARGIN);
    let is_hatched = figure.layers.iter().any(Heatmap::has_blocked);
    let under = picture((cols, rows), &grid::rgba(figure, palette), whole, is_hatched);
    sheet(WIDTH, height, title, palette, &under, |pen| {
        pen.text(&figure.head_title, whole.x + whole.w / 2.0, MARGIN, FONT, palette.muted, HPos::Center)?;
        pen.upright(&figure.layer_title, MARGIN, whole.y + whole.h / 2.0, FONT, palette.muted, HPos::Center)?;
        for head in 0..figure.n_heads() {
            let place = figure.place(0, head);
            let x = whole.x + (place.x + place.w / 2.0) * whole.w;
            pen.text(&(head + 1).to_string(), x, whole.y - FONT, FONT, palette.ink, HPos::Center)?;
        }
        for layer in 0..figure.n_layers() {
            let place = figure.place(layer, 0);
            let y = whole.y + (place.y + place.h / 2.0) * whole.h;
            pen.text(&(layer + 1).to_string(), whole.x - FONT * 0.7, y, FONT, palette.ink, HPos::Right)?;
        }
        legend::draw(pen, first, &key, palette)
    })
}

/// A layout whose legend stands at a place of its own, and where it ends.
fn legend_below(figure: &Heatmap, x: f64, y: f64) -> (Layout, f64) {
    let layout = Layout::new(figure, WIDTH, WIDTH, FONT, 0.0);
    let height = legend::height(figure, layout.legend_lines) * FONT;
    (Layout { legend: Rect { x, y, ..layout.legend }, ..layout }, y + height + MARGIN)
}

/// Rows of words and numbers; numbers stand at the right of their column.
fn table_svg(table: &Table, palette: &Palette) -> String {
    let rows: Vec<&Vec<String>> = [&table.head].into_iter().chain(&table.rows).collect();
    let room = |col: usize| {
        let widths = rows.iter().filter_map(|row| row.get(col)).map(|text| label::width(text, FONT));
        widths.fold(0.0, f64::max) + 2.0 * MARGIN
    };
    let columns: Vec<f64> = (0..table.head.len()).map(room).collect();
    let caption = label::wrap(&table.caption, FONT, WIDTH - 2.0 * MARGIN);
    let line = FONT * 1.9;
    let top = MARGIN + FONT * 1.4 * caption.len() as f64 + MARGIN;
    let (width, height) = (columns.iter().sum::<f64>() + 2.0 * MARGIN, top + line * rows.len() as f64 + MARGIN);
    let width = width.max(if caption.len() > 1 { WIDTH } else { label::width(&table.caption, FONT) + 2.0 * MARGIN });
    sheet(width, height, &table.caption, palette, "", |pen| {
        for (index, text) in caption.iter().enumerate() {
            let y = MARGIN + FONT * (0.7 + 1.4 * index as f64);
            pen.text(text.trim_end(), MARGIN, y, FONT, palette.muted, HPos::Left)?;
        }
        for (index, row) in rows.iter().enumerate() {
            let y = top + line * index as f64;
            let is_number =
                |col: usize| index > 0 && number(&row[col]).is_some() || index == 0 && is_numbers(table, col);
            draw_row(pen, row, &columns, y + line / 2.0, palette, is_number)?;
            pen.line(MARGIN, y + line, width - MARGIN, y + line, palette.line)?;
        }
        Ok(())
    })
}

fn draw_row<B: DrawingBackend>(
    pen: &Pen<B>,
    row: &[String],
    columns: &[f64],
    y: f64,
    palette: &Palette,
    is_number: impl Fn(usize) -> bool,
) -> Drawn<B> {
    let mut x = MARGIN;
    for (col, (text, room)) in row.iter().zip(columns).enumerate() {
        match is_number(col) {
            true => pen.text(text, x + room - MARGIN, y, FONT, palette.ink, HPos::Right)?,
            false => pen.text(text, x + MARGIN * 0.5, y, FONT, palette.ink, HPos::Left)?,
        }
        x += room;
    }
    Ok(())
}

fn is_numbers(table: &Table, col: usize) -> bool {
    table.rows.iter().all(|row| row.get(col).is_some_and(|text| number(text).is_some()))
}

/// The number that a cell of a table shows, if it is one; the page writes a minus sign and not a hyphen, and parts long whole
/// numbers by narrow spaces.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    text.replace('−', "-").replace('∞', "inf").replace('\u{202F}', "").parse().ok()
}
