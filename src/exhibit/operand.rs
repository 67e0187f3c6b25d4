//! A number taken apart: the sentence, the facts, and the arithmetic, each operand with the cell that it stands in.

use crate::chart::Role;
use crate::state::Cell;

/// A cell explained.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// What it means.
    pub sentence: String,
    /// The query and the key that the sentence names, in this order, if it is about two tokens.
    pub names: Option<(String, String)>,
    /// The same, short, for the live region.
    pub spoken: String,
    /// What was counted for it, by name.
    pub counts: Vec<(String, usize)>,
    /// Its numbers by name.
    pub facts: Vec<(String, f32)>,
    /// What else its row has to say: a sentence about its query, the key in it, and the cell of which it speaks.
    pub largest: Vec<(String, String, Cell)>,
    /// Where it comes from.
    pub sum: Sum,
}

/// Arithmetic: equations in a line, and a sum too long for a line as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    /// The equations, in order.
    pub lines: Vec<Line>,
    /// Names of the factors of each term, with their hues; empty if there is no table.
    pub factors: Vec<(String, Role)>,
    /// The terms.
    pub terms: Vec<Term>,
    /// What the terms add up to.
    pub total: f32,
}

/// An equation.
pub type Line = Vec<Piece>;

/// A part of an equation.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Signs and words.
    Text(String),
    /// A number.
    Number(Operand),
}

/// A number and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Operand {
    /// The number.
    pub value: f32,
    /// Its own cell, if it has one.
    pub cell: Option<Cell>,
    /// The layer of that cell, if it is another than the one that is shown.
    pub layer: Option<usize>,
}

/// One term of a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is the term of: a dimension, a token.
    pub name: String,
    /// What is multiplied, or what it is made of.
    pub factors: Vec<Operand>,
    /// The term itself.
    pub value: f32,
}

impl Operand {
    /// A number that stands in a cell.
    #[must_use]
    pub fn at(value: f32, cell: Cell) -> Self {
        Self { value, cell: Some(cell), layer: None }
    }

    /// A number that stands in a cell of another layer.
    #[must_use]
    pub fn of_layer(value: f32, cell: Cell, layer: usize) -> Self {
        Self { value, cell: Some(cell), layer: Some(layer) }
    }

    /// A number that stands nowhere else.
    #[must_use]
    pub fn free(value: f32) -> Self {
        Self { value, cell: None, layer: None }
    }
}

/// Signs and words in an equation.
pub(super) fn sign(text: impl Into<String>) -> Piece {
    Piece::Text(text.into())
}

/// A number in an equation.
pub(super) fn number(operand: Operand) -> Piece {
    Piece::Number(operand)
}
