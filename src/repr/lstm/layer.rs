//! A layer over a text: the inputs of all tokens in one product, then token after token, from either end.

use super::{Cell, Gate};
use crate::num::{View, dot, matmul};

/// Where a layer begins to read.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Direction {
    /// At the first token.
    #[default]
    Forwards,
    /// At the last.
    Backwards,
}

impl Direction {
    /// Both.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The places of `n` tokens in the order in which they are read, each with the one that was read before it.
    pub(super) fn steps(self, n: usize) -> impl DoubleEndedIterator<Item = (usize, Option<usize>)> {
        (0..n).map(move |step| match self {
            Self::Forwards => (step, step.checked_sub(1)),
            Self::Backwards => (n - 1 - step, (step > 0).then_some(n - step)),
        })
    }
}

/// Everything that a layer worked out, a row a token in the order of the text, whichever way it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// How many tokens.
    pub n: usize,
    /// Numbers of a state.
    pub d: usize,
    /// W_ih · x + b_ih + b_hh: `[n, 4 · d]`.
    pub from_input: Vec<f32>,
    /// W_hh · h₋₁: `[n, 4 · d]`.
    pub from_state: Vec<f32>,
    /// i, f, g and o side by side: `[n, 4 · d]`.
    pub gates: Vec<f32>,
    /// c: `[n, d]`.
    pub c: Vec<f32>,
    /// h: `[n, d]`.
    pub h: Vec<f32>,
}

impl Run {
    /// One number of a gate, of the cell or of the state.
    #[must_use]
    pub fn at(&self, gate: Gate, token: usize, place: usize) -> Option<f32> {
        let list = match gate {
            Gate::Cell => &self.c,
            Gate::State => &self.h,
            _ => return self.gates.get(token * 4 * self.d + gate as usize * self.d + place).copied(),
        };
        list.get(token * self.d + place).copied()
    }
}

impl Cell {
    /// Reads `x`, `[n, d_in]`, beginning with nothing in state and cell.
    #[must_use]
    pub fn run(&self, x: &[f32], direction: Direction) -> Run {
        let (d, n) = (self.d, x.len() / self.d_in.max(1));
        let weight = View::new(&self.weight_ih, 4 * d, self.d_in);
        let mut from_input = matmul(View::new(x, n, self.d_in), weight.t()).data().to_vec();
        for row in from_input.chunks_exact_mut((4 * d).max(1)) {
            for (sum, (a, b)) in row.iter_mut().zip(self.bias_ih.iter().zip(&self.bias_hh)) {
                *sum += a + b;
            }
        }
        let (wide, narrow) = (vec![0.0; n * 4 * d], vec![0.0; n * d]);
        let mut run = Run { n, d, from_input, from_state: wide.clone(), gates: wide, c: narrow.clone(), h: narrow };
        let (mut h, mut c) = (vec![0.0; d], vec![0.0; d]);
        for (token, _) in direction.steps(n) {
            let (wide, narrow) = (token * 4 * d..(token + 1) * 4 * d, token * d..(token + 1) * d);
            let (from_state, gates) = (&mut run.from_state[wide.clone()], &mut run.gates[wide.clone()]);
            self.step(&run.from_input[wide], (&mut h, &mut c), from_state, gates);
            run.c[narrow.clone()].copy_from_slice(&c);
            run.h[narrow].copy_from_slice(&h);
        }
        run
    }
}

/// Adds `matrix · vector` to `out`; the matrix has a row for each number of `out`.
pub(super) fn add_products(matrix: &[f32], vector: &[f32], out: &mut [f32]) {
    for (sum, row) in out.iter_mut().zip(matrix.chunks_exact(vector.len().max(1))) {
        *sum += dot(row, vector);
    }
}
