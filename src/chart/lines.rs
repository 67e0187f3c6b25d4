//! One head as lines: who looks at whom, the more solid the more.
//!
//! The tokens stand twice, as queries at the left and as keys at the right, and a line joins two of them; its opacity
//! is the weight. A heatmap shows every number at its place; lines show the pattern, such as "each to the one before".
//! The picture is that of the head view of BertViz (Jesse Vig, "A Multiscale Visualization of Attention in the
//! Transformer Model", ACL 2019 demonstrations); the drawing is our own.

use super::heatmap::{Axis, Label};
use super::layout::{GAP, LEGEND_LINE, LEGEND_TEXT};
use super::lines_layout::{LinesLayout, Side};
use super::pen::{Drawn, Pen};
use super::{Palette, Rect, Rgb, label, legend, svg};
use crate::num::Tensor;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::HPos;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// Weights, 0 to 1; one plane of them is shown, queries by keys.
    pub weights: Tensor,
    /// Which plane.
    pub plane: usize,
    /// An additive mask, as a heatmap has it: where it is −∞ there is no line.
    pub mask: Tensor,
    /// At the left, from above.
    pub queries: Axis,
    /// At the right.
    pub keys: Axis,
    /// The query whose lines are strong while all others are faint; without one all are strong.
    pub chosen: Option<usize>,
    /// What the lines mean, for the legend.
    pub title: String,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// A line that is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Strand {
    query: usize,
    key: usize,
    weight: f32,
    is_faint: bool,
}

/// Weights up to this one could not be seen.
const LEAST_WEIGHT: f32 = 0.005;
/// More lines than this are neither quick to draw nor a picture; the strongest are drawn.
const MAX_LINES: usize = 4000;
/// What is left of the lines of those that are not chosen.
const FAINT: f32 = 0.15;
impl Lines {
    /// Whether a weight of this query that is not blocked went wrong, and so has no line.
    fn has_nan(&self, query: usize) -> bool {
        let blocked = self.mask.row(0, query);
        let mut row = self.weights.row(self.plane, query).iter().enumerate();
        row.any(|(key, w)| w.is_nan() && blocked.get(key) != Some(&f32::NEG_INFINITY))
    }

    /// The lines, in the order in which they are drawn: the chosen ones last, so on top, and of the others the
    /// strongest.
    fn strands(&self) -> Vec<Strand> {
        let mut strands = Vec::new();
        for query in 0..self.weights.rows() {
            let is_faint = self.chosen.is_some_and(|chosen| chosen != query);
            let blocked = self.mask.row(0, query);
            let row = self.weights.row(self.plane, query).iter().enumerate();
            // NaN is greater than nothing.
            let seen = row.filter(|&(key, &w)| w > LEAST_WEIGHT && blocked.get(key) != Some(&f32::NEG_INFINITY));
            strands.extend(seen.map(|(key, &weight)| Strand { query, key, weight, is_faint }));
        }
        let strength = |a: &Strand, b: &Strand| b.is_faint.cmp(&a.is_faint).then(a.weight.total_cmp(&b.weight));
        let surplus = strands.len().saturating_sub(MAX_LINES);
        if surplus > 0 {
            strands.select_nth_unstable_by(surplus, strength); // quicker than to sort a million
            strands.drain(..surplus);
        }
        strands.sort_by(strength);
        strands
    }
}

/// Draws all of it. `density` is the number of canvas pixels to a CSS pixel.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_lines<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    figure: &Lines,
    layout: &LinesLayout,
    palette: &Palette,
    density: f64,
) -> Drawn<B> {
    draw_with(&Pen { area, density, em: 1.0 }, figure, layout, palette)
}

/// The whole drawing as an SVG that stands alone.
#[must_use]
pub fn lines_svg(figure: &Lines, layout: &LinesLayout, palette: &Palette) -> String {
    svg::sheet(layout.width, layout.height, &figure.summary, palette, "", |pen| draw_with(pen, figure, layout, palette))
}

