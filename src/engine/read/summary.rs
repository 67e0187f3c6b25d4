//! Every layer's attention, summed up as it passes: small pictures, measures, rollout, and the mean and the maximum over
//! a set of heads.

use super::found::{Loss, Measure, Numbers};
use crate::model::{Stage, Trace, roll};
use crate::num::{Tensor, log2};

/// The most rows and columns of a small picture.
pub const SIDE: usize = 64;

/// What is known of all layers so far.
pub(super) struct Summary {
    looked_for: Vec<u8>,
    n: usize,
    maps: Vec<Tensor>,
    masks: Vec<Tensor>,
    measures: Vec<f32>,
    n_heads: usize,
    rollout: Option<Tensor>,
}

/// The bit of a measure in the table of what a cell counts for. Entropy has none.
const fn bit(measure: Measure) -> u8 {
    1 << (measure as u8 - 1)
}

impl Summary {
    pub(super) fn new(ids: &[u32]) -> Self {
        let n = ids.len();
        let (maps, masks, measures) = (vec![], vec![], vec![]);
        Self { looked_for: looked_for(ids), n, maps, masks, measures, n_heads: 0, rollout: None }
    }

    /// Takes in a layer, all of whose heads are in the trace.
    pub(super) fn add(&mut self, trace: &Trace) {
        let (weights, mask) = (&trace[Stage::Weights], &trace[Stage::Mask]);
        let side = self.n.min(SIDE);
        let largest = |a: f32, b: f32| if b > a || a.is_nan() { b } else { a };
        let small = |cells: &[f32]| pooled(cells, self.n, side, largest);
        let maps = (0..weights.planes()).flat_map(|head| small(weights.plane(head))).collect();
        self.maps.push(Tensor::stack(weights.planes(), side, side, maps));
        self.masks.push(Tensor::matrix(side, side, small(mask.data())));
        for head in 0..weights.planes() {
            self.measures.extend(measures(weights.plane(head), mask.data(), &self.looked_for, self.n));
        }
        self.n_heads = weights.planes();
        self.rollout = Some(roll(&weights.mean_of_planes(), self.rollout.as_ref()));
    }

    /// The numbers, but for those of the pool.
    pub(super) fn numbers(self) -> (Numbers, Option<Tensor>) {
        let shape = vec![self.maps.len(), self.n_heads, Measure::ALL.len()];
        let measures = Tensor::with_shape(shape, self.measures);
        (Numbers { maps: self.maps, masks: self.masks, measures, ..Numbers::default() }, self.rollout)
    }
}

/// `n` by `n` cells as `side` by `side` blocks.
fn pooled(cells: &[f32], n: usize, side: usize, fold: impl Fn(f32, f32) -> f32) -> Vec<f32> {
    if n == side {
        return cells.to_vec();
    }
    let mut blocks = vec![f32::NAN; side * side];
    for (row, line) in cells.chunks_exact(n.max(1)).enumerate() {
        let blocks = &mut blocks[(row * side / n) * side..][..side];
        for (col, &cell) in line.iter().enumerate() {
            let block = &mut blocks[col * side / n];
            *block = fold(*block, cell);
        }
    }
    blocks
}

/// For each cell the measures that it counts for, `[n, n]`.
fn looked_for(ids: &[u32]) -> Vec<u8> {
    let n = ids.len();
    let mut table = vec![0; n * n];
    for (query, row) in table.chunks_exact_mut(n.max(1)).enumerate() {
        for (key, cell) in row.iter_mut().enumerate() {
            let is_after_equal = key.checked_sub(1).is_some_and(|before| before != query && ids[before] == ids[query]);
            let counts = [
                (Measure::Previous, key + 1 == query),
                (Measure::First, key == 0 && query > 0),
                (Measure::Itself, key == query && query > 0),
                (Measure::Same, key != query && ids[key] == ids[query]),
                (Measure::Induction, key != query && is_after_equal),
                (Measure::Next, key == query + 1),
                (Measure::Last, key + 1 == n && query + 1 < n),
            ];
            *cell = counts.into_iter().filter(|(_, counts)| *counts).fold(0, |bits, (measure, _)| bits | bit(measure));
        }
    }
    table
}

