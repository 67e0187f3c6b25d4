//! A cell followed to the numbers it came from: a cosine to two vectors, a weight to tf · idf.

use super::super::matrix::symbol;
use super::super::operand::{Inspection, Operand, Sum, Term, number, sign};
use super::Page;
use crate::chart::{Role, number as digits};
use crate::engine::Answer;
use crate::model::Stage;
use crate::repr::ladder::Rung;
use crate::state::{Cell, State};

/// What can be said of a cell; `None` if there is no such cell.
pub(super) fn inspect(state: &State, answer: &Answer, cell: Cell) -> Option<Inspection> {
    let page = super::page(state, answer)?;
    let (sentence, value, sum) = match cell.stage {
        Stage::LadderSimilarity => page.cosine(cell)?,
        Stage::LadderVectors => page.number(cell)?,
        _ => return None,
    };
    let facts = vec![(symbol(cell.stage).to_owned(), value)];
    let spoken = format!("{sentence} {}: {}", symbol(cell.stage), digits::short(value));
    Some(Inspection { spoken, sentence, names: None, counts: vec![], facts, largest: vec![], sum })
}

type Told = (String, f32, Sum);

impl Page<'_> {
    /// The dot product of two vectors by their lengths.
    fn cosine(&self, cell: Cell) -> Option<Told> {
        let (s, on) = (&self.s.ladder, self.on);
        let n = self.all.words.len();
        let value = (*on.cosines.get(cell.row * n + cell.col).filter(|_| cell.col < n)?)?;
        let (a, b) = (on.rows.get(cell.row)?.as_ref()?, on.rows.get(cell.col)?.as_ref()?);
        let [left, right] = [*on.lengths.get(cell.row)?, *on.lengths.get(cell.col)?];
        let at =
            |row: usize, col: usize, value: f32| Operand::at(value, Cell { stage: Stage::LadderVectors, row, col });
        let term = |(col, (&a, &b)): (usize, (&f32, &f32))| Term {
            name: self.dimension(col),
            factors: vec![at(cell.row, col, a), at(cell.col, col, b)],
            value: a * b,
        };
        let mut terms: Vec<Term> =
            a.iter().zip(b).enumerate().filter(|(_, (a, b))| **a != 0.0 && **b != 0.0).map(term).collect();
        let dot = value * left * right;
        if on.drawn.len() < on.d && on.rung == Rung::Ngram {
            let drawn: f32 = terms.iter().map(|term| term.value).sum();
            terms.push(Term { name: s.not_drawn.into(), factors: vec![], value: dot - drawn });
        }
        let free = |value: f32| number(Operand::free(value));
        let line = vec![
            sign("cos = a · b ÷ (‖a‖ · ‖b‖) = "),
            free(dot),
            sign(" ÷ ("),
            free(left),
            sign(" · "),
            free(right),
            sign(") = "),
            number(Operand::at(value, cell)),
        ];
        let factors = [("a".to_owned(), Role::Query), ("b".to_owned(), Role::Key)].into();
        let sentence = (s.likeness)(&self.word(cell.row), &self.word(cell.col), &digits::short(value));
        Some((sentence, value, Sum { lines: vec![line], factors, terms, total: dot }))
    }

    /// One number of a vector.
    fn number(&self, cell: Cell) -> Option<Told> {
        let (s, on) = (&self.s.ladder, self.on);
        let value = *on.rows.get(cell.row)?.as_ref()?.get(cell.col)?;
        let here = number(Operand::at(value, cell));
        let same = |other: &&String| other.to_lowercase() == self.all.words[cell.row].to_lowercase();
        let count = self.all.words.iter().filter(same).count() as f32;
        let free = |value: f32| number(Operand::free(value));
        let line = match on.rung {
            Rung::TfIdf if value != 0.0 => {
                vec![sign("tf · idf = "), free(count), sign(" · "), free(value / count), sign(" = "), here]
            }
            Rung::Ngram => {
                let from = (cell.row + 2).saturating_sub(self.state.counting.order);
                let context: Vec<String> = (from..=cell.row).map(|index| self.word(index)).collect();
                let context = if self.state.counting.order == 1 { String::new() } else { context.join(" ") };
                vec![sign(format!("P( {} | {context} ) = ", self.dimension(cell.col))), here]
            }
            _ => vec![sign("v = "), here],
        };
        let sentence = (s.number_of)(&self.word(cell.row), &self.dimension(cell.col));
        Some((sentence, value, Sum { lines: vec![line], total: value, ..Sum::default() }))
    }
}
