//! The word's places beside each other, and its vectors there.

use super::super::{Control, ElmoControl, Panel, Slot};
use super::Page;
use crate::chart::{Axis, Figure, Fill, Heatmap, Label, Role, Scale};
use crate::model::Stage;
use crate::num::Tensor;
use crate::repr::elmo::{N_LAYERS, cosines};

/// The stages of the layers' vectors.
pub(super) const LAYERS: [Stage; N_LAYERS] = [Stage::ElmoLayer0, Stage::ElmoLayer1, Stage::ElmoLayer2];

impl Page<'_> {
    /// The word's vectors of a stage, a row a place.
    pub(super) fn rows_of(&self, stage: Stage) -> Vec<Vec<f32>> {
        let layer = LAYERS.iter().position(|&one| one == stage);
        let places = self.all.places.iter();
        match (stage, layer) {
            (Stage::ElmoStatic, _) => places.filter_map(|place| place.layers.first().cloned()).collect(),
            (_, Some(layer)) => places.filter_map(|place| place.layers.get(layer).cloned()).collect(),
            _ => places.map(|place| self.mix.of(&place.layers)).collect(),
        }
    }

    /// The numbers of a stage that are drawn.
    pub(super) fn values(&self, stage: Stage) -> Tensor {
        let rows = self.rows_of(stage);
        let n = rows.len();
        if matches!(stage, Stage::ElmoStatic | Stage::ElmoSimilarity) {
            return Tensor::matrix(n, n, cosines(&rows));
        }
        Tensor::matrix(n, rows.first().map_or(0, Vec::len), rows.concat())
    }

    /// Static and ELMo's, side by side.
    pub(super) fn similarities(&self) -> [Panel; 2] {
        let s = &self.s.elmo;
        let matrices = [Stage::ElmoSimilarity, Stage::ElmoStatic].map(|stage| self.values(stage));
        let low = least(&matrices);
        let one = |stage: Stage, values: Tensor, slot, title: String, note: &str| {
            let n = values.rows();
            let times = "\u{A0}×\u{A0}";
            Panel {
                tag: self.tag(),
                note: note.into(),
                shape: Some(format!("n_places{times}n_places = {n}{times}{n}")),
                stage: Some(stage),
                ..Panel::new(
                    stage.name(),
                    slot,
                    title.as_str(),
                    Figure::Heatmap(Box::new(self.alike(values, low, &title))),
                )
            }
        };
        let (word, mixed_note) = (&self.all.word, s.mixed_note);
        let [mixed, fixed] = matrices;
        [
            one(Stage::ElmoSimilarity, mixed, Slot::Main, (s.mixed)(word), mixed_note),
            one(Stage::ElmoStatic, fixed, Slot::Side, (s.fixed)(word), s.fixed_note),
        ]
    }

    /// Cosines from `low` to 1, unless the reader wants another scale.
    fn alike(&self, values: Tensor, low: f32, title: &str) -> Heatmap {
        let s = &self.s.elmo;
        let (map, scale) = (self.state.colormap, self.state.scale);
        let n = values.rows();
        let fill = if scale == Scale::Shared {
            Fill::Between { map, low, high: 1.0, title: (s.between)(map.slug()) }
        } else if values.data().iter().any(|&value| value < 0.0) {
            // The other scales begin at 0 and have no colour for what is below.
            Fill::Signed { high: 1.0, title: s.scale_name.into() }
        } else {
            Fill::Map { map, scale, high: 1.0, title: (self.s.scale_title)(s.scale_name, false, scale, map.slug()) }
        };
        let label = |text: String, index: usize| Label { text, id: Some(index as u32) };
        let rows = (0..n).map(|index| label(self.place(index), self.group(index))).collect();
        let number = |index: usize| self.all.places.get(index).map_or(0, |place| place.sentence + 1).to_string();
        let cols = (0..n).map(|index| label(number(index), self.group(index))).collect();
        Heatmap {
            summary: (s.summary)(title, n, n),
            values,
            plane: 0,
            mask: Tensor::matrix(0, 0, vec![]),
            fill,
            rows: Axis { title: s.place.into(), role: Role::Query, labels: rows },
            cols: Axis { title: s.place.into(), role: Role::Key, labels: cols },
            numbers: self.state.numbers,
            marks: vec![],
            blocked: self.s.blocked.into(),
        }
    }

    fn group(&self, index: usize) -> usize {
        self.all.places.get(index).map_or(0, |place| place.sentence)
    }

    /// The vectors of the word in each layer, and mixed.
    pub(super) fn vectors(&self) -> Vec<Panel> {
        let s = &self.s.elmo;
        let stages = [Stage::ElmoMix].into_iter().chain(LAYERS.into_iter().rev());
        let panel = |stage: Stage| {
            let layer = LAYERS.iter().position(|&one| one == stage);
            let title = layer.map_or(s.mixed_vectors, s.vectors_of);
            let note =
                layer.map_or_else(|| s.mixed_vectors_note.to_owned(), |layer| (s.vectors_note)(layer, self.all.d));
            let values = self.values(stage);
            let (n, width, times) = (values.rows(), values.cols(), "\u{A0}×\u{A0}");
            let rows = (0..n).map(|index| Label { text: self.place(index), id: Some(self.group(index) as u32) });
            let figure = Heatmap {
                summary: (s.summary)(title, n, width),
                fill: Fill::Signed { high: highest(&values), title: s.value.into() },
                rows: Axis { title: s.place.into(), role: Role::Plain, labels: rows.collect() },
                cols: Axis::dimensions(s.dimension.into(), Role::Plain, width),
                values,
                plane: 0,
                mask: Tensor::matrix(0, 0, vec![]),
                numbers: self.state.numbers,
                marks: vec![],
                blocked: self.s.blocked.into(),
            };
            Panel {
                tag: self.tag(),
                note,
                shape: Some(format!("n_places{times}2·d = {n}{times}{width}")),
                stage: Some(stage),
                ..Panel::new(stage.name(), Slot::Below, title, Figure::Heatmap(Box::new(figure)))
            }
        };
        stages.map(panel).collect()
    }

    /// The table of the mix, with its sliders.
    pub(super) fn mix(&self) -> Panel {
        let s = &self.s.elmo;
        Panel {
            tag: self.tag(),
            note: s.mix_note.into(),
            controls: &[Control::Elmo(ElmoControl::Mix)],
            ..Panel::new("mix", Slot::Below, s.mix, Figure::Table(self.shares()))
        }
    }
}

/// The least cosine of both matrices, rounded down to thousandths: where their colours begin, so that both can be compared and what
/// is nearly alike can be told apart. One of these thousandths is always left up to 1, for rounding errors are no difference.
fn least(matrices: &[Tensor]) -> f32 {
    const FINE: f32 = 1e-3;
    let least = matrices.iter().flat_map(Tensor::data).copied().fold(1.0, f32::min);
    ((least / FINE).floor() * FINE).min(1.0 - FINE)
}

pub(super) fn highest(values: &Tensor) -> f32 {
    values.data().iter().fold(0.0, |high, value| f32::max(high, value.abs()))
}
