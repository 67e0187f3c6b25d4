//! A place in a computation: a stage, a row, a column.

use crate::model::Stage;

/// A cell of a stage; where a stage has a matrix for each head, of the head that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The stage.
    pub stage: Stage,
    /// Its row: a query, in most stages.
    pub row: usize,
    /// Its column: a key, where there are any.
    pub col: usize,
}

impl Cell {
    /// A cell of the weights.
    #[must_use]
    pub fn weight(query: usize, key: usize) -> Self {
        Self { stage: Stage::Weights, row: query, col: key }
    }
}
