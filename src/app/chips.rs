//! Tokens as chips.

use super::growing::{more, use_growing};
use super::help::Words;
use heedmap::chart::{Chip, palette::N_TOKEN_COLOURS};
use yew::prelude::*;

/// As many as are drawn at a time.
const PART: usize = 128;

/// Draws the chips, each with its id and byte range. They are a component because there may be thousands, which most
/// changes of the page leave as they are.
#[component]
pub(crate) fn Chips(props: &ChipsProps) -> Html {
    let ChipsProps { s: Words(s), list, name } = props;
    let (n, end) = use_growing(list, list.len(), PART);
    let one = |(index, chip): (usize, &Chip)| {
        let colour = chip.id as usize % N_TOKEN_COLOURS;
        html! {
            <li key={index} class={classes!("chip", format!("token-{colour}"))}>
                <bdi>{ &chip.label }</bdi>
                <small>
                    <span title={s.id}>{ format!("#{}", chip.id) }</span>
                    <span title={s.bytes}>{ format!("{}–{}", chip.start, chip.end) }</span>
                </small>
            </li>
        }
    };
    html! {
        <ol class={classes!("chips", *name)}>
            <>{ for list.iter().take(n).enumerate().map(one) }</>
            <>{ more(list.len() - n, end) }</>
        </ol>
    }
}

/// What chips need.
#[derive(PartialEq, Properties)]
pub(crate) struct ChipsProps {
    pub(crate) s: Words,
    pub(crate) list: Vec<Chip>,
    pub(crate) name: &'static str,
}
