//! Multi-head attention, equations (1) and (2) of the notes:
//!
//! ```text
//! attention(Q, K, V) = softmax(QKᵀ / √d_k) V                                (1)
//! MultiHead(Q, K, V) = Concat(head₁, …, head_h) W^O                         (2)
//!              headᵢ = attention(Q Wᵢ^Q, K Wᵢ^K, V Wᵢ^V)
//! ```
//!
//! Vaswani et al., *Attention is all you need* (2017), section 3.2. The per-head matrices Wᵢ^Q stand side by side in
//! one matrix W_q, as in the notes' class, so that one product gives the queries of all heads.

use super::{Config, Trace, embed, sinusoidal};
use crate::num::{Tensor, View, matmul, matmul_into, random, softmax_row};

/// The four parameter matrices, each `[d_model, d_model]`, without bias as in the notes.
#[derive(Clone, Debug)]
pub struct Projections {
    /// W_q: makes queries.
    pub w_q: Tensor,
    /// W_k: makes keys.
    pub w_k: Tensor,
    /// W_v: makes values.
    pub w_v: Tensor,
    /// W_o: mixes the heads' outputs.
    pub w_o: Tensor,
}

impl Projections {
    /// Untrained matrices by seed, even over ±√(6 / (d_in + d_out)): Glorot and Bengio, *Understanding the difficulty
    /// of training deep feedforward neural networks* (2010), equation 16.
    #[must_use]
    pub fn random(d_model: usize, seed: u32) -> Self {
        let scale = (6.0 / (2 * d_model) as f64).sqrt() as f32;
        let matrix = |stream| {
            Tensor::matrix(
                d_model,
                d_model,
                random::uniform(random::key(seed.into(), stream), d_model * d_model, scale),
            )
        };
        Self { w_q: matrix(1), w_k: matrix(2), w_v: matrix(3), w_o: matrix(4) }
    }
}

/// Embeds the tokens, adds their positions and attends. `progress` hears how many heads are done, and hears it more
/// than once while a step is long.
pub fn attend<'a>(tokens: impl Iterator<Item = &'a str>, config: Config, progress: impl FnMut(usize)) -> Trace {
    let embedding = embed(tokens, config.seed, config.d_model());
    let positions = sinusoidal(embedding.rows(), config.d_model());
    let parameters = Projections::random(config.d_model(), config.seed);
    multi_head(config, embedding, positions, parameters, progress)
}

/// Self-attention over `embedding + positions`, every stage kept.
///
/// # Shapes
/// `embedding` and `positions`: `[n_tokens, d_model]`; the trace's fields tell theirs.
pub fn multi_head(
    config: Config,
    embedding: Tensor,
    positions: Tensor,
    Projections { w_q, w_k, w_v, w_o }: Projections,
    mut progress: impl FnMut(usize),
) -> Trace {
    let (n_tokens, d_model) = (embedding.rows(), config.d_model());
    let (n_heads, d_head) = (config.n_heads(), config.d_head());
    let sum = embedding.data().iter().zip(positions.data()).map(|(e, p)| e + p).collect();
    let x = Tensor::matrix(n_tokens, d_model, sum);
    let mut project = |w: &Tensor| {
        let product = matmul(View::from(&x), View::from(w));
        progress(0); // whoever waits hears that work goes on
        product
    };
    let (q, k, v) = (project(&w_q), project(&w_k), project(&w_v));
    let mask = config.mask.additive(n_tokens, n_tokens);

    let size = n_tokens * n_tokens;
    let mut qk = vec![0.0; n_heads * size];
    let mut scores = Vec::with_capacity(n_heads * size);
    let mut masked_scores = Vec::with_capacity(n_heads * size);
    let mut weights = Vec::with_capacity(n_heads * size);
    let mut concat = vec![0.0; n_tokens * d_model];
    let sqrt_d_k = (d_head as f32).sqrt();
    for head in 0..n_heads {
        let part = |tensor| View::from(tensor).columns(head * d_head, d_head);
        let dots = &mut qk[head * size..(head + 1) * size];
        matmul_into(part(&q), part(&k).t(), dots, n_tokens);
        progress(head);
        scores.extend(dots.iter().map(|dot| dot / sqrt_d_k));
        masked_scores.extend(scores[head * size..].iter().zip(mask.data()).map(|(score, mask)| score + mask));
        weights.extend_from_slice(&masked_scores[head * size..]);
        let weights = &mut weights[head * size..];
        weights.chunks_exact_mut(n_tokens.max(1)).for_each(softmax_row);
        let columns = concat.get_mut(head * d_head..).unwrap_or_default();
        matmul_into(View::new(weights, n_tokens, n_tokens), part(&v), columns, d_model);
        progress(head + 1);
    }
    let stack = |data| Tensor::stack(n_heads, n_tokens, n_tokens, data);
    let heads = split_heads(&concat, n_tokens, n_heads, d_head);
    let concat = Tensor::matrix(n_tokens, d_model, concat);
    let output = matmul(View::from(&concat), View::from(&w_o));
    Trace {
        config,
        embedding,
        positions,
        x,
        w_q,
        w_k,
        w_v,
        w_o,
        q,
        k,
        v,
        qk: stack(qk),
        scores: stack(scores),
        mask,
        masked_scores: stack(masked_scores),
        weights: stack(weights),
        heads,
        concat,
        output,
    }
}

