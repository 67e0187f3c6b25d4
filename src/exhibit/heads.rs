//! Chapter 5: many heads beside each other, and what becomes of them.

use super::explain::inspect;
use super::{Exhibit, MODEL, Panel, ask, layer, matrix, nothing_yet};
use crate::engine::{Answer, Run};
use crate::i18n::strings;
use crate::state::{ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Heads,
    chapters: "5",
    title: |s| s.heads.title,
    intro: |s| s.heads.intro,
    controls: MODEL,
    job: |state| Ok(ask(state, Run::Attend(state.config()?))),
    panels,
    inspect,
    steps: |_, _| 0,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = layer(state, answer) else { return nothing_yet(s, s.heads.title) };
    vec![matrix::weights(state, answer, trace)]
}
