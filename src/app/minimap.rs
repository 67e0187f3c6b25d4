//! Under a large heatmap: how to get closer, what is seen, and the whole matrix, small, with a frame around the part.

use super::browser;
use super::canvas::{paint, report, use_canvas};
use super::hands::Looked;
use super::help::Words;
use super::sight::Sight;
use heedmap::chart::{Block, Heatmap, Palette, Seen, heatmap};
use heedmap::i18n::{Shared as Pixel, Sight as Told};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// The longer side of the small matrix, in CSS pixels.
const SIDE: f64 = 96.0;
/// How much closer a button goes.
pub(crate) const STEP: f64 = 2.0;

/// Buttons, words and the small matrix.
#[component]
pub(crate) fn Minimap(props: &MinimapProps) -> Html {
    let MinimapProps { s: Words(s), figure, sight: Shared(sight), looked_at, is_painted, palette, show } =
        props.clone();
    let canvas = use_canvas();
    let (height, width) = {
        let (h, w) = sight.frame.room;
        let scale = SIDE / h.max(w).max(1.0);
        ((h * scale).max(8.0).round(), (w * scale).max(8.0).round())
    };
    use_effect_with((Rc::clone(&sight.whole), Rc::clone(&palette), width, height), {
        let canvas = canvas.clone();
        move |(whole, palette, width, height)| {
            // The strongest of the strongest: what is on the screen is looked at again, not all of the matrix.
            let pixels = |side: f64| (side * browser::density()).floor() as usize;
            let figure = &whole.figure;
            let small =
                Seen::new(figure, Block::whole((figure.n_rows(), figure.n_cols())), (pixels(*height), pixels(*width)));
            let (small, palette) = (small.figure, Rc::clone(palette));
            paint(&canvas, (small.n_cols(), small.n_rows()), move || heatmap::rgba(&small, &palette));
        }
    });
    let (part, (rows, cols)) = (sight.part, sight.frame.shape);
    // A frame that is taken hold of moves with the pointer; beside it, it comes to the pointer first.
    let held = use_mut_ref(|| None::<(f64, f64)>);
    let map = use_node_ref();
    let bounds = map.clone();
    let place = move |event: &PointerEvent| {
        let bounds = bounds.cast::<Element>().map(|element| element.get_bounding_client_rect());
        bounds.map_or((0.0, 0.0), |bounds| {
            let part = |at: f64, from: f64, size: f64| (at - from) / size.max(1.0);
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            (part(y, bounds.y(), bounds.height()) * rows as f64, part(x, bounds.x(), bounds.width()) * cols as f64)
        })
    };
    let go = {
        let (show, sight) = (show.clone(), Rc::clone(&sight));
        move |(row, col): (f64, f64)| {
            let to = Block { row: row.round().max(0.0) as usize, col: col.round().max(0.0) as usize, ..part };
            show.emit(sight.named(to.within(rows, cols)));
        }
    };
    let onpointerdown = {
        let (held, go, place) = (Rc::clone(&held), go.clone(), place.clone());
        move |event: PointerEvent| {
            event.prevent_default();
            let target = event.target_dyn_into::<Element>();
            target.map(|target| target.set_pointer_capture(event.pointer_id())).into_iter().for_each(report);
            let (row, col) = place(&event);
            let (half_rows, half_cols) = (part.rows as f64 / 2.0, part.cols as f64 / 2.0);
            let (down, right) = (row - part.row as f64, col - part.col as f64);
            let is_on = (0.0..part.rows as f64).contains(&down) && (0.0..part.cols as f64).contains(&right);
            let hold = if is_on { (down, right) } else { (half_rows, half_cols) };
            *held.borrow_mut() = Some(hold);
            if !is_on {
                go((row - hold.0, col - hold.1));
            }
        }
    };
    let onpointermove = {
        let held = Rc::clone(&held);
        move |event: PointerEvent| {
            let hold = *held.borrow();
            if let Some(hold) = hold.filter(|_| event.buttons() != 0) {
                let (row, col) = place(&event);
                go((row - hold.0, col - hold.1));
            }
        }
    };
    let end = move |_: PointerEvent| *held.borrow_mut() = None;
    let percent = |at: usize, all: usize| at as f64 / all.max(1) as f64 * 100.0;
    let frame = format!(
        "left:{:.3}%;top:{:.3}%;width:{:.3}%;height:{:.3}%",
        percent(part.col, cols),
        percent(part.row, rows),
        percent(part.cols, cols),
        percent(part.rows, rows)
    );
    let is_whole = part.is_whole((rows, cols));
    let middle = (0.5, 0.5);
    let step = |factor: f64| {
        let (show, sight) = (show.clone(), Rc::clone(&sight));
        let at = looked_at.and_then(|cell| sight.drawn(cell)).map_or(middle, |(row, col)| {
            let place = sight.layout.place(row, col);
            sight.in_parts((place.x + place.w / 2.0, place.y + place.h / 2.0))
        });
        Callback::from(move |_: MouseEvent| show.emit(sight.zoomed(factor, at)))
    };
    let words = &s.zooming;
    let button = |id: &str, sign: &'static str, name: &'static str, can: bool, onclick: Callback<MouseEvent>| {
        let onclick = if can { onclick } else { Callback::noop() };
        html! {
            <button type="button" class={classes!("icon", id.to_owned())} title={name} aria-label={name} aria-disabled={(!can).then_some("true")} {onclick}>{ sign }</button>
        }
    };
    let seen = &sight.seen;
    let (seen_rows, seen_cols) = (seen.rows.places(), seen.cols.places());
    let told = (words.seen)(&Told { rows: seen_rows, cols: seen_cols, n_rows: rows, n_cols: cols });
    let most = |strips: &heedmap::chart::Strips| strips.iter().map(|places| places.len()).max().unwrap_or(1);
    let is_exact = seen.rows.are_single() && seen.cols.are_single();
    let block = looked_at.filter(|_| !is_exact).and_then(|cell| sight.drawn(cell)).map(|(row, col)| {
        let strongest = (!seen.figure.is_blocked(row, col)).then(|| seen.strongest(&figure, row, col));
        (words.block)(&Pixel { rows: seen.rows.range(row), cols: seen.cols.range(col), strongest })
    });
    let shared = (!is_exact).then(|| (words.shared)(most(&seen.rows), most(&seen.cols)));
    html! {
        <div class="zooming">
            <div class="minimap" ref={map} style={format!("width:{width}px;height:{height}px")} role="img" aria-label={words.map}
                {onpointerdown} {onpointermove} onpointerup={end.clone()} onpointercancel={end}>
                <canvas class="cells" ref={canvas}></canvas>
                <div class={classes!("part", is_whole.then_some("all"))} style={frame}></div>
            </div>
            <div class="told">
                <div class="segments" role="group">
                    { button("closer", "+", words.closer, sight.frame.can_grow(part), step(STEP)) }
                    { button("farther", "−", words.farther, !is_whole, step(1.0 / STEP)) }
                    <button type="button" class="all" aria-disabled={is_whole.then_some("true")} onclick={show.reform(|_| None)}>{ words.all }</button>
                </div>
                <p class="seen">{ told }</p>
                <p class="note">{ block.or(shared).unwrap_or_else(|| (words.how)(browser::is_touched(), is_painted).to_owned()) }</p>
            </div>
        </div>
    }
}

/// What is needed.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct MinimapProps {
    pub(crate) s: Words,
    pub(crate) figure: Heatmap,
    pub(crate) sight: Shared,
    /// The cell that is pointed at or chosen.
    pub(crate) looked_at: Option<(usize, usize)>,
    /// Whether a drag paints instead of moving.
    pub(crate) is_painted: bool,
    pub(crate) palette: Rc<Palette>,
    /// Shows a part, or all.
    pub(crate) show: Callback<Option<Block>>,
}

/// What is seen, as a property: two are equal if the same cells of the same part stand in the same places.
#[derive(Clone)]
pub(crate) struct Shared(pub(crate) Rc<Sight>);

impl PartialEq for Shared {
    fn eq(&self, Self(other): &Self) -> bool {
        let Self(one) = self;
        let is_same = Rc::ptr_eq(&one.seen, &other.seen) && Rc::ptr_eq(&one.whole, &other.whole);
        is_same && Rc::ptr_eq(&one.layout, &other.layout) && one.part == other.part
    }
}
