//! Every screen as a short Python script, with NumPy or with PyTorch, that computes the same numbers as it stands.
//!
//! A script begins with the reader's tokens and settings, has one line for each stage of the trace, named as the stage
//! and in its order, and prints what is shown. What the state does not use is not in it. Which stages there are is read
//! off the answer, so a script can have no stage that the screen lacks; the numbers are computed anew, in Python.

mod attention;
mod code;
mod definitions;
mod layers;
mod mask;
mod mistakes;
mod parameters;
mod serial;
mod show;
mod stages;
mod tokens;

use super::{by_id, head, layer, matrix};
use crate::engine::{Answer, Ask, Run};
use crate::i18n::{Strings, strings};
use crate::model::{Config, Mask, Trace};
use crate::state::State;
use code::Code;
use strum::VariantArray;

/// What a script is written with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Library {
    /// NumPy, every step written out.
    #[default]
    NumPy,
    /// PyTorch, with its own softmax.
    PyTorch,
}

impl Library {
    /// Both.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The name in links and files.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// The screen as a script of Python 3.9 or newer, in the reader's language where it speaks. It prints the stage that is
/// shown, of the head that is shown, and the number of the chosen cell.
///
/// Empty if the state has no question, which [`reduce`](crate::state::reduce) never leaves.
#[must_use]
pub fn snippet(state: &State, answer: &Answer, library: Library) -> String {
    let s = strings(state.language);
    let exhibit = by_id(state.exhibit);
    let Ok(ask) = (exhibit.job)(state) else { return String::new() };
    let mut code = Code::new(library, s);
    let mut heading = format!("Heedmap · {}", (exhibit.title)(s));
    match (ask.run.config(), layer(state, answer)) {
        (Some(config), Some(trace)) => {
            heading = format!("{heading} · {}", matrix::made_by(s, state));
            let mask = ask.mask(&answer.lengths);
            Screen { s, state, answer, ask: &ask, config, mask: &mask, trace, head: head(state, trace) }
                .write(&mut code);
        }
        _ => tokens::write(&mut code, answer),
    }
    code.finish(&heading)
}

/// All that a script about attention is written from.
struct Screen<'a> {
    s: &'static Strings,
    state: &'a State,
    answer: &'a Answer,
    ask: &'a Ask,
    config: &'a Config,
    mask: &'a Mask,
    /// The layer that is shown.
    trace: &'a Trace,
    head: usize,
}

impl Screen<'_> {
    fn write(&self, code: &mut Code) {
        attention::begin(self, code);
        match &self.ask.run {
            // Keys of one's own are not the tokens that ask: there are no runs token by token.
            Run::Serial(_) if self.answer.steps.is_empty() => attention::write(self, code),
            Run::Serial(_) => serial::write(self, code),
            Run::Compare(_) => mistakes::write(self, code),
            _ => {
                let n_layers = layers::written(self);
                if n_layers > 1 { layers::write(self, code, n_layers) } else { attention::write(self, code) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::model::{Hand, Positions, Slip, Source};
    use crate::state::{Cell, ExhibitId};

    fn answer(state: &State) -> Answer {
        Engine::default().answer(&(by_id(state.exhibit).job)(state).unwrap(), |_| {}).unwrap()
    }

    /// How long a script is that can be shown to a class.
    const SHORT: usize = 75;

    #[test]
    fn the_plain_page_is_a_short_script() {
        let state = State { mask: Mask::causal(), ..State::default() };
        for &library in Library::ALL {
            let script = snippet(&state, &answer(&state), library);
            assert!(script.lines().count() <= SHORT, "{script}");
            assert!(script.lines().all(|line| line.chars().count() <= 110), "{script}");
            assert!(script.contains("\"animal\"") && script.ends_with("# Weights, head 1\n"), "{script}");
            assert_eq!(script, snippet(&state, &answer(&state), library));
        }
    }

    #[test]
    fn what_the_state_does_not_use_is_not_there() {
        let state = State::default();
        for &library in Library::ALL {
            let script = snippet(&state, &answer(&state), library);
            for unused in ["mask", "dropped", "alibi", "rotate", "b_q", "n_kv_heads =", "layer", "base64", "vocabulary"]
            {
                assert!(!script.contains(unused), "{unused}:\n{script}");
            }
        }
    }

    #[test]
    fn an_answer_to_another_state_breaks_nothing() {
        let states = [
            State::default(),
            State { exhibit: ExhibitId::Tokens, ..State::default() },
            State { exhibit: ExhibitId::Serial, step: Some(9), ..State::default() },
            State { exhibit: ExhibitId::Heads, n_layers: 3, layer: 2, heads_off: vec![3], ..State::default() },
            State { exhibit: ExhibitId::Breaks, slips: Slip::ALL.to_vec(), ..State::default() },
            State { text: Some(String::new()), ..State::default() },
            State { weights: Source::Hand(Hand::Induction), layer: 1, head: 9, ..State::default() },
            State { positions: Positions::Alibi, kv_text: Some("a b".into()), ..State::default() },
            State { batch: true, item: 7, cell: Some(Cell::weight(99, 99)), ..State::default() },
        ];
        for answer in states.iter().map(answer) {
            for state in &states {
                assert!(Library::ALL.iter().all(|&library| !snippet(state, &answer, library).is_empty()));
            }
        }
    }

    #[test]
    fn libraries_have_their_names() {
        assert_eq!(Library::ALL.iter().map(|library| library.slug()).collect::<Vec<_>>(), ["numpy", "pytorch"]);
        assert_eq!("pytorch".parse(), Ok(Library::PyTorch));
    }
}
