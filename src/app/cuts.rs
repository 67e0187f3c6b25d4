//! One text as several methods cut it, a row each.

use heedmap::chart::{Cut, Cuts, Word};
use yew::prelude::*;

/// With more words than these a row scrolls by itself, so that the next one stays in sight.
const MANY: usize = 60;

/// The rows. They are a component because they may have thousands of words, which most changes of the page leave alone.
#[component]
pub(crate) fn CutsView(props: &CutsProps) -> Html {
    let word = |word: &Word| {
        let id = word.id.map(|id| html! { <small>{ format!("#{id}") }</small> });
        let text = html! { <><bdi>{ &word.text }</bdi>{ id }</> };
        // A mark for programs that read aloud, too.
        match word.is_disputed {
            true => html! { <li class="disputed"><mark>{ text }</mark></li> },
            false => html! { <li>{ text }</li> },
        }
    };
    let row = |cut: &Cut| {
        let scrolls = (cut.words.len() > MANY).then_some("0");
        html! {
            <div><dt>{ &cut.name }</dt><dd tabindex={scrolls}><ol>{ for cut.words.iter().map(word) }</ol></dd></div>
        }
    };
    html! { <dl class="cuts">{ for props.figure.rows.iter().map(row) }</dl> }
}

/// What the rows need.
#[derive(PartialEq, Properties)]
pub(crate) struct CutsProps {
    pub(crate) figure: Cuts,
}
