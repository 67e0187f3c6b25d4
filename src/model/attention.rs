//! One layer of multi-head attention, equations (1) and (2) of the notes:
//!
//! ```text
//! attention(Q, K, V) = softmax(QKᵀ / √d_k) V                                (1)
//! MultiHead(Q, K, V) = Concat(head₁, …, head_h) W^O                         (2)
//!              headᵢ = attention(Q Wᵢ^Q, K Wᵢ^K, V Wᵢ^V)
//! ```
//!
//! Vaswani et al., *Attention is all you need* (2017), section 3.2. The per-head matrices Wᵢ^Q stand side by side in
//! one matrix W_q, as in the notes' class, so that one product gives the queries of all heads.

use super::{Config, Mask, Positions, Slip, Stage, Trace, alibi, rotate};
use crate::num::{Tensor, View, add_to, matmul, matmul_into, random, softmax_row};

/// The stream of random numbers that decide which weights are dropped; each layer has its own after it.
const DROPOUT: u64 = 0x300;

/// Carries a trace on from what it has to the output. `trace` brings the inputs and parameters: X and the matrices, or
/// Q, K and V at once; what it brings is not computed. Without W_o the heads are only set side by side.
///
/// `layer` is the layer's number, from 0. `progress` hears how many heads are done, and hears it more than once while
/// a step is long.
#[must_use]
pub fn attend(config: &Config, mask: &Mask, layer: usize, mut trace: Trace, mut progress: impl FnMut(usize)) -> Trace {
    project(&mut trace, &mut progress);
    if config.positions == Positions::Rotary {
        for (stage, turned) in [(Stage::Q, Stage::QRotated), (Stage::K, Stage::KRotated)] {
            trace.set(turned, rotate(&trace[stage], trace.sizes.d_head()));
        }
    }
    let (n_query, n_key) = (trace[Stage::Q].rows(), trace[Stage::K].rows());
    trace.set(Stage::Mask, mask.additive(n_query, n_key));
    if config.positions == Positions::Alibi {
        trace.set(Stage::PositionBias, alibi(trace.sizes.n_heads, n_query, n_key));
    }
    score(config, &mut trace, &mut progress);
    if config.dropout() > 0.0 {
        drop_out(config, layer, &mut trace);
    }
    weigh(&mut trace, &mut progress);
    mix(config, &mut trace);
    trace
}

/// X → Q, K, V.
fn project(trace: &mut Trace, progress: &mut impl FnMut(usize)) {
    let kv = if trace.get(Stage::KvX).is_some() { Stage::KvX } else { Stage::X };
    let parts = [
        (Stage::Q, Stage::X, Stage::WQ, Stage::BQ),
        (Stage::K, kv, Stage::WK, Stage::BK),
        (Stage::V, kv, Stage::WV, Stage::BV),
    ];
    for (made, from, w, b) in parts {
        if trace.get(made).is_none() {
            trace.set(made, linear(&trace[from], &trace[w], trace.get(b)));
            progress(0); // whoever waits hears that work goes on
        }
    }
}

/// `x · w + b`, the bias added to each row.
fn linear(x: &Tensor, w: &Tensor, b: Option<&Tensor>) -> Tensor {
    let product = matmul(View::from(x), View::from(w));
    let Some(b) = b else { return product };
    let sums = product.data().iter().zip(b.data().iter().cycle()).map(|(x, b)| x + b).collect();
    Tensor::matrix(product.rows(), product.cols(), sums)
}

/// The columns of one head.
fn part(tensor: &Tensor, head: usize, d_head: usize) -> View<'_> {
    View::from(tensor).columns(head * d_head, d_head)
}

/// Q, K → scores → weights, head by head.
fn score(config: &Config, trace: &mut Trace, progress: &mut impl FnMut(usize)) {
    let sizes = trace.sizes;
    let (n_heads, d_head) = (sizes.n_heads, sizes.d_head());
    let (n_query, n_key) = (trace.n_query(), trace.n_key());
    let size = n_query * n_key;
    let mut qk = vec![0.0; n_heads * size];
    let mut scores = Vec::with_capacity(n_heads * size);
    let mut masked = Vec::with_capacity(n_heads * size);
    let mut weights = Vec::with_capacity(n_heads * size);
    let sqrt_d_k = if config.slips(Slip::NoScale) { 1.0 } else { (d_head as f32).sqrt() };
    let (q, k) = (&trace[trace.asking()], &trace[trace.answering()]);
    let (mask, bias) = (trace[Stage::Mask].data(), &trace[Stage::PositionBias]);
    for head in 0..n_heads {
        let dots = &mut qk[head * size..(head + 1) * size];
        matmul_into(part(q, head, d_head), part(k, sizes.kv_head(head), d_head).t(), dots, n_key);
        progress(head);
        scores.extend(dots.iter().map(|dot| dot / sqrt_d_k));
        masked.extend_from_slice(&scores[head * size..]);
        let masked = &mut masked[head * size..];
        add_to(masked, bias.plane(head));
        if !config.slips(Slip::MaskAfterSoftmax) {
            add_to(masked, mask);
        }
        weights.extend_from_slice(masked);
        softmax(config, &mut weights[head * size..], mask, n_key);
        progress(head);
    }
    let stack = |data| Tensor::stack(n_heads, n_query, n_key, data);
    trace.set(Stage::Qk, stack(qk));
    trace.set(Stage::Scores, stack(scores));
    trace.set(Stage::MaskedScores, stack(masked));
    trace.set(Stage::Weights, stack(weights));
}

