//! One guess of each architecture at the same place of the text, with every number.

use super::Page;
use crate::chart::{Cut, Cuts, Figure, Table, Word, label, number};
use crate::engine::Shown;
use crate::exhibit::{Panel, Slot};
use crate::repr::word2vec::step::{Candidate, Moved};
use crate::repr::word2vec::{Architecture, Objective};
use crate::state::MAX_PAIR;

/// How many numbers of a vector are written.
const WRITTEN: usize = 3;

impl Page<'_> {
    pub(super) fn guesses(&self) -> Vec<Panel> {
        let names = [("guess-cbow", "moves-cbow"), ("guess-skip-gram", "moves-skip-gram")];
        let sides = self.all.sides.iter().zip(Architecture::ALL).zip(names);
        let shown = sides.filter_map(|((side, &of), names)| Some(self.guess(of, side.shown.as_ref()?, names)));
        let (guesses, moves): (Vec<Panel>, Vec<Panel>) = shown.unzip();
        self.window().into_iter().chain(guesses).chain(moves).collect()
    }

    /// The sentence, with the word in the middle marked, and the player of guesses.
    fn window(&self) -> Option<Panel> {
        let s = &self.s.word2vec;
        let (sentence, middle) = self.all.sentence.as_ref()?;
        let [cbow, skip_gram] = &self.all.sides[..] else { return None };
        let (beside, guess) = (cbow.shown.as_ref()?, skip_gram.shown.as_ref()?);
        let word = |(index, text): (usize, &String)| Word {
            text: label::visible(text),
            id: None,
            bytes: None,
            is_disputed: index == *middle,
        };
        let others = beside.inputs.iter().map(|text| Word {
            text: label::visible(text),
            id: None,
            bytes: None,
            is_disputed: *text == guess.target,
        });
        let rows = vec![
            Cut { name: s.sentence.into(), words: sentence.iter().enumerate().map(word).collect() },
            Cut { name: s.beside.into(), words: others.collect() },
        ];
        Some(Panel {
            note: (s.window_note)(self.all.step, guess.of_place),
            steps: Some((self.state.word2vec.pair, MAX_PAIR)),
            ..Panel::new(
                "window",
                Slot::Below,
                (s.window_title)(self.state.word2vec.pair + 1),
                Figure::Cuts(Cuts { rows, summary: s.sentence.into() }),
            )
        })
    }

    fn guess(&self, of: Architecture, shown: &Shown, (guess, moves): (&'static str, &'static str)) -> (Panel, Panel) {
        let s = &self.s.word2vec;
        let (objective, step) = (self.state.word2vec.settings.objective, &shown.step);
        let beside: Vec<String> = shown.inputs.iter().map(|word| label::visible(word)).collect();
        let target = label::visible(&shown.target);
        let title = (s.guess)(s.architecture_names[of as usize], &(self.s.list)(&beside), &target);
        let row = |(name, one): (&String, &Candidate)| self.candidate(objective, name, one, &step.hidden);
        let table = Table {
            caption: if step.n_candidates > step.candidates.len() {
                (s.likeliest)(step.candidates.len(), step.n_candidates)
            } else {
                String::new()
            },
            head: s.guess_head.map(str::to_owned).into(),
            rows: shown.candidates.iter().zip(&step.candidates).map(row).collect(),
        };
        let vectors = shown.inputs.iter().zip(&step.inputs);
        let mut rows: Vec<Vec<String>> =
            vectors.map(|(name, moved)| moves_row((s.vector_of)(&label::visible(name)), moved)).collect();
        rows.push(vec![s.hidden.into(), numbers(&step.hidden), String::new()]);
        rows.push(vec![s.error.into(), numbers(&step.error), String::new()]);
        let scored = shown.candidates.iter().zip(&step.candidates);
        rows.extend(scored.map(|(name, one)| moves_row((s.output_of)(&label::visible(name)), &one.vector)));
        let moved = Table { caption: String::new(), head: s.moves_head.map(str::to_owned).into(), rows };
        (
            Panel { note: self.loss(objective, shown), ..Panel::new(guess, Slot::Below, title, Figure::Table(table)) },
            Panel {
                note: (s.moves_note)(
                    of,
                    &number::full(step.rate),
                    step.inputs.len(),
                    step.hidden.len().min(WRITTEN),
                    step.hidden.len(),
                ),
                ..Panel::new(moves, Slot::Below, (s.moves)(s.architecture_names[of as usize]), Figure::Table(moved))
            },
        )
    }

    /// A candidate: what it is, what is right, its score, probability and gradient, as they are computed.
    fn candidate(&self, objective: Objective, name: &str, one: &Candidate, hidden: &[f32]) -> Vec<String> {
        let s = &self.s.word2vec;
        let mut name = if objective == Objective::HierarchicalSoftmax { (s.node)(name) } else { label::visible(name) };
        if one.times > 1.0 {
            name = format!("{name} ×{}", one.times);
        }
        let products = one.vector.before.iter().zip(hidden).take(1).map(|(u, h)| format!("{}·{}", long(*u), long(*h)));
        let rest = if hidden.len() > 1 { " + …" } else { "" };
        let score = format!("{}{rest} = {}", products.collect::<Vec<_>>().join(" + "), long(one.score));
        // Once, it is what the two columns before it say.
        let gradient = match one.times > 1.0 {
            true => format!("{}·({} − {}) = {}", one.times, long(one.probability), one.wanted, long(one.gradient)),
            false => long(one.gradient),
        };
        vec![name, one.wanted.to_string(), score, long(one.probability), gradient]
    }

    /// The loss as it is computed.
    fn loss(&self, objective: Objective, shown: &Shown) -> String {
        let step = &shown.step;
        let term = |one: &Candidate| {
            let times = if one.times > 1.0 { format!("{}·", one.times) } else { String::new() };
            match one.wanted > 0.0 {
                true => format!("{times}ln\u{A0}{}", long(one.probability)),
                false => format!("{times}ln(1 − {})", long(one.probability)),
            }
        };
        let n = if objective == Objective::Softmax { 1 } else { step.candidates.len() };
        let terms: Vec<String> = step.candidates.iter().take(n).map(term).collect();
        let rest = if objective != Objective::Softmax && step.n_candidates > n { " − …" } else { "" };
        (self.s.word2vec.loss_of)(&format!("−{}{rest} = {}", terms.join(" − "), long(step.loss)))
    }
}

fn moves_row(name: String, moved: &Moved) -> Vec<String> {
    vec![name, numbers(&moved.before), numbers(&moved.after)]
}

/// The first numbers of a vector.
fn numbers(vector: &[f32]) -> String {
    let rest = if vector.len() > WRITTEN { " …" } else { "" };
    let first: Vec<String> = vector.iter().take(WRITTEN).map(|&number| number::exact(number)).collect();
    format!("({}{rest})", first.join("  "))
}

fn long(number: f32) -> String {
    if number == 0.0 { "0".into() } else { number::long(number) }
}
