//! What is found by the vectors: the documents nearest to a query, the heaviest terms, and that the order is lost.

use super::super::{Control, Panel, Slot, VectorsControl};
use super::Page;
use crate::chart::{Cut, Cuts, Figure, Table, Word, label, number};
use crate::engine::{Order, Row};
use crate::repr::vsm::Hit;

/// Documents whose heaviest terms are listed, and terms of a shuffled document.
const LISTED: usize = 20;

impl Page<'_> {
    pub(super) fn search(&self) -> Panel {
        let s = &self.s.vectors;
        let mut rows = vec![];
        let mut caption = s.search_empty.to_owned();
        if let Some(search) = &self.all.search {
            let row = |(rank, (Hit { document, score }, text, shared)): (usize, &(Hit, String, Vec<String>))| {
                let document = format!("{} {text}", document + 1);
                vec![(rank + 1).to_string(), number::exact(*score as f32), document, (self.s.list)(&visible(shared))]
            };
            rows = search.hits.iter().enumerate().map(row).collect();
            caption = match search.n_found {
                0 => s.search_none.to_owned(),
                n => (s.search_note)(n, self.all.n_documents, search.hits.len()),
            };
            if !search.unknown.is_empty() {
                caption = format!("{caption} {}", (s.unknown)(&visible(&search.unknown)));
            }
        }
        let table = Table { caption, head: s.search_head.map(str::to_owned).into(), rows };
        Panel {
            controls: &[Control::Vectors(VectorsControl::Query)],
            ..Panel::new("nearest", Slot::Below, s.search, Figure::Table(table))
        }
    }

    pub(super) fn top(&self) -> Panel {
        let s = &self.s.vectors;
        let row = |(index, row): (usize, &Row)| {
            let term = |(term, weight): &(String, f64)| {
                format!("{}\u{A0}{}", label::visible(term), number::short(*weight as f32))
            };
            let terms: Vec<String> = row.top.iter().map(term).collect();
            vec![format!("{} {}", index + 1, row.text), terms.join(" · ")]
        };
        let table = Table {
            caption: s.top_note.into(),
            head: s.top_head.map(str::to_owned).into(),
            rows: self.all.rows.iter().take(LISTED).enumerate().map(row).collect(),
        };
        Panel::new("heaviest", Slot::Below, s.top, Figure::Table(table))
    }

    /// A document's words in another order, and that its vector is the same.
    pub(super) fn order(&self) -> Vec<Panel> {
        let (s, Some(order)) = (&self.s.vectors, &self.all.order) else { return vec![] };
        let Order { document, words, shuffled, weights, n_differing, cosine } = order;
        let cut = |name: &str, words: &[String]| {
            let word = |word: &String| Word { text: label::visible(word), id: None, bytes: None, is_disputed: false };
            Cut { name: name.into(), words: words.iter().map(word).collect() }
        };
        let title = (s.order)(document + 1);
        let rows = vec![cut(s.as_written, words), cut(s.shuffled, shuffled)];
        let note = match weights.len() {
            0 => s.order_no_terms.to_owned(),
            n => (s.order_note)(*n_differing, n, &number::exact(*cosine as f32)),
        };
        let cuts = Cuts { rows, summary: title.clone() };
        let row = |(term, before, after): &(String, f64, f64)| {
            vec![label::visible(term), number::exact(*before as f32), number::exact(*after as f32)]
        };
        let table = Table {
            caption: (s.order_cut)(weights.len().min(LISTED), weights.len()),
            head: s.order_head.map(str::to_owned).into(),
            rows: weights.iter().take(LISTED).map(row).collect(),
        };
        let controls = &[Control::Vectors(VectorsControl::Order)];
        let order = Panel { note, controls, ..Panel::new("shuffled", Slot::Below, title, Figure::Cuts(cuts)) };
        vec![order, Panel::new("both", Slot::Below, s.order_weights, Figure::Table(table))]
    }
}

fn visible(terms: &[String]) -> Vec<String> {
    terms.iter().map(|term| label::visible(term)).collect()
}
