//! Where everything on a map stands. Names do not lie on each other; of those that would, the more important one is shown.

use super::{Map, MapPoint, MapSight, Rect, label};

/// Height relative to width.
const HEIGHT: f64 = 0.85;
/// The most names.
const MAX_NAMES: usize = 250;
/// Of a crowd, so many points lie beside each other in the width.
const POINTS: f64 = 400.0;
/// Side of a cell in which names are looked for that would be covered, in ems.
const CELL: f64 = 1.5;

/// Where everything stands, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLayout {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// The part that is seen.
    pub sight: MapSight,
    pub(super) plot: Rect,
    pub(super) font: f64,
    /// Where what is in the middle of sight stands.
    middle: (f64, f64),
    /// Pixels that the points take up to the right and upwards, all of them seen.
    room: [f64; 2],
    /// Where each point is, as far as it is seen.
    at: Vec<Option<(f64, f64)>>,
    /// Where each point is in parts of what the points take up.
    parts: Vec<[f64; 2]>,
    /// The points with names, and where each name begins.
    pub(super) names: Vec<(usize, f64, f64)>,
}

impl MapLayout {
    /// Fits a map into a width; `sight` is the part that is seen.
    #[must_use]
    pub fn new(figure: &Map, width: f64, font: f64, sight: MapSight) -> Self {
        let (height, sight) = ((width * HEIGHT).clamp(18.0 * font, 44.0 * font), sight.bounded());
        let plot = Rect { x: 0.5 * font, y: 1.8 * font, w: (width - font).max(1.0), h: height - 3.8 * font };
        let ends = [0, 1].map(|axis| ends(figure, axis));
        // Both axes have one scale, or distances would lie. Names of points at the edge want room.
        let most = [(plot.w - 7.0 * font).max(font), (plot.h - 2.0 * font).max(font)];
        let lengths = ends.map(|(low, high)| high - low);
        let scale = (most[0] / lengths[0]).min(most[1] / lengths[1]);
        let room = lengths.map(|length| length * scale);
        let middle = (plot.x + plot.w / 2.0 - 2.0 * font, plot.y + plot.h / 2.0);
        let parts = |point: &MapPoint| [0, 1].map(|axis| (f64::from(point.place[axis]) - ends[axis].0) / lengths[axis]);
        let parts: Vec<[f64; 2]> = figure.points.iter().map(parts).collect();
        let [right, up] = sight.centre.map(f64::from);
        let [w, h] = room.map(|pixels| pixels * f64::from(sight.zoom));
        let place = |part: &[f64; 2]| {
            let (x, y) = (middle.0 + (part[0] - right) * w, middle.1 - (part[1] - up) * h);
            let is_seen = x >= plot.x && x <= plot.x + plot.w && y >= plot.y && y <= plot.y + plot.h;
            is_seen.then_some((x, y))
        };
        let at = parts.iter().map(place).collect();
        let mut layout = Self { width, height, sight, plot, font, middle, room, at, parts, names: vec![] };
        layout.name(figure);
        layout
    }

