//! Figures that are no matrix as rows of words and numbers, the names of the columns first.

use crate::chart::{Chip, Curve, Piece, Shaded, Table, table_number};

/// Tokens with their ids and byte ranges.
pub(super) fn tokens(chips: &[Chip]) -> Vec<Vec<String>> {
    let row = |chip: &Chip| vec![chip.label.clone(), chip.id.to_string(), chip.start.to_string(), chip.end.to_string()];
    let head = ["text", "id", "start", "end"].map(str::to_owned).to_vec();
    [head].into_iter().chain(chips.iter().map(row)).collect()
}

/// The points of a curve.
pub(super) fn points(curve: &Curve) -> Vec<Vec<String>> {
    let row = |&(x, y): &(f64, f64)| vec![x.to_string(), y.to_string()];
    [vec![curve.x_title.clone(), curve.y_title.clone()]].into_iter().chain(curve.points.iter().map(row)).collect()
}

/// A query's weights beside the text.
pub(super) fn weights(shaded: &Shaded) -> Vec<Vec<String>> {
    let head = ["text", "weight"].map(str::to_owned).to_vec();
    let row = |piece: &Piece| vec![piece.text.clone(), piece.weight.to_string()];
    [head].into_iter().chain(shaded.pieces.iter().map(row)).collect()
}

/// A table's numbers as programs write them, with a hyphen for a minus sign.
pub(super) fn words(table: &Table) -> Vec<Vec<String>> {
    let plain = |cell: &String| if table_number(cell).is_some() { cell.replace('−', "-") } else { cell.clone() };
    let row = |row: &Vec<String>| row.iter().map(plain).collect();
    [table.head.clone()].into_iter().chain(table.rows.iter().map(row)).collect()
}
