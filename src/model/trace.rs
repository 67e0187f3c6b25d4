//! Everything that one layer of attention computed, in the order in which it did.

use super::Sizes;
use crate::num::Tensor;
use serde::{Deserialize, Serialize};
use std::ops::Index;

/// The stages of a [`Trace`], in the order of the computation, each with its shape.
///
/// n_query and n_key are one number unless two texts attend to each other; then what the second text is made into has
/// a stage of its own, whose name begins with `kv_`.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    /// One vector a token: `[n_query, d_model]`.
    Embedding,
    /// What is added to tell the places apart: `[n_query, d_model]`.
    Positions,
    /// Their sum, what attention sees: `[n_query, d_model]`.
    X,
    /// The second text's vectors: `[n_key, d_model]`.
    KvEmbedding,
    /// The second text's positions: `[n_key, d_model]`.
    KvPositions,
    /// Their sum: `[n_key, d_model]`.
    KvX,
    /// Parameters, input by output; head h owns the columns from `h · d_head`: `[d_model, dim]`.
    #[serde(rename = "w_q")]
    #[strum(serialize = "w_q")]
    WQ,
    /// Parameters: `[1, dim]`.
    #[serde(rename = "b_q")]
    #[strum(serialize = "b_q")]
    BQ,
    /// Queries, X·W_q + b_q: `[n_query, dim]`.
    Q,
    /// Parameters: `[d_model, n_kv_heads · d_head]`.
    #[serde(rename = "w_k")]
    #[strum(serialize = "w_k")]
    WK,
    /// Parameters: `[1, n_kv_heads · d_head]`.
    #[serde(rename = "b_k")]
    #[strum(serialize = "b_k")]
    BK,
    /// Keys, X·W_k + b_k: `[n_key, n_kv_heads · d_head]`.
    K,
    /// Parameters: `[d_model, n_kv_heads · d_head]`.
    #[serde(rename = "w_v")]
    #[strum(serialize = "w_v")]
    WV,
    /// Parameters: `[1, n_kv_heads · d_head]`.
    #[serde(rename = "b_v")]
    #[strum(serialize = "b_v")]
    BV,
    /// Values, X·W_v + b_v: `[n_key, n_kv_heads · d_head]`.
    V,
    /// Queries turned by their places: `[n_query, dim]`.
    QRotated,
    /// Keys turned by their places: `[n_key, n_kv_heads · d_head]`.
    KRotated,
    /// QKᵀ of each head: `[n_heads, n_query, n_key]`.
    Qk,
    /// QKᵀ/√d_head: `[n_heads, n_query, n_key]`.
    Scores,
    /// What is added for the distance: `[n_heads, n_query, n_key]`.
    PositionBias,
    /// 0 where a key may be seen, −∞ where not: `[n_query, n_key]`.
    Mask,
    /// Scores plus position bias plus mask: `[n_heads, n_query, n_key]`.
    MaskedScores,
    /// Softmax of each row: `[n_heads, n_query, n_key]`.
    #[default]
    Weights,
    /// 1 for a weight that dropout keeps, 0 for one that it drops: `[n_heads, n_query, n_key]`.
    Kept,
    /// Weights after dropout, the kept ones divided by 1 − p: `[n_heads, n_query, n_key]`.
    Dropped,
    /// Weights times V, each head's output: `[n_heads, n_query, d_head]`.
    Heads,
    /// The heads' outputs side by side, 0 for heads that are switched off: `[n_query, dim]`.
    Concat,
    /// Parameters; head h owns the rows from `h · d_head`: `[dim, d_model]`.
    #[serde(rename = "w_o")]
    #[strum(serialize = "w_o")]
    WO,
    /// Parameters: `[1, d_model]`.
    #[serde(rename = "b_o")]
    #[strum(serialize = "b_o")]
    BO,
    /// Concat·W_o + b_o: `[n_query, d_model]`.
    Output,
    /// The output if no head were switched off: `[n_query, d_model]`.
    OutputWhole,
    // No layer has the following: they are those of the vector space model, so that its cells can be chosen as others are.
    /// How often each term stands in each document: `[n_documents, n_terms]`.
    Counts,
    /// Inverse document frequencies: `[1, n_terms]`.
    Idf,
    /// tf · idf / norm: `[n_documents, n_terms]`.
    TermWeights,
    /// Cosines between documents: `[n_documents, n_documents]`.
    Similarity,
    // Nor this one, of N-grams.
    /// P(token | context): `[n_places, n_items]`.
    Conditional,
    // Nor these, which are ELMo's.
    /// Cosines between the word's embeddings: `[n_places, n_places]`.
    ElmoStatic,
    /// Cosines between its mixed vectors: `[n_places, n_places]`.
    ElmoSimilarity,
    /// Its mixed vectors: `[n_places, 2 · d]`.
    ElmoMix,
    /// Its vectors in the lowest layer: `[n_places, 2 · d]`.
    #[serde(rename = "elmo_layer_0")]
    #[strum(serialize = "elmo_layer_0")]
    ElmoLayer0,
    /// In the first LSTM layer.
    #[serde(rename = "elmo_layer_1")]
    #[strum(serialize = "elmo_layer_1")]
    ElmoLayer1,
    /// In the second.
    #[serde(rename = "elmo_layer_2")]
    #[strum(serialize = "elmo_layer_2")]
    ElmoLayer2,
    /// A gate, the cell or the state of one layer and direction in one sentence: `[n_tokens, d]`.
    ElmoGate,
    // Nor these, of the ladder of representations.
    /// Cosines between the words' vectors on a rung: `[n_words, n_words]`.
    LadderSimilarity,
    /// These vectors: `[n_words, d]`.
    LadderVectors,
}

