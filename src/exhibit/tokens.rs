//! Chapter 1: how a text is cut.

use super::{Exhibit, Panel, Slot, ask, chips, nothing_yet};
use crate::chart::Figure;
use crate::engine::{Answer, Run};
use crate::i18n::{Counts, strings};
use crate::state::{ExhibitId, State};
use unicode_segmentation::UnicodeSegmentation;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Tokens,
    chapters: "1",
    title: |s| s.tokens,
    intro: |s| s.tokens_intro,
    has_tokenizer: true,
    has_script: true,
    controls: &[],
    more: &[],
    job: |state| Ok(ask(&State { batch: false, kv_text: None, ..state.clone() }, Run::Tokens)),
    panels,
    inspect: |_, _, _| None,
};

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = strings(state.language);
    let tokens = &answer.tokens;
    if tokens.is_empty() {
        return nothing_yet(s, s.tokens);
    }
    // Where the text was cut off, the counts are those of the part that is shown.
    let end =
        if tokens.len() < tokens.n_found() { tokens.list().last().map_or(0, |t| t.end) } else { tokens.source().len() };
    let shown = tokens.source().get(..end).unwrap_or_default();
    let counts = Counts {
        n_tokens: tokens.len(),
        n_distinct: tokens.n_distinct(),
        n_characters: shown.graphemes(true).count(),
        n_bytes: shown.len(),
    };
    let cut = Panel::new("tokens", Slot::Below, (s.tokens_counted)(counts), Figure::Chips(chips(tokens)));
    vec![Panel { note: (s.tokens_note)(tokens.vocabulary().map(|vocabulary| vocabulary.size)), ..cut }]
}
