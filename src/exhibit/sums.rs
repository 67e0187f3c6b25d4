//! Where a number comes from: each arm of [`Place::sum`] is one step of equations (1) and (2), with the operands that
//! stand in the very cells it names.

use super::explain::Place;
use super::matrix::{made_by, symbol};
use super::operand::{Line, Operand, Piece, Sum, Term, number, sign};
use super::{layer_index, mask_in_force};
use crate::chart::{Role, number as digits};
use crate::engine::Found;
use crate::model::{RuleKind, Source, Stage, alibi_slope};
use crate::state::Cell;

impl Place<'_> {
    /// Where the number comes from.
    pub(super) fn sum(&self) -> Option<Sum> {
        let Cell { stage, row, col } = self.cell;
        let sizes = self.trace.sizes;
        let d_head = sizes.d_head();
        match stage {
            Stage::Embedding | Stage::KvEmbedding => self.told(self.s.stages.embedded),
            Stage::Positions | Stage::KvPositions => self.told(self.s.stages.placed),
            Stage::X if self.found().is_some() => {
                self.told((self.s.model_page.read_in)(self.trained_layer() == Some(0)))
            }
            Stage::X => self.vector(Stage::Embedding, Stage::Positions),
            Stage::KvX => self.vector(Stage::KvEmbedding, Stage::KvPositions),
            Stage::WQ | Stage::WK | Stage::WV | Stage::WO | Stage::BQ | Stage::BK | Stage::BV | Stage::BO => {
                self.told(&made_by(self.s, self.state))
            }
            Stage::Q => self.projected(Stage::X, Stage::WQ, Stage::BQ),
            Stage::K => self.projected(self.second(), Stage::WK, Stage::BK),
            Stage::V => self.projected(self.second(), Stage::WV, Stage::BV),
            Stage::QRotated => self.rotated(Stage::Q),
            Stage::KRotated => self.rotated(Stage::K),
            Stage::Qk => {
                let (q, k) = (self.trace.asking(), self.trace.answering());
                let (q0, k0) = (self.head * d_head, sizes.kv_head(self.head) * d_head);
                self.dots(d_head, ("q", Role::Query), ("k", Role::Key), |i| {
                    Some((self.at(q, row, q0 + i)?, self.at(k, col, k0 + i)?, i.to_string()))
                })
            }
            Stage::Scores if self.found().is_some_and(|found| found.divisor != (d_head as f32).sqrt()) => {
                let divisor = self.found().map_or(1.0, |found| found.divisor);
                self.line(vec![number(self.here(Stage::Qk)?), sign(" ÷ "), number(Operand::free(divisor)), sign(" = ")])
            }
            Stage::Scores => {
                let root = digits::long((d_head as f32).sqrt());
                self.line(vec![number(self.here(Stage::Qk)?), sign(format!(" ÷ √{d_head} (= {root}) = "))])
            }
            Stage::PositionBias => {
                let distance = row.abs_diff(col);
                let slope = alibi_slope(sizes.n_heads, self.head);
                self.line(vec![
                    sign("−"),
                    number(Operand::free(slope)),
                    sign(format!(" · |{row} − {col}| (= {distance}) = ")),
                ])
            }
            Stage::Mask => self.told(&self.rules()),
            Stage::MaskedScores => {
                let mut line = vec![number(self.here(Stage::Scores)?)];
                for added in [Stage::PositionBias, Stage::Mask] {
                    if let Some(operand) = self.here(added) {
                        line.extend([sign(" + "), number(operand)]);
                    }
                }
                line.push(sign(" = "));
                self.line(line)
            }
            Stage::Weights => self.softmax(),
            Stage::Kept => self.told(&(self.s.stages.kept)(self.state.dropout)),
            Stage::Dropped => {
                let p = self.state.dropout;
                let kept = self.here(Stage::Kept)?;
                self.line(vec![
                    number(self.here(Stage::Weights)?),
                    sign(" · "),
                    number(kept),
                    sign(format!(" ÷ (1 − {p}) = ")),
                ])
            }
            Stage::Heads => {
                let v0 = sizes.kv_head(self.head) * d_head;
                let a = self.trace.weighing();
                self.dots(self.trace.n_key(), ("a", Role::Query), ("v", Role::Value), |j| {
                    Some((self.at(a, row, j)?, self.at(Stage::V, j, v0 + col)?, self.key(j)))
                })
            }
            Stage::Concat => self.beside(col / d_head, col % d_head),
            Stage::Output | Stage::OutputWhole if self.trace.get(Stage::WO).is_none() => {
                self.line(vec![number(self.here(Stage::Concat)?), sign(" = ")])
            }
            Stage::Output | Stage::OutputWhole => self.projected(Stage::Concat, Stage::WO, Stage::BO),
            _ => None, // no layer has the others
        }
    }

    /// A number that only stands beside others now. Its own cell can be shown if it is of the head that is shown.
    fn beside(&self, head: usize, dimension: usize) -> Option<Sum> {
        let from = (self.s.stages.from_head)(head + 1, dimension);
        let is_on = match self.trained_layer() {
            Some(layer) => !self.state.reading.ablated.contains(&(layer, head)),
            None => !self.state.heads_off.contains(&head),
        };
        if head != self.head || !is_on {
            return self.told(&from);
        }
        let mut sum = self.line(vec![number(self.at(Stage::Heads, self.cell.row, dimension)?), sign(" = ")])?;
        sum.lines.push(vec![sign(from)]);
        Some(sum)
    }

    /// X or what stands in its place for keys and values.
    fn second(&self) -> Stage {
        if self.trace.get(Stage::KvX).is_some() { Stage::KvX } else { Stage::X }
    }

    /// What a pretrained model found, if one reads.
    fn found(&self) -> Option<&Found> {
        self.answer.read.as_ref()?.found.as_ref()
    }

    /// The layer of a pretrained model, if one reads.
    fn trained_layer(&self) -> Option<usize> {
        self.answer.read.as_ref().map(|read| read.layer)
    }

    /// A sentence instead of arithmetic.
    fn told(&self, text: &str) -> Option<Sum> {
        Some(Sum { lines: vec![vec![sign(text)]], total: self.value(self.cell)?, ..Sum::default() })
    }

    /// An equation whose right side is this cell.
    fn line(&self, mut line: Line) -> Option<Sum> {
        let total = self.value(self.cell)?;
        line.push(number(Operand::at(total, self.cell)));
        Some(Sum { lines: vec![line], total, ..Sum::default() })
    }

    /// Embedding plus position; in a higher layer what the one below read plus what it wrote.
    fn vector(&self, embedding: Stage, positions: Stage) -> Option<Sum> {
        match (self.here(embedding), self.here(positions)) {
            (Some(e), Some(p)) => self.line(vec![number(e), sign(" + "), number(p), sign(" = ")]),
            _ if layer_index(self.state, self.answer) > 0 && self.cell.stage == Stage::X => {
                let layer = layer_index(self.state, self.answer).checked_sub(1)?;
                let below = self.answer.layers.get(layer)?;
                let value = |stage: Stage| {
                    let value = below.get(stage)?.at(0, self.cell.row, self.cell.col)?;
                    Some(Operand::of_layer(value, self.of(stage), layer))
                };
                let (x, y) = (value(Stage::X)?, value(Stage::Output)?);
                let mut sum = self.line(vec![number(x), sign(" + "), number(y), sign(" = ")])?;
                sum.lines.push(vec![sign(self.s.stages.from_below)]);
                Some(sum)
            }
            _ if matches!(self.state.weights, Source::Hand(_)) => self.told(self.s.stages.built),
            _ if matches!(&self.state.weights, Source::Given(given) if given.0.contains_key(&self.cell.stage)) => {
                self.told(&made_by(self.s, self.state))
            }
            _ => self.told(self.s.stages.embedded),
        }
    }

    /// A row times a column, plus a bias. What was given at once has no such sum.
    fn projected(&self, x: Stage, w: Stage, b: Stage) -> Option<Sum> {
        let Cell { row, col, .. } = self.cell;
        let Some(weights) = self.trace.get(w) else {
            // Of a trained model only what is normed on the way has no plain product.
            let is_trained = self.found().is_some();
            return if is_trained {
                self.told(self.s.model_page.normed)
            } else {
                self.told(&made_by(self.s, self.state))
            };
        };
        let names = ((symbol(x), Role::Plain), (symbol(w), Role::Plain));
        // With every head on, what stands side by side is each head's own output, which may be switched off elsewhere.
        let d_head = self.trace.sizes.d_head();
        let left = |i: usize| match self.cell.stage {
            Stage::OutputWhole => self.trace[Stage::Heads].at(i / d_head, row, i % d_head).map(Operand::free),
            _ => self.at(x, row, i),
        };
        let mut sum =
            self.dots(weights.rows(), names.0, names.1, |i| Some((left(i)?, self.at(w, i, col)?, i.to_string())))?;
        if let Some(bias) = self.at(b, 0, col) {
            let product = sum.terms.iter().map(|term| term.value).sum::<f32>();
            let here = Operand::at(self.value(self.cell)?, self.cell);
            sum.lines.push(vec![number(Operand::free(product)), sign(" + "), number(bias), sign(" = "), number(here)]);
            sum.total = product;
        }
        Some(sum)
    }

    /// A sum of products.
    fn dots(
        &self,
        n: usize,
        left: (&str, Role),
        right: (&str, Role),
        term: impl Fn(usize) -> Option<(Operand, Operand, String)>,
    ) -> Option<Sum> {
        let terms = (0..n).map(|i| {
            let (a, b, name) = term(i)?;
            Some(Term { name, factors: vec![a, b], value: a.value * b.value })
        });
        Some(Sum {
            lines: vec![],
            factors: [left, right].map(|(name, role)| (name.to_owned(), role)).into(),
            terms: terms.collect::<Option<_>>()?,
            total: self.value(self.cell)?,
        })
    }

    /// Two dimensions that turn together.
    fn rotated(&self, from: Stage) -> Option<Sum> {
        let Cell { row, col, .. } = self.cell;
        let (d_head, half) = (self.trace.sizes.d_head(), self.trace.sizes.d_head() / 2);
        let i = col % d_head;
        if half == 0 || i >= 2 * half {
            return self.line(vec![number(self.at(from, row, col)?), sign(" = ")]);
        }
        let partner = if i < half { col + half } else { col - half };
        let turn = self.found().and_then(|found| found.turn.as_ref());
        let frequency = turn.and_then(|turn| turn.frequencies.get(i % half)).map(|&frequency| f64::from(frequency));
        let scale = turn.map_or(1.0, |turn| turn.scale);
        let angle = row as f64 * frequency.unwrap_or_else(|| 10_000f64.powf(-((i % half) as f64) / half as f64));
        let (sin, cos) = angle.sin_cos();
        let join = if i < half { " − " } else { " + " };
        self.line(vec![
            number(self.at(from, row, col)?),
            sign(format!(" · cos {angle:.4} ({})", digits::long(cos as f32))),
            sign(join),
            number(self.at(from, row, partner)?),
            sign(format!(" · sin {angle:.4} ({}){} = ", digits::long(sin as f32), scaled(scale))),
        ])
    }

    /// e to each score, the largest of the row taken off first, as it is computed.
    fn softmax(&self) -> Option<Sum> {
        let Cell { row, col, .. } = self.cell;
        if self.trace.get(Stage::MaskedScores).is_none() {
            return self.told(self.s.model_page.left_out);
        }
        let scores = self.trace[Stage::MaskedScores].row(self.head, row);
        let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let exp = |key: usize| Some((scores.get(key)? - max).exp());
        let term = |key: usize| {
            Some(Term { name: self.key(key), factors: vec![self.at(Stage::MaskedScores, row, key)?], value: exp(key)? })
        };
        let terms = (0..scores.len()).map(term).collect::<Option<Vec<_>>>()?;
        let total = terms.iter().map(|term| term.value).sum();
        let score = self.here(Stage::MaskedScores)?;
        let weight = Operand::at(self.value(self.cell)?, self.cell);
        let largest = vec![sign(format!("max = {}", digits::long(max)))];
        let exponent: Line =
            vec![sign("e^("), number(score), sign(format!(" − {}) = {}", bracketed(max), digits::long(exp(col)?)))];
        let share: Vec<Piece> =
            vec![sign(format!("{} ÷ {} = ", digits::long(exp(col)?), digits::long(total))), number(weight)];
        Some(Sum { lines: vec![largest, exponent, share], factors: vec![("s".into(), Role::Plain)], terms, total })
    }

    /// The rules that block this cell, or that none does.
    fn rules(&self) -> String {
        let Cell { row, col, .. } = self.cell;
        let mask = mask_in_force(self.state, self.answer);
        let blocking =
            mask.0.iter().filter(|rule| !rule.allows(row, col)).map(|rule| (self.s.mask_name)(RuleKind::from(rule)));
        (self.s.stages.ruled)(&blocking.collect::<Vec<_>>())
    }

    /// A cell as an operand.
    fn at(&self, stage: Stage, row: usize, col: usize) -> Option<Operand> {
        let cell = Cell { stage, row, col };
        Some(Operand::at(self.value(cell)?, cell))
    }

    fn here(&self, stage: Stage) -> Option<Operand> {
        self.at(stage, self.cell.row, self.cell.col)
    }
}

/// What queries and keys are multiplied by behind their turn, if that is not 1.
fn scaled(scale: f32) -> String {
    if scale == 1.0 { String::new() } else { format!(", · {}", digits::long(scale)) }
}

/// A number after a minus sign: one that has a sign of its own stands in brackets.
fn bracketed(value: f32) -> String {
    let text = digits::long(value);
    if value < 0.0 { format!("({text})") } else { text }
}
