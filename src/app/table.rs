//! A matrix as a real table, for those who read rather than look.

use heedmap::chart::{Fill, Heatmap, Role, number};
use yew::prelude::*;

/// The most rows and columns that become a table.
pub(crate) const MAX_TOKENS: usize = 64;

/// Draws the table.
pub(crate) fn table(figure: &Heatmap) -> Html {
    let is_counted = figure.is_counted();
    let row = |(index, label): (usize, &heedmap::chart::Label)| {
        let cell = |(col, &value): (usize, &f32)| {
            let is_blocked = figure.is_blocked(index, col);
            let text = match figure.fill {
                Fill::Allowed if is_blocked => "−∞".to_owned(),
                Fill::Allowed => "0".to_owned(),
                _ if is_blocked => figure.blocked.clone(),
                _ if is_counted => number::full(value),
                _ => number::short(value),
            };
            html! { <td class={classes!(is_blocked.then_some("blocked"))}>
            { text }</td> }
        };
        html! {
            <tr><th scope="row"><bdi>{ &label.text }</bdi></th>
                { for figure.values.row(figure.plane, index).iter().enumerate().map(cell) }</tr>
        }
    };
    html! {
        <>
        <p class="note">{ &figure.summary }</p>
        <div class="scroll" tabindex="0" role="region" aria-label={figure.summary.clone()}>
            <table class="numbers" aria-label={figure.summary.clone()}>
                <thead><tr>
                    <td><span class={role(figure.rows.role)}>{ &figure.rows.title }</span>{ " \\ " }<span class={role(figure.cols.role)}>{ &figure.cols.title }</span></td>
                    { for figure.cols.labels.iter().map(|label| html! { <th scope="col"><bdi>{ &label.text }</bdi></th> }) }
                </tr></thead>
                <tbody>{ for figure.rows.labels.iter().enumerate().map(row) }</tbody>
            </table>
        </div>
        </>
    }
}

/// The class of an axis's hue.
fn role(role: Role) -> Option<&'static str> {
    match role {
        Role::Query => Some("query"),
        Role::Key => Some("key"),
        Role::Value => Some("value"),
        Role::Plain => None,
    }
}
