//! A heatmap's labels, numbers, marks, frame and legend, over any plotters backend.

use super::fill::Fill;
use super::heatmap::{Axis, Block, Heatmap};
use super::layout::{GAP, Layout, NUMBERED_CELL};
use super::pen::{Drawn, Pen};
use super::{Palette, Rect, label, legend, number};
use crate::num::Tensor;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::HPos;

/// Cells from this size on have room for a sign and two decimals.
const SPACIOUS_CELL: f64 = 40.0;
/// NaN cells from this size on are crossed out, so that they need no colour to be told.
const CROSSED_CELL: f64 = 6.0;
/// Cells that are smaller than this would vanish under a line.
const FRAMED_CELL: f64 = 3.0;

/// What [`draw()`] depends on: as long as it is equal, the drawing is the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Surroundings {
    axes: [Axis; 2],
    fill: Fill,
    marks: Vec<Block>,
    has_blocked: bool,
    has_nan: bool,
    /// The values with their mask and the plane of them that is shown, where something is drawn into cells.
    inside: Option<(Tensor, Tensor, usize)>,
}

impl Surroundings {
    /// What the drawing of a figure depends on in a layout.
    #[must_use]
    pub fn new(figure: &Heatmap, layout: &Layout) -> Self {
        let has_nan = figure.has_nan();
        let is_inside = has_nan || is_numbered(figure, layout);
        Self {
            axes: [figure.rows.clone(), figure.cols.clone()],
            fill: figure.fill.clone(),
            marks: figure.marks.clone(),
            has_blocked: figure.has_blocked(),
            has_nan,
            inside: is_inside.then(|| (figure.values.clone(), figure.mask.clone(), figure.plane)),
        }
    }
}

/// Whether the cells are large enough for the numbers that they are to carry.
fn is_numbered(figure: &Heatmap, layout: &Layout) -> bool {
    figure.numbers && layout.cell_w >= NUMBERED_CELL
}

/// Draws everything but the cells: labels, numbers, marks, frame and legend. `density` is the number of canvas pixels
/// to a CSS pixel.
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
    draw_with(&Pen { area, density, em: 1.0 }, figure, layout, palette)
}

/// Draws with a pen.
pub(super) fn draw_with<B: DrawingBackend>(
    pen: &Pen<B>,
    figure: &Heatmap,
    layout: &Layout,
    palette: &Palette,
) -> Drawn<B> {
    let mut frame = layout.plot;
    if layout.cell_w.min(layout.cell_h) < FRAMED_CELL {
        // The line stands outside, or it would lie on the first and the last row.
        frame = Rect { x: frame.x - 1.0, y: frame.y - 1.0, w: frame.w + 2.0, h: frame.h + 2.0 };
    }
    pen.frame(frame, palette.line)?;
    draw_rows(pen, &figure.rows, layout, palette)?;
    draw_cols(pen, &figure.cols, layout, palette)?;
    if is_numbered(figure, layout) {
        draw_numbers(pen, figure, layout, palette)?;
    } else if layout.cell_w.min(layout.cell_h) >= CROSSED_CELL {
        cross_out(pen, figure, layout, palette)?;
    }
    draw_marks(pen, figure, layout, palette)?;
    legend::draw(pen, figure, layout, palette)
}

fn draw_rows<B: DrawingBackend>(pen: &Pen<B>, axis: &Axis, layout: &Layout, palette: &Palette) -> Drawn<B> {
    let (plot, font, hue) = (layout.plot, layout.font, palette.role(axis.role));
    pen.upright(&axis.title, font * 0.75, plot.y + plot.h / 2.0, font, hue, HPos::Center)?;
    for (row, label) in axis.labels.iter().enumerate().step_by(layout.row_stride) {
        let Rect { y, h, .. } = layout.place(row, 0);
        if let Some(id) = label.id {
            pen.bar(Rect { x: plot.x - 5.0, y: y + 1.0, w: 3.0, h: h - 2.0 }, palette.token(id))?;
        }
        let text = label::shorten(&label.text, font, layout.row_room);
        pen.text(&text, plot.x - GAP, y + h / 2.0, font, hue, HPos::Right)?;
    }
    Ok(())
}

