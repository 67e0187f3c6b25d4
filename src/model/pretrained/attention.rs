//! Attention of one layer, head by head, as in [`crate::model::attend`]: but of hundreds of heads over long texts only
//! those are kept that somebody will look at, so one head's scores are worked out in place and then given up.

use super::blocks::Linear;
use super::run::Run;
use crate::model::Stage;
use crate::num::{Tensor, View, matmul_into, softmax_row};

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

/// `[n_tokens, d_model]`: what the layer's heads found, through W_o.
pub(super) fn attention(run: &mut Run, projected: Projected, w_o: &Linear) -> Tensor {
    let sizes = run.config.sizes();
    let (d_head, n_query) = (sizes.d_head(), projected.q.rows());
    let (asking, answering) = projected.turned.clone().unwrap_or((projected.q.clone(), projected.k.clone()));
    let (k, v) = match &mut run.cache {
        Some(cache) => cache.append(run.layer, &answering, &projected.v),
        None => (answering, projected.v.clone()),
    };
    let n_key = k.rows();
    let mask = run.additive(n_query, n_key);
    let divisor = run.config.divisor(run.layer);
    let kept_heads = run.kept_heads();
    let mut kept = Kept { heads: kept_heads.clone().unwrap_or_default(), ..Kept::default() };
    let keeps_scores = run.options.keep.scores;
    let mut row = vec![0.0; n_query * n_key];
    let mut concat = vec![0.0; n_query * sizes.dim];
    let part = |tensor, head: usize| View::from(tensor).columns(head * d_head, d_head);
    for head in 0..sizes.n_heads {
        let is_kept = kept.heads.contains(&head);
        matmul_into(part(&asking, head), part(&k, sizes.kv_head(head)).t(), &mut row, n_key);
        let note = |list: &mut Vec<f32>, row: &[f32]| {
            if is_kept && keeps_scores {
                list.extend_from_slice(row);
            }
        };
        note(&mut kept.dots, &row);
        row.iter_mut().for_each(|score| *score /= divisor);
        note(&mut kept.scores, &row);
        row.iter_mut().zip(mask.data()).for_each(|(score, mask)| *score += mask);
        note(&mut kept.masked, &row);
        row.chunks_exact_mut(n_key.max(1)).for_each(softmax_row);
        let columns = &mut concat[head * d_head..];
        matmul_into(View::new(&row, n_query, n_key), part(&v, sizes.kv_head(head)), columns, sizes.dim);
        if is_kept {
            kept.weights.extend_from_slice(&row);
            let rows = concat.chunks_exact(sizes.dim);
            rows.for_each(|row| kept.outputs.extend_from_slice(&row[head * d_head..(head + 1) * d_head]));
        }
        if run.options.heads_off.contains(&(run.layer, head)) {
            let rows = concat.chunks_exact_mut(sizes.dim);
            rows.for_each(|row| row[head * d_head..(head + 1) * d_head].fill(0.0));
        }
    }
    let concat = Tensor::matrix(n_query, sizes.dim, concat);
    let output = w_o.apply(&concat);
    if kept_heads.is_some() {
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
