//! The rungs beside each other, and the probes.

use super::super::{Panel, Slot};
use super::{Page, corpora, language};
use crate::chart::{Figure, Table, number};
use crate::engine::OnRung;
use crate::repr::ladder::{MARGIN, Probe, Question, Verdict};

impl Page<'_> {
    /// What each rung makes of the sentence, in numbers.
    pub(super) fn rungs(&self) -> Panel {
        let (s, all) = (&self.s.ladder, self.all);
        let n = all.words.len();
        let row = |on: &OnRung| {
            let n_known = on.rows.iter().flatten().count();
            let learnt = if on.rung.counts() { s.from_corpus } else { s.trained };
            vec![
                (s.rung)(on.rung).into(),
                on.d.to_string(),
                (s.numbers)(on.n_nonzero, n_known * on.d),
                (s.of)(n_known, n),
                learnt.into(),
                (s.is_new)(on.rung).into(),
            ]
        };
        let table = Table {
            caption: s.rungs_caption.into(),
            head: s.rungs_head.map(str::to_owned).into(),
            rows: all.rungs.iter().map(row).collect(),
        };
        Panel {
            note: (s.rungs_note)(n, all.n_found, all.n_lines, all.n_distinct, corpora(self.s, language(self.state))),
            ..Panel::new("rungs", Slot::Top, s.rungs, Figure::Table(table))
        }
    }

    /// All probes on all rungs.
    pub(super) fn probes(&self) -> Panel {
        let (s, all) = (&self.s.ladder, self.all);
        let row = |(&probe, verdicts): (&Probe, &Vec<Verdict>)| {
            let name = (s.probe)(probe).to_owned();
            std::iter::once(name).chain(verdicts.iter().map(|verdict| self.told(verdict))).collect()
        };
        let rungs = all.rungs.iter().map(|on| (s.rung)(on.rung).to_owned());
        let table = Table {
            caption: (s.probes_note)(&MARGIN.to_string()),
            head: std::iter::once(s.probe_title.to_owned()).chain(rungs).collect(),
            rows: Probe::ALL.iter().zip(&all.verdicts).map(row).collect(),
        };
        Panel::new("probes", Slot::Below, s.probes, Figure::Table(table))
    }

    /// Whether a probe is passed, and by which numbers.
    fn told(&self, Verdict { cosine, other, passes }: &Verdict) -> String {
        let mark = if *passes { "✓" } else { "✗" };
        let Some(cosine) = cosine else { return format!("{mark} {}", self.s.ladder.no_vector) };
        let rival = other.unwrap_or(1.0);
        let sign = if (cosine - rival).abs() < MARGIN {
            "≈"
        } else if *cosine < rival {
            "<"
        } else {
            ">"
        };
        let held = other.map_or_else(|| "1".into(), number::long);
        format!("{mark} {} {sign} {held}", number::long(*cosine))
    }

    /// One probe, with its sentences, numbers and reasons.
    pub(super) fn probe(&self, index: usize, question: &Question) -> Panel {
        let s = &self.s.ladder;
        let probe = question.probe;
        let of_rung = |(on, verdict): (&OnRung, &Verdict)| {
            let shown = |value: Option<f32>| value.map_or_else(|| s.no_vector.to_owned(), number::long);
            let mark = if verdict.passes { "✓" } else { "✗" };
            let name = format!("{mark} {}", (s.rung)(on.rung));
            let other = probe.has_other().then(|| shown(verdict.other));
            let numbers = std::iter::once(shown(verdict.cosine)).chain(other);
            std::iter::once(name).chain(numbers).chain([(s.reason)(probe, on.rung).to_owned()]).collect()
        };
        let [rung, cosine, other, why] = s.probe_head.map(str::to_owned);
        let other = probe.has_other().then_some(other);
        let verdicts = self.all.verdicts.get(index).map_or(&[][..], Vec::as_slice);
        let table = Table {
            caption: (s.compared)(&question.sentences),
            head: [rung, cosine].into_iter().chain(other).chain([why]).collect(),
            rows: self.all.rungs.iter().zip(verdicts).map(of_rung).collect(),
        };
        let name = match probe {
            Probe::Order => "probe-order",
            Probe::Synonyms => "probe-synonyms",
            Probe::Unseen => "probe-unseen",
            Probe::Senses => "probe-senses",
            Probe::Distance => "probe-distance",
        };
        Panel {
            note: (s.question)(probe, &question.words),
            ..Panel::new(name, Slot::Below, (s.probe)(probe), Figure::Table(table))
        }
    }
}
