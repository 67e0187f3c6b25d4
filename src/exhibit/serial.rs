//! Chapter 4: one token after the other, or all at once under the causal mask.

use super::explain::inspect;
use super::{Exhibit, MODEL, Panel, ask, layer, matrix, nothing_yet};
use crate::engine::{Answer, Run};
use crate::i18n::strings;
use crate::state::{ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Serial,
    chapters: "4",
    title: |s| s.serial.title,
    intro: |s| s.serial.intro,
    controls: MODEL,
    job: |state| Ok(ask(state, Run::Serial(state.config()?))),
    panels,
    inspect,
    steps: |_, _| 0,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = layer(state, answer) else { return nothing_yet(s, s.serial.title) };
    vec![matrix::weights(state, answer, trace)]
}