fn draw_cols<B: DrawingBackend>(pen: &Pen<B>, axis: &Axis, layout: &Layout, palette: &Palette) -> Drawn<B> {
    let (plot, font, hue) = (layout.plot, layout.font, palette.role(axis.role));
    pen.text(&axis.title, plot.x + plot.w / 2.0, font * 0.75, font, hue, HPos::Center)?;
    for (col, label) in axis.labels.iter().enumerate().step_by(layout.col_stride) {
        let Rect { x, w, .. } = layout.place(0, col);
        if let Some(id) = label.id {
            pen.bar(Rect { x: x + 1.0, y: plot.y - 5.0, w: w - 2.0, h: 3.0 }, palette.token(id))?;
        }
        let room = if layout.upright { layout.col_room.max(w) } else { w * layout.col_stride as f64 };
        let text = label::shorten(&label.text, font, room);
        let (x, y) = (x + w / 2.0, plot.y - GAP);
        // A Han character reads better across, even where its neighbours must stand, and a word of them downwards.
        if layout.upright && label::width(&text, font) > w * layout.col_stride as f64 - 2.0 {
            let clusters = label::stacked(&text);
            for (above, cluster) in clusters.iter().rev().enumerate() {
                pen.text(cluster, x, y - font * (0.5 + above as f64), font, hue, HPos::Center)?;
            }
            if clusters.is_empty() {
                pen.upright(&text, x, y, font, hue, HPos::Left)?;
            }
        } else {
            pen.text(&text, x, y - font * 0.5, font, hue, HPos::Center)?;
        }
    }
    Ok(())
}

fn draw_numbers<B: DrawingBackend>(pen: &Pen<B>, figure: &Heatmap, layout: &Layout, palette: &Palette) -> Drawn<B> {
    let shown = figure.values.plane(figure.plane).iter().filter(|value| value.is_finite());
    // A sign or a second digit before the point makes all numbers of the figure a little smaller, or costs a decimal where
    // they would touch; what is longer still loses more.
    let is_long = shown.into_iter().any(|&value| number::short(value).chars().count() > 4);
    let (chars, font) = match is_long {
        true if layout.cell_w < SPACIOUS_CELL => (4, 0.32),
        true => (5, 0.27),
        false => (4, 0.34),
    };
    let font = (layout.cell_w * font).min(layout.font);
    let is_mask = figure.fill == Fill::Allowed;
    let is_counted = figure.is_counted();
    for row in 0..figure.n_rows() {
        for (col, &value) in figure.values.row(figure.plane, row).iter().enumerate() {
            let place = layout.place(row, col);
            let (text, ground) = match figure.is_blocked(row, col) {
                false if is_mask && !value.is_nan() => ("0".to_owned(), palette.allowed),
                false if is_counted => (number::count(value, chars), figure.colour(row, value, palette)),
                false => (number::within(value, chars), figure.colour(row, value, palette)),
                // A blocked cell of a mask shows the −∞ it is; one of the weights is hatched and needs no number.
                true if is_mask => (number::short(value), palette.blocked),
                true => continue,
            };
            pen.text(&text, place.x + place.w / 2.0, place.y + place.h / 2.0, font, ground.ink(), HPos::Center)?;
        }
    }
    Ok(())
}

fn cross_out<B: DrawingBackend>(pen: &Pen<B>, figure: &Heatmap, layout: &Layout, palette: &Palette) -> Drawn<B> {
    for row in 0..figure.n_rows() {
        figure.nan_cells(row).try_for_each(|col| pen.cross(layout.place(row, col), palette.nan.ink()))?;
    }
    Ok(())
}

/// Frames in ink with a rim of the ground, to be seen on any colour.
fn draw_marks<B: DrawingBackend>(pen: &Pen<B>, figure: &Heatmap, layout: &Layout, palette: &Palette) -> Drawn<B> {
    for mark in &figure.marks {
        let (row, col) = (mark.row.min(figure.n_rows()), mark.col.min(figure.n_cols()));
        let (rows, cols) = (mark.rows.min(figure.n_rows() - row), mark.cols.min(figure.n_cols() - col));
        if rows > 0 && cols > 0 {
            let Rect { x, y, w, h } = layout.place(row, col);
            let place = Rect { x, y, w: w * cols as f64, h: h * rows as f64 };
            pen.border(place, 4.0, palette.ground)?;
            pen.border(place, 2.0, palette.ink)?;
        }
    }
    Ok(())
}
