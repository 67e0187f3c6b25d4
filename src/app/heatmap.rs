//! A heatmap on the page: cells, one pixel each, scaled by the browser over a hatched ground; axes and legend drawn by
//! plotters on a second canvas; the cursor an element above both, so that moving it draws nothing anew.

use super::browser;
use super::canvas::{draw_on, paint, report};
use super::inspector::hue;
use super::size::use_size;
use heedmap::chart::{self, Heatmap, Layout, Palette, Role, Surroundings, TOUCHABLE_CELL, heatmap};
use heedmap::state::Stroke;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// A large heatmap with axes and a cell cursor.
#[component]
pub(crate) fn Heat(props: &HeatProps) -> Html {
    let HeatProps { figure, name, palette, part_of_window, cell, moving, choose, hover, open, paint } = props.clone();
    let (frame, cells, axes) = (use_node_ref(), use_node_ref(), use_node_ref());
    let (width, font) = use_size(&frame);
    let height = browser::window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(800.0) * part_of_window;
    let floor = if browser::is_touched() { TOUCHABLE_CELL } else { 0.0 };
    let plan = use_memo((figure.clone(), width, height, font, floor), |(figure, width, height, font, floor)| {
        let layout = Layout::new(figure, *width, *height, *font, *floor);
        (Surroundings::new(figure, &layout), Rc::new(layout))
    });
    let (surroundings, layout) = (plan.0.clone(), Rc::clone(&plan.1));
    use_effect_with((figure.clone(), Rc::clone(&palette), layout.width > 0.0), {
        let cells = cells.clone();
        move |(figure, palette, has_room)| {
            if *has_room {
                paint_cells(&cells, figure.clone(), Rc::clone(palette));
            }
        }
    });
    // While values change, as when a mask is painted, what stands around the cells mostly stays.
    use_effect_with((surroundings, Rc::clone(&palette), Rc::clone(&layout)), {
        let (axes, figure) = (axes.clone(), figure.clone());
        move |(_, palette, layout)| {
            if layout.width > 0.0 {
                let size = (layout.width, layout.height);
                draw_on(&axes, size, |area, density| chart::draw(area, &figure, layout, palette, density));
            }
        }
    });
    let at = {
        let layout = Rc::clone(&layout);
        move |event: &MouseEvent| layout.cell_at(event.offset_x().into(), event.offset_y().into())
    };
    let stroke = use_mut_ref(|| None::<Stroke>);
    let paint_on = {
        let (stroke, paint) = (Rc::clone(&stroke), paint.clone());
        move |next: Stroke| {
            *stroke.borrow_mut() = Some(next);
            paint.iter().for_each(|paint| paint.emit(next));
        }
    };
    let onpointerdown = {
        let (at, paint_on, paints) = (at.clone(), paint_on.clone(), paint.is_some());
        move |event: PointerEvent| {
            let Some(cell) = at(&event).filter(|_| paints && event.button() == 0) else { return };
            // The stroke goes on where the pointer leaves the matrix and comes back.
            let held = event.target_dyn_into::<Element>().map(|sheet| sheet.set_pointer_capture(event.pointer_id()));
            held.into_iter().for_each(report);
            paint_on(Stroke::at(cell));
        }
    };
    let end = {
        let stroke = Rc::clone(&stroke);
        move |_: PointerEvent| *stroke.borrow_mut() = None
    };
    let onclick = {
        let (at, choose, paints) = (at.clone(), choose.clone(), paint.is_some());
        move |event: MouseEvent| {
            if let Some(cell) = at(&event).filter(|_| !paints) {
                choose.emit(Some(cell));
            }
        }
    };
    let onpointermove = {
        let (hover, stroke, paint_on) = (hover.clone(), Rc::clone(&stroke), paint_on.clone());
        move |event: PointerEvent| {
            let cell = at(&event);
            hover.emit(cell.filter(|_| event.pointer_type() == "mouse"));
            let so_far = *stroke.borrow();
            if let (Some(stroke), Some(cell)) = (so_far, cell)
                && event.buttons() != 0
                && stroke.to != cell
            {
                paint_on(stroke.on(cell));
            }
        }
    };
    let onpointerleave = {
        let hover = hover.clone();
        move |_: PointerEvent| hover.emit(None)
    };
    // Keys may come faster than pictures: the next one starts where the last one led, drawn or not.
    let reached = use_mut_ref(|| None);
    *reached.borrow_mut() = cell;
    let onkeydown = {
        let (rows, cols, paints) = (figure.n_rows(), figure.n_cols(), paint.is_some());
        move |event: KeyboardEvent| {
            let (key, cell) = (event.key(), *reached.borrow());
            if event.ctrl_key() || event.meta_key() {
                stroke.borrow_mut().take(); // what is taken back does not go on
                return;
            }
            hover.emit(None); // a resting mouse does not hide where the keys are
            if let Some(cell) = cell.filter(|_| paints && key == " ") {
                event.prevent_default();
                paint_on(Stroke::at(cell));
            } else if key == "Enter" || key == " " {
                event.prevent_default();
                open.emit(());
            } else if let Some(next) = step(&key, cell, rows, cols) {
                event.prevent_default();
                *reached.borrow_mut() = Some(next);
                choose.emit(Some(next));
                let so_far = stroke.borrow_mut().take();
                if let Some(cell) = cell.filter(|_| paints && event.shift_key()) {
                    let begun = so_far.filter(|stroke| stroke.to == cell).unwrap_or_else(|| {
                        paint_on(Stroke::at(cell));
                        Stroke::at(cell)
                    });
                    paint_on(begun.on(next));
                }
            }
        }
    };
    let place = |class: String, x: f64, y: f64, w: f64, h: f64| {
        html! {
            <div {class} style={format!("left:{x}px;top:{y}px;width:{w}px;height:{h}px")}></div>
        }
    };
    let plot = layout.plot;
    let cursor =
        moving.or(cell).filter(|&(row, col)| row < figure.n_rows() && col < figure.n_cols()).map(|(row, col)| {
            let at = layout.place(row, col);
            html! {
                <>
                { place(band(figure.rows.role, "row"), plot.x, at.y, plot.w, at.h) }
                { place(band(figure.cols.role, "col"), at.x, plot.y, at.w, plot.h) }
                { place("cursor".into(), at.x, at.y, at.w, at.h) }
                </>
            }
        });
    let shrink = (layout.cell_w < 1.0).then_some("shrink");
    html! {
        <div class="heat" ref={frame}>
            <div class="scroll">
                <div class={classes!("sheet", paint.is_some().then_some("painted"))} style={format!("width:{}px;height:{}px", layout.width, layout.height)}
                    role="application" tabindex="0" aria-label={figure.summary.clone()} data-figure={name}
                    {onclick} {onpointerdown} {onpointermove} onpointerup={end.clone()} onpointercancel={end} {onpointerleave} {onkeydown}>
                    <canvas class={classes!("cells", shrink)} ref={cells}
                        style={format!("left:{}px;top:{}px;width:{}px;height:{}px", plot.x, plot.y, plot.w, plot.h)}></canvas>
                    <canvas class="axes" ref={axes} style={format!("width:{}px;height:{}px", layout.width, layout.height)}></canvas>
                    <>{ cursor }</>
                </div>
            </div>
        </div>
    }
}

