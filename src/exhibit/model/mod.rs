//! A pretrained model reads the text: every head of every layer, all stages of one layer, and what the model predicts.

mod beside;
mod folded;
mod overview;
mod predicted;

use super::explain::inspect;
use super::{Control, Exhibit, Panel, Slot, ask, attend, chips, layer, matrix, nothing_yet};
use crate::chart::{Figure, Table, label, number};
use crate::engine::{Answer, Ask, Found, Read, Reading, Run};
use crate::i18n::{Strings, strings};
use crate::model::pretrained::Folder;
use crate::model::{Mask, Stage, Unfit};
use crate::state::{ExhibitId, State};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Model,
    chapters: "1–5",
    title: |s| s.reading.title,
    intro: |s| s.reading.intro,
    has_tokenizer: false,
    has_script: false,
    controls: &[
        Control::Model,
        Control::LayerOf,
        Control::HeadOf,
        Control::Arithmetic,
        Control::View,
        Control::Scale,
        Control::Colormap,
        Control::Table,
    ],
    more: &[Control::MaskOf, Control::Padding, Control::Beside, Control::KvText, Control::Numbers],
    job,
    panels,
    inspect,
};

fn job(state: &State) -> Result<Ask, Unfit> {
    let reading = Reading {
        padded: state.reading.padded,
        mask: (state.mask != Mask::default()).then(|| state.mask.clone()),
        arithmetic: state.reading.arithmetic,
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
    let read = answer.read.as_ref().and_then(|read| Some((read, read.found.as_ref()?)));
    let (Some(trace), Some((read, found))) = (layer(state, answer), read) else {
        return nothing_yet(s, s.reading.title);
    };
    let view = View { s, state, answer, trace, read, found };
    let stage = attend::shown(state, trace);
    let main = matrix::panel(state, answer, trace, stage, Slot::Main);
    let note = if found.has_scores { s.stages.strip_note.into() } else { s.model_page.no_scores.into() };
    let mut panels = vec![
        Panel { note, ..Panel::new("stages", Slot::Top, s.stages.strip, attend::strip(trace, stage)) },
        Panel {
            figure: attend::view(state, answer, trace, stage),
            controls: &[Control::OwnMask],
            note: arithmetic(&view, &main.note),
            ..main
        },
        overview::panel(&view),
        overview::layer(&view, stage),
    ];
    panels.extend(predicted::panels(&view));
    panels.push(tokens(&view));
    panels.extend(beside::panels(&view));
    panels.extend(folded::panels(&view));
    panels.push(card(&view));
    panels
}

/// All that a panel is made of.
struct View<'a> {
    s: &'static Strings,
    state: &'a State,
    answer: &'a Answer,
    trace: &'a crate::model::Trace,
    read: &'a Read,
    found: &'a Found,
}

impl View<'_> {
    /// The head that is shown.
    fn head(&self) -> usize {
        super::head(self.state, self.trace)
    }

    /// A token of the vocabulary, for readers.
    fn piece(&self, id: u32) -> String {
        let Some(piece) = self.found.pieces.get(&id) else { return format!("#{id}") };
        match piece.is_special {
            true => String::from_utf8_lossy(&piece.bytes).into_owned(),
            false if piece.continues => format!("##{}", label::visible_bytes(&piece.bytes)),
            false => label::visible_bytes(&piece.bytes),
        }
    }

    /// A token of the text, for readers.
    fn token(&self, place: usize) -> String {
        let tokens = &self.answer.tokens;
        tokens.list().get(place).map_or_else(String::new, |&token| matrix::name(tokens, token))
    }

    /// Where the numbers come from.
    fn tag(&self) -> Option<String> {
        Some(matrix::made_by(self.s, self.state))
    }
}

/// What is said of the matrix; of a fast pass also what in it is fast, and what its weights lost.
fn arithmetic(view: &View, note: &str) -> String {
    let page = &view.s.model_page;
    let losses = view.found.losses.as_ref();
    let Some(loss) = losses.and_then(|losses| losses.get(view.head())) else { return note.to_owned() };
    let between = if note.is_empty() { "" } else { page.between };
    format!("{note}{between}{}", (page.fast_note)(&number::share(loss.mean), &number::share(loss.most)))
}

/// The text's tokens; of an encoder they can be hidden here.
fn tokens(view: &View) -> Panel {
    let View { s, answer, read, .. } = view;
    let can_hide = read.card.has_mask && !read.card.is_causal;
    let panel = Panel::new("tokens", Slot::Below, s.tokens, Figure::Chips(chips(&answer.tokens)));
    Panel {
        note: if can_hide { s.model_page.hide_note.into() } else { String::new() },
        shape: Some(format!("n_tokens = {}", answer.tokens.len())),
        ..panel
    }
}

/// What the model is.
fn card(view: &View) -> Panel {
    let View { s, state, read, .. } = view;
    let (s, card) = (&s.model_page, &read.card);
    let folder = state.model();
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let mut rows = vec![
        row(s.card_family, card.family.clone()),
        row(s.card_layers, card.n_layers.to_string()),
        row(s.card_heads, card.n_heads.to_string()),
        row(s.card_parameters, (s.count)(card.n_parameters)),
        row(s.card_vocabulary, (s.count)(card.vocab_size as u64)),
        row(s.card_longest, card.max_tokens.map_or_else(|| s.card_unlimited.into(), |n| (s.count)(n as u64))),
        row(s.card_reads, if card.is_causal { s.card_causal } else { s.card_both_ways }.into()),
    ];
    if let Folder::Ours(ours) = folder {
        rows.push(row(s.card_corpus, (s.corpus)(ours).into()));
    }
    let table = Table { caption: String::new(), head: s.card_head.map(str::to_owned).into(), rows };
    Panel::new("card", Slot::Below, (s.card)(folder.name()), Figure::Table(table))
}

/// Whether a stage has weights in its cells.
fn is_weights(stage: Stage) -> bool {
    matches!(stage, Stage::Weights | Stage::Dropped)
}
