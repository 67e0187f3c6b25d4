//! A cell of a matrix followed to the numbers it came from: counts to tf, tf · idf to a weight, weights to a cosine.

use super::super::matrix::symbol;
use super::super::operand::{Inspection, Line, Operand, Sum, Term, number, sign};
use super::Page;
use crate::chart::{Role, label, number as digits};
use crate::engine::{Answer, Entry, Row, TermFound};
use crate::model::Stage;
use crate::repr::vsm::{Idf, Norm, Tf};
use crate::state::{Cell, State};

/// What can be said of a cell; `None` if there is no such cell.
pub(super) fn inspect(state: &State, answer: &Answer, cell: Cell) -> Option<Inspection> {
    let page = super::page(state, answer)?;
    page.stages().find(|&stage| stage == cell.stage)?;
    let value = page.values(cell.stage).at(0, cell.row, cell.col)?;
    let (sentence, counts, facts, sum) = match cell.stage {
        Stage::Similarity => page.alike(cell, value)?,
        Stage::Idf => page.rare(cell, value)?,
        _ => page.counts(cell, value)?,
    };
    let told = if cell.stage == Stage::Counts { digits::full } else { digits::short };
    let spoken = format!("{}: {}", symbol(cell.stage), told(value));
    let spoken = format!("{sentence} {spoken}");
    Some(Inspection { spoken, sentence, names: None, counts, facts, largest: vec![], sum })
}

type Told = (String, Vec<(String, usize)>, Vec<(String, f32)>, Sum);

