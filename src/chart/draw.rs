//! A heatmap's labels, numbers, frame and legend, over any plotters backend.

use super::heatmap::{Fill, Heatmap};
use super::layout::{GAP, Layout, NUMBERED_CELL};
use super::pen::{Drawn, Pen};
use super::{Palette, Rgb, label, legend, number};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::HPos;

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
) -> Drawn<B> {
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

fn draw_rows<B: DrawingBackend>(pen: &Pen<B>, figure: &Heatmap, layout: &Layout, palette: &Palette) -> Drawn<B> {
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

fn draw_cols<B: DrawingBackend>(pen: &Pen<B>, figure: &Heatmap, layout: &Layout, palette: &Palette) -> Drawn<B> {
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

fn draw_numbers<B: DrawingBackend>(pen: &Pen<B>, figure: &Heatmap, layout: &Layout, palette: &Palette) -> Drawn<B> {
    let font = (layout.cell * 0.34).min(layout.font);
    for row in 0..figure.n_rows() {
        for (col, &value) in figure.values.row(figure.plane, row).iter().enumerate() {
            let place = layout.place(row, col);
            let is_mask = figure.fill == Fill::Allowed;
            let (text, ground) = match figure.colour(row, value, palette) {
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