    /// Names points in the order of their importance, as long as a name covers no other and stays inside. What could be
    /// covered are cells of a grid that moves with the map, so that names stay where they are while it is drawn along.
    fn name(&mut self, figure: &Map) {
        let (font, cell) = (self.font, CELL * self.font);
        let zoom = f64::from(self.sight.zoom);
        let [right, up] = [0, 1].map(|axis| f64::from(self.sight.centre[axis]) * self.room[axis] * zoom);
        // The map's own corner is at the corner of a cell; the first cell is left of and above everything.
        let corner = ((self.middle.0 - right).rem_euclid(cell) - cell, (self.middle.1 + up).rem_euclid(cell) - cell);
        let n_columns = ((self.width - corner.0) / cell).ceil().max(0.0) as usize + 1;
        let n_rows = ((self.height - corner.1) / cell).ceil().max(0.0) as usize + 1;
        let mut taken = vec![false; n_columns * n_rows];
        let first = figure.chosen.into_iter().chain(figure.marked.iter().copied());
        let n_first = first.clone().count();
        for (rank, index) in first.chain(0..figure.points.len()).enumerate() {
            let Some(&Some((x, y))) = self.at.get(index) else { continue };
            if self.names.len() == MAX_NAMES {
                return;
            }
            let (left, top) = (x + 0.45 * font, y - 0.6 * font);
            let column = |x: f64| (((x - corner.0) / cell) as usize).min(n_columns - 1);
            let row = |y: f64| (((y - corner.1) / cell) as usize).min(n_rows - 1);
            let is_inside = top >= self.plot.y && top + 1.2 * font <= self.plot.y + self.plot.h;
            let (rows, begin) = (row(top)..=row(top + 1.1 * font), column(left));
            // Most names end here: no need to know how long they are.
            if !is_inside
                || taken[rows.start() * n_columns + begin]
                || rank >= n_first && (figure.chosen == Some(index) || figure.marked.contains(&index))
            {
                continue;
            }
            let width = label::width(&figure.points[index].name, font);
            let cells = |row: usize| row * n_columns + begin..=row * n_columns + column(left + width);
            if left + width <= self.width && rows.clone().all(|row| taken[cells(row)].iter().all(|&cell| !cell)) {
                rows.for_each(|row| taken[cells(row)].fill(true));
                self.names.push((index, left, y));
            }
        }
    }

    /// What is in the middle of sight.
    #[must_use]
    pub fn middle(&self) -> (f64, f64) {
        self.middle
    }

    /// A part with everything so many times as large as in `sight`; what stands at a point of the picture stays there if it can.
    #[must_use]
    pub fn zoomed(&self, sight: MapSight, factor: f64, (x, y): (f64, f64)) -> MapSight {
        let zoom = (f64::from(sight.zoom) * factor).clamp(1.0, MapSight::CLOSEST.into());
        let shorter = 1.0 / f64::from(sight.zoom) - 1.0 / zoom;
        let [right, up] = [(x - self.middle.0) / self.room[0], (self.middle.1 - y) / self.room[1]];
        moved(MapSight { zoom: zoom as f32, ..sight }, [right * shorter, up * shorter])
    }

    /// `sight` after the map was drawn along by so many pixels.
    #[must_use]
    pub fn dragged(&self, sight: MapSight, (dx, dy): (f64, f64)) -> MapSight {
        let [w, h] = self.room.map(|pixels| pixels * f64::from(sight.zoom));
        moved(sight, [-dx / w, dy / h])
    }

