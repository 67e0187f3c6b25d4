//! A look into one layer, and what training did to the loss.

use super::super::{Control, ElmoControl, Panel, Slot};
use super::Page;
use super::matrices::highest;
use crate::chart::{Axis, Curve, Figure, Fill, Heatmap, Label, Role, number};
use crate::model::Stage;
use crate::num::Tensor;
use crate::repr::elmo::Ended;
use crate::repr::lstm::Gate;

impl Page<'_> {
    /// The numbers of the gate that is shown, `[n_tokens, d]`.
    pub(super) fn gates(&self) -> Tensor {
        let (all, d) = (self.all, self.all.d);
        let n = all.h.len().checked_div(d).unwrap_or(0);
        let values = match self.state.elmo.gate {
            Gate::Cell => all.c.clone(),
            Gate::State => all.h.clone(),
            gate => {
                let part = |row: &[f32]| row[gate as usize * d..(gate as usize + 1) * d].to_vec();
                all.gates.chunks_exact((4 * d).max(1)).flat_map(part).collect()
            }
        };
        Tensor::matrix(n, d, values)
    }

    /// What stands at a place of the sentence that is looked into.
    pub(super) fn token(&self, at: usize) -> String {
        let token = self.all.sentences.get(self.all.sentence).and_then(|one| one.tokens.get(at));
        token.filter(|token| !token.is_empty()).map_or_else(|| self.s.elmo.edge.to_owned(), Clone::clone)
    }

    pub(super) fn gate(&self) -> Panel {
        let (s, set) = (&self.s.elmo, &self.state.elmo);
        let values = self.gates();
        let (n, d, times) = (values.rows(), values.cols(), "\u{A0}×\u{A0}");
        let title = (s.inside)(self.all.sentence + 1, set.layer, set.direction);
        let (map, name) = (self.state.colormap, (s.gate_name)(set.gate));
        let fill = match set.gate {
            Gate::Input | Gate::Forget | Gate::Output => {
                let scale = self.state.scale;
                Fill::Map { map, scale, high: 1.0, title: (self.s.scale_title)(name, false, scale, map.slug()) }
            }
            Gate::Candidate | Gate::State => Fill::Signed { high: 1.0, title: name.into() },
            Gate::Cell => Fill::Signed { high: highest(&values), title: name.into() },
        };
        let rows = (0..n).map(|at| Label { text: self.token(at), id: Some(at as u32) }).collect();
        let figure = Heatmap {
            summary: (s.summary)(&title, n, d),
            values,
            plane: 0,
            mask: Tensor::matrix(0, 0, vec![]),
            fill,
            rows: Axis { title: s.token.into(), role: Role::Plain, labels: rows },
            cols: Axis::dimensions(s.unit.into(), Role::Plain, d),
            numbers: self.state.numbers,
            marks: vec![],
            blocked: self.s.blocked.into(),
        };
        Panel {
            tag: self.tag(),
            note: (s.gate_note)(set.gate).into(),
            shape: Some(format!("n_tokens{times}d = {n}{times}{d}")),
            stage: Some(Stage::ElmoGate),
            controls: &[Control::Elmo(ElmoControl::Inside)],
            ..Panel::new(Stage::ElmoGate.name(), Slot::Below, title, Figure::Heatmap(Box::new(figure)))
        }
    }

    /// The loss over the steps of training.
    pub(super) fn training(&self) -> Panel {
        let s = &self.s.elmo;
        let controls = &[Control::Elmo(ElmoControl::Training)];
        let Some(lesson) = &self.all.lesson else {
            let none = Panel::new("training", Slot::Below, s.training, Figure::Chips([].into()));
            return Panel { note: s.training_none.into(), controls, ..none };
        };
        let points: Vec<(f64, f64)> =
            lesson.losses.iter().enumerate().map(|(step, (before, after))| (step as f64, before + after)).collect();
        let marked = lesson.kept().min(points.len().saturating_sub(1));
        let told = |at: usize| number::short(points.get(at).map_or(0.0, |point| point.1) as f32);
        let note = (s.training_note)(lesson.ended, points.len().saturating_sub(1), &told(0), &told(marked));
        let summary = (s.training_summary)(points.len().saturating_sub(1), &told(marked));
        let (x_title, y_title) = (s.training_x.into(), s.training_y.into());
        let is_whole = lesson.ended == Ended::Whole;
        let curve = Curve { points, marked, beside: None, x_title, y_title, summary };
        let tag = if is_whole { None } else { self.tag() };
        Panel { note, controls, tag, ..Panel::new("training", Slot::Below, s.training, Figure::Curve(curve)) }
    }
}
