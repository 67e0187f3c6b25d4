//! A matrix for a paper: the rows of a `bmatrix`.
//!
//! `amsmath` allows ten columns. More need its counter raised once, so a matrix that has more begins with that command
//! as a comment; programs that draw formulas in pages know neither the limit nor the command.

use crate::num::Tensor;

/// As many rows or columns are written in full.
const MOST: usize = 24;

/// Of more than [`MOST`], as many are written before the dots; after them comes the last.
const FIRST: usize = 12;

/// The columns that `amsmath` allows by itself.
const COLUMNS: usize = 10;

/// One matrix of a tensor, every number with so many decimals (at most 20). Of more than 24 rows or columns the first
/// 12 and the last are written, with dots for those between. Without such a plane the matrix is empty.
#[must_use]
pub fn latex(tensor: &Tensor, plane: usize, decimals: usize) -> String {
    let n_rows = if plane < tensor.planes() { tensor.rows() } else { 0 };
    let cols = shown(tensor.cols());
    let mut text = String::new();
    if cols.len() > COLUMNS {
        text.push_str(&format!("% \\setcounter{{MaxMatrixCols}}{{{}}}\n", cols.len()));
    }
    text.push_str("\\begin{bmatrix}\n");
    for row in shown(n_rows) {
        let cell = |col: &Option<usize>| match (row, *col) {
            (Some(row), Some(col)) => number(tensor.at(plane, row, col).unwrap_or(f32::NAN), decimals),
            (Some(_), None) => "\\cdots".into(),
            (None, Some(_)) => "\\vdots".into(),
            (None, None) => "\\ddots".into(),
        };
        let cells: Vec<String> = cols.iter().map(cell).collect();
        text.push_str(&format!("{} \\\\\n", cells.join(" & ")));
    }
    text.push_str("\\end{bmatrix}\n");
    text
}

/// Which of so many rows or columns are written; `None` stands for the dots.
fn shown(n: usize) -> Vec<Option<usize>> {
    match n {
        ..=MOST => (0..n).map(Some).collect(),
        _ => (0..FIRST).map(Some).chain([None, Some(n - 1)]).collect(),
    }
}

/// The hyphen is a minus sign in formulas. A zero has none, though it may have been a small number below 0.
fn number(value: f32, decimals: usize) -> String {
    match value {
        f32::INFINITY => "\\infty".into(),
        f32::NEG_INFINITY => "-\\infty".into(),
        _ if value.is_nan() => "\\mathrm{NaN}".into(),
        _ => {
            let text = format!("{value:.*}", decimals.min(20));
            let is_zero = !text.contains(|c: char| ('1'..='9').contains(&c));
            if is_zero { text.replace('-', "") } else { text }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_matrix_is_written_whole() {
        let data = vec![0.25, f32::NEG_INFINITY, -1.5, 0.0, 0.0, 0.0, f32::NAN, f32::INFINITY, -0.001, 0.0, 0.0, 0.0];
        let tensor = Tensor::stack(2, 2, 3, data);
        let text = "\\begin{bmatrix}\n0.25 & -\\infty & -1.50 \\\\\n0.00 & 0.00 & 0.00 \\\\\n\\end{bmatrix}\n";
        assert_eq!(latex(&tensor, 0, 2), text);
        let text = "\\begin{bmatrix}\n\\mathrm{NaN} & \\infty & 0 \\\\\n0 & 0 & 0 \\\\\n\\end{bmatrix}\n";
        assert_eq!(latex(&tensor, 1, 0), text);
        assert_eq!(latex(&tensor, 2, 2), "\\begin{bmatrix}\n\\end{bmatrix}\n");
        assert!(latex(&tensor, 0, usize::MAX).contains("0.25000000000000000000 &"));
    }

    #[test]
    fn a_large_one_has_dots() {
        let tensor = Tensor::matrix(30, 24, (0..720u16).map(f32::from).collect());
        let text = latex(&tensor, 0, 0);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + 1 + 14 + 1);
        assert_eq!(lines[0], "% \\setcounter{MaxMatrixCols}{24}");
        assert!(lines[2].starts_with("0 & 1 &") && lines[2].ends_with("& 22 & 23 \\\\"));
        assert_eq!(lines[14], format!("{} \\\\", ["\\vdots"; 24].join(" & ")));
        assert!(lines[15].starts_with("696 &"));

        let wide = latex(&Tensor::matrix(25, 25, vec![1.0; 625]), 0, 0);
        assert!(wide.contains(&format!("\n{} & \\cdots & 1 \\\\\n", ["1"; 12].join(" & "))));
        assert!(wide.contains(&format!("\n{} & \\ddots & \\vdots \\\\\n", ["\\vdots"; 12].join(" & "))));
    }
}
