//! What every architecture is built of: linear maps, norms, and the bend between two linear maps.

use super::config::Activation;
use super::plan::{Source, Written};
use super::run::Arithmetic;
use super::weights::LoadFault;
use crate::num::{
    Packed, Product, Quantized, Tensor, View, add_to, gelu, gelu_tanh, layer_norm, matmul_each, matmul_into,
    matmul_quantized_each, relu, rms_norm, silu,
};
use std::cell::OnceCell;
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

    /// The vectors of some tokens, one after the other; zeros where there is none.
    pub(super) fn vectors(&self, ids: impl Iterator<Item = usize>) -> Tensor {
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
    /// The same in bytes, once they were asked for.
    bytes: OnceCell<Quantized>,
    bias: Option<Vec<f32>>,
}

impl Linear {
    fn new(weight: Rc<Packed>, bias: Option<Vec<f32>>) -> Self {
        Self { weight, bytes: OnceCell::new(), bias }
    }

    /// `name.weight`, `[d_out, d_in]`, and, if asked for, `name.bias`.
    pub(super) fn read(
        source: &mut impl Source,
        name: &str,
        [d_in, d_out]: [usize; 2],
        has_bias: bool,
    ) -> Result<Self, LoadFault> {
        let weight = one(source, &format!("{name}.weight"), [d_out, d_in])?;
        let bias = has_bias.then(|| source.tensor(&format!("{name}.bias"), &[d_out])).transpose()?;
        Ok(Self::new(weight, bias.map(|bias| bias.data().to_vec())))
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
        let maps: Vec<Self> = weights.into_iter().zip(biases).map(|(weight, bias)| Self::new(weight, bias)).collect();
        maps.try_into().map_err(|_| LoadFault::Missing { tensor: name("weight") })
    }

    /// `[n, d_in] → [n, d_out]`.
    pub(super) fn apply(&self, x: &Tensor, arithmetic: Arithmetic) -> Tensor {
        let [y] = Self::apply_each([self], x, arithmetic);
        y
    }

    /// `[n, d_in] → [n, d_out]` by each of some maps, for which `x` is prepared once.
    pub(super) fn apply_each<const N: usize>(maps: [&Self; N], x: &Tensor, arithmetic: Arithmetic) -> [Tensor; N] {
        let mut outs = maps.map(|map| vec![0.0; x.rows() * map.weight.cols()]);
        match arithmetic {
            Arithmetic::Exact => matmul_each(x.into(), &mut products(maps, &mut outs, |map| &*map.weight)),
            Arithmetic::Fast => {
                matmul_quantized_each(x.into(), &mut products(maps, &mut outs, Self::bytes));
            }
        }
        let mut outs = outs.into_iter();
        maps.map(|map| Tensor::matrix(x.rows(), map.weight.cols(), outs.next().unwrap_or_default()))
    }

    /// The weights in bytes.
    fn bytes(&self) -> &Quantized {
        self.bytes.get_or_init(|| Quantized::new(&self.weight))
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

/// What some maps make of one left side, each with the right side that `right` finds in it.
fn products<'p, Right, const N: usize>(
    maps: [&'p Linear; N],
    outs: &'p mut [Vec<f32>; N],
    right: impl Fn(&'p Linear) -> &'p Right,
) -> [Product<'p, Right>; N] {
    let mut outs = outs.iter_mut();
    maps.map(|map| Product {
        right: right(map),
        bias: map.bias.as_deref().unwrap_or_default(),
        out: outs.next().map(Vec::as_mut_slice).unwrap_or_default(),
        out_stride: map.weight.cols(),
    })
}

/// Adds the same numbers to each row of as many, or nothing.
fn add_to_rows(rows: &mut [f32], numbers: &[f32]) {
    for row in rows.chunks_exact_mut(numbers.len().max(1)) {
        add_to(row, numbers);
    }
}

/// The weights of one map, `[d_out, d_in]` in the file.
fn one(source: &mut impl Source, name: &str, shape: [usize; 2]) -> Result<Rc<Packed>, LoadFault> {
    let first = source.maps(name, shape, Written::OutByIn)?.into_iter().next();
    first.ok_or_else(|| LoadFault::Missing { tensor: name.into() })
}

/// [`layer_norm`] with its parameters.
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
        let rows = out.chunks_exact_mut(x.cols().max(1));
        rows.for_each(|row| layer_norm(row, self.weight.data(), self.bias.data(), self.eps));
        Tensor::matrix(x.rows(), x.cols(), out)
    }
}

/// [`rms_norm`] with its parameters.
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
        out.chunks_exact_mut(weight.len().max(1)).for_each(|row| rms_norm(row, weight, self.eps));
        Tensor::matrix(x.rows(), x.cols(), out)
    }
}

impl Activation {
    /// Bends every number.
    pub(super) fn apply(self, x: Tensor) -> Tensor {
        let (rows, cols) = (x.rows(), x.cols());
        let mut bent = x.into_data();
        match self {
            Self::Gelu => gelu(&mut bent),
            Self::GeluTanh => gelu_tanh(&mut bent),
            Self::Relu => relu(&mut bent),
            Self::Silu => silu(&mut bent),
        }
        Tensor::matrix(rows, cols, bent)
    }
}

/// The rows of a table, one for each id; zeros where the table has none.
pub(super) fn rows(table: &Tensor, ids: impl Iterator<Item = usize>) -> Tensor {
    let width = table.cols();
    let mut found = vec![];
    let mut n = 0;
    for id in ids {
        n += 1;
        found.extend_from_slice(table.row(0, id));
        found.resize(n * width, 0.0);
    }
    Tensor::matrix(n, width, found)
}

/// Adds two tensors of one shape.
pub(super) fn add(a: &Tensor, b: &Tensor) -> Tensor {
    let mut sums = a.data().to_vec();
    add_to(&mut sums, b.data());
    Tensor::matrix(a.rows(), a.cols(), sums)
}
