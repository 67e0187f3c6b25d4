//! The words' vectors on a rung, and how alike they are.

use super::super::{Panel, Slot, ngram};
use super::Page;
use crate::chart::{Axis, Figure, Fill, Heatmap, Label, Multiple, Role};
use crate::engine::OnRung;
use crate::model::Stage;
use crate::num::Tensor;

impl Page<'_> {
    /// The cosines of a rung: the same colours on every rung, since they are there to be compared.
    fn alike(&self, on: &OnRung, numbers: bool) -> Heatmap {
        let s = &self.s.ladder;
        let n = self.all.words.len();
        let (values, mask) = (filled(n, n, on.cosines.iter().copied()), blocked(n, n, on.cosines.iter().copied()));
        let axis = |role| Axis { title: s.word.into(), role, labels: self.labels().into() };
        Heatmap {
            summary: (s.summary)(&(s.alike)((s.rung)(on.rung)), n, n),
            values,
            plane: 0,
            mask,
            fill: Fill::Signed { high: 1.0, title: s.cosine.into() },
            rows: axis(Role::Query),
            cols: axis(Role::Key),
            numbers,
            marks: vec![],
            blocked: s.no_vector.into(),
        }
    }

    /// How alike the words are on the rung that is shown.
    pub(super) fn similarity(&self) -> Panel {
        let (s, on) = (&self.s.ladder, self.on);
        let n = self.all.words.len();
        let figure = self.alike(on, self.state.numbers);
        Panel {
            note: (s.alike_note)(on.rung).into(),
            shape: Some(format!("n_words\u{A0}×\u{A0}n_words = {n}\u{A0}×\u{A0}{n}")),
            stage: Some(Stage::LadderSimilarity),
            ..Panel::new("likeness", Slot::Main, (s.alike)((s.rung)(on.rung)), Figure::Heatmap(Box::new(figure)))
        }
    }

    /// The same of all rungs.
    pub(super) fn every(&self) -> Panel {
        let s = &self.s.ladder;
        let one = |(place, on): (usize, &OnRung)| Multiple {
            figure: self.alike(on, false),
            caption: format!("{} · {}", place + 1, (s.rung)(on.rung)),
            layer: None,
            head: place,
        };
        let all = self.all.rungs.iter().enumerate().map(one).collect();
        Panel { note: s.all_note.into(), ..Panel::new("all-rungs", Slot::Side, s.all, Figure::Multiples(all)) }
    }

    /// The numbers of the rung's vectors that are drawn.
    pub(super) fn numbers(&self) -> Vec<Option<f32>> {
        let n = self.on.drawn.len();
        let row = |row: &Option<Vec<f32>>| match row {
            Some(row) => row.iter().map(|&value| Some(value)).collect(),
            None => vec![None; n],
        };
        self.on.rows.iter().flat_map(row).collect()
    }

    /// What a dimension that is drawn is called.
    pub(super) fn dimension(&self, col: usize) -> String {
        let name = self.on.names.get(col).map(|item| ngram::name(self.s, item));
        name.unwrap_or_else(|| self.on.drawn.get(col).copied().unwrap_or(col).to_string())
    }

    /// The vectors, if a word has one.
    pub(super) fn vectors(&self) -> Option<Panel> {
        let (s, on) = (&self.s.ladder, self.on);
        let (n, width) = (on.rows.len(), on.drawn.len());
        if width == 0 {
            return None;
        }
        let (numbers, title) = (self.numbers(), (s.vectors)((s.rung)(on.rung)));
        let values = filled(n, width, numbers.iter().copied());
        let high = values.data().iter().fold(0.0, |high: f32, value| high.max(value.abs()));
        let label = |col: usize| Label { text: self.dimension(col), id: None };
        let figure = Heatmap {
            summary: (s.summary)(&title, n, width),
            mask: blocked(n, width, numbers.iter().copied()),
            fill: Fill::Signed { high, title: s.value.into() },
            values,
            plane: 0,
            rows: Axis { title: s.word.into(), role: Role::Plain, labels: self.labels().into() },
            cols: Axis { title: s.dimension.into(), role: Role::Plain, labels: (0..width).map(label).collect() },
            numbers: self.state.numbers,
            marks: vec![],
            blocked: s.no_vector.into(),
        };
        Some(Panel {
            note: (s.vectors_note)(width, on.d, on.rung),
            shape: Some(format!("n_words\u{A0}×\u{A0}d = {n}\u{A0}×\u{A0}{}", on.d)),
            stage: Some(Stage::LadderVectors),
            ..Panel::new("rung-vectors", Slot::Below, title, Figure::Heatmap(Box::new(figure)))
        })
    }
}

/// Numbers, 0 where there is none.
fn filled(rows: usize, cols: usize, values: impl Iterator<Item = Option<f32>>) -> Tensor {
    Tensor::matrix(rows, cols, values.map(Option::unwrap_or_default).collect())
}

/// A mask that blocks where there is no number; none if there is one everywhere.
fn blocked(rows: usize, cols: usize, values: impl Iterator<Item = Option<f32>>) -> Tensor {
    let mask: Vec<f32> = values.map(|value| if value.is_some() { 0.0 } else { f32::NEG_INFINITY }).collect();
    if mask.iter().all(|&value| value == 0.0) { Tensor::matrix(0, 0, vec![]) } else { Tensor::matrix(rows, cols, mask) }
}
