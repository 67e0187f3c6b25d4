//! How long a layer takes here: one of the biLSTM beside one of attention, by the number of tokens.

use super::super::{Answer, Asset, Doing, Engine, Progress, Stop, Trouble};
use crate::model::{Config, Mask, Model, Sizes, Stage, attend};
use crate::repr::elmo::Trained;
use crate::repr::lstm::Direction;
use serde::{Deserialize, Serialize};
use std::hint::black_box;

/// Tells the time in milliseconds. The engine has none of its own: what a browser has, nothing else has.
pub type Clock = fn() -> f64;

/// How many tokens are read.
pub const LENGTHS: [usize; 6] = [16, 32, 64, 128, 256, 512];
/// How often each is measured; the median is told.
pub const REPEATS: usize = 5;
/// Heads of the layer of attention.
const N_HEADS: usize = 4;
/// What a layer of attention is made of.
const BROUGHT: [Stage; 5] = [Stage::X, Stage::WQ, Stage::WK, Stage::WV, Stage::WO];
/// Passes are made for so long before the clock is looked at for the last time, in milliseconds: some browsers' clocks tell no less
/// than one.
const LONG_ENOUGH: f64 = 20.0;
/// More passes are not made, should the clock stand still.
const MOST: usize = 1_000;

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timed {
    /// Numbers that either layer makes of a token.
    pub width: usize,
    /// Heads of the layer of attention.
    pub n_heads: usize,
    /// Tokens, and what a pass of the biLSTM's layer and one of attention's took, in milliseconds.
    pub passes: Vec<(usize, [f64; 2])>,
}

impl Engine {
    /// An engine that can tell how long something takes.
    #[must_use]
    pub fn with_clock(clock: Clock) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }

    /// Measures the lower layer of the shipped biLSTM, both directions, and a layer of attention that is as wide. Both are this
    /// program's own code and keep all that they work out, as everywhere on the page.
    ///
    /// # Errors
    /// What is to be handed in before.
    #[inline(never)]
    pub(in super::super) fn time(&self, trained: Trained, mut progress: impl FnMut(Progress)) -> Result<Answer, Stop> {
        let (vocabulary, model) = self.elmos.get(trained)?;
        let width = 2 * model.d;
        let config = Config::new(Sizes::new(width, N_HEADS))
            .map_err(|error| Stop::Fails(Trouble::NoAsset(Asset::ElmoWeights(trained), format!("{error:?}"))))?;
        let clock = self.clock.unwrap_or(|| 0.0);
        let measure = |n: usize| {
            // Which tokens they are makes no difference: the first of the vocabulary.
            let x = model.embedding.get(..n * model.d).unwrap_or_default();
            let lstm = median(clock, || {
                for &direction in Direction::ALL {
                    black_box(model.cells[direction as usize][0].run(black_box(x), direction));
                }
            });
            let tokens: Vec<&str> = (0..n as u32).map(|id| vocabulary.token(id)).collect();
            // The matrices are there beforehand, as the LSTM's are.
            let mask = Mask::default();
            let layer = Model::new(&config, &tokens, None).run(&mask, |_| {}).swap_remove(0).with_only(&BROUGHT);
            let attention = median(clock, || drop(black_box(attend(&config, &mask, 0, layer.clone(), |_| {}))));
            (n, [lstm, attention])
        };
        let mut passes = vec![];
        for n in LENGTHS {
            progress(Progress { doing: Doing::Timing, done: passes.len(), total: LENGTHS.len() });
            passes.push(measure(n));
        }
        Ok(Answer { timed: Some(Timed { width, n_heads: N_HEADS, passes }), ..Answer::default() })
    }
}

/// The median time of a pass. The first pass does not count: it finds memory cold and code that was never run.
fn median(clock: Clock, mut pass: impl FnMut()) -> f64 {
    pass();
    let mut measure = || {
        let began = clock();
        for n in 1..=MOST {
            pass();
            let time = clock() - began;
            if time >= LONG_ENOUGH {
                return time / n as f64;
            }
        }
        (clock() - began) / MOST as f64
    };
    let mut times: [f64; REPEATS] = std::array::from_fn(|_| measure());
    times.sort_by(f64::total_cmp);
    times[REPEATS / 2]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local!(static NOW: Cell<f64> = const { Cell::new(0.0) });

    #[test]
    fn a_time_is_the_median_of_a_pass() {
        let clock = || NOW.get();
        // The first pass takes long, and nothing is heard of it.
        let mut n = 0;
        let pass = || {
            NOW.set(NOW.get() + if n == 0 { 1e6 } else { 8.0 });
            n += 1;
        };
        assert_eq!(median(clock, pass), 8.0);
        assert_eq!(median(|| 0.0, || {}), 0.0, "a clock that stands still is no endless loop");
    }
}
