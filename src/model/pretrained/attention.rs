//! Attention of one layer, head by head, as in [`crate::model::attend`]: but of hundreds of heads over long texts only
//! those are kept that somebody will look at. One head's scores are worked out in place, for some queries at a time, and
//! then given up.

use super::blocks::Linear;
use super::run::Run;
use crate::model::Stage;
use crate::num::{Packed, Tensor, View, add_to, matmul_into, matmul_packed, scale, softmax_row};

/// What attention is made of.
pub(super) struct Projected {
    /// What Q, K and V were made of, `[n_tokens, d_model]`.
    pub(super) x: Tensor,
    /// `[n_tokens, n_heads · d_head]`.
    pub(super) q: Tensor,
    /// `[n_tokens, n_kv_heads · d_head]`.
    pub(super) k: Tensor,
    /// `[n_tokens, n_kv_heads · d_head]`.
    pub(super) v: Tensor,
    /// Q and K turned by their places, if they are.
    pub(super) turned: Option<(Tensor, Tensor)>,
}

/// Stages with a matrix for each head that is kept, one after the other.
#[derive(Default)]
struct Kept {
    heads: Vec<usize>,
    dots: Vec<f32>,
    scores: Vec<f32>,
    masked: Vec<f32>,
    weights: Vec<f32>,
    outputs: Vec<f32>,
}

/// Queries that meet all keys together. Their scores are few enough to stay in the processor's nearer memory from the dot
/// products to the values that they weigh, however long the text; only weights that are kept go far. Six tiles of a product
/// have as many rows.
const BLOCK: usize = 36;

/// `[n_tokens, d_model]`: what the layer's heads found, through W_o.
pub(super) fn attention(run: &mut Run, projected: Projected, w_o: &Linear) -> Tensor {
    let sizes = run.config.sizes();
    let (d_head, n_query) = (sizes.d_head(), projected.q.rows());
    let (asking, answering) = match &projected.turned {
        Some((q, k)) => (q, k),
        None => (&projected.q, &projected.k),
    };
    let n_key = run.n_past + n_query;
    let mask = run.mask();
    let is_open = mask.0.is_empty();
    let mask = run.additive(mask, n_query, n_key);
    let divisor = run.config.divisor(run.layer);
    let kept_heads = run.kept_heads();
    let (k, v) = match &mut run.cache {
        Some(cache) => cache.append(run.layer, answering, &projected.v),
        None => (answering.data(), projected.v.data()),
    };
    let mut kept = Kept { heads: kept_heads.clone().unwrap_or_default(), ..Kept::default() };
    kept.weights.reserve_exact(kept.heads.len() * n_query * n_key);
    let keeps_scores = run.options.keep.scores;
    let mut given_up = vec![0.0; BLOCK.min(n_query) * n_key];
    let mut concat = vec![0.0; n_query * sizes.dim];
    let part = |numbers, cols, head: usize| View::new(numbers, n_key, cols).columns(head * d_head, d_head);
    for head in 0..sizes.n_heads {
        let is_kept = kept.heads.contains(&head);
        let note = |list: &mut Vec<f32>, scores: &[f32]| {
            if is_kept && keeps_scores {
                list.extend_from_slice(scores);
            }
        };
        let kv_head = sizes.kv_head(head);
        let (keys, values) = (part(k, answering.cols(), kv_head).t(), part(v, projected.v.cols(), kv_head));
        let packed = (n_query > 1).then(|| (Packed::new(keys), Packed::new(values)));
        for first in (0..n_query).step_by(BLOCK) {
            let n = BLOCK.min(n_query - first);
            let mask = &mask.data()[first * n_key..(first + n) * n_key];
            let scores = if is_kept {
                // Where the weights shall stay; what is there is written over while it is near.
                let start = kept.weights.len();
                kept.weights.resize(start + n * n_key, 0.0);
                &mut kept.weights[start..]
            } else {
                &mut given_up[..n * n_key]
            };
            let queries = View::from(asking).rows(first, n).columns(head * d_head, d_head);
            match &packed {
                Some((keys, _)) => matmul_packed(queries, keys, &[], scores, n_key),
                None => matmul_into(queries, keys, scores, n_key),
            }
            note(&mut kept.dots, scores);
            scale(scores, 1.0 / divisor);
            note(&mut kept.scores, scores);
            if !is_open {
                add_to(scores, mask);
            }
            note(&mut kept.masked, scores);
            scores.chunks_exact_mut(n_key).for_each(softmax_row);
            let columns = &mut concat[first * sizes.dim + head * d_head..];
            match &packed {
                Some((_, values)) => matmul_packed(View::new(scores, n, n_key), values, &[], columns, sizes.dim),
                None => matmul_into(View::new(scores, n, n_key), values, columns, sizes.dim),
            }
        }
        let is_off = run.options.heads_off.contains(&(run.layer, head));
        for row in concat.chunks_exact_mut(sizes.dim).filter(|_| is_kept || is_off) {
            let found = &mut row[head * d_head..(head + 1) * d_head];
            if is_kept {
                kept.outputs.extend_from_slice(found);
            }
            if is_off {
                found.fill(0.0);
            }
        }
    }
    let concat = Tensor::matrix(n_query, sizes.dim, concat);
    let output = w_o.apply(&concat, run.options.arithmetic);
    if kept_heads.is_some() {
        // Without a cache they are what was projected.
        let whole = |numbers: &[f32], projected: &Tensor| match n_key == n_query {
            true => projected.clone(),
            false => Tensor::matrix(n_key, projected.cols(), numbers.to_vec()),
        };
        let (k, v) = (whole(k, answering), whole(v, &projected.v));
        let n_heads = kept.heads.len();
        let stack = |values, cols| Tensor::stack(n_heads, n_query, cols, values);
        let mut stages = vec![
            (Stage::X, projected.x),
            (Stage::Q, projected.q),
            (Stage::Mask, mask),
            (Stage::Weights, stack(kept.weights, n_key)),
            (Stage::Heads, stack(kept.outputs, d_head)),
            (Stage::Concat, concat),
            (Stage::Output, output.clone()),
        ];
        if keeps_scores {
            stages.push((Stage::Qk, stack(kept.dots, n_key)));
            stages.push((Stage::Scores, stack(kept.scores, n_key)));
            stages.push((Stage::MaskedScores, stack(kept.masked, n_key)));
        }
        match projected.turned {
            Some((q, _)) => {
                stages.extend([(Stage::QRotated, q), (Stage::KRotated, k)]);
                if n_key == n_query {
                    stages.push((Stage::K, projected.k));
                }
            }
            None => stages.push((Stage::K, k)),
        }
        stages.push((Stage::V, v));
        run.keep(kept.heads, stages);
    }
    output
}