    /// The part with a point in its middle; `None` if that is in sight.
    #[must_use]
    pub fn following(&self, index: usize) -> Option<MapSight> {
        let centre = self.parts.get(index)?.map(|part| part as f32);
        self.place(index).is_none().then(|| MapSight { centre, ..self.sight }.bounded())
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

    /// The points that are seen, all in the palette's muted colour. Of many on a phone each is a pixel, or names could not be read.
    pub fn dots(&self) -> impl Iterator<Item = Rect> {
        let most = if self.is_crowded() { (self.plot.w / POINTS).max(1.0) } else { f64::INFINITY };
        let size = self.size().min(most);
        self.at.iter().flatten().map(move |&at| square(at, size))
    }

    /// A point that stands out, so many times as large as others.
    pub(super) fn dot(&self, at: (f64, f64), times: f64) -> Rect {
        square(at, self.size() * times)
    }

    /// Of many points each is small, until one looks closely.
    fn is_crowded(&self) -> bool {
        self.at.len() > 1_000 && self.sight.zoom < 4.0
    }

    fn size(&self) -> f64 {
        self.font * if self.is_crowded() { 0.2 } else { 0.36 }
    }

    /// Where a point is, if it is seen.
    #[must_use]
    pub fn place(&self, index: usize) -> Option<(f64, f64)> {
        self.at.get(index).copied().flatten()
    }
}

fn square((x, y): (f64, f64), size: f64) -> Rect {
    Rect { x: x - size / 2.0, y: y - size / 2.0, w: size, h: size }
}

/// Between which values the points are. Where all are the same, or there is none, there is something around.
fn ends(figure: &Map, axis: usize) -> (f64, f64) {
    let values = figure.points.iter().map(|point| f64::from(point.place[axis]));
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if low < high { (low, high) } else { (-1.0, 1.0) }
}

fn moved(sight: MapSight, by: [f64; 2]) -> MapSight {
    let centre = [0, 1].map(|axis| (f64::from(sight.centre[axis]) + by[axis]) as f32);
    MapSight { centre, ..sight }.bounded()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::map;

    fn grid() -> Map {
        map((0..500u16).map(|i| [f32::from(i % 23), f32::from(i % 19)]))
    }

    #[test]
    fn names_do_not_lie_on_each_other() {
        let figure = grid();
        let closer = [1.0, 1.3, 4.0, 64.0].map(|zoom| MapSight { centre: [0.4, 0.7], zoom });
        for layout in closer.map(|sight| MapLayout::new(&figure, 700.0, 14.0, sight)) {
            for (i, &(a, x, y)) in layout.names.iter().enumerate() {
                for &(_, other_x, other_y) in &layout.names[..i] {
                    let width = label::width(&figure.points[a].name, 14.0);
                    let apart = (y - other_y).abs() >= 14.0 * 0.9 || x + width <= other_x || other_x + width <= x;
                    assert!(apart, "{x} {y} and {other_x} {other_y}");
                }
            }
        }
        let layout = MapLayout::new(&figure, 700.0, 14.0, MapSight::WHOLE);
        assert!(layout.names.len() > 20 && layout.names.len() < 500);
        let [first, second] = [0, 1].map(|place| layout.names[place].0);
        assert!(first == 1 && figure.marked.contains(&second), "what is looked at is named: {first}, {second}");
        assert_eq!(layout.nearest(layout.at[7].unwrap().0 + 1.0, layout.at[7].unwrap().1).unwrap().0, 7);
    }

    #[test]
    fn hands_move_the_map_and_names_stay_at_their_points() {
        let figure = grid();
        let look = |sight| MapLayout::new(&figure, 700.0, 14.0, sight);
        let whole = look(MapSight::WHOLE);
        let (x, y) = whole.place(250).unwrap();
        let near = look(whole.zoomed(MapSight::WHOLE, 3.0, (x, y)));
        let (now_x, now_y) = near.place(250).unwrap();
        assert!((now_x - x).abs() < 0.1 && (now_y - y).abs() < 0.1, "what is under the pointer stays there");
        assert!(near.names.len() * 9 > whole.names.len() * 3, "of a ninth of the points more have names");
        let along = look(near.dragged(near.sight, (20.0, -10.0)));
        let (then_x, then_y) = along.place(250).unwrap();
        assert!((then_x - x - 20.0).abs() < 0.1 && (then_y - y + 10.0).abs() < 0.1);
        let inner = |layout: &MapLayout| -> Vec<usize> {
            let is_inner =
                |&&(_, x, y): &&(usize, f64, f64)| (150.0..450.0).contains(&x) && (150.0..400.0).contains(&y);
            layout.names.iter().filter(is_inner).map(|name| name.0).collect()
        };
        let both = inner(&along).iter().filter(|name| inner(&near).contains(name)).count();
        assert!(both * 10 >= inner(&near).len() * 8, "names do not come and go: {both} of {}", inner(&near).len());
        assert_eq!(look(near.zoomed(near.sight, 1e-9, (0.0, 0.0))).sight, MapSight::WHOLE);
    }

    #[test]
    fn a_point_out_of_sight_is_followed() {
        let figure = grid();
        let corner = MapLayout::new(&figure, 700.0, 14.0, MapSight { centre: [0.0, 0.0], zoom: 8.0 });
        assert_eq!(corner.following(0), None, "it is there");
        let far = (0..500).find(|&index| corner.place(index).is_none()).unwrap();
        let there = MapLayout::new(&figure, 700.0, 14.0, corner.following(far).unwrap());
        assert!(there.place(far).is_some() && there.sight.zoom == 8.0);
        assert_eq!(corner.following(500), None, "there is no such point");
    }
}
