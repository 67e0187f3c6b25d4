//! Words that no dictionary has, by a hidden Markov model.
//!
//! Each character is in one of four hidden states: it **b**egins a word, stands in its **m**iddle, **e**nds it, or is a
//! word **s**ingly. The model knows how probable it is to start in a state, to pass from one to the next, and to see a
//! character in a state (*emission*). Viterbi's algorithm finds the most probable states from left to right: at each
//! character and for each state it keeps the best way of getting there. The table of these is the *trellis*.

use super::dictionary::{DictionaryError, gunzip};
use super::log::ln;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a character is in its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Its beginning.
    B,
    /// Its middle.
    M,
    /// Its end.
    E,
    /// All of it.
    S,
}

/// The states, in the order of every table here.
pub const STATES: [State; 4] = [State::B, State::M, State::E, State::S];

/// From which states one can come into each. Of equally probable ones the last is taken, hence the order, which is that
/// of jieba's letters.
const BEFORE: [[State; 2]; 4] =
    [[State::E, State::S], [State::B, State::M], [State::B, State::M], [State::E, State::S]];

/// jieba's logarithm of the probability 0. Two of them still add up to a number.
pub const LOG_OF_NOTHING: f64 = -3.14e100;

/// The characters that the model can know, the same that [`super::blocks::is_han`] lets through.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FD5;

/// Probabilities, as natural logarithms.
#[derive(Clone)]
pub struct Hmm {
    start: [f64; 4],
    transition: [[f64; 4]; 4],
    /// The row of each character in `emissions`; row 0 is for those that were never seen.
    rows: Vec<u16>,
    emissions: Vec<[f64; 4]>,
}

/// A way into a state.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The state of the character before; `None` at the first character.
    pub from: Option<State>,
    /// The log probability of the best states up to there; 0 at the first character.
    pub before: f64,
    /// That of passing on from there, or of starting here.
    pub passing: f64,
    /// That of seeing the character in this state.
    pub emission: f64,
    /// All of these together.
    pub log_prob: f64,
}

/// What Viterbi's algorithm found. Each table has a row for each character and a column for each of [`STATES`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trellis {
    /// The log probability of the best states up to this character that end in this one, `[n, 4]`.
    pub log_prob: Vec<[f64; 4]>,
    /// The state of the character before on that way, `[n, 4]`; of the first character, the state itself.
    pub back: Vec<[State; 4]>,
    /// The most probable states, `[n]`.
    pub states: Vec<State>,
}

impl Hmm {
    /// Reads a gzipped model: `start` with the four log probabilities of [`STATES`]; a line for each state with those of
    /// passing on; `total` with the number of characters that were counted in each state; then a line for each character
    /// with its counts.
    ///
    /// # Errors
    /// If the bytes are not gzip, or a line is not so.
    pub fn from_gzip(bytes: &[u8]) -> Result<Self, DictionaryError> {
        let text = gunzip(bytes)?;
        let mut lines = text.lines().enumerate();
        let mut head = |name: &str| {
            let (i, line) = lines.next().unwrap_or_default();
            let numbers = line.strip_prefix(name).and_then(numbers);
            numbers.ok_or_else(|| DictionaryError(format!("line {} is not `{name}` and four numbers", i + 1)))
        };
        let start = head("start ")?;
        let transition = [head("B ")?, head("M ")?, head("E ")?, head("S ")?];
        let total = head("total ")?;
        let rows = vec![0; (LAST - FIRST + 1) as usize];
        let mut model = Self { start, transition, rows, emissions: vec![[LOG_OF_NOTHING; 4]] };
        for (i, line) in lines {
            let c = line.chars().next().map_or(0, u32::from);
            let counts = line.split_once(' ').and_then(|(_, counts)| numbers(counts));
            let row = c.checked_sub(FIRST).and_then(|c| model.rows.get_mut(c as usize));
            let (Some(counts), Some(row)) = (counts, row) else {
                return Err(DictionaryError(format!("line {} is not a Han character and four counts", i + 1)));
            };
            *row = model.emissions.len() as u16;
            model.emissions.push(std::array::from_fn(|state| {
                if counts[state] > 0.0 { ln(counts[state] / total[state]) } else { LOG_OF_NOTHING }
            }));
        }
        Ok(model)
    }

    /// The log probabilities of starting in each of [`STATES`].
    #[must_use]
    pub fn start(&self) -> [f64; 4] {
        self.start
    }

    /// The log probabilities of passing from a state to each of [`STATES`].
    #[must_use]
    pub fn transition(&self, from: State) -> [f64; 4] {
        self.transition[from as usize]
    }

