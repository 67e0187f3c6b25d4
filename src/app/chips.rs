//! Tokens as chips.

use super::growing::{more, use_growing};
use super::help::Words;
use heedmap::chart::{Chip, palette::N_TOKEN_COLOURS};
use heedmap::i18n::Strings;
use heedmap::state::{Action, ReadingAction};
use std::rc::Rc;
use yew::prelude::*;

/// As many as are drawn at a time.
const PART: usize = 128;

/// Draws the chips, each with its id and byte range. They are a component because there may be thousands, which most
/// changes of the page leave as they are.
#[component]
pub(crate) fn Chips(props: &ChipsProps) -> Html {
    let ChipsProps { s: Words(s), list, name, hide } = props;
    let (n, end) = use_growing(list, list.len(), PART);
    let one = |(index, chip): (usize, &Chip)| {
        let colour = chip.id as usize % N_TOKEN_COLOURS;
        html! {
            <li key={index} class={classes!("chip", format!("token-{colour}"))}>
                { label(s, hide.as_ref(), index, chip) }
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

/// A token's text; where it can be hidden from a model, a button that does so.
fn label(s: &'static Strings, hide: Option<&Hiding>, place: usize, chip: &Chip) -> Html {
    let text = html! { <bdi>{ &chip.label }</bdi> };
    let Some(Hiding { places, act }) = hide else { return text };
    let is_hidden = places.contains(&place);
    let name = (s.model_page.hide)(&chip.label);
    html! {
        <button type="button" id={format!("hide-{place}")} aria-pressed={is_hidden.to_string()} aria-label={name.clone()} title={name}
            onclick={act.reform(move |_| Action::Read(ReadingAction::Hide(place, !is_hidden)))}>{ text }</button>
    }
}

/// Tokens that a model has to guess.
#[derive(Clone, PartialEq)]
pub(crate) struct Hiding {
    pub(crate) places: Vec<usize>,
    pub(crate) act: Callback<Action>,
}

/// What chips need.
#[derive(PartialEq, Properties)]
pub(crate) struct ChipsProps {
    pub(crate) s: Words,
    pub(crate) list: Rc<[Chip]>,
    pub(crate) name: &'static str,
    #[prop_or_default]
    pub(crate) hide: Option<Hiding>,
}
