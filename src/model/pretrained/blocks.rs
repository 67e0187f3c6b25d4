//! What every architecture is built of: linear maps, norms, and the bend between two linear maps.

use super::config::Activation;
use super::plan::{Source, Written};
use super::weights::LoadFault;
use crate::num::{Packed, Tensor, View, gelu, gelu_tanh, matmul_into, matmul_packed, relu, silu};
use std::rc::Rc;

/// The vectors of a vocabulary's tokens, `[vocab_size, d_model]`: what a text begins as, and, the same or others, what gives
/// each token its score at the end. They are a large part of a small model, and stay as they came.
#[derive(Clone)]
pub(super) struct Vocabulary(Tensor);

impl Vocabulary {
    pub(super) fn read(
        source: &mut impl Source,
        name: &str,
        vocab_size: usize,
        d_model: usize,
    ) -> Result<Self, LoadFault> {
        source.tensor(name, &[vocab_size, d_model]).map(Self)
    }

    /// Numbers in a vector.
    pub(super) fn d_model(&self) -> usize {
        self.0.cols()
    }

    /// The vectors of some tokens, one after the other; zeros where there is none.
    pub(super) fn vectors<'a>(&'a self, ids: impl Iterator<Item = usize> + 'a) -> impl Iterator<Item = f32> + 'a {
        rows(&self.0, ids)
    }

    /// `[n, d_model] → [n, vocab_size]`: a score for each token; `bias` has as many numbers, or none.
    pub(super) fn scores(&self, x: &Tensor, bias: &[f32]) -> Tensor {
        let mut out = vec![0.0; x.rows() * self.0.rows()];
        matmul_into(x.into(), View::from(&self.0).t(), &mut out, self.0.rows());
        add_to_rows(&mut out, bias);
        Tensor::matrix(x.rows(), self.0.rows(), out)
    }
}

/// A linear map, x → x·W + b.
pub(super) struct Linear {
    /// `[d_in, d_out]`, as products need it: packed once, when the model is loaded.
    weight: Rc<Packed>,
    bias: Option<Vec<f32>>,
}

impl Linear {
    /// `name.weight`, `[d_out, d_in]`, and, if asked for, `name.bias`.
    pub(super) fn read(
        source: &mut impl Source,
        name: &str,
        [d_in, d_out]: [usize; 2],
        has_bias: bool,
    ) -> Result<Self, LoadFault> {
        let weight = one(source, &format!("{name}.weight"), [d_out, d_in])?;
        let bias = has_bias.then(|| source.tensor(&format!("{name}.bias"), &[d_out])).transpose()?;
        let bias = bias.map(|bias| bias.data().to_vec());
        Ok(Self { weight, bias })
    }

    /// `name.weight` and `name.bias` as GPT-2 has them, input by output: `N` maps side by side, `[d_in, N · d_out]`.
    pub(super) fn read_in_by_out<const N: usize>(
        source: &mut impl Source,
        name: &str,
        [d_in, d_out]: [usize; 2],
    ) -> Result<[Self; N], LoadFault> {
        let name = |part: &str| format!("{name}.{part}");
        let weights = source.maps(&name("weight"), [d_in, N * d_out], Written::InByOut(N))?;
        let bias = source.tensor(&name("bias"), &[N * d_out])?;
        // What only lists its tensors gives an empty one.
        let biases = bias.data().chunks(d_out.max(1)).map(<[f32]>::to_vec).map(Some).chain(std::iter::repeat(None));
        let maps: Vec<Self> = weights.into_iter().zip(biases).map(|(weight, bias)| Self { weight, bias }).collect();
        maps.try_into().map_err(|_| LoadFault::Missing { tensor: name("weight") })
    }

    /// `[n, d_in] → [n, d_out]`.
    pub(super) fn apply(&self, x: &Tensor) -> Tensor {
        let d_out = self.weight.cols();
        let mut out = vec![0.0; x.rows() * d_out];
        matmul_packed(x.into(), &self.weight, &mut out, d_out);
        add_to_rows(&mut out, self.bias.as_deref().unwrap_or_default());
        Tensor::matrix(x.rows(), d_out, out)
    }

    /// The weights, `[d_in, d_out]`, row by row only when somebody looks at them, and the bias, `[1, d_out]`.
    pub(super) fn parameters(&self) -> (Tensor, Option<Tensor>) {
        let weight = Rc::clone(&self.weight);
        let (d_in, d_out) = (weight.rows(), weight.cols());
        let at = move |place: usize| weight.at(place / d_out, place % d_out);
        let bias = self.bias.as_ref().map(|bias| Tensor::matrix(1, bias.len(), bias.clone()));
        (Tensor::lazy(vec![d_in, d_out], move |places| places.map(&at).collect()), bias)
    }
}

/// Adds the same numbers to each row of as many, or nothing.
fn add_to_rows(rows: &mut [f32], numbers: &[f32]) {
    for row in rows.chunks_exact_mut(numbers.len().max(1)) {
        row.iter_mut().zip(numbers).for_each(|(value, number)| *value += number);
    }
}

/// The weights of one map, `[d_out, d_in]` in the file.
fn one(source: &mut impl Source, name: &str, shape: [usize; 2]) -> Result<Rc<Packed>, LoadFault> {
    let first = source.maps(name, shape, Written::OutByIn)?.into_iter().next();
    first.ok_or_else(|| LoadFault::Missing { tensor: name.into() })
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
        let mut bent = x.data().to_vec();
        match self {
            Self::Gelu => gelu(&mut bent),
            Self::GeluTanh => gelu_tanh(&mut bent),
            Self::Relu => relu(&mut bent),
            Self::Silu => silu(&mut bent),
        }
        Tensor::matrix(x.rows(), x.cols(), bent)
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
