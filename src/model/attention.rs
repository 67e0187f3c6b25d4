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

use super::rows::attend_by_rows;
use super::{Config, Mask, Positions, Slip, Stage, Trace, rotate};
use crate::num::{Tensor, View, Window, matmul};

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
    // Of a long text, a mask that blocks nothing is not worth its room.
    let is_left_out = config.only.is_some() && mask.0.is_empty();
    trace.set(Stage::Mask, if is_left_out { nothing(n_query, n_key) } else { mask.additive(n_query, n_key) });
    attend_by_rows(config, layer, &mut trace, &mut progress);
    mix(config, &mut trace);
    trace
}

/// A mask of which nothing is kept.
fn nothing(n_query: usize, n_key: usize) -> Tensor {
    Tensor::matrix(0, n_key, vec![]).within(vec![n_query, n_key], Window { plane: 0, rows: 0..0 })
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
