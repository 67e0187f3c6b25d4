//! A cell followed to the numbers it came from: a cosine to two vectors, a mixed number to its layers, a gate to its sum.

use super::super::operand::{Inspection, Line, Operand, Sum, Term, number, sign};
use super::Page;
use super::matrices::LAYERS;
use crate::chart::{Role, number as digits};
use crate::engine::Answer;
use crate::model::Stage;
use crate::repr::lstm::{Direction, Gate};
use crate::state::{Cell, State};

type Told = (String, Vec<(String, f32)>, Sum);

/// What can be said of a cell; `None` if there is no such cell.
pub(super) fn inspect(state: &State, answer: &Answer, cell: Cell) -> Option<Inspection> {
    let page = super::page(state, answer)?;
    let (sentence, facts, sum) = match cell.stage {
        Stage::ElmoStatic | Stage::ElmoSimilarity => page.cosine(cell)?,
        Stage::ElmoMix => page.mixed(cell)?,
        Stage::ElmoGate => page.of_gate(cell)?,
        stage if LAYERS.contains(&stage) => page.of_layer(cell)?,
        _ => return None,
    };
    let spoken = facts.last().map(|(name, value)| format!("{name}: {}", digits::short(*value))).unwrap_or_default();
    Some(Inspection {
        spoken: format!("{sentence} {spoken}"),
        sentence,
        names: None,
        counts: vec![],
        facts,
        largest: vec![],
        sum,
    })
}

fn free(value: f32) -> super::super::operand::Piece {
    number(Operand::free(value))
}

impl Page<'_> {
    fn cosine(&self, cell: Cell) -> Option<Told> {
        let s = &self.s.elmo;
        let value = self.values(cell.stage).at(0, cell.row, cell.col)?;
        let rows = self.rows_of(cell.stage);
        let (a, b) = (rows.get(cell.row)?, rows.get(cell.col)?);
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let (whole, half) = (dot(a, b), a.len() / 2);
        let [left, right] = [dot(&a[..half], &b[..half]), dot(&a[half..], &b[half..])];
        let lengths = [dot(a, a).sqrt(), dot(b, b).sqrt()];
        let is_static = cell.stage == Stage::ElmoStatic;
        let [first, second] = s.halves;
        let halves = [
            sign("a · b = "),
            free(left),
            sign(format!(" ({first}) + ")),
            free(right),
            sign(format!(" ({second}) = ")),
            free(whole),
        ];
        let line = vec![
            sign("cos = a · b ÷ (‖a‖ · ‖b‖) = "),
            free(whole),
            sign(" ÷ ("),
            free(lengths[0]),
            sign(" · "),
            free(lengths[1]),
            sign(") = "),
            number(Operand::at(value, cell)),
        ];
        let (a, b) = (self.place(cell.row), self.place(cell.col));
        let sentence = (s.alike)(&a, &b, &digits::short(value), is_static);
        let sum = Sum { lines: vec![halves.into(), line], total: value, ..Sum::default() };
        Some((sentence, vec![("cos".into(), value)], sum))
    }

    /// γ · Σ s_j · h_j
    fn mixed(&self, cell: Cell) -> Option<Told> {
        let s = &self.s.elmo;
        let value = self.values(cell.stage).at(0, cell.row, cell.col)?;
        let (shares, place) = (self.mix.shares(), self.all.places.get(cell.row)?);
        let term = |(layer, &stage): (usize, &Stage)| {
            let here = *place.layers.get(layer)?.get(cell.col)?;
            let factors = vec![Operand::free(shares[layer]), Operand::at(here, Cell { stage, ..cell })];
            Some(Term { name: (s.layer_name)(layer).into(), factors, value: shares[layer] * here })
        };
        let terms: Vec<Term> = LAYERS.iter().enumerate().filter_map(term).collect();
        let total = terms.iter().map(|term| term.value).sum();
        let line: Line = vec![
            sign("v = γ · Σ sⱼ · hⱼ = "),
            free(self.mix.gamma),
            sign(" · "),
            free(total),
            sign(" = "),
            number(Operand::at(value, cell)),
        ];
        let factors = ["s", "h"].map(|name| (name.to_owned(), Role::Plain)).into();
        let sentence = (s.mixed_number)(&self.place(cell.row), cell.col);
        Some((sentence, vec![("v".into(), value)], Sum { lines: vec![line], factors, terms, total }))
    }

    fn of_layer(&self, cell: Cell) -> Option<Told> {
        let layer = LAYERS.iter().position(|&stage| stage == cell.stage)?;
        let value = self.values(cell.stage).at(0, cell.row, cell.col)?;
        let d = self.all.d.max(1);
        let direction = if cell.col < d { Direction::Forwards } else { Direction::Backwards };
        let sentence = (self.s.elmo.number_of)(&self.place(cell.row), layer, cell.col % d, direction);
        let name = super::super::matrix::symbol(cell.stage);
        let arrow = ["→", "←"][direction as usize];
        let line = vec![sign(format!("{name}{arrow}[{}] = ", cell.col % d)), number(Operand::at(value, cell))];
        Some((sentence, vec![(name.into(), value)], Sum { lines: vec![line], total: value, ..Sum::default() }))
    }

    /// A gate from its sum, the cell from its gates, the state from the cell.
    fn of_gate(&self, cell: Cell) -> Option<Told> {
        let (all, d, gate) = (self.all, self.all.d, self.state.elmo.gate);
        let value = self.gates().at(0, cell.row, cell.col)?;
        let here = number(Operand::at(value, cell));
        let of = |gate: Gate| all.gates.get(cell.row * 4 * d + gate as usize * d + cell.col).copied();
        let c = |row: usize| all.c.get(row * d + cell.col).copied();
        let before = match self.state.elmo.direction {
            Direction::Forwards => cell.row.checked_sub(1),
            Direction::Backwards => Some(cell.row + 1),
        };
        let lines: Vec<Line> = match gate {
            Gate::Cell => {
                let old = before.and_then(c).unwrap_or(0.0);
                let [f, i, g] = [of(Gate::Forget)?, of(Gate::Input)?, of(Gate::Candidate)?].map(free);
                let (times, plus) = (|| sign(" · "), sign(" + "));
                vec![vec![
                    sign("c = f · c₋₁ + i · g = "),
                    f,
                    times(),
                    free(old),
                    plus,
                    i,
                    times(),
                    g,
                    sign(" = "),
                    here,
                ]]
            }
            Gate::State => {
                let (o, c) = (free(of(Gate::Output)?), free(c(cell.row)?));
                vec![vec![sign("h = o · tanh(c) = "), o, sign(" · tanh("), c, sign(") = "), here]]
            }
            _ => {
                let at = cell.row * 4 * d + gate as usize * d + cell.col;
                let (input, state) = (*all.from_input.get(at)?, *all.from_state.get(at)?);
                let bend = if gate == Gate::Candidate { "tanh" } else { "σ" };
                let sum = vec![
                    sign("z = (W·x + b) + U·h₋₁ = "),
                    free(input),
                    sign(" + "),
                    free(state),
                    sign(" = "),
                    free(input + state),
                ];
                let bent = [sign(format!("{} = {bend}(", gate.symbol())), free(input + state), sign(") = "), here];
                vec![sum, bent.into()]
            }
        };
        let sentence = (self.s.elmo.gate_of)(&self.token(cell.row), gate, cell.col);
        Some((sentence, vec![(gate.symbol().into(), value)], Sum { lines, total: value, ..Sum::default() }))
    }
}
