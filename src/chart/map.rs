//! A map: points with names on a plane ([`MapLayout`](super::MapLayout) says where they stand).

use super::pen::{Drawn, Pen};
use super::{MapLayout, Palette, Rect, label, svg};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::HPos;
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

/// Draws all but the many points ([`MapLayout::dots`]), which a canvas takes faster without plotters. `density` is the number of
/// canvas pixels to a CSS pixel.
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
    svg::sheet(layout.width, layout.height, &figure.summary, palette, "", |pen| {
        layout.dots().try_for_each(|dot| pen.bar(dot, palette.muted))?;
        draw_with(pen, figure, layout, palette)
    })
}

fn draw_with<B: DrawingBackend>(pen: &Pen<B>, figure: &Map, layout: &MapLayout, palette: &Palette) -> Drawn<B> {
    let (plot, font) = (layout.plot, layout.font);
    pen.text(&figure.y_title, plot.x, 0.8 * font, font * 0.9, palette.muted, HPos::Left)?;
    pen.text(&figure.x_title, plot.x + plot.w, layout.height - 0.8 * font, font * 0.9, palette.muted, HPos::Right)?;
    pen.frame(plot, palette.line)?;
    for &index in &figure.marked {
        if let Some((x, y)) = layout.place(index) {
            pen.bar(layout.dot((x, y), 1.6), palette.key)?;
        }
    }
    if let Some((x, y)) = figure.chosen.and_then(|index| layout.place(index)) {
        pen.bar(layout.dot((x, y), 2.2), palette.query)?;
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
    use crate::chart::MapSight;
    use crate::chart::tests::{map, palette};

    #[test]
    fn any_points_in_any_room_are_drawn() {
        for places in [vec![], vec![[0.0; 2]], vec![[1e30, -1e30], [0.0, 0.0]], vec![[3.0, 3.0]; 9]] {
            for width in [0.0, 200.0, 2_000.0] {
                for sight in [MapSight::WHOLE, MapSight { centre: [0.0, 1.0], zoom: 8.0 }] {
                    let figure = map(places.clone());
                    let layout = MapLayout::new(&figure, width, 14.0, sight);
                    assert!(layout.height.is_finite() && map_svg(&figure, &layout, &palette()).ends_with("</svg>\n"));
                }
            }
        }
    }
}