impl Stage {
    /// Every stage, in the order of the computation.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in links and in `heedmap.run`'s answer.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether it has one matrix a head.
    #[must_use]
    pub fn is_per_head(self) -> bool {
        use Stage::{Dropped, Heads, Kept, MaskedScores, PositionBias, Qk, Scores, Weights};
        matches!(self, Qk | Scores | PositionBias | MaskedScores | Weights | Kept | Dropped | Heads)
    }

    /// Whether it has a row for each query and a column for each key.
    #[must_use]
    pub fn is_query_by_key(self) -> bool {
        self == Self::Mask || self.is_per_head() && self != Self::Heads
    }
}

/// The stages of one layer. Not every computation has every stage: without rotary positions nothing is rotated.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The sizes.
    pub sizes: Sizes,
    /// In the order of [`Stage::ALL`].
    stages: Vec<Option<Tensor>>,
    empty: Tensor,
}

impl Trace {
    /// No stage yet.
    #[must_use]
    pub fn new(sizes: Sizes) -> Self {
        Self { sizes, stages: vec![None; Stage::ALL.len()], empty: Tensor::matrix(0, 0, vec![]) }
    }

    /// One stage, if this computation has it.
    #[must_use]
    pub fn get(&self, stage: Stage) -> Option<&Tensor> {
        self.stages.get(stage as usize).and_then(Option::as_ref)
    }

    /// Keeps a stage.
    pub fn set(&mut self, stage: Stage, tensor: Tensor) {
        if let Some(place) = self.stages.get_mut(stage as usize) {
            *place = Some(tensor);
        }
    }

    /// The same with some stages and no others.
    #[must_use]
    pub fn with_only(&self, stages: &[Stage]) -> Self {
        let mut few = Self::new(self.sizes);
        stages.iter().for_each(|&stage| self.get(stage).into_iter().for_each(|tensor| few.set(stage, tensor.clone())));
        few
    }

    /// The stage and the head of the one map that was kept, if there was no room for all.
    #[must_use]
    pub fn only(&self) -> Option<(Stage, usize)> {
        let kept = self.iter().filter(|(stage, _)| stage.is_per_head());
        kept.filter_map(|(stage, tensor)| Some((stage, tensor.window()?)))
            .find_map(|(stage, window)| (!window.rows.is_empty()).then_some((stage, window.plane)))
    }

    /// The stages that there are, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Stage, &Tensor)> {
        Stage::ALL.iter().filter_map(|&stage| Some((stage, self.get(stage)?)))
    }

    /// How many tokens ask.
    #[must_use]
    pub fn n_query(&self) -> usize {
        self[Stage::Mask].rows()
    }

    /// How many tokens are asked.
    #[must_use]
    pub fn n_key(&self) -> usize {
        self[Stage::Mask].cols()
    }

    /// The queries that meet the keys: turned by their places, if they are.
    #[must_use]
    pub fn asking(&self) -> Stage {
        if self.get(Stage::QRotated).is_some() { Stage::QRotated } else { Stage::Q }
    }

    /// The keys that meet the queries.
    #[must_use]
    pub fn answering(&self) -> Stage {
        if self.get(Stage::KRotated).is_some() { Stage::KRotated } else { Stage::K }
    }

    /// The weights that meet the values: those after dropout, if there is any.
    #[must_use]
    pub fn weighing(&self) -> Stage {
        if self.get(Stage::Dropped).is_some() { Stage::Dropped } else { Stage::Weights }
    }
}

/// A stage, empty if this computation does not have it.
impl Index<Stage> for Trace {
    type Output = Tensor;

    fn index(&self, stage: Stage) -> &Tensor {
        self.get(stage).unwrap_or(&self.empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for &stage in Stage::ALL {
            assert_eq!(stage.name().parse(), Ok(stage));
            assert_eq!(serde_json::to_string(&stage).unwrap(), format!("\"{}\"", stage.name()));
        }
    }

    #[test]
    fn a_stage_that_is_not_there_is_empty() {
        let mut trace = Trace::new(Sizes::new(4, 2));
        assert!(trace.get(Stage::Q).is_none() && trace[Stage::Q].data().is_empty());
        trace.set(Stage::Q, Tensor::matrix(1, 1, vec![2.0]));
        assert_eq!(trace[Stage::Q].data(), [2.0]);
        assert_eq!(trace.iter().map(|(stage, _)| stage).collect::<Vec<_>>(), [Stage::Q]);
    }
}
