//! Everything that one pass of attention computed, in the order in which it did.

use super::Config;
use crate::num::Tensor;

/// The stages of [`Trace`], by name, in the order of the computation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "each is told at the field of Trace that has its name")]
pub enum Stage {
    Embedding,
    Positions,
    X,
    #[strum(serialize = "w_q")]
    WQ,
    #[strum(serialize = "w_k")]
    WK,
    #[strum(serialize = "w_v")]
    WV,
    #[strum(serialize = "w_o")]
    WO,
    Q,
    K,
    V,
    Qk,
    Scores,
    Mask,
    MaskedScores,
    Weights,
    Heads,
    Concat,
    Output,
}

impl Stage {
    /// Every stage, in the order of the computation.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in `heedmap.run`'s answer.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// All stages of equations (1) and (2) of the notes.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The sizes.
    pub config: Config,
    /// One vector a token: `[n_tokens, d_model]`.
    pub embedding: Tensor,
    /// What tells the places apart: `[n_tokens, d_model]`.
    pub positions: Tensor,
    /// Their sum, what attention sees: `[n_tokens, d_model]`.
    pub x: Tensor,
    /// Parameters: `[d_model, d_model]`, input by output; head h owns the columns from `h · d_head`.
    pub w_q: Tensor,
    /// Parameters: `[d_model, d_model]`.
    pub w_k: Tensor,
    /// Parameters: `[d_model, d_model]`.
    pub w_v: Tensor,
    /// Parameters: `[d_model, d_model]`.
    pub w_o: Tensor,
    /// Queries, X·W_q: `[n_tokens, d_model]`.
    pub q: Tensor,
    /// Keys, X·W_k: `[n_tokens, d_model]`.
    pub k: Tensor,
    /// Values, X·W_v: `[n_tokens, d_model]`.
    pub v: Tensor,
    /// QKᵀ of each head: `[n_heads, n_query, n_key]`.
    pub qk: Tensor,
    /// QKᵀ/√d_head: `[n_heads, n_query, n_key]`.
    pub scores: Tensor,
    /// 0 where a key may be seen, −∞ where not: `[n_query, n_key]`.
    pub mask: Tensor,
    /// Scores plus mask: `[n_heads, n_query, n_key]`.
    pub masked_scores: Tensor,
    /// Softmax of each row: `[n_heads, n_query, n_key]`.
    pub weights: Tensor,
    /// Weights times V, each head's output: `[n_heads, n_query, d_head]`.
    pub heads: Tensor,
    /// The heads' outputs side by side: `[n_query, d_model]`.
    pub concat: Tensor,
    /// Concat·W_o: `[n_query, d_model]`.
    pub output: Tensor,
}

impl Trace {
    /// One stage.
    #[must_use]
    pub fn get(&self, stage: Stage) -> &Tensor {
        match stage {
            Stage::Embedding => &self.embedding,
            Stage::Positions => &self.positions,
            Stage::X => &self.x,
            Stage::WQ => &self.w_q,
            Stage::WK => &self.w_k,
            Stage::WV => &self.w_v,
            Stage::WO => &self.w_o,
            Stage::Q => &self.q,
            Stage::K => &self.k,
            Stage::V => &self.v,
            Stage::Qk => &self.qk,
            Stage::Scores => &self.scores,
            Stage::Mask => &self.mask,
            Stage::MaskedScores => &self.masked_scores,
            Stage::Weights => &self.weights,
            Stage::Heads => &self.heads,
            Stage::Concat => &self.concat,
            Stage::Output => &self.output,
        }
    }

    /// Puts a trace together again from its stages, as after a journey from the worker to the page.
    #[must_use]
    pub fn from_stages(config: Config, mut stage: impl FnMut(Stage) -> Tensor) -> Self {
        Self {
            config,
            embedding: stage(Stage::Embedding),
            positions: stage(Stage::Positions),
            x: stage(Stage::X),
            w_q: stage(Stage::WQ),
            w_k: stage(Stage::WK),
            w_v: stage(Stage::WV),
            w_o: stage(Stage::WO),
            q: stage(Stage::Q),
            k: stage(Stage::K),
            v: stage(Stage::V),
            qk: stage(Stage::Qk),
            scores: stage(Stage::Scores),
            mask: stage(Stage::Mask),
            masked_scores: stage(Stage::MaskedScores),
            weights: stage(Stage::Weights),
            heads: stage(Stage::Heads),
            concat: stage(Stage::Concat),
            output: stage(Stage::Output),
        }
    }

    /// How many tokens were attended to.
    #[must_use]
    pub fn n_tokens(&self) -> usize {
        self.x.rows()
    }
}
