//! English: looking at parts of a large matrix.

use crate::i18n::{Shared, Sight, Zooming};
use std::ops::Range;

pub(super) const ZOOMING: Zooming = Zooming {
    closer: "Closer",
    farther: "Farther",
    all: "Whole",
    map: "The whole matrix, with the part that is seen framed",
    how: |is_touched, is_painted| {
        if is_painted {
            "The buttons zoom, and so do + − 0 and Ctrl with the wheel; the frame in the small matrix moves. Saved files hold the whole matrix."
        } else if is_touched {
            "Pinch to zoom, drag to move. Saved files hold the whole matrix."
        } else {
            "Ctrl and the wheel zoom, dragging moves, and so do + − 0 and the arrow keys. Saved files hold the whole matrix."
        }
    },
    seen: |sight| {
        let Sight { rows, cols, n_rows, n_cols } = sight;
        if sight.is_whole() {
            format!("All {n_rows} rows and {n_cols} columns.")
        } else {
            format!("Rows {} of {n_rows}, columns {} of {n_cols}.", span(rows), span(cols))
        }
    },
    shared: |rows, cols| format!("A pixel stands for up to {rows} × {cols} cells and shows the strongest of them."),
    block: |Shared { rows, cols, strongest }| {
        let of = |name: &str, places: &Range<usize>| match places.len() {
            1 => format!("{name} {}", span(places)),
            _ => format!("{name}s {}", span(places)),
        };
        let cells = format!("{}, {}", of("Row", rows), of("column", cols));
        match strongest {
            Some((row, col)) => format!("{cells}: the strongest is row {}, column {}.", row + 1, col + 1),
            None => format!("{cells}: all blocked by the mask."),
        }
    },
};

fn span(places: &Range<usize>) -> String {
    if places.len() == 1 { places.end.to_string() } else { format!("{}–{}", places.start + 1, places.end) }
}
