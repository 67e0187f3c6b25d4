//! A cell of the table of contexts followed to the counts that it came from.

use super::tables::{digits, own, passed};
use super::{column_of, each, name, names};
use crate::chart::number;
use crate::engine::Answer;
use crate::exhibit::operand::{Inspection, Line, Operand, Sum, number as numbered, sign};
use crate::exhibit::symbol::symbol;
use crate::i18n::strings;
use crate::model::Stage;
use crate::repr::ngram::chain::probability;
use crate::repr::ngram::smoothing::Level;
use crate::state::{Cell, State};

/// What can be said of a cell; `None` if there is no such cell.
pub(super) fn inspect(state: &State, answer: &Answer, cell: Cell) -> Option<Inspection> {
    let (s, counted) = (strings(state.language), answer.counted.as_ref()?);
    let (factor, item) = (counted.factors.get(cell.row)?, counted.columns.get(cell.col)?);
    let levels = counted.table.get(cell.row * counted.columns.len() + cell.col)?;
    if cell.stage != Stage::Conditional {
        return None;
    }
    let item = name(s, item);
    let value = probability(levels) as f32;
    let is_next = column_of(counted, factor) == Some(cell.col);
    let sentence = (s.ngram.likely)(&item, &each(s, &factor.context), &number::spoken_share(value), is_next);
    let line = |(index, level): (usize, &Level)| -> Line {
        let known = names(s, &factor.context[factor.context.len() - level.n_context..]);
        let mut line = vec![sign(format!("P( {item} | {known} ) = "))];
        let rule = &state.counting.rule;
        let below = levels.get(index + 1);
        line.push(sign(own(rule, level, counted.vocab_size, below.is_none())));
        if let Some(below) = below {
            line.push(sign(format!(" + {} · {}", passed(rule, level, false), digits(below.probability))));
        }
        line.push(sign(" = "));
        let value = level.probability as f32;
        line.push(numbered(if index == 0 { Operand::at(value, cell) } else { Operand::free(value) }));
        line
    };
    Some(Inspection {
        spoken: sentence.clone(),
        sentence,
        names: None,
        counts: vec![],
        facts: vec![(symbol(Stage::Conditional).into(), value)],
        largest: vec![],
        sum: Sum { lines: levels.iter().enumerate().map(line).collect(), total: value, ..Sum::default() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::exhibit::{Piece, by_id};
    use crate::repr::ngram::smoothing::Smoothing;
    use crate::state::ExhibitId;

    #[test]
    fn every_cell_is_followed_to_its_counts() {
        for &smoothing in Smoothing::ALL {
            let mut state = State { exhibit: ExhibitId::Ngram, ..State::default() };
            state.text = Some("The quick purple fox".into());
            state.counting.rule.smoothing = smoothing;
            let exhibit = by_id(state.exhibit);
            let answer = Engine::default().answer(&(exhibit.job)(&state).unwrap(), |_| {}).unwrap();
            let counted = answer.counted.as_ref().unwrap();
            for (row, factor) in counted.factors.iter().enumerate() {
                for col in 0..counted.columns.len() {
                    let cell = Cell { stage: Stage::Conditional, row, col };
                    let told = inspect(&state, &answer, cell).unwrap();
                    let Some(Piece::Number(last)) = told.sum.lines[0].last() else { panic!("{told:?}") };
                    assert_eq!((last.value, last.cell), (told.sum.total, Some(cell)));
                    if column_of(counted, factor) == Some(col) {
                        assert_eq!(told.sum.total, factor.probability() as f32);
                    }
                }
                assert_eq!(inspect(&state, &answer, Cell { stage: Stage::Conditional, row, col: 99 }), None);
            }
            assert_eq!(inspect(&state, &answer, Cell { stage: Stage::Weights, row: 0, col: 0 }), None);
        }
    }
}
