//! Chapter 4: what each query may see, painted by hand if one likes.

use super::explain::inspect;
use super::{Exhibit, MODEL, Panel, ask, layer, matrix, nothing_yet};
use crate::engine::{Answer, Run};
use crate::i18n::strings;
use crate::state::{ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Mask,
    chapters: "4",
    title: |s| s.mask_page.title,
    intro: |s| s.mask_page.intro,
    controls: MODEL,
    job: |state| Ok(ask(state, Run::Attend(state.config()?))),
    panels,
    inspect,
    steps: |_, _| 0,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let Some(trace) = layer(state, answer) else { return nothing_yet(s, s.mask_page.title) };
    vec![matrix::weights(state, answer, trace)]
}
