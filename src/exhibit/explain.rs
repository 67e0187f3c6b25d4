//! A cell of any stage in words: what it is, what its row has to say; `sums.rs` follows it to the numbers it came from.

use super::matrix::{asked, name, symbol};
use super::operand::Inspection;
use super::{head, layer, layer_index};
use crate::chart::number as digits;
use crate::engine::Answer;
use crate::i18n::{Look, Strings, strings};
use crate::model::{Stage, Trace, again};
use crate::num::log2;
use crate::state::{Cell, State};
use crate::text::Tokens;

/// How many of a row's largest weights are told in words.
const TOLD: usize = 3;

/// What can be said of a cell; `None` if there is no such cell.
pub(super) fn inspect(state: &State, answer: &Answer, cell: Cell) -> Option<Inspection> {
    let kept = layer(state, answer)?;
    let head = head(state, kept);
    let config = kept.only().and_then(|_| state.config().ok());
    let again = config.map(|config| again(config, layer_index(state, answer), kept, head, cell.row));
    let trace = again.as_ref().unwrap_or(kept);
    let place = Place { state, answer, trace, s: strings(state.language), head, cell };
    let value = place.value(cell)?;
    let sum = place.sum()?;
    if !cell.stage.is_query_by_key() {
        let what = symbol(cell.stage);
        let (row, col) = (place.row_name(), place.col_name());
        let sentence = (place.s.stages.at)((place.s.stages.name)(cell.stage), &row, &col);
        let spoken = format!("{what}, {row}, {col}: {}", digits::short(value));
        let facts = vec![(what.into(), value)];
        return Some(Inspection { sentence, names: None, spoken, counts: vec![], facts, largest: vec![], sum });
    }
    // What dropout leaves is another row than the one that was shared out.
    let stage = if matches!(cell.stage, Stage::Kept | Stage::Dropped) { trace.weighing() } else { Stage::Weights };
    let weights = trace[stage].row(place.head, cell.row);
    let weight = *weights.get(cell.col)?;
    let s = place.s;
    let mask = trace[Stage::Mask].row(0, cell.row);
    let (query, key) = (place.query(cell.row), place.key(cell.col));
    let look = Look {
        row: cell.row + 1,
        query: &query,
        key: &key,
        weight: &digits::spoken_share(weight),
        is_largest: weights.iter().all(|&other| other <= weight),
        is_blocked: mask.get(cell.col) != Some(&0.0),
        is_blind: mask.iter().all(|&added| added != 0.0),
    };
    Some(Inspection {
        sentence: (s.looks_at)(look),
        spoken: (s.spoken)(look),
        names: Some((query.clone(), key.clone())),
        counts: vec![],
        facts: place.facts(stage, weights),
        largest: place.largest(stage, weights),
        sum,
    })
}

/// A cell and all that is needed to speak of it.
pub(super) struct Place<'a> {
    pub(super) state: &'a State,
    pub(super) answer: &'a Answer,
    pub(super) trace: &'a Trace,
    pub(super) s: &'static Strings,
    pub(super) head: usize,
    pub(super) cell: Cell,
}

impl Place<'_> {
    /// The value of any cell, of the head that is shown.
    pub(super) fn value(&self, Cell { stage, row, col }: Cell) -> Option<f32> {
        self.trace.get(stage)?.at(if stage.is_per_head() { self.head } else { 0 }, row, col)
    }

    /// The cell of another stage at the same place.
    pub(super) fn of(&self, stage: Stage) -> Cell {
        Cell { stage, ..self.cell }
    }

    fn query(&self, index: usize) -> String {
        token(&self.answer.tokens, index)
    }

    pub(super) fn key(&self, index: usize) -> String {
        token(asked(self.answer), index)
    }

    fn row_name(&self) -> String {
        use Stage::{BK, BO, BQ, BV, K, KRotated, KvEmbedding, KvPositions, KvX, V, WK, WO, WQ, WV};
        match self.cell.stage {
            WQ | WK | WV | WO => (self.cell.row).to_string(),
            BQ | BK | BV | BO => symbol(self.cell.stage).into(),
            K | KRotated | V | KvX | KvEmbedding | KvPositions => self.key(self.cell.row),
            _ => self.query(self.cell.row),
        }
    }

    fn col_name(&self) -> String {
        self.cell.col.to_string()
    }

    /// The cell's numbers, and its row's. Only what sums to 1 is a distribution and has an entropy.
    fn facts(&self, stage: Stage, weights: &[f32]) -> Vec<(String, f32)> {
        let s = self.s;
        let mut facts = Vec::new();
        let mut tell = |name: &str, value: Option<f32>| facts.extend(value.map(|value| (name.to_owned(), value)));
        tell(s.weight, weights.get(self.cell.col).copied());
        tell(s.row_sum, Some(weights.iter().sum()));
        tell(s.stages.entropy, (stage == Stage::Weights).then(|| entropy(weights)));
        let (score, masked) = (self.value(self.of(Stage::Scores)), self.value(self.of(Stage::MaskedScores)));
        tell(s.score, score);
        if masked != score {
            tell(s.masked_score, masked);
        }
        facts
    }

    /// The row's largest weights in words.
    fn largest(&self, stage: Stage, weights: &[f32]) -> Vec<(String, String, Cell)> {
        let mut order: Vec<usize> = (0..weights.len()).filter(|&key| weights[key] > 0.0).collect();
        order.sort_by(|&a, &b| weights[b].total_cmp(&weights[a]));
        let row = self.cell.row;
        let told = |key: usize| {
            let name = self.key(key);
            let text = (self.s.stages.largest)(&self.query(row), &name, &digits::spoken_share(weights[key]));
            (text, name, Cell { stage, row, col: key })
        };
        order.into_iter().take(TOLD).map(told).collect()
    }
}

fn token(tokens: &Tokens, index: usize) -> String {
    tokens.list().get(index).map_or_else(String::new, |&token| name(tokens, token))
}

/// How evenly a distribution is spread, in bits: 0 if all is on one, log₂ n if all are equal.
pub(super) fn entropy(weights: &[f32]) -> f32 {
    // What is nearly nothing brings nothing, and NaN makes the whole NaN.
    weights.iter().map(|&w| if w >= f32::MIN_POSITIVE { -w * log2(w) } else { w * 0.0 }).sum()
}
