//! How long the biLSTM's layer and one of attention take on the reader's machine. Nothing is measured unasked, so the panel has no
//! numbers of the answer: what was measured is drawn beside it.

use super::super::{Control, ElmoControl, Panel, Slot, ask};
use super::Page;
use crate::chart::{Beside, Curve, Figure, Table, number};
use crate::engine::{Ask, LENGTHS, REPEATS, Run, Timed};
use crate::i18n::Strings;
use crate::repr::elmo::Trained;
use crate::state::State;

/// The question how long they take.
#[must_use]
pub fn timing(model: Trained) -> Ask {
    let nothing = State { batch: false, kv_text: None, text: Some(String::new()), ..State::default() };
    Ask { texts: vec![], ..ask(&nothing, Run::Time(model)) }
}

/// What the button would measure.
#[must_use]
pub fn untimed(s: &Strings) -> String {
    (s.elmo.timing_note)(LENGTHS[0], LENGTHS[LENGTHS.len() - 1])
}

/// What was measured: the curves, the numbers, and what they are.
#[must_use]
pub fn timed(s: &Strings, found: &Timed) -> (Curve, Table, String) {
    let s = &s.elmo;
    let points = |which: usize| found.passes.iter().map(|&(n, times)| (n as f64, times[which])).collect::<Vec<_>>();
    let (n, last) = found.passes.last().copied().unwrap_or_default();
    let curve = Curve {
        points: points(0),
        marked: found.passes.len().saturating_sub(1),
        beside: Some(Beside { points: points(1), names: s.timing_names.map(str::to_owned) }),
        x_title: s.timing_x.into(),
        y_title: s.timing_y.into(),
        summary: (s.timing_summary)(n, last.map(|time| number::short(time as f32))),
    };
    let row = |&(n, [lstm, attention]): &(usize, [f64; 2])| {
        let ratio = number::long((attention / lstm) as f32);
        vec![n.to_string(), number::long(lstm as f32), number::long(attention as f32), ratio]
    };
    let head = s.timing_head.map(str::to_owned).into();
    let table = Table { caption: String::new(), head, rows: found.passes.iter().map(row).collect() };
    (curve, table, (s.timing_told)(found.width, found.n_heads, REPEATS))
}

impl Page<'_> {
    /// The place of the button, and of what it brings.
    pub(super) fn timing(&self) -> Panel {
        let s = &self.s.elmo;
        let controls = &[Control::Elmo(ElmoControl::Timing)];
        Panel { controls, ..Panel::new("timing", Slot::Below, s.timing, Figure::Chips([].into())) }
    }
}