/// The measures of one head. Queries that see nothing count for none.
fn measures(weights: &[f32], mask: &[f32], looked_for: &[u8], n: usize) -> Vec<f32> {
    let (mut sums, mut counts) = (vec![0f64; Measure::ALL.len()], vec![0u32; Measure::ALL.len()]);
    let rows = weights.chunks_exact(n.max(1)).zip(mask.chunks_exact(n.max(1))).zip(looked_for.chunks_exact(n.max(1)));
    for ((weights, mask), looked_for) in rows {
        if weights.iter().any(|weight| weight.is_nan()) {
            continue;
        }
        let mut has = 0;
        for ((&weight, &mask), &bits) in weights.iter().zip(mask).zip(looked_for) {
            if weight >= f32::MIN_POSITIVE {
                sums[0] -= f64::from(weight * log2(weight));
            }
            if bits != 0 && mask == 0.0 {
                has |= bits;
                Measure::ALL.iter().skip(1).filter(|&&measure| bits & bit(measure) != 0).for_each(|&measure| {
                    sums[measure as usize] += f64::from(weight);
                });
            }
        }
        counts[0] += 1;
        let counted = Measure::ALL.iter().skip(1).filter(|&&measure| has & bit(measure) != 0);
        counted.for_each(|&measure| counts[measure as usize] += 1);
    }
    sums.iter().zip(counts).map(|(sum, n)| if n == 0 { f32::NAN } else { (sum / f64::from(n)) as f32 }).collect()
}

/// How far each head's weights are from others of the same shape, where they are allowed and both are numbers.
pub(super) fn losses(trace: &Trace, other: &Trace) -> Vec<Loss> {
    let (weights, others, mask) = (&trace[Stage::Weights], &other[Stage::Weights], trace[Stage::Mask].data());
    let one = |head: usize| {
        let (mut sum, mut most, mut n) = (0f64, 0f32, 0u32);
        for ((a, b), added) in weights.plane(head).iter().zip(others.plane(head)).zip(mask) {
            let far = (a - b).abs();
            if *added == 0.0 && far.is_finite() {
                (sum, most, n) = (sum + f64::from(far), most.max(far), n + 1);
            }
        }
        Loss { mean: (sum / f64::from(n.max(1))) as f32, most }
    };
    (0..weights.planes()).map(one).collect()
}

/// The mean and the maximum of some heads' weights, `[n_tokens, n_tokens]` each.
#[derive(Default)]
pub(super) struct Pool {
    sum: Vec<f32>,
    max: Vec<f32>,
    n_heads: usize,
}

impl Pool {
    /// Whether a head is among those that are pooled; none stands for all.
    pub(super) fn takes(chosen: &[(usize, usize)], layer: usize, head: usize) -> bool {
        chosen.is_empty() || chosen.contains(&(layer, head))
    }

    pub(super) fn add(&mut self, weights: &[f32]) {
        if self.n_heads == 0 {
            (self.sum, self.max) = (weights.to_vec(), weights.to_vec());
        } else {
            self.sum.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum += weight);
            self.max.iter_mut().zip(weights).for_each(|(max, &weight)| *max = max.max(weight));
        }
        self.n_heads += 1;
    }

    /// The mean and the maximum.
    pub(super) fn finish(mut self, n: usize) -> (Tensor, Tensor) {
        let count = self.n_heads.max(1) as f32;
        self.sum.iter_mut().for_each(|sum| *sum /= count);
        let n = if self.n_heads == 0 { 0 } else { n };
        (Tensor::matrix(n, n, self.sum), Tensor::matrix(n, n, self.max))
    }
}
