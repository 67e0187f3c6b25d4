//! The chosen cell in words and numbers, down to the sum it came from.

use super::help::Words;
use heedmap::chart::{Role, number};
use heedmap::exhibit::{Inspection, Line, Operand, Piece, Sum, Term};
use heedmap::i18n::Strings;
use heedmap::model::Stage;
use heedmap::state::Cell;
use yew::prelude::*;

/// The most terms of a sum that are written out.
const MAX_TERMS: usize = 256;

/// The panel at the right, or the sheet from below.
#[component]
pub(crate) fn Inspector(props: &InspectorProps) -> Html {
    let InspectorProps { s: Words(s), inspection, is_open, toggle, close, follow } = props.clone();
    let Some(inspection) = inspection else {
        return html! { <aside class="inspector" aria-label={s.inspector}><h2>{ s.inspector }</h2><p class="note">{ s.inspector_hint }</p></aside> };
    };
    let (query, key) = inspection.names.as_ref().map_or(("", ""), |(query, key)| (query, key));
    html! {
        <aside class="inspector chosen" aria-label={s.inspector}>
            <h2>
                { s.inspector }
                <button type="button" class="close" aria-label={s.close} onclick={close.reform(|_| ())}>{ "×" }</button>
            </h2>
            <p>{ hued(s, &inspection.sentence, query, key) }</p>
            <dl>
                { for inspection.counts.iter().map(|(name, n)| html! {
                    <div key={name.clone()}><dt>{ name }</dt><dd><span class="number">{ n }</span></dd></div>
                }) }
                { for inspection.facts.iter().map(|(name, value)| html! {
                    <div key={name.clone()}><dt>{ name }</dt><dd><Number value={*value} hint={s.show_full} /></dd></div>
                }) }
            </dl>
            if !inspection.largest.is_empty() {
                <div class="largest">
                    <h3>{ s.stages.largest_title }</h3>
                    <ul>{ for inspection.largest.iter().map(|(text, key, cell)| {
                        let (text, cell) = (hued(s, text, query, key), *cell);
                        html! { <li><button type="button" class="quiet" onclick={follow.reform(move |_| (cell, None))}>{ text }</button></li> }
                    }) }</ul>
                </div>
            }
            <button type="button" class="quiet" aria-expanded={is_open.to_string()} onclick={toggle.reform(|_| ())}>
                { s.where_from }
            </button>
            if is_open { { where_from(s, &inspection.sum, &follow) } }
        </aside>
    }
}

/// A sentence that names a query and then a key, each in the hue of its axis.
fn hued(s: &'static Strings, sentence: &str, query: &str, key: &str) -> Html {
    let mut rest = sentence;
    let mut parts = Vec::new();
    for (name, role) in [(query, Role::Query), (key, Role::Key)] {
        if let Some((before, after)) = rest.split_once(&(s.quote)(name)) {
            parts.push(html! { <>{ before }<b class={hue(role)}>{ (s.quote)(name) }</b></> });
            rest = after;
        }
    }
    html! { <>{ for parts }{ rest }</> }
}

/// What the panel needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct InspectorProps {
    pub(crate) s: Words,
    pub(crate) inspection: Option<Inspection>,
    pub(crate) is_open: bool,
    pub(crate) toggle: Callback<()>,
    /// Lets the cell go.
    pub(crate) close: Callback<()>,
    /// Goes to another cell, of a layer if it is another one, and shows its stage.
    pub(crate) follow: Callback<(Cell, Option<usize>)>,
}

/// The arithmetic: equations, then the table of a long sum. A number that stands in a cell leads there.
fn where_from(s: &'static Strings, sum: &Sum, follow: &Callback<(Cell, Option<usize>)>) -> Html {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => html! { <span>{ text }</span> },
        Piece::Number(operand) => linked(*operand, follow),
    };
    let line = |line: &Line| html! { <p>{ for line.iter().map(piece) }</p> };
    let row = |term: &Term| {
        html! {
            <tr>
                <th scope="row"><bdi>{ &term.name }</bdi></th>
                { for term.factors.iter().map(|&operand| html! { <td>{ linked(operand, follow) }</td> }) }
                <td>{ number::long(term.value) }</td>
            </tr>
        }
    };
    let hidden = sum.terms.len().saturating_sub(MAX_TERMS);
    html! {
        <div class="sum">
            { for sum.lines.iter().map(line) }
            if !sum.terms.is_empty() {
                <div class="scroll" tabindex="0" role="region" aria-label={s.where_from}>
                <table class="numbers">
                    <thead><tr><td></td>
                        { for sum.factors.iter().map(|(name, role)| html! { <th scope="col" class={hue(*role)}>{ name }</th> }) }
                        <th scope="col">{ if sum.factors.len() > 1 { s.product } else { "e^(s − max)" } }</th></tr></thead>
                    <tbody>{ for sum.terms.iter().take(MAX_TERMS).map(row) }</tbody>
                    <tfoot>
                        if hidden > 0 { <tr><td colspan="4">{ (s.more_terms)(hidden) }</td></tr> }
                        <tr><th scope="row">{ "Σ" }</th>{ for sum.factors.iter().map(|_| html! { <td></td> }) }<td>{ number::long(sum.total) }</td></tr>
                    </tfoot>
                </table>
                </div>
            }
        </div>
    }
}

/// A number; one that stands in a cell is a way to that cell.
fn linked(operand: Operand, follow: &Callback<(Cell, Option<usize>)>) -> Html {
    // What was counted is whole.
    let is_count = operand.cell.is_some_and(|cell| cell.stage == Stage::Counts);
    let text = if is_count { number::full(operand.value) } else { number::long(operand.value) };
    match operand.cell {
        Some(cell) => {
            html! { <button type="button" class="number link" data-stage={cell.stage.name()} onclick={follow.reform(move |_| (cell, operand.layer))}>{ text }</button> }
        }
        None => html! { <span class="number">{ text }</span> },
    }
}

/// The class of a hue.
pub(crate) fn hue(role: Role) -> &'static str {
    role.class()
}

/// Four digits, or all of them after a click.
#[component]
fn Number(props: &NumberProps) -> Html {
    let full = use_state(|| false);
    let NumberProps { value, hint } = *props;
    let flip = {
        let full = full.clone();
        move |_| full.set(!*full)
    };
    let text = if *full { number::full(value) } else { number::long(value) };
    html! { <button type="button" class="number" title={hint} aria-pressed={full.to_string()} onclick={flip}>{ text }</button> }
}

#[derive(Clone, PartialEq, Properties)]
struct NumberProps {
    value: f32,
    hint: &'static str,
}