impl Page<'_> {
    fn term(&self, cell: Cell) -> Option<(&TermFound, String)> {
        let term = self.all.terms.get(cell.col)?;
        Some((term, label::visible(&term.text)))
    }

    fn rare(&self, cell: Cell, value: f32) -> Option<Told> {
        let (term, name) = self.term(cell)?;
        let (n, df) = (self.all.n_documents, term.df);
        let formula = match self.weighting.idf {
            Idf::None => return None,
            Idf::Textbook => format!("ln({n} ÷ {df}) = "),
            Idf::PlusOne => format!("ln({n} ÷ {df}) + 1 = "),
            Idf::Smooth => format!("ln((1 + {n}) ÷ (1 + {df})) + 1 = "),
        };
        let line = vec![sign(formula), number(Operand::at(value, cell))];
        let counts = vec![("N".into(), n), ("df".into(), df)];
        let facts = vec![(symbol(Stage::Idf).into(), value)];
        Some((
            (self.s.vectors.rare)(&name, df, n),
            counts,
            facts,
            Sum { lines: vec![line], total: value, ..Sum::default() },
        ))
    }

    /// A count, or the weight that is made of it.
    fn counts(&self, cell: Cell, value: f32) -> Option<Told> {
        let s = &self.s.vectors;
        let (term, name) = self.term(cell)?;
        let row = self.all.rows.get(cell.row)?;
        let entry = row.entries.iter().find(|entry| entry.term == cell.col);
        let count = entry.map_or(0, |entry| entry.count);
        let counted = (s.counted)(&name, cell.row + 1, count);
        let [n, tf, idf, norm, weight] = s.fact_names.map(str::to_owned);
        let (counts, mut facts) = (vec![(n, count)], vec![]);
        if cell.stage == Stage::Counts {
            let lines = vec![vec![sign(counted.as_str())]];
            return Some((counted, counts, facts, Sum { lines, total: value, ..Sum::default() }));
        }
        let Some(entry) = entry else {
            let lines = vec![vec![sign(s.not_there)]];
            facts.push((weight, 0.0));
            return Some((counted, counts, facts, Sum { lines, total: value, ..Sum::default() }));
        };
        facts.push((tf, entry.tf as f32));
        if self.weighting.idf != Idf::None {
            facts.push((idf, term.idf as f32));
        }
        if self.weighting.norm != Norm::None {
            facts.push((norm, row.norm as f32));
        }
        facts.push((weight, value));
        let sentence = (s.weighs)(&name, cell.row + 1, &digits::spoken_share(value));
        Some((sentence, counts, facts, self.weight(cell, row, *entry)))
    }

    fn weight(&self, cell: Cell, row: &Row, entry: Entry) -> Sum {
        let at = |stage, value: f64| {
            let row = if stage == Stage::Idf { 0 } else { cell.row };
            number(Operand::at(value as f32, Cell { stage, row, col: cell.col }))
        };
        let free = |value: f64| number(Operand::free(value as f32));
        let idf = self.all.terms.get(cell.col).map_or(1.0, |term| term.idf);
        let count = || at(Stage::Counts, entry.count as f64);
        let mut lines: Vec<Line> = vec![match self.weighting.tf {
            Tf::Count => vec![sign("tf = n = "), count()],
            Tf::Binary => vec![sign("n = "), count(), sign(" > 0, tf = "), free(entry.tf)],
            Tf::Frequency => {
                let length = (self.s.vectors.tokens_of)(row.n_tokens);
                vec![sign("tf = "), count(), sign(format!(" ÷ {length} = ")), free(entry.tf)]
            }
            Tf::Sublinear => vec![sign("tf = 1 + ln "), count(), sign(" = "), free(entry.tf)],
        }];
        let product = entry.tf * idf;
        let has_norm = self.weighting.norm != Norm::None;
        if self.weighting.idf != Idf::None {
            let made = if has_norm { free(product) } else { at(Stage::TermWeights, entry.weight) };
            lines.push(vec![sign("tf · idf = "), free(entry.tf), sign(" · "), at(Stage::Idf, idf), sign(" = "), made]);
        } else if !has_norm {
            lines.push(vec![sign("w = tf = "), at(Stage::TermWeights, entry.weight)]);
        }
        let mut sum = Sum { lines, total: entry.weight as f32, ..Sum::default() };
        if has_norm {
            self.normed(row, &mut sum);
            let made = at(Stage::TermWeights, entry.weight);
            sum.lines.push(vec![sign("w = "), free(product), sign(" ÷ "), free(row.norm), sign(" = "), made]);
        }
        sum
    }

    /// What a row was divided by, term by term.
    fn normed(&self, row: &Row, sum: &mut Sum) {
        let name = if self.weighting.idf == Idf::None { "tf" } else { "tf·idf" };
        let is_squared = self.weighting.norm == Norm::L2;
        if row.entries.len() < row.n_terms {
            return sum.lines.push(vec![sign(self.s.vectors.hidden)]);
        }
        let term = |entry: &Entry| {
            let found = self.all.terms.get(entry.term)?;
            let (a, b) = (entry.tf, found.idf);
            let (a, b) = if is_squared { (a * b, a * b) } else { (a, b) };
            let factors = vec![Operand::free(a as f32), Operand::free(b as f32)];
            Some(Term { name: label::visible(&found.text), factors, value: (a * b) as f32 })
        };
        sum.terms = row.entries.iter().filter_map(term).collect();
        let names = if is_squared { [name, name] } else { ["tf", "idf"] };
        sum.factors = names.map(|name| (name.to_owned(), Role::Plain)).into();
        sum.total = sum.terms.iter().map(|term| term.value).sum();
        let norm = number(Operand::free(row.norm as f32));
        let squares = number(Operand::free(sum.total));
        sum.lines.push(if is_squared {
            vec![sign("‖v‖ = √Σ = √"), squares, sign(" = "), norm]
        } else {
            vec![sign("‖v‖₁ = Σ = "), norm]
        });
    }

    /// A cosine: the dot product of two rows by their lengths.
    fn alike(&self, cell: Cell, value: f32) -> Option<Told> {
        let s = &self.s.vectors;
        let (a, b) = (self.all.rows.get(cell.row)?, self.all.rows.get(cell.col)?);
        let weight = |row: usize, entry: &Entry| {
            let at = Cell { stage: Stage::TermWeights, row, col: entry.term };
            Operand::at(entry.weight as f32, at)
        };
        let term = |left: &Entry| {
            let right = b.entries.iter().find(|right| right.term == left.term)?;
            let factors = vec![weight(cell.row, left), weight(cell.col, right)];
            let name = label::visible(&self.all.terms.get(left.term)?.text);
            Some(Term { name, factors, value: (left.weight * right.weight) as f32 })
        };
        let terms: Vec<Term> = a.entries.iter().filter_map(term).collect();
        let cosine = self.all.similarity.get(cell.row)?.get(cell.col)?;
        let sentence = (s.alike)(cell.row + 1, cell.col + 1, &digits::spoken_share(value), terms.len());
        let facts = vec![(symbol(Stage::Similarity).to_owned(), value)];
        let lengths = a.length * b.length;
        let is_whole = a.entries.len() == a.n_terms && b.entries.len() == b.n_terms;
        if lengths == 0.0 || !is_whole {
            let told = if is_whole { s.empty_vector } else { s.hidden };
            let sum = Sum { lines: vec![vec![sign(told)]], total: value, ..Sum::default() };
            return Some((sentence, vec![], facts, sum));
        }
        let dot = (cosine * lengths) as f32;
        let [dotted, left, right] = [dot, a.length as f32, b.length as f32].map(|value| number(Operand::free(value)));
        let here = number(Operand::at(value, cell));
        let line = vec![sign("cos = "), dotted, sign(" ÷ ("), left, sign(" · "), right, sign(") = "), here];
        let factors = [("a".to_owned(), Role::Query), ("b".to_owned(), Role::Key)].into();
        Some((sentence, vec![], facts, Sum { lines: vec![line], factors, terms, total: dot }))
    }
}
