//! One text as several methods cut it, a row each.

use super::growing::{more, use_growing};
use super::neighbours::step;
use super::turns::use_turn;
use heedmap::chart::{Cut, Cuts, Word};
use yew::prelude::*;

/// With more words than these a row scrolls by itself, so that the next one stays in sight.
const MANY: usize = 60;

/// As many words as are drawn at a time.
const PART: usize = 64;

/// The rows.
#[component]
pub(crate) fn CutsView(props: &CutsProps) -> Html {
    html! { <dl class="cuts">{ for props.figure.rows.iter().map(|cut| html! { <Row cut={cut.clone()} /> }) }</dl> }
}

/// A row. It is a component because it may have thousands of words, which most changes of the page leave alone.
#[component]
fn Row(RowProps { cut }: &RowProps) -> Html {
    let cut = &use_turn(cut, cut.words.len() > MANY);
    let (n, end) = use_growing(cut, cut.words.len(), PART);
    // A row whose words can be gone to needs no stop of its own.
    let has_stop = cut.words.first().is_some_and(|word| word.bytes.is_some());
    let scrolls = (cut.words.len() > MANY).then_some(if has_stop { "-1" } else { "0" });
    html! {
        <div><dt>{ &cut.name }</dt><dd tabindex={scrolls}>
            <ol onkeydown={has_stop.then(|| Callback::from(|event: KeyboardEvent| step(&event)))}>
                <>{ for cut.words.iter().take(n).enumerate().map(word) }</>
                <>{ more(cut.words.len() - n, end) }</>
            </ol>
        </dd></div>
    }
}

fn word((index, word): (usize, &Word)) -> Html {
    let id = word.id.map(|id| html! { <small>{ format!("#{id}") }</small> });
    let text = html! { <><bdi>{ &word.text }</bdi>{ id }</> };
    // A mark for programs that read aloud, too.
    let text = if word.is_disputed {
        html! { <mark>{ text }</mark> }
    } else {
        text
    };
    let (start, end) = word.bytes.as_ref().map(|bytes| (bytes.start.to_string(), bytes.end.to_string())).unzip();
    let tab = word.bytes.as_ref().map(|_| if index == 0 { "0" } else { "-1" });
    html! { <li key={index} class={classes!(word.is_disputed.then_some("disputed"))} tabindex={tab} data-start={start} data-end={end}>{ text }</li> }
}

/// What the rows need.
#[derive(PartialEq, Properties)]
pub(crate) struct CutsProps {
    pub(crate) figure: Cuts,
}

/// What a row needs.
#[derive(PartialEq, Properties)]
struct RowProps {
    cut: Cut,
}
