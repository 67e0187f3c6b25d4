//! Rows of words and numbers as a table.

use heedmap::chart::{Table, table_number};
use yew::prelude::*;

/// The class of a cell that holds a number: it stands at the right.
fn is_number(cell: &str) -> Option<&'static str> {
    table_number(cell).is_some().then_some("numeric")
}

/// Draws the table, which is called by what it tells, or by its panel's title.
pub(crate) fn facts(table: &Table, title: &str) -> Html {
    // Its panel is a landmark by that title already.
    let (role, name) = if table.caption.is_empty() { ("group", title) } else { ("region", table.caption.as_str()) };
    let name = name.to_owned();
    let row = |cells: &Vec<String>| {
        let one = |(index, cell): (usize, &String)| match index {
            0 => html! { <th scope="row">{ cell }</th> },
            _ => html! { <td class={classes!(is_number(cell))}>{ cell }</td> },
        };
        html! { <tr>{ for cells.iter().enumerate().map(one) }</tr> }
    };
    // A column's name stands where its cells do.
    let head = |(col, name): (usize, &String)| {
        let class = table.rows.first().and_then(|row| row.get(col)).and_then(|cell| is_number(cell));
        html! { <th scope="col" class={classes!(class.filter(|_| col > 0))}>{ name }</th> }
    };
    html! {
        <>
        if !table.caption.is_empty() { <p class="note">{ &table.caption }</p> }
        if !table.rows.is_empty() {
        <div class="scroll" tabindex="0" {role} aria-label={name.clone()}>
            <table class="numbers facts" aria-label={name}>
                <thead><tr>{ for table.head.iter().enumerate().map(head) }</tr></thead>
                <tbody>{ for table.rows.iter().map(row) }</tbody>
            </table>
        </div>
        }
        </>
    }
}