/// Scores of one head → weights, with the mistakes that are asked for.
fn softmax(config: &Config, weights: &mut [f32], mask: &[f32], n_key: usize) {
    let width = n_key.max(1);
    if config.slips(Slip::WrongAxis) {
        for key in 0..n_key {
            let mut column: Vec<f32> = weights.chunks_exact(width).map(|row| row[key]).collect();
            softmax_row(&mut column);
            weights.chunks_exact_mut(width).zip(column).for_each(|(row, weight)| row[key] = weight);
        }
    } else {
        weights.chunks_exact_mut(width).for_each(softmax_row);
    }
    if config.slips(Slip::SoftmaxTwice) {
        add_to(weights, mask);
        weights.chunks_exact_mut(width).for_each(softmax_row);
    }
    if config.slips(Slip::MaskAfterSoftmax) {
        weights.iter_mut().zip(mask).filter(|(_, mask)| **mask != 0.0).for_each(|(weight, _)| *weight = 0.0);
    }
}

/// Drops weights at random and makes up for it in those that are kept: Srivastava et al., *Dropout* (2014), in the
/// inverted form of PyTorch's `Dropout`.
fn drop_out(config: &Config, layer: usize, trace: &mut Trace) {
    let (p, weights) = (config.dropout(), &trace[Stage::Weights]);
    let draws = random::uniform(random::key(config.seed.into(), DROPOUT + layer as u64), weights.data().len(), 1.0);
    let kept: Vec<f32> = draws.iter().map(|draw| f32::from(u8::from((draw + 1.0) / 2.0 >= p))).collect();
    let scaled = weights.data().iter().zip(&kept).map(|(w, &kept)| if kept > 0.0 { w / (1.0 - p) } else { 0.0 });
    let dropped = Tensor::with_shape(weights.shape().to_vec(), scaled.collect());
    let kept = Tensor::with_shape(weights.shape().to_vec(), kept);
    trace.set(Stage::Kept, kept);
    trace.set(Stage::Dropped, dropped);
}

/// Weights, V → each head's output.
fn weigh(trace: &mut Trace, progress: &mut impl FnMut(usize)) {
    let sizes = trace.sizes;
    let (n_query, d_head) = (trace.n_query(), sizes.d_head());
    let mut heads = vec![0.0; sizes.n_heads * n_query * d_head];
    let weights = &trace[trace.weighing()];
    for head in 0..sizes.n_heads {
        let weights = View::new(weights.plane(head), n_query, trace.n_key());
        let out = heads.get_mut(head * n_query * d_head..).unwrap_or_default();
        matmul_into(weights, part(&trace[Stage::V], sizes.kv_head(head), d_head), out, d_head);
        progress(head + 1);
    }
    trace.set(Stage::Heads, Tensor::stack(sizes.n_heads, n_query, d_head, heads));
}

/// The heads' outputs → side by side → output.
fn mix(config: &Config, trace: &mut Trace) {
    let is_on = |head: usize| !config.heads_off.contains(&head);
    let concat = side_by_side(&trace[Stage::Heads], is_on);
    let w_o = trace.get(Stage::WO).filter(|_| !config.slips(Slip::NoWO));
    let output = |concat: &Tensor| w_o.map_or_else(|| concat.clone(), |w_o| linear(concat, w_o, trace.get(Stage::BO)));
    let (shown, n_heads) = (output(&concat), trace.sizes.n_heads);
    let whole = (!(0..n_heads).all(is_on)).then(|| output(&side_by_side(&trace[Stage::Heads], |_| true)));
    trace.set(Stage::Concat, concat);
    trace.set(Stage::Output, shown);
    if let Some(whole) = whole {
        trace.set(Stage::OutputWhole, whole);
    }
}

/// `[n_heads, n_query, d_head]` → `[n_query, n_heads · d_head]`.
fn side_by_side(heads: &Tensor, is_on: impl Fn(usize) -> bool) -> Tensor {
    let (n_heads, n_query, d_head) = (heads.planes(), heads.rows(), heads.cols());
    let mut concat = Vec::with_capacity(heads.data().len());
    for query in 0..n_query {
        for head in 0..n_heads {
            let start = concat.len();
            concat.extend_from_slice(heads.row(head, query));
            if !is_on(head) {
                concat[start..].fill(0.0);
            }
        }
    }
    Tensor::matrix(n_query, n_heads * d_head, concat)
}
