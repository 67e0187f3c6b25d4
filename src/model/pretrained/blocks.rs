//! What every architecture is built of: linear maps, norms, and the bend between two linear maps.

use super::config::Activation;
use super::plan::Source;
use super::weights::LoadFault;
use crate::num::{Tensor, View, matmul_into};

/// A linear map, x → x·W + b.
#[derive(Clone)]
pub(super) struct Linear {
    weight: Tensor,
    bias: Option<Tensor>,
    /// Whether the weights are written input by output, as GPT-2 has them; everybody else writes output by input.
    is_in_by_out: bool,
    d_out: usize,
    /// The first of these outputs among all that the weights have.
    first: usize,
}

impl Linear {
    /// `name.weight`, `[d_out, d_in]`, and, if asked for, `name.bias`.
    pub(super) fn read(
        source: &mut impl Source,
        name: &str,
        [d_in, d_out]: [usize; 2],
        has_bias: bool,
    ) -> Result<Self, LoadFault> {
        let weight = source.tensor(&format!("{name}.weight"), &[d_out, d_in])?;
        let bias = has_bias.then(|| source.tensor(&format!("{name}.bias"), &[d_out])).transpose()?;
        Ok(Self { weight, bias, is_in_by_out: false, d_out, first: 0 })
    }

    /// `name.weight`, `[d_in, d_out]`, and `name.bias`.
    pub(super) fn read_in_by_out(
        source: &mut impl Source,
        name: &str,
        [d_in, d_out]: [usize; 2],
    ) -> Result<Self, LoadFault> {
        let weight = source.tensor(&format!("{name}.weight"), &[d_in, d_out])?;
        let bias = Some(source.tensor(&format!("{name}.bias"), &[d_out])?);
        Ok(Self { weight, bias, is_in_by_out: true, d_out, first: 0 })
    }

    /// From vectors of the vocabulary, `[vocab_size, d_model]`, to a score for each of its tokens.
    pub(super) fn onto(vocabulary: Tensor, bias: Option<Tensor>) -> Self {
        let d_out = vocabulary.rows();
        Self { weight: vocabulary, bias, is_in_by_out: false, d_out, first: 0 }
    }

    /// The outputs from `first` on, `d_out` of them: one of several maps that stand in one matrix.
    pub(super) fn part(&self, first: usize, d_out: usize) -> Self {
        Self { first: self.first + first, d_out, ..self.clone() }
    }

    /// `[n, d_in] → [n, d_out]`.
    pub(super) fn apply(&self, x: &Tensor) -> Tensor {
        let mut out = vec![0.0; x.rows() * self.d_out];
        matmul_into(x.into(), self.view(), &mut out, self.d_out);
        if let Some(bias) = self.bias() {
            for row in out.chunks_exact_mut(self.d_out.max(1)) {
                row.iter_mut().zip(bias).for_each(|(value, bias)| *value += bias);
            }
        }
        Tensor::matrix(x.rows(), self.d_out, out)
    }

    /// The weights, `[d_in, d_out]`, turned only when somebody looks at them, and the bias, `[1, d_out]`.
    pub(super) fn parameters(&self) -> (Tensor, Option<Tensor>) {
        let Self { weight, is_in_by_out, d_out, first, .. } = self.clone();
        let d_in = if is_in_by_out { weight.rows() } else { weight.cols() };
        let at = move |place: usize| {
            let (input, output) = (place / d_out, first + place % d_out);
            let value = if is_in_by_out { weight.at(0, input, output) } else { weight.at(0, output, input) };
            value.unwrap_or_default()
        };
        let bias = self.bias().map(|bias| Tensor::matrix(1, bias.len(), bias.to_vec()));
        (Tensor::lazy(vec![d_in, d_out], move |places| places.map(&at).collect()), bias)
    }

    /// The weights as `[d_in, d_out]`.
    fn view(&self) -> View<'_> {
        let whole = View::from(&self.weight);
        (if self.is_in_by_out { whole } else { whole.t() }).columns(self.first, self.d_out)
    }

    fn bias(&self) -> Option<&[f32]> {
        self.bias.as_ref().and_then(|bias| bias.data().get(self.first..self.first + self.d_out))
    }
}