/// `[n_tokens, n_heads · d_head]` → `[n_heads, n_tokens, d_head]`.
fn split_heads(concat: &[f32], n_tokens: usize, n_heads: usize, d_head: usize) -> Tensor {
    let mut heads = Vec::with_capacity(concat.len());
    for head in 0..n_heads {
        for row in concat.chunks_exact(n_heads * d_head) {
            heads.extend_from_slice(&row[head * d_head..(head + 1) * d_head]);
        }
    }
    Tensor::stack(n_heads, n_tokens, d_head, heads)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mask, Stage};
    use proptest::prelude::*;

    fn run(n_tokens: usize, d_model: usize, n_heads: usize, mask: Mask) -> Trace {
        let config = Config::new(d_model, n_heads, 7, mask).unwrap();
        let words: Vec<String> = (0..n_tokens).map(|i| format!("w{}", i % 5)).collect();
        attend(words.iter().map(String::as_str), config, |_| {})
    }

    #[test]
    fn shapes_are_as_documented() {
        let trace = run(5, 12, 3, Mask::Causal);
        let shape = |stage| trace.get(stage).shape().to_vec();
        for stage in [Stage::Embedding, Stage::Positions, Stage::X, Stage::Q, Stage::K, Stage::V] {
            assert_eq!(shape(stage), [5, 12]);
        }
        for stage in [Stage::WQ, Stage::WK, Stage::WV, Stage::WO] {
            assert_eq!(shape(stage), [12, 12]);
        }
        for stage in [Stage::Qk, Stage::Scores, Stage::MaskedScores, Stage::Weights] {
            assert_eq!(shape(stage), [3, 5, 5]);
        }
        assert_eq!((shape(Stage::Mask), shape(Stage::Heads)), (vec![5, 5], vec![3, 5, 4]));
        assert_eq!((shape(Stage::Concat), shape(Stage::Output)), (vec![5, 12], vec![5, 12]));
    }

    #[test]
    fn nothing_and_one_token() {
        let none = run(0, 8, 2, Mask::Causal);
        assert_eq!((none.n_tokens(), none.output.data().len()), (0, 0));
        let one = run(1, 8, 2, Mask::Causal);
        assert_eq!(one.weights.data(), [1.0, 1.0]);
    }

    #[test]
    fn a_causal_row_ignores_what_comes_after_it() {
        let (long, short) = (run(9, 16, 4, Mask::Causal), run(6, 16, 4, Mask::Causal));
        assert_eq!(long.output.row(0, 5), short.output.row(0, 5));
    }

    #[test]
    fn progress_counts_the_heads() {
        let mut heard = Vec::new();
        attend(["a"].into_iter(), Config::new(6, 3, 0, Mask::None).unwrap(), |done| heard.push(done));
        assert!(heard.is_sorted() && heard.ends_with(&[3]), "{heard:?}");
        heard.dedup();
        assert_eq!(heard, [0, 1, 2, 3]);
    }

    proptest! {
        #[test]
        fn rows_are_distributions_and_blocked_is_zero(n in 1usize..20, heads in 1usize..5, causal: bool) {
            let mask = if causal { Mask::Causal } else { Mask::None };
            let trace = run(n, heads * 3, heads, mask);
            for head in 0..heads {
                for query in 0..n {
                    let row = trace.weights.row(head, query);
                    prop_assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
                    prop_assert!((0..n).all(|key| mask.allows(query, key) || row[key] == 0.0));
                    prop_assert_eq!(trace.heads.row(head, query), &trace.concat.row(0, query)[head * 3..head * 3 + 3]);
                }
            }
        }
    }
}
