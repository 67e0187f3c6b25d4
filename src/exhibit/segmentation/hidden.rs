//! What the hidden Markov model makes of the characters that the path leaves alone.

use super::super::{Panel, Slot};
use super::Page;
use crate::chart::{Column, Diagram, Figure, Node, Table, Trellis, Way, number};
use crate::text::segment::Gap;
use crate::text::segment::hmm::{STATES, State, Step};

/// The letter of a state, the same in every language.
fn letter(state: State) -> &'static str {
    match state {
        State::B => "B",
        State::M => "M",
        State::E => "E",
        State::S => "S",
    }
}

/// Whether a way is the best into its state.
fn is_best(gap: &Gap, at: usize, state: usize, step: &Step) -> bool {
    step.from.is_none_or(|from| gap.back.get(at).is_some_and(|back| back[state] == from))
}

impl Page<'_> {
    pub(super) fn trellis(&self) -> Panel {
        let s = self.s;
        if self.shown.gaps.is_empty() {
            let nothing = Panel::new("trellis", Slot::Below, s.trellis, Figure::Chips([].into()));
            return Panel { note: s.no_trellis.into(), ..nothing };
        }
        let column = |gap: &Gap, at: usize| Column {
            character: self.chars.get(gap.start + at).map(ToString::to_string).unwrap_or_default(),
            nodes: (0..STATES.len()).map(|state| node(gap, at, state)).collect(),
        };
        let run = |gap: &Gap| (0..gap.states.len()).map(|at| column(gap, at)).collect();
        let words: Vec<String> = self.shown.gaps.iter().flat_map(|gap| self.found(gap)).collect();
        let trellis = Trellis {
            states: STATES.map(letter).into(),
            runs: self.shown.gaps.iter().map(run).collect(),
            summary: (s.trellis_summary)(&words.join(" / ")),
        };
        let figure = Figure::Diagram(Box::new(Diagram::Trellis(trellis)));
        Panel { note: s.trellis_note.into(), ..Panel::new("trellis", Slot::Below, s.trellis, figure) }
    }

    /// The words that the states make.
    fn found(&self, gap: &Gap) -> Vec<String> {
        let mut words = vec![String::new()];
        for (c, state) in self.chars.iter().skip(gap.start).zip(&gap.states) {
            words.iter_mut().last().into_iter().for_each(|word| word.push(*c));
            if matches!(state, State::E | State::S) {
                words.push(String::new());
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }

    /// Every way into every state, in numbers; nothing if the model was not asked.
    pub(super) fn sums(&self) -> Option<Panel> {
        let s = self.s;
        let row = |gap: &Gap, at: usize, state: usize, step: &Step| {
            let choice = match is_best(gap, at, state, step) {
                true if gap.states[at] == STATES[state] => s.route_path,
                true => s.route_best,
                false => "",
            };
            let numbers = [step.before, step.passing, step.emission, step.log_prob];
            let names = [
                self.chars.get(gap.start + at).map(ToString::to_string).unwrap_or_default(),
                letter(STATES[state]).to_owned(),
                step.from.map_or(s.start, letter).to_owned(),
            ];
            let numbers = numbers.map(|value| number::exact(value as f32));
            names.into_iter().chain(numbers).chain([choice.to_owned()]).collect()
        };
        let rows = self.shown.gaps.iter().flat_map(|gap| {
            gap.steps.iter().enumerate().flat_map(move |(at, states)| {
                let ways = move |(state, ways): (usize, &Vec<Step>)| {
                    ways.iter().map(|step| row(gap, at, state, step)).collect::<Vec<_>>()
                };
                states.iter().enumerate().flat_map(ways).collect::<Vec<Vec<String>>>()
            })
        });
        let table =
            Table { caption: s.sums_note.into(), head: s.sums_head.map(str::to_owned).into(), rows: rows.collect() };
        (!table.rows.is_empty()).then(|| Panel::new("sums", Slot::Below, s.sums, Figure::Table(table)))
    }
}

fn node(gap: &Gap, at: usize, state: usize) -> Node {
    let steps = gap.steps.get(at).map_or(&[][..], |states| &states[state]);
    let way = |step: &Step| Way {
        from: step.from.map(|from| from as usize),
        passing: step.passing,
        is_best: is_best(gap, at, state, step),
    };
    Node {
        log_prob: gap.log_prob.get(at).map_or(0.0, |log_prob| log_prob[state]),
        emission: steps.first().map_or(0.0, |step| step.emission),
        ways: steps.iter().map(way).collect(),
        is_chosen: gap.states.get(at) == Some(&STATES[state]),
    }
}
