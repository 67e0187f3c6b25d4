//! Queries that meet all keys: equation (1) for some rows of one head, from the dot products to the values that they weigh.
//!
//! Rows are worked out some at a time, so that they stay in the processor's nearer memory, however long the text. What there
//! is room for is kept: all of it, or of a long text one stage of one head ([`Only`]). A row that was not kept is worked
//! out again when somebody looks at it ([`again`]).

use super::position::{alibi_row, alibi_slope};
use super::{Config, Positions, Slip, Stage, Trace};
use crate::num::{Packed, Tensor, View, Window, add_to, matmul_packed, random, softmax_row};
use serde::{Deserialize, Serialize};

/// Queries that meet all keys together.
const BLOCK: usize = 32;

/// The stream of random numbers that decide which weights are dropped; each layer has its own after it.
const DROPOUT: u64 = 0x300;

/// The one matrix of queries by keys that is kept, where there is no room for all heads and stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Only {
    /// The layer, from 0.
    pub layer: usize,
    /// The head, from 0.
    pub head: usize,
    /// A stage that has a matrix of queries by keys for each head.
    pub stage: Stage,
}

/// The stages of some rows of one head, `[n, n_key]` each; empty if the computation does not have them.
#[derive(Default)]
struct Rows {
    qk: Vec<f32>,
    scores: Vec<f32>,
    position_bias: Vec<f32>,
    masked_scores: Vec<f32>,
    weights: Vec<f32>,
    kept: Vec<f32>,
    dropped: Vec<f32>,
}

impl Rows {
    fn of(&self, stage: Stage) -> &[f32] {
        match stage {
            Stage::Qk => &self.qk,
            Stage::Scores => &self.scores,
            Stage::PositionBias => &self.position_bias,
            Stage::MaskedScores => &self.masked_scores,
            Stage::Weights => &self.weights,
            Stage::Kept => &self.kept,
            Stage::Dropped => &self.dropped,
            _ => &[],
        }
    }

    /// What meets the values.
    fn weighing(&self) -> &[f32] {
        if self.dropped.is_empty() { &self.weights } else { &self.dropped }
    }
}

/// The stages that have a row of keys for each query of each head, in their order.
pub(super) fn stages(config: &Config) -> impl Iterator<Item = Stage> {
    use Stage::{Dropped, Kept, MaskedScores, PositionBias, Qk, Scores, Weights};
    let is_made = |stage: &Stage| match stage {
        PositionBias => config.positions == Positions::Alibi,
        Kept | Dropped => config.dropout() > 0.0,
        _ => true,
    };
    [Qk, Scores, PositionBias, MaskedScores, Weights, Kept, Dropped].into_iter().filter(is_made)
}

/// One head, ready to meet its keys.
struct Head<'a> {
    config: &'a Config,
    layer: usize,
    head: usize,
    n_query: usize,
    /// `[n_query, d_head]`.
    queries: View<'a>,
    /// `[d_head, n_key]`.
    keys: Packed,
    /// ALiBi's, if it is what tells the places.
    slope: Option<f32>,
}

impl<'a> Head<'a> {
    fn new(config: &'a Config, layer: usize, trace: &'a Trace, head: usize) -> Self {
        let (sizes, d_head) = (trace.sizes, trace.sizes.d_head());
        let part = |stage, head: usize| View::from(&trace[stage]).columns(head * d_head, d_head);
        let queries = part(trace.asking(), head);
        let keys = Packed::new(part(trace.answering(), sizes.kv_head(head)).t());
        let slope = (config.positions == Positions::Alibi).then(|| alibi_slope(sizes.n_heads, head));
        Self { config, layer, head, n_query: trace.n_query(), queries, keys, slope }
    }

    /// Works out `n` rows from `first` on, under the same rows of the mask; without any, all may be seen.
    fn meet(&self, first: usize, n: usize, mask: &[f32], found: &mut Rows) {
        let (config, n_key) = (self.config, self.keys.cols());
        found.qk.resize(n * n_key, 0.0);
        matmul_packed(self.queries.rows(first, n), &self.keys, &[], &mut found.qk, n_key);
        let sqrt_d_k = if config.slips(Slip::NoScale) { 1.0 } else { (self.keys.rows() as f32).sqrt() };
        found.scores.clear();
        found.scores.extend(found.qk.iter().map(|dot| dot / sqrt_d_k));
        found.masked_scores.clone_from(&found.scores);
        if let Some(slope) = self.slope {
            found.position_bias.clear();
            (first..first + n).for_each(|query| found.position_bias.extend(alibi_row(slope, query, n_key)));
            add_to(&mut found.masked_scores, &found.position_bias);
        }
        if !config.slips(Slip::MaskAfterSoftmax) {
            add_to(&mut found.masked_scores, mask);
        }
        found.weights.clone_from(&found.masked_scores);
        softmax(config, &mut found.weights, mask, n_key);
        let p = config.dropout();
        if p > 0.0 {
            let key = random::key(config.seed.into(), DROPOUT + self.layer as u64);
            let draws = random::uniform_from(key, (self.head * self.n_query + first) * n_key, n * n_key, 1.0);
            found.kept = draws.iter().map(|draw| f32::from(u8::from((draw + 1.0) / 2.0 >= p))).collect();
            found.dropped.clear();
            let scaled = |(w, &kept): (&f32, &f32)| if kept > 0.0 { w / (1.0 - p) } else { 0.0 };
            found.dropped.extend(found.weights.iter().zip(&found.kept).map(scaled));
        }
    }
}