    /// The two ways into a state that is not the first.
    #[inline]
    fn ways(&self, state: usize, before: &[f64; 4], emission: &[f64; 4]) -> [Step; 2] {
        BEFORE[state].map(|from| {
            let (before, passing) = (before[from as usize], self.transition[from as usize][state]);
            let emission = emission[state];
            // In this order, or rounding would differ from jieba's.
            Step { from: Some(from), before, passing, emission, log_prob: before + passing + emission }
        })
    }

    /// The log probabilities of seeing a character in each of [`STATES`].
    #[must_use]
    #[inline]
    pub fn emission(&self, c: char) -> [f64; 4] {
        let row = u32::from(c).checked_sub(FIRST).and_then(|c| self.rows.get(c as usize));
        self.emissions[row.map_or(0, |&row| usize::from(row))]
    }
}

impl Trellis {
    /// The trellis of some characters.
    #[must_use]
    pub fn new(model: &Hmm, chars: &[char]) -> Self {
        let mut trellis = Self::default();
        trellis.find(model, chars);
        trellis
    }

    /// Finds the most probable states. At the end only E and S will do, for no word may be left open.
    pub fn find(&mut self, model: &Hmm, chars: &[char]) {
        self.log_prob.clear();
        self.back.clear();
        self.states.clear();
        let mut before = [0.0; 4];
        for (i, &c) in chars.iter().enumerate() {
            let emission = model.emission(c);
            let mut back = STATES;
            let mut log_prob = [0.0; 4];
            for state in 0..4 {
                log_prob[state] = if i == 0 {
                    model.start[state] + emission[state]
                } else {
                    let [a, b] = model.ways(state, &before, &emission).map(|step| step.log_prob);
                    back[state] = BEFORE[state][usize::from(b >= a)];
                    if b >= a { b } else { a }
                };
            }
            self.log_prob.push(log_prob);
            self.back.push(back);
            before = log_prob;
        }
        let [.., end, single] = before;
        let mut state = if single >= end { State::S } else { State::E };
        for back in self.back.iter().rev() {
            self.states.push(state);
            state = back[state as usize];
        }
        self.states.reverse();
    }

    /// Every way into every state, `[n, 4, 1 or 2]`: one into a state of the first character, two into any other.
    #[must_use]
    pub fn steps(&self, model: &Hmm, chars: &[char]) -> Vec<[Vec<Step>; 4]> {
        let step = |(i, &c): (usize, &char)| {
            let emission = model.emission(c);
            std::array::from_fn(|state| match i.checked_sub(1).and_then(|i| self.log_prob.get(i)) {
                Some(before) => model.ways(state, before, &emission).to_vec(),
                None => {
                    let (passing, emission) = (model.start[state], emission[state]);
                    vec![Step { from: None, before: 0.0, passing, emission, log_prob: passing + emission }]
                }
            })
        };
        chars.iter().enumerate().map(step).collect()
    }

    /// The words that the states make, in characters.
    pub fn words(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.states.iter().enumerate().filter_map(move |(i, state)| {
            let ends = matches!(state, State::E | State::S);
            ends.then(|| std::mem::replace(&mut start, i + 1)..i + 1)
        })
    }
}

fn numbers(text: &str) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = text.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_characters_are_single_words() {
        let model = Hmm::from_gzip(include_bytes!("../../../assets/jieba/hmm.txt.gz")).unwrap();
        let trellis = Trellis::new(&model, &['a', 'b', 'c']);
        assert_eq!(trellis.states, [State::S; 3]);
        assert_eq!(Trellis::new(&model, &[]), Trellis::default());
    }

    #[test]
    fn the_best_way_into_a_state_is_its_place_in_the_trellis() {
        let model = Hmm::from_gzip(include_bytes!("../../../assets/jieba/hmm.txt.gz")).unwrap();
        let chars = ['杭', '研', '大', '厦'];
        let trellis = Trellis::new(&model, &chars);
        for (i, states) in trellis.steps(&model, &chars).iter().enumerate() {
            for (state, steps) in states.iter().enumerate() {
                let best = steps.iter().rev().reduce(|a, b| if b.log_prob > a.log_prob { b } else { a }).unwrap();
                assert_eq!(best.log_prob, trellis.log_prob[i][state]);
                assert_eq!(best.from.unwrap_or(STATES[state]), trellis.back[i][state]);
            }
        }
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let refused = |bytes: &[u8]| Hmm::from_gzip(bytes).err().map(|error| error.0).unwrap_or_default();
        assert!(!refused(b"no gzip").is_empty());
        let words = include_bytes!("../../../assets/jieba/dict.txt.gz");
        assert_eq!(refused(words), "line 1 is not `start ` and four numbers");
    }
}
