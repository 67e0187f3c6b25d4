//! A pretrained model reads the text: every head of every layer, and all stages of one layer.

use super::explain::inspect;
use super::{Control, Exhibit, Panel, Slot, ask, attend, layer, matrix, nothing_yet};
use crate::engine::{Answer, Ask, Reading, Run};
use crate::i18n::strings;
use crate::model::{Mask, Unfit};
use crate::state::{ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Model,
    chapters: "1–5",
    title: |s| s.reading.title,
    intro: |s| s.reading.intro,
    has_tokenizer: false,
    has_script: false,
    controls: &[Control::Model, Control::View, Control::Scale, Control::Colormap, Control::Table],
    more: &[Control::Mask, Control::Numbers],
    job,
    panels,
    inspect,
};

fn job(state: &State) -> Result<Ask, Unfit> {
    let reading = Reading {
        padded: state.reading.padded,
        mask: (state.mask != Mask::default()).then(|| state.mask.clone()),
        masked: state.reading.masked.clone(),
        heads_off: state.reading.ablated.clone(),
        pooled: state.reading.pooled.clone(),
        layer: state.layer,
        place: state.cell.filter(|cell| cell.stage.is_query_by_key()).map(|cell| cell.row),
        beside: state.reading.beside.clone(),
    };
    Ok(ask(&State { batch: false, ..state.clone() }, Run::Read(reading)))
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = layer(state, answer) else { return nothing_yet(s, s.reading.title) };
    let stage = attend::shown(state, trace);
    let main = matrix::panel(state, answer, trace, stage, Slot::Main);
    vec![
        Panel {
            note: s.stages.strip_note.into(),
            ..Panel::new("stages", Slot::Top, s.stages.strip, attend::strip(trace, stage))
        },
        Panel { figure: attend::view(state, answer, trace, stage), ..main },
    ]
}
