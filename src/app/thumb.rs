//! The cells of a matrix alone, small.

use super::browser;
use super::canvas::{paint, use_canvas};
use heedmap::chart::{Block, Heatmap, Palette, Seen, heatmap};
use std::rc::Rc;
use yew::prelude::*;

/// No small heatmap is wider than this, in CSS pixels.
const THUMB: f64 = 120.0;

/// The cells alone, for the many small heatmaps. CSS scales them.
#[component]
pub(crate) fn Thumb(props: &ThumbProps) -> Html {
    let cells = use_canvas();
    use_effect_with((props.figure.clone(), Rc::clone(&props.palette)), {
        let cells = cells.clone();
        move |(figure, palette)| {
            let side = (THUMB * browser::density()).floor() as usize;
            let (figure, palette) = (figure.clone(), Rc::clone(palette));
            let whole = Block::whole((figure.n_rows(), figure.n_cols()));
            let size = (figure.n_cols().min(side), figure.n_rows().min(side));
            paint(&cells, size, move || heatmap::rgba(&Seen::new(&figure, whole, (side, side)).figure, &palette));
        }
    });
    let shrink = (props.figure.n_rows().max(props.figure.n_cols()) as f64 > THUMB).then_some("shrink");
    html! { <canvas class={classes!("cells", "thumb", shrink)} ref={cells} aria-hidden="true"></canvas> }
}

/// What a small heatmap needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ThumbProps {
    pub(crate) figure: Heatmap,
    pub(crate) palette: Rc<Palette>,
}
