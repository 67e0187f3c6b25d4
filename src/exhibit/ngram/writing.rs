//! The text as it goes on: what was written, and what may come next.

use super::{each, matrix, name};
use crate::chart::{Bar, Bars, Cut, Cuts, Figure, Word, number};
use crate::engine::{Answer, Counted, MAX_DRAWN};
use crate::exhibit::{Panel, Slot};
use crate::i18n::{Strings, strings};
use crate::repr::ngram::Item;
use crate::repr::ngram::chain::Possible;
use crate::state::State;

/// The strip of steps, the text, and what may come next while anything may.
pub(super) fn panels(state: &State, answer: &Answer, counted: &Counted) -> Vec<Panel> {
    let s = strings(state.language);
    let n_new = counted.writing.new.len();
    let mut all = vec![
        Panel {
            note: told(s, counted),
            ..Panel::new(
                "steps",
                Slot::Below,
                (s.ngram.step)(n_new),
                Figure::Player { current: n_new, n: if is_over(counted) { n_new + 1 } else { MAX_DRAWN + 1 } },
            )
        },
        Panel::new("text", Slot::Below, s.ngram.text, Figure::Cuts(text(s, answer, counted))),
    ];
    if !counted.writing.next.is_empty() {
        let chosen = counted.writing.chosen.and_then(|index| counted.writing.next.get(index));
        all.push(Panel {
            note: (s.ngram.next_note)(
                &each(s, &last_context(counted)),
                counted.writing.n_possible,
                counted.vocab_size,
                chosen.map(|one| name(s, &one.item)).as_deref(),
            ),
            shape: Some(format!("V = {}", counted.vocab_size)),
            ..Panel::new("next", Slot::Below, s.ngram.next, Figure::Bars(bars(s, state, counted)))
        });
    }
    all
}

/// Whether nothing can be written on.
fn is_over(counted: &Counted) -> bool {
    counted.writing.next.is_empty() || counted.writing.new.len() == MAX_DRAWN
}

/// What was written last, or why there is no more.
fn told(s: &Strings, counted: &Counted) -> String {
    let last = counted.writing.new.last();
    match last {
        Some(Possible { item: Item::End, .. }) => s.ngram.over.into(),
        _ if counted.writing.next.is_empty() => s.ngram.no_way_on.into(),
        Some(Possible { item, probability }) => {
            (s.ngram.last)(&name(s, item), &number::spoken_share(*probability as f32))
        }
        None => s.ngram.none_yet.into(),
    }
}

/// The text in two rows: the reader's, and what was written on, its last token marked.
fn text(s: &Strings, answer: &Answer, counted: &Counted) -> Cuts {
    let word = |text: String, id, is_disputed| Word { text, id, bytes: None, is_disputed };
    let given =
        answer.tokens.list().iter().map(|&token| word(matrix::name(&answer.tokens, token), Some(token.id), false));
    let new = &counted.writing.new;
    let written = new.iter().enumerate().map(|(index, one)| word(name(s, &one.item), None, index + 1 == new.len()));
    let mut rows = vec![Cut { name: s.ngram.given.into(), words: given.collect() }];
    if !new.is_empty() {
        rows.push(Cut { name: s.ngram.written.into(), words: written.collect() });
    }
    Cuts { rows, summary: s.ngram.text.into() }
}

/// The context at the end of the text and of what was written.
fn last_context(counted: &Counted) -> Vec<Item> {
    let last = counted.factors.last().map_or(0, |factor| factor.sentence);
    let of_text = counted.factors.iter().filter(|factor| factor.sentence == last && factor.item != Item::End);
    let so_far = of_text.map(|factor| &factor.item).chain(counted.writing.new.iter().map(|one| &one.item));
    let so_far: Vec<Item> = so_far.cloned().collect();
    so_far[so_far.len().saturating_sub(counted.order - 1)..].to_vec()
}

fn bars(s: &Strings, state: &State, counted: &Counted) -> Bars {
    let bar = |(index, (one, &by_counts)): (usize, (&Possible, &f64))| Bar {
        label: name(s, &one.item),
        before: by_counts as f32,
        after: Some(one.probability as f32),
        is_chosen: counted.writing.chosen == Some(index),
    };
    let next = &counted.writing.next;
    let bars: Vec<Bar> = next.iter().zip(&counted.unsmoothed).enumerate().map(bar).collect();
    let summary = next.first().map_or_else(String::new, |first| {
        (s.ngram.next_summary)(&name(s, &first.item), &number::share(first.probability as f32))
    });
    Bars {
        bars,
        before: s.ngram.by_counts.into(),
        after: (s.ngram.smoothed)(state.counting.rule.smoothing),
        cut: s.ngram.cut_off.into(),
        summary,
    }
}
