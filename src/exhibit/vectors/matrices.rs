//! The matrices of the page: counts, idf, weights, cosines.

use super::super::matrix::{largest, symbol};
use super::super::{Panel, Slot};
use super::Page;
use crate::chart::{Axis, Figure, Fill, Heatmap, Label, Role, Tile, label};
use crate::engine::Row;
use crate::model::Stage;
use crate::num::Tensor;

impl Page<'_> {
    pub(super) fn strip(&self, current: Stage) -> Panel {
        let role = |stage| if stage == Stage::Similarity { Role::Query } else { Role::Plain };
        let tile = |stage: Stage| Tile {
            name: stage.name(),
            label: symbol(stage).into(),
            role: role(stage),
            is_minor: stage == Stage::Idf,
            is_current: stage == current,
        };
        let tiles = self.stages().map(tile).collect();
        let s = self.s;
        Panel {
            note: s.stages.strip_note.into(),
            ..Panel::new("stages", Slot::Top, s.vectors.strip, Figure::Strip(tiles))
        }
    }

    pub(super) fn matrix(&self, stage: Stage) -> Panel {
        let (s, all) = (&self.s.vectors, self.all);
        let figure = self.heatmap(stage);
        let (rows, cols) = (figure.n_rows(), figure.n_cols());
        let mut note = (self.s.stages.note)(stage).to_owned();
        let (documents, terms) = ((all.rows.len(), all.n_documents), (all.terms.len(), all.n_terms));
        if documents.0 < documents.1 || terms.0 < terms.1 {
            note = format!("{note} {}", (s.capped)(documents, terms));
        }
        let names = match stage {
            Stage::Similarity => ["n_documents", "n_documents"],
            Stage::Idf => ["1", "n_terms"],
            _ => ["n_documents", "n_terms"],
        };
        let times = "\u{A0}×\u{A0}";
        Panel {
            note,
            shape: Some(format!("{} = {rows}{times}{cols}", names.join(times))),
            stage: Some(stage),
            ..Panel::new(stage.name(), Slot::Main, (self.s.stages.name)(stage), Figure::Heatmap(Box::new(figure)))
        }
    }

    fn heatmap(&self, stage: Stage) -> Heatmap {
        let s = &self.s.vectors;
        let values = self.values(stage);
        let (rows, cols) = (self.rows(stage), self.cols(stage));
        let [count, idf, weight, cosine] = s.scale_name;
        let name = match stage {
            Stage::Counts => count,
            Stage::Idf => idf,
            Stage::Similarity => cosine,
            _ => weight,
        };
        let (map, scale) = (self.state.colormap, self.state.scale);
        let high = if stage == Stage::Similarity { 1.0 } else { largest(&values) };
        let title = (self.s.scale_title)(name, false, scale, map.slug());
        Heatmap {
            summary: (s.summary)((self.s.stages.name)(stage), values.rows(), values.cols()),
            fill: Fill::Map { map, scale, high, title },
            values,
            plane: 0,
            mask: Tensor::matrix(0, 0, vec![]),
            rows,
            cols,
            numbers: self.state.numbers,
            marks: vec![],
            blocked: self.s.blocked.into(),
        }
    }

    /// The numbers that are drawn.
    pub(super) fn values(&self, stage: Stage) -> Tensor {
        let (n_rows, n_cols) = (self.all.rows.len(), self.all.terms.len());
        match stage {
            Stage::Idf => Tensor::matrix(1, n_cols, self.all.terms.iter().map(|term| term.idf as f32).collect()),
            Stage::Similarity => {
                Tensor::matrix(n_rows, n_rows, self.all.similarity.iter().flatten().map(|&cos| cos as f32).collect())
            }
            _ => {
                let mut data = vec![0.0; n_rows * n_cols];
                for (row, document) in self.all.rows.iter().enumerate() {
                    for entry in &document.entries {
                        let value = if stage == Stage::Counts { entry.count as f64 } else { entry.weight };
                        data[row * n_cols + entry.term] = value as f32;
                    }
                }
                Tensor::matrix(n_rows, n_cols, data)
            }
        }
    }

    fn rows(&self, stage: Stage) -> Axis {
        if stage == Stage::Idf {
            let labels = [Label { text: symbol(stage).into(), id: None }].into();
            return Axis { title: String::new(), role: Role::Plain, labels };
        }
        let role = if stage == Stage::Similarity { Role::Query } else { Role::Plain };
        let name =
            |(index, row): (usize, &Row)| Label { text: format!("{} {}", index + 1, row.text), id: Some(index as u32) };
        let labels = self.all.rows.iter().enumerate().map(name).collect();
        Axis { title: self.s.vectors.documents.into(), role, labels }
    }

    fn cols(&self, stage: Stage) -> Axis {
        if stage == Stage::Similarity {
            let name = |index: usize| Label { text: (index + 1).to_string(), id: Some(index as u32) };
            let labels = (0..self.all.rows.len()).map(name).collect();
            return Axis { title: self.s.vectors.documents.into(), role: Role::Key, labels };
        }
        let terms = self.all.terms.iter().enumerate();
        let labels = terms.map(|(id, term)| Label { text: label::visible(&term.text), id: Some(id as u32) }).collect();
        Axis { title: self.s.vectors.terms.into(), role: Role::Plain, labels }
    }
}