/// A row is moved to mean 0, divided by its standard deviation, and given a weight and a bias: Ba et al., *Layer
/// normalization* (2016).
pub(super) struct LayerNorm {
    weight: Tensor,
    bias: Tensor,
    eps: f32,
}

impl LayerNorm {
    pub(super) fn read(source: &mut impl Source, name: &str, d_model: usize, eps: f32) -> Result<Self, LoadFault> {
        let weight = source.tensor(&format!("{name}.weight"), &[d_model])?;
        let bias = source.tensor(&format!("{name}.bias"), &[d_model])?;
        Ok(Self { weight, bias, eps })
    }

    pub(super) fn apply(&self, x: &Tensor) -> Tensor {
        let mut out = x.data().to_vec();
        for row in out.chunks_exact_mut(x.cols().max(1)) {
            let mean = mean(row, |value| value);
            let variance = mean_of_squares(row, mean);
            let factor = 1.0 / (variance + self.eps).sqrt();
            for ((value, weight), bias) in row.iter_mut().zip(self.weight.data()).zip(self.bias.data()) {
                *value = (*value - mean) * factor * weight + bias;
            }
        }
        Tensor::matrix(x.rows(), x.cols(), out)
    }
}

/// A row is divided by the root of the mean of its squares and given a weight: Zhang and Sennrich, *Root mean square
/// layer normalization* (2019).
pub(super) struct RmsNorm {
    weight: Tensor,
    eps: f32,
}

impl RmsNorm {
    pub(super) fn read(source: &mut impl Source, name: &str, width: usize, eps: f32) -> Result<Self, LoadFault> {
        Ok(Self { weight: source.tensor(&format!("{name}.weight"), &[width])?, eps })
    }

    /// Rows that are several times as wide as the weight are several rows side by side, such as heads.
    pub(super) fn apply(&self, x: &Tensor) -> Tensor {
        let weight = self.weight.data();
        let mut out = x.data().to_vec();
        for row in out.chunks_exact_mut(weight.len().max(1)) {
            let factor = 1.0 / (mean_of_squares(row, 0.0) + self.eps).sqrt();
            row.iter_mut().zip(weight).for_each(|(value, weight)| *value = *value * factor * weight);
        }
        Tensor::matrix(x.rows(), x.cols(), out)
    }
}

/// Sums of a row are taken in 64 bits: hundreds of numbers, and everything after depends on them.
fn mean(row: &[f32], of: impl Fn(f64) -> f64) -> f32 {
    (row.iter().map(|&value| of(value.into())).sum::<f64>() / row.len() as f64) as f32
}

fn mean_of_squares(row: &[f32], around: f32) -> f32 {
    mean(row, |value| (value - f64::from(around)).powi(2))
}

impl Activation {
    /// Bends every number.
    pub(super) fn apply(self, x: &Tensor) -> Tensor {
        let bent = x.data().iter().map(|&value| self.of(value)).collect();
        Tensor::matrix(x.rows(), x.cols(), bent)
    }

    pub(super) fn of(self, x: f32) -> f32 {
        match self {
            Self::Gelu => 0.5 * x * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2)),
            Self::GeluTanh => {
                const SQRT_2_OVER_PI: f32 = std::f32::consts::FRAC_2_SQRT_PI * std::f32::consts::FRAC_1_SQRT_2;
                0.5 * x * (1.0 + (SQRT_2_OVER_PI * (x + 0.044_715 * x * x * x)).tanh())
            }
            Self::Relu => x.max(0.0),
            Self::Silu => x / (1.0 + (-x).exp()),
        }
    }
}

/// The rows of a table, one for each id; zeros where the table has none.
pub(super) fn rows<'a>(table: &'a Tensor, ids: impl Iterator<Item = usize> + 'a) -> impl Iterator<Item = f32> + 'a {
    let width = table.cols();
    ids.flat_map(move |id| {
        let row = table.row(0, id);
        row.iter().copied().chain(std::iter::repeat_n(0.0, width - row.len()))
    })
}

/// Adds two tensors of one shape.
pub(super) fn add(a: &Tensor, b: &Tensor) -> Tensor {
    let sums = a.data().iter().zip(b.data()).map(|(a, b)| a + b).collect();
    Tensor::matrix(a.rows(), a.cols(), sums)
}
