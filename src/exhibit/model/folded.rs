//! What weights are made into: each times the length of the vector that it carries, the mean and the maximum over heads,
//! and rollout over layers.

use super::super::{Control, Panel, Slot, matrix};
use super::View;
use crate::chart::{Figure, Heatmap, Role};
use crate::model::{Stage, Trace};
use crate::num::{Tensor, View as Block, matmul};

/// All of them.
pub(super) fn panels(view: &View) -> Vec<Panel> {
    let View { s, state, answer, found, trace, .. } = view;
    let page = &s.model_page;
    let n_pooled = state.reading.pooled.len();
    let mask = &trace[Stage::Mask];
    let figure = |values: Tensor, name: &str, mask: Tensor, title: &str| {
        Figure::Heatmap(Box::new(Heatmap {
            fill: matrix::folded_fill(s, state, &values, name),
            values,
            plane: 0,
            mask,
            rows: matrix::query_axis(s, answer),
            cols: matrix::tokens_axis(s.key, Role::Key, &answer.tokens),
            numbers: state.numbers,
            marks: vec![],
            blocked: s.blocked.into(),
            summary: title.to_owned(),
        }))
    };
    let mut panels = vec![];
    if let Some(norms) = norms(trace, view.head()) {
        let title = (page.norms)(view.head() + 1);
        let figure = figure(norms, page.norm, mask.clone(), &title);
        panels.push(Panel {
            tag: view.tag(),
            note: page.norms_note.into(),
            ..Panel::new("norms", Slot::Below, title, figure)
        });
    }
    let pools = [
        ("mean", (page.mean)(n_pooled), s.heads.mean_weight, &found.numbers.mean),
        ("max", (page.max)(n_pooled), s.heads.max_weight, &found.numbers.max),
    ];
    for (name, title, value, tensor) in pools {
        if tensor.rows() == answer.tokens.len() {
            let figure = figure(tensor.clone(), value, mask.clone(), &title);
            panels.push(Panel {
                tag: view.tag(),
                note: page.pooled_note.into(),
                controls: if name == "mean" { &[Control::Pooled] } else { &[] },
                ..Panel::new(name, Slot::Below, title, figure)
            });
        }
    }
    match &answer.rollout {
        Some(rollout) => {
            let figure = figure(rollout.clone(), s.heads.rollout_share, Tensor::matrix(0, 0, vec![]), s.heads.rollout);
            panels.push(Panel {
                tag: view.tag(),
                note: s.heads.rollout_note.into(),
                ..Panel::new("rollout", Slot::Below, s.heads.rollout, figure)
            });
        }
        None => panels.push(Panel {
            note: page.no_rollout.into(),
            ..Panel::new("rollout", Slot::Below, s.heads.rollout, Figure::Chips([].into()))
        }),
    }
    panels
}

/// α_ij times the length of v_j·W_O, `[n_query, n_key]`: Kobayashi et al., *Attention is not only a weight: analyzing
/// transformers with vector norms* (2020), whose f(x) = (x·W_V + b_V)·W_O. A vector's length through W_O is worked out
/// from W_O·W_Oᵀ, which is small.
fn norms(trace: &Trace, head: usize) -> Option<Tensor> {
    let (weights, v, w_o) = (trace.get(Stage::Weights)?, trace.get(Stage::V)?, trace.get(Stage::WO)?);
    let (d_head, width) = (trace.sizes.d_head(), w_o.cols());
    let block = w_o.data().get(head * d_head * width..(head + 1) * d_head * width)?;
    let gram = matmul(Block::new(block, d_head, width), Block::new(block, d_head, width).t());
    let first = trace.sizes.kv_head(head) * d_head;
    let length = |key: usize| -> f32 {
        let v = v.row(0, key).get(first..first + d_head).unwrap_or_default();
        let row = |(i, a): (usize, &f32)| a * gram.row(0, i).iter().zip(v).map(|(g, b)| g * b).sum::<f32>();
        // Rounding may leave a short vector's square below 0.
        v.iter().enumerate().map(row).sum::<f32>().max(0.0).sqrt()
    };
    let lengths: Vec<f32> = (0..weights.cols()).map(length).collect();
    let (rows, cols) = (weights.rows(), weights.cols());
    let values =
        weights.plane(head).chunks_exact(cols.max(1)).flat_map(|row| row.iter().zip(&lengths).map(|(a, b)| a * b));
    Some(Tensor::matrix(rows, cols, values.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sizes;

    #[test]
    fn a_norm_is_the_length_of_what_a_token_brings() {
        let numbers = |n: usize| (0..n).map(|i| ((i * 37 % 23) as f32 - 11.0) / 7.0).collect::<Vec<f32>>();
        let sizes = Sizes { dim: 8, n_kv_heads: 2, ..Sizes::new(6, 4) };
        let mut trace = Trace::new(sizes);
        trace.set(Stage::Weights, Tensor::stack(4, 3, 3, numbers(36).iter().map(|x| x.abs()).collect()));
        trace.set(Stage::V, Tensor::matrix(3, 4, numbers(12)));
        trace.set(Stage::WO, Tensor::matrix(8, 6, numbers(48)));
        for head in 0..4 {
            let norms = norms(&trace, head).unwrap();
            for (query, key) in (0..3).flat_map(|query| (0..3).map(move |key| (query, key))) {
                let brought = |col: usize| -> f32 {
                    (0..2)
                        .map(|i| {
                            trace[Stage::V].row(0, key)[head / 2 * 2 + i] * trace[Stage::WO].row(0, head * 2 + i)[col]
                        })
                        .sum()
                };
                let weight = trace[Stage::Weights].at(head, query, key).unwrap();
                let length = (0..6).map(|col| (weight * brought(col)).powi(2)).sum::<f32>().sqrt();
                assert!((norms.at(0, query, key).unwrap() - length).abs() < 1e-4);
            }
        }
    }
}
