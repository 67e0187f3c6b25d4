//! What the model predicts: everywhere, layer by layer at one place, and with heads off beside without.

use super::super::{Control, Panel, Slot};
use super::View;
use crate::chart::{Figure, Table, number};
use crate::engine::TOLD;
use crate::model::pretrained::Candidate;

/// The most rows of predictions; of a longer text those around the token that is looked at are shown.
const MAX_ROWS: usize = 48;

/// The panels; none but a sentence if the model was not made to predict.
pub(super) fn panels(view: &View) -> Vec<Panel> {
    let View { s, found, .. } = view;
    let page = &s.model_page;
    if found.lens.is_empty() {
        let nothing = Panel::new("guesses", Slot::Below, page.guesses, Figure::Chips([].into()));
        return vec![Panel { note: page.no_guesses.into(), ..nothing }];
    }
    let token = view.token(found.place);
    let mut panels = vec![Panel {
        tag: view.tag(),
        controls: &[Control::Ablated],
        ..Panel::new("guesses", Slot::Below, page.guesses, Figure::Table(guesses(view)))
    }];
    if let Some(moved) = &found.moved {
        let row = |&(id, before, after): &(u32, f32, f32)| {
            vec![view.piece(id), number::long(before), number::long(after), number::long(after - before)]
        };
        let table = Table {
            caption: (page.moved_note)(&number::long(moved.bits)),
            head: page.moved_head.map(str::to_owned).into(),
            rows: moved.tokens.iter().map(row).collect(),
        };
        let panel = Panel::new("moved", Slot::Below, (page.moved)(&token), Figure::Table(table));
        panels.push(Panel { tag: view.tag(), ..panel });
    }
    let panel = Panel::new("lens", Slot::Below, (page.lens)(&token), Figure::Table(lens(view)));
    panels.push(Panel { tag: view.tag(), ..panel });
    panels
}

fn told(view: &View, guess: Option<&Candidate>) -> String {
    guess.map_or_else(String::new, |guess| format!("{} {}", view.piece(guess.id), number::short(guess.probability)))
}

fn ranks() -> impl Iterator<Item = String> {
    (1..=TOLD).map(|rank| rank.to_string())
}

/// A row for each token: hidden ones first, then the text in its order.
fn guesses(view: &View) -> Table {
    let View { s, found, answer, read, .. } = view;
    let page = &s.model_page;
    let hidden: Vec<usize> = found.masked.iter().map(|&(place, _)| place).collect();
    let n = answer.tokens.len();
    let first = found.place.saturating_sub(MAX_ROWS / 2).min(n.saturating_sub(MAX_ROWS));
    let around = first..(first + MAX_ROWS).min(n);
    let row = |place: usize| {
        let stood = found.masked.iter().find(|(masked, _)| *masked == place).map(|&(_, id)| view.piece(id));
        let token = stood.map_or_else(|| view.token(place), |stood| (page.hidden)(&view.token(place), &stood));
        let guesses = found.guesses.get(place).map_or(&[][..], Vec::as_slice);
        let cells = (0..TOLD).map(|rank| told(view, guesses.get(rank)));
        [(place + 1).to_string(), token].into_iter().chain(cells).collect()
    };
    let has = |place: &usize| found.guesses.get(*place).is_some_and(|guesses| !guesses.is_empty());
    let rows: Vec<Vec<String>> =
        hidden.iter().copied().chain(around.filter(|place| !hidden.contains(place))).filter(has).map(row).collect();
    let caption = if read.card.is_causal { page.next_note } else { page.stands_note };
    let shown = (rows.len() < n).then(|| (page.some_of)(rows.len(), n));
    Table {
        caption: shown.map_or_else(|| caption.to_owned(), |shown| format!("{caption}{}{shown}", page.between)),
        head: page.guesses_head.iter().map(|&name| name.to_owned()).chain(ranks()).collect(),
        rows,
    }
}

/// A row for each layer.
fn lens(view: &View) -> Table {
    let page = &view.s.model_page;
    let row = |(layer, guesses): (usize, &Vec<Candidate>)| {
        let name = if layer == 0 { page.lens_embedding.to_owned() } else { (page.lens_layer)(layer) };
        [name].into_iter().chain((0..TOLD).map(|rank| told(view, guesses.get(rank)))).collect()
    };
    Table {
        caption: page.lens_note.into(),
        head: [view.s.heads.grid_layer.to_owned()].into_iter().chain(ranks()).collect(),
        rows: view.found.lens.iter().enumerate().map(row).collect(),
    }
}