/// Q, K, V and the mask → the stages of queries by keys, as far as they are kept, and each head's output. Dropout is that of
/// Srivastava et al. (2014), in the inverted form of PyTorch's `Dropout`.
pub(super) fn attend_by_rows(config: &Config, layer: usize, trace: &mut Trace, progress: &mut impl FnMut(usize)) {
    let (sizes, d_head) = (trace.sizes, trace.sizes.d_head());
    let (n_heads, n_query, n_key) = (sizes.n_heads, trace.n_query(), trace.n_key());
    let is_kept = |head, stage| config.only.is_none_or(|only| only == Only { layer, head, stage });
    let mut kept: Vec<(Stage, Vec<f32>)> = stages(config)
        .map(|stage| {
            let n_kept = (0..n_heads).filter(|&head| is_kept(head, stage)).count();
            (stage, Vec::with_capacity(n_kept * n_query * n_key))
        })
        .collect();
    // What is shared out along the columns needs all rows at once.
    let block = if config.slips(Slip::WrongAxis) { n_query.max(1) } else { BLOCK };
    let mut rows = Rows::default();
    let mut outputs = vec![0.0; n_heads * n_query * d_head];
    for head in 0..n_heads {
        let asking = Head::new(config, layer, trace, head);
        let values = Packed::new(View::from(&trace[Stage::V]).columns(sizes.kv_head(head) * d_head, d_head));
        for first in (0..n_query).step_by(block) {
            let n = block.min(n_query - first);
            let mask = trace[Stage::Mask].data().get(first * n_key..(first + n) * n_key).unwrap_or_default();
            asking.meet(first, n, mask, &mut rows);
            for (stage, list) in kept.iter_mut().filter(|(stage, _)| is_kept(head, *stage)) {
                list.extend_from_slice(rows.of(*stage));
            }
            let out = &mut outputs[(head * n_query + first) * d_head..];
            matmul_packed(View::new(rows.weighing(), n, n_key), &values, &[], out, d_head);
            progress(head); // whoever waits hears that work goes on
        }
        progress(head + 1);
    }
    for (stage, list) in kept {
        let shape = vec![n_heads, n_query, n_key];
        let tensor = match config.only {
            None => Tensor::with_shape(shape, list),
            Some(only) => {
                let rows = 0..if is_kept(only.head, stage) { n_query } else { 0 };
                Tensor::matrix(rows.len(), n_key, list).within(shape, Window { plane: only.head, rows })
            }
        };
        trace.set(stage, tensor);
    }
    trace.set(Stage::Heads, Tensor::stack(n_heads, n_query, d_head, outputs));
}

/// A layer of which only one map is kept, with every stage of one of that head's rows. It is worked out as it was the first
/// time; where that was a program with relaxed SIMD, last digits can differ.
#[must_use]
pub fn again(mut config: Config, layer: usize, trace: &Trace, head: usize, query: usize) -> Trace {
    let (n_query, n_key) = (trace.n_query(), trace.n_key());
    let mut again = trace.clone();
    if query >= n_query {
        return again;
    }
    // Vectors that were built by hand say themselves where their token stands.
    config.positions = if trace.get(Stage::PositionBias).is_some() { Positions::Alibi } else { Positions::None };
    let mut rows = Rows::default();
    let mask = match trace[Stage::Mask].row(0, query) {
        [] => vec![0.0; n_key],
        row => row.to_vec(),
    };
    Head::new(&config, layer, trace, head).meet(query, 1, &mask, &mut rows);
    let mut set = |stage, plane, row: &[f32]| {
        let (shape, rows) = (trace[stage].shape().to_vec(), query..query + 1);
        again.set(stage, Tensor::matrix(1, n_key, row.to_vec()).within(shape, Window { plane, rows }));
    };
    // While the answer is on its way, a setting may ask for a stage that the last one does not have.
    let there = stages(&config).filter(|&stage| trace.get(stage).is_some());
    there.for_each(|stage| set(stage, head, rows.of(stage)));
    set(Stage::Mask, 0, &mask);
    again
}

/// Scores of some rows → weights, with the mistakes that are asked for.
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
