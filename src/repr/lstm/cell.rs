//! One step of an LSTM: four gates, a cell that remembers, a state that is handed on.

use super::layer::add_products;

/// The weights of a layer, in PyTorch's names, shapes and order: the gates i, f, g, o one below the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Numbers of an input.
    pub d_in: usize,
    /// Numbers of a state.
    pub d: usize,
    /// What is made of the input: `[4 · d, d_in]`, row by row.
    pub weight_ih: Vec<f32>,
    /// What is made of the state before: `[4 · d, d]`.
    pub weight_hh: Vec<f32>,
    /// A bias: `[4 · d]`.
    pub bias_ih: Vec<f32>,
    /// Another one, which is of no use but PyTorch's: `[4 · d]`.
    pub bias_hh: Vec<f32>,
}

/// What is worked out at each step, each of `d` numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Gate {
    /// How much of what is new comes in: σ of its sum.
    Input,
    /// How much of the cell is kept: σ of its sum.
    #[default]
    Forget,
    /// What is new: tanh of its sum.
    Candidate,
    /// How much of the cell is shown: σ of its sum.
    Output,
    /// What is remembered: c = f · c₋₁ + i · g.
    Cell,
    /// What is handed on: h = o · tanh(c).
    State,
}

impl Gate {
    /// Every one, in the order of the computation.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its sign in formulas.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        ["i", "f", "g", "o", "c", "h"][self as usize]
    }

    /// What makes it of its sum, where it has one.
    #[must_use]
    pub fn bend(self, sum: f32) -> f32 {
        if self == Self::Candidate { sum.tanh() } else { sigmoid(sum) }
    }
}

/// σ(x) = 1 ÷ (1 + e⁻ˣ).
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

impl Cell {
    /// A layer of these sizes whose weights are all 0: also where gradients are gathered.
    #[must_use]
    pub fn zeros(d_in: usize, d: usize) -> Self {
        let zeros = |n: usize| vec![0.0; n];
        Self {
            d_in,
            d,
            weight_ih: zeros(4 * d * d_in),
            weight_hh: zeros(4 * d * d),
            bias_ih: zeros(4 * d),
            bias_hh: zeros(4 * d),
        }
    }

    /// Its weights, one list after the other.
    pub fn parts_mut(&mut self) -> [&mut Vec<f32>; 4] {
        [&mut self.weight_ih, &mut self.weight_hh, &mut self.bias_ih, &mut self.bias_hh]
    }

    /// One step. `from_input` is what the input adds to each gate's sum, `[4 · d]`, biases included; `h` and `c` are those of
    /// the step before and become those of this one. Adds what the state before adds, `[4 · d]`, to `from_state`, and leaves
    /// the gates in `gates`, `[4 · d]`.
    pub(super) fn step(
        &self,
        from_input: &[f32],
        (h, c): (&mut [f32], &mut [f32]),
        from_state: &mut [f32],
        gates: &mut [f32],
    ) {
        add_products(&self.weight_hh, h, from_state);
        let d = self.d;
        for (place, gate) in gates.iter_mut().enumerate() {
            let sum = from_input[place] + from_state[place];
            *gate = if place / d == Gate::Candidate as usize { sum.tanh() } else { sigmoid(sum) };
        }
        for place in 0..d {
            let [i, f, g, o] = [0, 1, 2, 3].map(|gate| gates[gate * d + place]);
            c[place] = f * c[place] + i * g;
            h[place] = o * c[place].tanh();
        }
    }
}
