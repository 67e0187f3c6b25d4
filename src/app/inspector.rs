//! The chosen cell in words and numbers, down to the sum it came from.

use super::help::Words;
use heedmap::chart::number;
use heedmap::exhibit::{Inspection, Sum};
use heedmap::i18n::Strings;
use yew::prelude::*;

/// The panel at the right, or the sheet from below.
#[component]
pub(crate) fn Inspector(props: &InspectorProps) -> Html {
    let InspectorProps { s: Words(s), inspection, is_open, toggle, close } = props.clone();
    let Some(inspection) = inspection else {
        return html! { <aside class="inspector" aria-label={s.inspector}><h2>{ s.inspector }</h2><p class="note">{ s.inspector_hint }</p></aside> };
    };
    html! {
        <aside class="inspector chosen" aria-label={s.inspector}>
            <h2>
                { s.inspector }
                <button type="button" class="close" aria-label={s.close} onclick={close.reform(|_| ())}>{ "×" }</button>
            </h2>
            <p>{ &inspection.sentence }</p>
            <dl>
                { for inspection.facts.iter().map(|&(name, value)| html! {
                    <div><dt>{ name }</dt><dd><Number {value} hint={s.show_full} /></dd></div>
                }) }
            </dl>
            { for inspection.sum.as_ref().map(|sum| html! {
                <>
                <button type="button" class="quiet" aria-expanded={is_open.to_string()} onclick={toggle.reform(|_| ())}>
                    { s.where_from }
                </button>
                if is_open { { where_from(s, sum) } }
                </>
            }) }
        </aside>
    }
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
}

fn where_from(s: &'static Strings, sum: &Sum) -> Html {
    let row = |(index, &(q, k)): (usize, &(f32, f32))| {
        html! {
            <tr><th scope="row">{ index + 1 }</th><td>{ number::long(q) }</td><td>{ number::long(k) }</td><td>{ number::long(q * k) }</td></tr>
        }
    };
    html! {
        <div class="sum">
            <p>{ format!("q·k = {}, √d_k = √{} = {}", number::long(sum.qk), sum.d_head, number::long((sum.d_head as f32).sqrt())) }</p>
            <p>{ format!("{} ÷ {} = {}", number::long(sum.qk), number::long((sum.d_head as f32).sqrt()), number::long(sum.score)) }</p>
            <p>{ &sum.softmax }</p>
            <div class="scroll" tabindex="0" role="region" aria-label={s.where_from}>
            <table class="numbers">
                <thead><tr><th scope="col">{ s.dimension }</th><th scope="col" class="query">{ "qᵢ" }</th>
                    <th scope="col" class="key">{ "kᵢ" }</th><th scope="col">{ s.product }</th></tr></thead>
                <tbody>{ for sum.terms.iter().enumerate().map(row) }</tbody>
                <tfoot><tr><th scope="row">{ "Σ" }</th><td></td><td></td><td>{ number::long(sum.qk) }</td></tr></tfoot>
            </table>
            </div>
        </div>
    }
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
