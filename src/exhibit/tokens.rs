//! Chapter 1: how a text is cut.

use super::{Exhibit, Panel, Slot, chips, nothing_yet, text};
use crate::chart::Figure;
use crate::engine::{Answer, Ask};
use crate::i18n::{Counts, strings};
use crate::model::ConfigError;
use crate::state::{ExhibitId, State};
use unicode_segmentation::UnicodeSegmentation;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Tokens,
    chapters: "1",
    title: |s| s.tokens,
    intro: |s| s.tokens_intro,
    controls: &[],
    job,
    panels,
    inspect: |_, _, _| None,
};

fn job(state: &State) -> Result<Ask, ConfigError> {
    Ok(Ask { text: text(state).to_owned(), tokenizer: state.tokenizer, attend: None })
}

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
    vec![Panel {
        name: "tokens",
        slot: Slot::Below,
        title: (s.tokens_counted)(counts),
        tag: None,
        note: s.tokens_note.into(),
        shape: None,
        control: None,
        figure: Figure::Chips(chips(tokens)),
    }]
}
