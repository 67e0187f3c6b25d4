//! A map: points with names on a plane. Names do not lie on each other; of those that would, the more important one is shown.

use super::pen::{Drawn, Pen};
use super::{Palette, Rect, label, svg};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::HPos;
use std::collections::HashSet;
use std::rc::Rc;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The points, the most important first.
    pub points: Rc<[MapPoint]>,
    /// The point that is looked at, and those that are named before all others.
    pub chosen: Option<usize>,
    /// Points that belong to it.
    pub marked: Vec<usize>,
    /// What is told from left to right.
    pub x_title: String,
    /// What is told upwards.
    pub y_title: String,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// A point.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPoint {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: [f32; 2],
}

/// The part that is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// What is in the middle.
    pub centre: [f32; 2],
    /// How many times larger than all of it.
    pub zoom: f32,
}

/// Height relative to width.
const HEIGHT: f64 = 0.85;
/// The most names.
const MAX_NAMES: usize = 400;
/// Side of a cell in which names are looked for that would be covered, in ems.
const CELL: f64 = 1.5;

/// Where everything stands, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLayout {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    plot: Rect,
    font: f64,
    /// Where each point is, as far as it is seen.
    at: Vec<Option<(f64, f64)>>,
    /// The points with names, and where each name begins.
    names: Vec<(usize, f64, f64)>,
}

impl MapLayout {
    /// Fits a map into a width; `sight` is the part that is seen, or all.
    #[must_use]
    pub fn new(figure: &Map, width: f64, font: f64, sight: Option<Sight>) -> Self {
        let height = (width * HEIGHT).clamp(18.0 * font, 44.0 * font);
        let plot = Rect { x: 0.5 * font, y: 1.8 * font, w: (width - font).max(1.0), h: height - 3.8 * font };
        let ends = |axis: usize| {
            let values = figure.points.iter().map(|point| f64::from(point.place[axis]));
            let (low, high) =
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
            if low < high { (low, high) } else { (-1.0, 1.0) }
        };
        let ends = [ends(0), ends(1)];
        let zoom = sight.map_or(1.0, |sight| f64::from(sight.zoom.max(1.0)));
        // Both axes have one scale, or distances would lie. Names of points at the edge want room.
        let room = [(plot.w - 7.0 * font).max(font), (plot.h - 2.0 * font).max(font)];
        let scale = (room[0] / (ends[0].1 - ends[0].0)).min(room[1] / (ends[1].1 - ends[1].0)) * zoom;
        let middle =
            |axis: usize| sight.map_or((ends[axis].0 + ends[axis].1) / 2.0, |sight| f64::from(sight.centre[axis]));
        let centre = (plot.x + plot.w / 2.0 - if sight.is_none() { 2.0 * font } else { 0.0 }, plot.y + plot.h / 2.0);
        let place = |point: &MapPoint| {
            let x = centre.0 + (f64::from(point.place[0]) - middle(0)) * scale;
            let y = centre.1 - (f64::from(point.place[1]) - middle(1)) * scale;
            let is_seen = x >= plot.x && x <= plot.x + plot.w && y >= plot.y && y <= plot.y + plot.h;
            is_seen.then_some((x, y))
        };
        let at: Vec<Option<(f64, f64)>> = figure.points.iter().map(place).collect();
        let mut layout = Self { width, height, plot, font, at, names: vec![] };
        layout.name(figure);
        layout
    }

    /// Names points in the order of their importance, as long as a name covers no other and stays inside.
    fn name(&mut self, figure: &Map) {
        let (font, cell) = (self.font, CELL * self.font);
        let mut taken: HashSet<(i64, i64)> = HashSet::new();
        let first = figure.chosen.into_iter().chain(figure.marked.iter().copied());
        let n_first = first.clone().count();
        for (rank, index) in first.chain(0..figure.points.len()).enumerate() {
            let Some(&Some((x, y))) = self.at.get(index) else { continue };
            if self.names.len() == MAX_NAMES {
                return;
            }
            if rank >= n_first && (figure.chosen == Some(index) || figure.marked.contains(&index)) {
                continue;
            }
            let width = label::width(&figure.points[index].name, font);
            let (left, top) = (x + 0.45 * font, y - 0.6 * font);
            let columns = (left / cell).floor() as i64..=((left + width) / cell).floor() as i64;
            let rows = (top / cell).floor() as i64..=((top + 1.1 * font) / cell).floor() as i64;
            let cells: Vec<(i64, i64)> =
                columns.flat_map(|column| rows.clone().map(move |row| (column, row))).collect();
            let is_inside = left + width <= self.width;
            if is_inside && cells.iter().all(|cell| !taken.contains(cell)) {
                taken.extend(cells);
                self.names.push((index, left, y));
            }
        }
    }

    /// The point nearest to a place, if one is near, and where it is.
    #[must_use]
    pub fn nearest(&self, x: f64, y: f64) -> Option<(usize, f64, f64)> {
        let near = |(index, at): (usize, &Option<(f64, f64)>)| {
            at.map(|(px, py)| (index, px, py, (px - x).powi(2) + (py - y).powi(2)))
        };
        let all = self.at.iter().enumerate().filter_map(near);
        let nearest = all.min_by(|a, b| a.3.total_cmp(&b.3))?;
        (nearest.3 < (1.2 * self.font).powi(2)).then_some((nearest.0, nearest.1, nearest.2))
    }

