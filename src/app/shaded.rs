//! The text on the page as a figure: every token a button on the colour of its weight. One of them takes part in the
//! order of tabs, the query; from there arrow keys go on, so that a long text is one stop and not a thousand.

use super::neighbours::step;
use heedmap::chart::{Palette, Piece, Rgb, Shaded, number};
use yew::prelude::*;

/// Colours that the ramp in the legend is made of; CSS blends them.
const STOPS: u8 = 16;

/// Draws the text and its legend; a token that is pressed is chosen as the query.
pub(crate) fn shaded(figure: &Shaded, name: &'static str, palette: &Palette, choose: &Callback<usize>) -> Html {
    let entry = figure.pieces.iter().position(|piece| piece.is_query).unwrap_or_default();
    let one = |(index, piece): (usize, &Piece)| {
        let row = piece.row;
        let colour = figure.colour(piece, palette);
        let says = if piece.blocked { figure.blocked.clone() } else { number::short(piece.weight) };
        let label = format!("{} {says}", piece.text);
        html! {
            <button key={row} type="button" class={classes!(piece.blocked.then_some("blocked"))} style={colour.map(ground)}
                tabindex={if index == entry { "0" } else { "-1" }} title={label.clone()} aria-label={label}
                aria-pressed={piece.is_query.to_string()} onclick={choose.reform(move |_| row)}>
                <bdi>{ &piece.text }</bdi>
            </button>
        }
    };
    html! {
        <div class="shaded" data-figure={name}>
            <div class="flow" role="group" aria-label={figure.summary.clone()} onkeydown={|event: KeyboardEvent| step(&event)}>
                { for figure.pieces.iter().enumerate().map(one) }
            </div>
            { legend(figure, palette) }
        </div>
    }
}

fn legend(figure: &Shaded, palette: &Palette) -> Html {
    let stops: Vec<String> = (0..STOPS)
        .filter_map(|stop| figure.map.at(f32::from(stop) / f32::from(STOPS - 1)))
        .map(|Rgb(r, g, b)| format!("rgb({r} {g} {b})"))
        .collect();
    let has = |is: fn(&Piece) -> bool| figure.pieces.iter().any(is);
    html! {
        <div class="legend">
            <span class="title">{ &figure.title }</span>
            <div class="bar" style={format!("background:linear-gradient(to right,{})", stops.join(","))}></div>
            <div class="ends"><span>{ number::short(0.0) }</span><span>{ number::short(figure.high) }</span></div>
            if has(|piece| piece.blocked) {
                <span class="swatch"><i class="blocked"></i>{ &figure.blocked }</span>
            }
            if has(|piece| !piece.blocked && piece.weight.is_nan()) {
                <span class="swatch"><i style={ground(palette.nan)}></i>{ number::short(f32::NAN) }</span>
            }
        </div>
    }
}

/// The style of a ground with what is readable on it.
fn ground(colour: Rgb) -> String {
    let Rgb(r, g, b) = colour;
    let Rgb(ink, ..) = colour.ink();
    format!("background:rgb({r} {g} {b});color:rgb({ink} {ink} {ink})")
}
