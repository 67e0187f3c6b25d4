//! A heatmap on the page: cells, one pixel each, scaled by the browser over a hatched ground; axes and legend drawn by
//! plotters on a second canvas; the cursor an element above both, so that moving it draws nothing anew.

use super::browser;
use super::canvas::{draw_on, paint, report, use_canvas};
use super::hands::{Hands, Looked, use_wheel};
use super::help::Words;
use super::inspector::hue;
use super::minimap::{Minimap, STEP, Shared};
use super::sight::{Sight, use_sight};
use super::size::use_size;
use heedmap::chart::{self, Block, Heatmap, Palette, Role, Surroundings, TOUCHABLE_CELL, heatmap};
use heedmap::state::Stroke;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// A large heatmap with axes and a cell cursor.
#[component]
pub(crate) fn Heat(props: &HeatProps) -> Html {
    let HeatProps { s, figure, name, palette, part_of_window, cell, moving, choose, hover, open, paint, .. } =
        props.clone();
    let (frame, cells, axes) = (use_node_ref(), use_canvas(), use_canvas());
    let (width, font) = use_size(&frame);
    let height = browser::window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(800.0) * part_of_window;
    let floor = if browser::is_touched() { TOUCHABLE_CELL } else { 0.0 };
    let own_part = use_state_eq(|| None::<Block>);
    let (part, show) = match &props.zoom {
        Some(zoom) => (zoom.part, zoom.show.clone()),
        None => (*own_part, Callback::from(move |part| own_part.set(part))),
    };
    let sight = Rc::new(use_sight(&figure, (width, height, font, floor), part));
    let (layout, seen) = (Rc::clone(&sight.layout), Rc::clone(&sight.seen));
    let surroundings =
        use_memo((Rc::clone(&seen), Rc::clone(&layout)), |(seen, layout)| Surroundings::new(&seen.figure, layout));
    use_effect_with((Rc::clone(&seen), Rc::clone(&palette), layout.width > 0.0), {
        let cells = cells.clone();
        move |(seen, palette, has_room)| {
            if *has_room {
                paint_cells(&cells, seen.figure.clone(), Rc::clone(palette));
            }
        }
    });
    // Who chooses a cell that is out of sight goes there.
    let was_chosen = use_mut_ref(|| cell);
    use_effect_with(cell, {
        let (sight, show) = (Rc::clone(&sight), show.clone());
        move |&cell| {
            if was_chosen.replace(cell) != cell
                && let Some(part) = cell.and_then(|cell| sight.following(cell))
            {
                show.emit(sight.named(part));
            }
        }
    });
    // While values change, as when a mask is painted, what stands around the cells mostly stays.
    use_effect_with((surroundings, Rc::clone(&palette), Rc::clone(&layout)), {
        let (axes, seen) = (axes.clone(), Rc::clone(&seen));
        move |(_, palette, layout)| {
            if layout.width > 0.0 {
                let size = (layout.width, layout.height);
                draw_on(&axes, size, |area, density| chart::draw(area, &seen.figure, layout, palette, density));
            }
        }
    });
    let at = {
        let (sight, figure, paints) = (Rc::clone(&sight), figure.clone(), paint.is_some());
        move |event: &MouseEvent| sight.cell_at(&figure, (event.offset_x().into(), event.offset_y().into()), paints)
    };
    let sheet = use_node_ref();
    let now = use_mut_ref(|| None);
    *now.borrow_mut() = Some(Rc::clone(&sight));
    use_wheel(&sheet, &now, &show);
    let hands = use_mut_ref(Hands::default);
    let is_held = sight.is_zoomable && paint.is_none();
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
        let (hands, sight) = (Rc::clone(&hands), Rc::clone(&sight));
        move |event: PointerEvent| {
            if is_held && event.button() == 0 {
                hands.borrow_mut().down(&event, &*sight);
            }
            let Some(cell) = at(&event).filter(|_| paints && event.button() == 0) else { return };
            // The stroke goes on where the pointer leaves the matrix and comes back.
            let held = event.target_dyn_into::<Element>().map(|sheet| sheet.set_pointer_capture(event.pointer_id()));
            held.into_iter().for_each(report);
            paint_on(Stroke::at(cell));
        }
    };
    let end = {
        let (stroke, hands, sight) = (Rc::clone(&stroke), Rc::clone(&hands), Rc::clone(&sight));
        move |event: PointerEvent| {
            *stroke.borrow_mut() = None;
            hands.borrow_mut().up(&event, &*sight);
        }
    };
    let onclick = {
        let (at, choose, paints, hands) = (at.clone(), choose.clone(), paint.is_some(), Rc::clone(&hands));
        move |event: MouseEvent| {
            let is_drag = hands.borrow_mut().take_drag();
            if let Some(cell) = at(&event).filter(|_| !paints && !is_drag) {
                choose.emit(Some(cell));
            }
        }
    };
    let onpointermove = {
        let (hover, stroke, paint_on, show) = (hover.clone(), Rc::clone(&stroke), paint_on.clone(), show.clone());
        let (hands, sight, sheet) = (Rc::clone(&hands), Rc::clone(&sight), sheet.clone());
        move |event: PointerEvent| {
            let part = hands.borrow_mut().moved(&event, &*sight, &sheet);
            part.into_iter().for_each(|part| show.emit(part));
            if hands.borrow().are_busy() {
                // What is dragged goes on where the pointer leaves the matrix.
                let held =
                    event.target_dyn_into::<Element>().map(|sheet| sheet.set_pointer_capture(event.pointer_id()));
                held.into_iter().for_each(report);
                return hover.emit(None);
            }
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
        let (hover, sight, show) = (hover.clone(), Rc::clone(&sight), show.clone());
        move |event: KeyboardEvent| {
            let (key, cell) = (event.key(), *reached.borrow());
            if event.ctrl_key() || event.meta_key() {
                stroke.borrow_mut().take(); // what is taken back does not go on
                return;
            }
            hover.emit(None); // a resting mouse does not hide where the keys are
            if let Some(part) = by_key(&key, &sight, cell) {
                event.prevent_default();
                return show.emit(part);
            }
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
        html! { <div {class} style={format!("left:{x}px;top:{y}px;width:{w}px;height:{h}px")}></div> }
    };
    let plot = layout.plot;
    let cursor = moving.or(cell).and_then(|cell| sight.drawn(cell)).map(|(row, col)| {
        let at = layout.place(row, col);
        html! {
            <>
            { place(band(figure.rows.role, "row"), plot.x, at.y, plot.w, at.h) }
            { place(band(figure.cols.role, "col"), at.x, plot.y, at.w, plot.h) }
            { place("cursor".into(), at.x, at.y, at.w, at.h) }
            </>
        }
    });
    let shrink = (layout.cell_w < 1.0 && !sight.is_zoomable).then_some("shrink");
    let is_still = props.is_still && !sight.is_zoomable;
    let size = format!("width:{}px;height:{}px", layout.width, layout.height);
    let zooms = sight.is_zoomable.then(|| if part.is_some() { "near" } else { "far" });
    let has_map = sight.is_zoomable && props.zoom.as_ref().is_none_or(|zoom| zoom.has_map);
    html! {
        <div class="heat" ref={frame}>
            <div class="scroll">
                <div ref={sheet} class={classes!("sheet", paint.is_some().then_some("painted"), is_still.then_some("still"), zooms)} style={size.clone()}
                    role={if is_still { "img" } else { "application" }} tabindex={(!is_still).then_some("0")} aria-label={figure.summary.clone()} data-figure={name} data-shape={format!("{},{}", figure.n_rows(), figure.n_cols())}
                    {onclick} {onpointerdown} {onpointermove} onpointerup={end.clone()} onpointercancel={end} {onpointerleave} {onkeydown}>
                    <canvas class={classes!("cells", shrink)} ref={cells}
                        style={format!("left:{}px;top:{}px;width:{}px;height:{}px", plot.x, plot.y, plot.w, plot.h)}></canvas>
                    <canvas class="axes" ref={axes} style={size}></canvas>
                    <>{ cursor }</>
                </div>
            </div>
            if has_map {
                <Minimap {s} figure={figure.clone()} sight={Shared(Rc::clone(&sight))} looked_at={moving.or(cell)} is_painted={paint.is_some()} palette={Rc::clone(&palette)} {show} />
            }
        </div>
    }
}

/// What a heatmap needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HeatProps {
    pub(crate) s: Words,
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
    /// Whether there is nothing to be said of its cells, so that none can be chosen.
    #[prop_or_default]
    pub(crate) is_still: bool,
    /// What becomes of a stroke, where the matrix can be painted on.
    pub(crate) paint: Option<Callback<Stroke>>,
    /// The part that is seen, where several matrices show the same one; a matrix alone remembers its own.
    pub(crate) zoom: Option<Zoom>,
}

/// The part that several matrices show.
#[derive(Clone, PartialEq)]
pub(crate) struct Zoom {
    /// The part; `None` is all.
    pub(crate) part: Option<Block>,
    /// Shows another part.
    pub(crate) show: Callback<Option<Block>>,
    /// Whether the whole is shown, small, beside it.
    pub(crate) has_map: bool,
}

/// Where a key goes: closer or farther around the chosen cell, else around the middle, or to the whole.
fn by_key(key: &str, sight: &Sight, cell: Option<Place>) -> Option<Option<Block>> {
    let factor = match key {
        _ if !sight.is_zoomable => return None,
        "+" | "=" => STEP,
        "-" | "\u{2212}" => 1.0 / STEP,
        "0" => return Some(None),
        _ => return None,
    };
    let drawn = cell.and_then(|cell| sight.drawn(cell)).map(|(row, col)| sight.layout.place(row, col));
    let at = drawn.map_or((0.5, 0.5), |place| sight.in_parts((place.x + place.w / 2.0, place.y + place.h / 2.0)));
    Some(sight.zoomed(factor, at))
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