    /// Where a point is, if it is seen.
    #[must_use]
    pub fn place(&self, index: usize) -> Option<(f64, f64)> {
        self.at.get(index).copied().flatten()
    }
}

/// Draws all of it. `density` is the number of canvas pixels to a CSS pixel.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_map<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    figure: &Map,
    layout: &MapLayout,
    palette: &Palette,
    density: f64,
) -> Drawn<B> {
    draw_with(&Pen { area, density, em: 1.0 }, figure, layout, palette)
}

/// The whole drawing as an SVG that stands alone.
#[must_use]
pub fn map_svg(figure: &Map, layout: &MapLayout, palette: &Palette) -> String {
    svg::sheet(layout.width, layout.height, &figure.summary, palette, "", |pen| draw_with(pen, figure, layout, palette))
}

fn draw_with<B: DrawingBackend>(pen: &Pen<B>, figure: &Map, layout: &MapLayout, palette: &Palette) -> Drawn<B> {
    let (plot, font) = (layout.plot, layout.font);
    pen.text(&figure.y_title, plot.x, 0.8 * font, font * 0.9, palette.muted, HPos::Left)?;
    pen.text(&figure.x_title, plot.x + plot.w, layout.height - 0.8 * font, font * 0.9, palette.muted, HPos::Right)?;
    pen.frame(plot, palette.line)?;
    let size = if layout.at.len() > 1_000 { 0.2 * font } else { 0.36 * font };
    let dot = |x: f64, y: f64, size: f64| Rect { x: x - size / 2.0, y: y - size / 2.0, w: size, h: size };
    for &(x, y) in layout.at.iter().flatten() {
        pen.bar(dot(x, y, size), palette.muted)?;
    }
    for &index in &figure.marked {
        if let Some((x, y)) = layout.place(index) {
            pen.bar(dot(x, y, 1.6 * size), palette.key)?;
        }
    }
    if let Some((x, y)) = figure.chosen.and_then(|index| layout.place(index)) {
        pen.bar(dot(x, y, 2.2 * size), palette.query)?;
    }
    for &(index, x, y) in &layout.names {
        let colour = match index {
            _ if figure.chosen == Some(index) => palette.query,
            _ if figure.marked.contains(&index) => palette.key,
            _ => palette.ink,
        };
        if colour != palette.ink {
            // What is looked at stays readable over other points.
            let width = label::width(&figure.points[index].name, font);
            pen.bar(Rect { x, y: y - 0.6 * font, w: width, h: 1.2 * font }, palette.ground)?;
        }
        pen.text(&figure.points[index].name, x, y, font, colour, HPos::Left)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::palette;

    fn map(places: impl IntoIterator<Item = [f32; 2]>) -> Map {
        let point = |(index, place)| MapPoint { name: format!("word{index}"), place };
        let points = places.into_iter().enumerate().map(point).collect();
        let (x_title, y_title, summary) = ("x".into(), "y".into(), "a map".into());
        Map { points, chosen: Some(1), marked: vec![2, 99], x_title, y_title, summary }
    }

    #[test]
    fn names_do_not_lie_on_each_other() {
        let figure = map((0..500u16).map(|i| [f32::from(i % 23), f32::from(i % 19)]));
        let layout = MapLayout::new(&figure, 700.0, 14.0, None);
        assert!(layout.names.len() > 20 && layout.names.len() < 500);
        let [first, second] = [0, 1].map(|place| layout.names[place].0);
        assert!(first == 1 && figure.marked.contains(&second), "what is looked at is named: {first}, {second}");
        for (i, &(a, x, y)) in layout.names.iter().enumerate() {
            for &(_, other_x, other_y) in &layout.names[..i] {
                let width = label::width(&figure.points[a].name, 14.0);
                let apart = (y - other_y).abs() >= 14.0 * 0.9 || x + width <= other_x || other_x + width <= x;
                assert!(apart, "{x} {y} and {other_x} {other_y}");
            }
        }
        assert_eq!(layout.nearest(layout.at[7].unwrap().0 + 1.0, layout.at[7].unwrap().1).unwrap().0, 7);
    }

    #[test]
    fn any_points_in_any_room_are_drawn() {
        for places in [vec![], vec![[0.0; 2]], vec![[1e30, -1e30], [0.0, 0.0]], vec![[3.0, 3.0]; 9]] {
            for width in [0.0, 200.0, 2_000.0] {
                for sight in [None, Some(Sight { centre: [0.0, 1.0], zoom: 8.0 })] {
                    let figure = map(places.clone());
                    let layout = MapLayout::new(&figure, width, 14.0, sight);
                    assert!(layout.height.is_finite() && map_svg(&figure, &layout, &palette()).ends_with("</svg>\n"));
                }
            }
        }
    }
}
