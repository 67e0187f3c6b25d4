//! Rows of words and numbers as a table.

use heedmap::chart::Table;
use yew::prelude::*;

/// Draws the table.
pub(crate) fn facts(table: &Table) -> Html {
    let row = |cells: &Vec<String>| {
        let one = |(index, cell): (usize, &String)| match index {
            0 => html! { <th scope="row">{ cell }</th> },
            _ => html! { <td>{ cell }</td> },
        };
        html! { <tr>{ for cells.iter().enumerate().map(one) }</tr> }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={table.caption.clone()}>
            <table class="numbers facts">
                <caption>{ &table.caption }</caption>
                <thead><tr>{ for table.head.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>{ for table.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