/// What a heatmap needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HeatProps {
    pub(crate) figure: Heatmap,
    pub(crate) name: &'static str,
    pub(crate) palette: Rc<Palette>,
    /// The matrix is never taller than this part of the window, so that it can be seen whole.
    pub(crate) part_of_window: f64,
    /// The chosen cell.
    pub(crate) cell: Option<Place>,
    /// The cell under the pointer.
    pub(crate) moving: Option<Place>,
    pub(crate) choose: Callback<Option<Place>>,
    pub(crate) hover: Callback<Option<Place>>,
    pub(crate) open: Callback<()>,
    /// What becomes of a stroke, where the matrix can be painted on.
    pub(crate) paint: Option<Callback<Stroke>>,
}

/// The cells alone, for the many small heatmaps. CSS scales them.
#[component]
pub(crate) fn Thumb(props: &ThumbProps) -> Html {
    let cells = use_node_ref();
    use_effect_with((props.figure.clone(), Rc::clone(&props.palette)), {
        let cells = cells.clone();
        move |(figure, palette)| paint_cells(&cells, figure.clone(), Rc::clone(palette))
    });
    html! { <canvas class="cells thumb" ref={cells} aria-hidden="true"></canvas> }
}

/// What a small heatmap needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ThumbProps {
    pub(crate) figure: Heatmap,
    pub(crate) palette: Rc<Palette>,
}

/// A row and a column.
pub(crate) type Place = (usize, usize);

/// The stripe over the chosen row or column, in the hue of its axis.
fn band(role: Role, side: &str) -> String {
    format!("band {side} {}", hue(role))
}

/// Where a key moves the cell cursor; a first key finds it in the upper left corner.
pub(crate) fn step(key: &str, cell: Option<Place>, rows: usize, cols: usize) -> Option<Place> {
    let known = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"].contains(&key);
    let (last_row, last_col) = (rows.checked_sub(1)?, cols.checked_sub(1)?);
    let Some((query, column)) = cell else {
        return known.then_some((0, 0));
    };
    let (query, column) = (query.min(last_row), column.min(last_col));
    let place = match key {
        "ArrowUp" => (query.saturating_sub(1), column),
        "ArrowDown" => ((query + 1).min(last_row), column),
        "ArrowLeft" => (query, column.saturating_sub(1)),
        "ArrowRight" => (query, (column + 1).min(last_col)),
        "Home" => (query, 0),
        "End" => (query, last_col),
        "PageUp" => (0, column),
        "PageDown" => (last_row, column),
        _ => return None,
    };
    Some(place)
}

fn paint_cells(canvas: &NodeRef, figure: Heatmap, palette: Rc<Palette>) {
    paint(canvas, (figure.n_cols(), figure.n_rows()), move || heatmap::rgba(&figure, &palette));
}
