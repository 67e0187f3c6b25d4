//! Arrow keys among many things of which one takes part in the order of tabs: from there they go on, so that a long text
//! is one stop and not a thousand.

use super::browser;
use super::lit::{self, bytes};
use web_sys::Element;
use yew::prelude::*;

/// Arrow keys go to the neighbours, Home and End to the ends.
pub(crate) fn step(event: &KeyboardEvent) {
    let Some(here) = event.target_dyn_into::<Element>() else { return };
    let next = match event.key().as_str() {
        "ArrowLeft" | "ArrowUp" => here.previous_element_sibling(),
        "ArrowRight" | "ArrowDown" => here.next_element_sibling(),
        "Home" => here.parent_element().and_then(|all| all.first_element_child()),
        "End" => here.parent_element().and_then(|all| all.last_element_child()),
        _ => return,
    };
    event.prevent_default();
    browser::focus_element(next);
}

/// Among cells in rows over the same bytes, in several lines: along the row, through all lines, or to the cell above or
/// below.
pub(crate) fn step_in_rows(event: &KeyboardEvent) {
    let Some(here) = event.target_dyn_into::<Element>() else { return };
    let row = here.closest(".aligned-row").ok().flatten();
    let (Some(place), Some(row)) = (bytes(&here), row) else { return };
    let next = match event.key().as_str() {
        "ArrowLeft" => here.previous_element_sibling().or_else(|| in_other_line(&row, false)?.last()),
        "ArrowRight" => here.next_element_sibling().or_else(|| in_other_line(&row, true)?.first()),
        "ArrowUp" => beside(&row, false).and_then(|row| row.nearest(place.start)),
        "ArrowDown" => beside(&row, true).and_then(|row| row.nearest(place.start)),
        "Home" => Row(row).first(),
        "End" => Row(row).last(),
        _ => return,
    };
    event.prevent_default();
    browser::focus_element(next);
}

/// A row with cells.
struct Row(Element);

impl Row {
    fn cells(&self) -> Option<Element> {
        self.0.last_element_child()
    }

    fn first(&self) -> Option<Element> {
        self.cells()?.first_element_child()
    }

    fn last(&self) -> Option<Element> {
        self.cells()?.last_element_child()
    }

    /// The cell at a byte, or else the one that is nearest to it.
    fn nearest(&self, byte: usize) -> Option<Element> {
        let far = |cell: &Element| {
            bytes(cell)
                .map_or(usize::MAX, |here| here.start.saturating_sub(byte).max((byte + 1).saturating_sub(here.end)))
        };
        lit::all(&self.0).min_by_key(far)
    }
}

/// The row above or below that has cells, in this line or the one beside it.
fn beside(row: &Element, on: bool) -> Option<Row> {
    let sibling = |one: &Element| if on { one.next_element_sibling() } else { one.previous_element_sibling() };
    let mut here = row.clone();
    loop {
        here = sibling(&here).or_else(|| {
            let line = sibling(&here.parent_element()?)?;
            if on { line.first_element_child() } else { line.last_element_child() }
        })?;
        let row = Row(here.clone());
        if row.first().is_some() {
            return Some(row);
        }
    }
}

/// The same row in the next line, or the one before, in which it has cells.
fn in_other_line(row: &Element, on: bool) -> Option<Row> {
    let mut line = row.parent_element()?;
    let place = std::iter::successors(row.previous_element_sibling(), Element::previous_element_sibling).count();
    loop {
        line = if on { line.next_element_sibling() } else { line.previous_element_sibling() }?;
        let row = Row(line.children().item(u32::try_from(place).ok()?)?);
        if row.first().is_some() {
            return Some(row);
        }
    }
}
