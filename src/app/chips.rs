//! Tokens as chips.

use heedmap::chart::{Chip, palette::N_TOKEN_COLOURS};
use heedmap::i18n::Strings;
use yew::prelude::*;

/// Draws the chips, each with its id and byte range.
pub(crate) fn chips(s: &'static Strings, list: &[Chip], name: &str) -> Html {
    let one = |chip: &Chip| {
        let colour = chip.id as usize % N_TOKEN_COLOURS;
        html! {
            <li class={classes!("chip", format!("token-{colour}"))}>
                <bdi>{ &chip.label }</bdi>
                <small>
                    <span title={s.id}>{ format!("#{}", chip.id) }</span>
                    <span title={s.bytes}>{ format!("{}–{}", chip.start, chip.end) }</span>
                </small>
            </li>
        }
    };
    html! { <ol class={classes!("chips", name.to_owned())}>{ for list.iter().map(one) }</ol> }
}
