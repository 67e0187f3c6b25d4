//! Chapters 3 to 5: classic mistakes, and what each does to the numbers.

use super::explain::inspect;
use super::{Exhibit, MODEL, Panel, ask, layer, matrix, nothing_yet};
use crate::engine::{Answer, Run};
use crate::i18n::strings;
use crate::state::{ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Breaks,
    chapters: "3–5",
    title: |s| s.breaks.title,
    intro: |s| s.breaks.intro,
    controls: MODEL,
    job: |state| Ok(ask(state, Run::Compare(state.config()?))),
    panels,
    inspect,
    steps: |_, _| 0,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = layer(state, answer) else { return nothing_yet(s, s.breaks.title) };
    vec![matrix::weights(state, answer, trace)]
}