fn draw_with<B: DrawingBackend>(pen: &Pen<B>, figure: &Lines, layout: &LinesLayout, palette: &Palette) -> Drawn<B> {
    let (plot, hue) = (layout.plot, palette.role(figure.queries.role));
    for Strand { query, key, weight, is_faint } in figure.strands() {
        let opacity = if is_faint { weight * FAINT } else { weight };
        let (from, to) = ((plot.x, layout.middle(query)), (plot.x + plot.w, layout.middle(key)));
        pen.stroke(from, to, 2.0, hue, opacity.min(1.0).into())?;
    }
    for query in (0..figure.weights.rows()).filter(|&query| figure.has_nan(query)) {
        pen.text("NaN", plot.x + 3.0, layout.middle(query), layout.font * LEGEND_TEXT, palette.ink, HPos::Left)?;
    }
    draw_column(pen, Side::Query, &figure.queries, layout, palette)?;
    draw_column(pen, Side::Key, &figure.keys, layout, palette)?;
    if let Some(chosen) = figure.chosen.filter(|&row| row < figure.weights.rows()) {
        let place = Rect {
            x: plot.x - GAP - layout.query_room,
            y: layout.middle(chosen) - layout.row_h / 2.0,
            w: layout.query_room + GAP - 6.0, // the stripe stays free
            h: layout.row_h,
        };
        pen.border(place, 2.0, hue)?;
    }
    draw_legend(pen, layout, palette, hue)
}

fn draw_column<B: DrawingBackend>(
    pen: &Pen<B>,
    side: Side,
    axis: &Axis,
    layout: &LinesLayout,
    palette: &Palette,
) -> Drawn<B> {
    let (plot, font, hue) = (layout.plot, layout.font, palette.role(axis.role));
    let (x, stripe, anchor, room) = match side {
        Side::Query => (plot.x - GAP, plot.x - 5.0, HPos::Right, layout.query_room),
        Side::Key => (plot.x + plot.w + GAP, plot.x + plot.w + 2.0, HPos::Left, layout.key_room),
    };
    pen.text(&label::shorten(&axis.title, font, room), x, font, font, hue, anchor)?;
    for (row, Label { text, id }) in axis.labels.iter().enumerate().step_by(layout.stride) {
        let y = layout.middle(row);
        if let Some(id) = *id {
            let h = (layout.row_h - 2.0).max(1.0);
            pen.bar(Rect { x: stripe, y: y - h / 2.0, w: 3.0, h }, palette.token(id))?;
        }
        pen.text(&label::shorten(text, font, room), x, y, font, hue, anchor)?;
    }
    Ok(())
}

/// The title, and a ramp from a weight of 0, which is the ground, to one of 1.
fn draw_legend<B: DrawingBackend>(pen: &Pen<B>, layout: &LinesLayout, palette: &Palette, hue: Rgb) -> Drawn<B> {
    let (Rect { x, y, w, .. }, font) = (layout.legend, layout.font);
    for (line, text) in layout.legend_title.iter().enumerate() {
        let y = y + font * (0.4 + LEGEND_LINE * line as f64);
        pen.text(text.trim_end(), x, y, font * LEGEND_TEXT, palette.muted, HPos::Left)?;
    }
    let bar = Rect { x, y: y + font * LEGEND_LINE * layout.legend_title.len() as f64, w, h: font };
    legend::draw_bar(pen, bar, palette, |part| Some(palette.ground.mix(hue, part)))?;
    for (part, text, anchor) in [(0.0, "0", HPos::Left), (0.5, "0.50", HPos::Center), (1.0, "1", HPos::Right)] {
        pen.text(text, x + w * part, bar.y + font * 1.8, font * LEGEND_TEXT, palette.muted, anchor)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::{lines, palette};

    fn drawn(figure: &Lines) -> usize {
        let svg = lines_svg(figure, &LinesLayout::new(figure, 640.0, 14.0), &palette());
        svg.matches("<polyline").count()
    }

    #[test]
    fn only_lines_that_can_be_seen_are_drawn() {
        let mut figure = lines(2, 3, vec![0.5, 0.005, 0.006, f32::NAN, 0.9, 1.0]);
        assert_eq!(drawn(&figure), 4);
        assert!(!figure.has_nan(0) && figure.has_nan(1));
        figure.mask = Tensor::matrix(2, 3, vec![0.0, 0.0, 0.0, 0.0, f32::NEG_INFINITY, 0.0]);
        assert_eq!((drawn(&figure), figure.has_nan(1)), (3, true));
        assert_eq!(drawn(&lines(0, 0, vec![])), 0);
    }

    #[test]
    fn the_chosen_querys_lines_are_kept_and_lie_on_top() {
        let weights: Vec<f32> = (0..10_000).map(|i| 0.01 + i as f32 / 20_000.0).collect();
        let mut figure = lines(100, 100, weights);
        figure.chosen = Some(0); // the faintest row of all
        let strands = figure.strands();
        assert_eq!(strands.len(), MAX_LINES);
        assert!(strands[MAX_LINES - 100..].iter().all(|strand| strand.query == 0 && !strand.is_faint));
        assert!(strands[..MAX_LINES - 100].iter().all(|strand| strand.is_faint && strand.weight > 0.3));
        figure.chosen = Some(1000);
        assert_eq!(drawn(&figure), MAX_LINES, "a query that is not there harms nobody");
    }
}
