//! A stage in formulas: its sign and its shape, the same in every language.

use crate::model::{Stage, Trace};

/// The sign of a stage in a formula, the same in every language.
pub(super) fn symbol(stage: Stage) -> &'static str {
    match stage {
        Stage::Embedding => "E",
        Stage::Positions => "P",
        Stage::X => "X",
        Stage::KvEmbedding => "E\u{2032}",
        Stage::KvPositions => "P\u{2032}",
        Stage::KvX => "X\u{2032}",
        Stage::WQ => "W_q",
        Stage::BQ => "b_q",
        Stage::Q => "Q",
        Stage::WK => "W_k",
        Stage::BK => "b_k",
        Stage::K => "K",
        Stage::WV => "W_v",
        Stage::BV => "b_v",
        Stage::V => "V",
        Stage::QRotated => "Q⟲",
        Stage::KRotated => "K⟲",
        Stage::Qk => "QKᵀ",
        Stage::Scores => "QKᵀ/√d_k",
        Stage::PositionBias => "ALiBi",
        Stage::Mask => "M",
        Stage::MaskedScores => "S",
        Stage::Weights => "A",
        Stage::Kept => "keep",
        Stage::Dropped => "A·keep",
        Stage::Heads => "AV",
        Stage::Concat => "Concat",
        Stage::WO => "W_o",
        Stage::BO => "b_o",
        Stage::Output => "Y",
        Stage::OutputWhole => "Y₀",
        Stage::Counts => "n",
        Stage::Idf => "idf",
        Stage::TermWeights => "w",
        Stage::Similarity | Stage::ElmoSimilarity | Stage::LadderSimilarity => "cos",
        Stage::Conditional => "P(·|·)",
        Stage::ElmoStatic => "cos₀",
        Stage::ElmoMix | Stage::LadderVectors => "v",
        Stage::ElmoLayer0 => "h₀",
        Stage::ElmoLayer1 => "h₁",
        Stage::ElmoLayer2 => "h₂",
        Stage::ElmoGate => "gate",
    }
}

/// The shape of a stage, with names.
pub(super) fn shape(trace: &Trace, stage: Stage) -> String {
    use Stage::{
        BK, BO, BQ, BV, Concat, Heads, K, KRotated, KvEmbedding, KvPositions, KvX, Q, QRotated, V, WK, WO, WQ, WV,
    };
    let times = "\u{A0}×\u{A0}";
    let n_key = if trace.get(KvX).is_some() || trace.n_query() != trace.n_key() { "n_key" } else { "n_tokens" };
    let n_query = if n_key == "n_key" { "n_query" } else { "n_tokens" };
    let names: &[&str] = match stage {
        Heads => &["n_heads", n_query, "d_head"],
        Stage::Mask => &["n_query", "n_key"],
        _ if stage.is_query_by_key() => &["n_heads", "n_query", "n_key"],
        WQ => &["d_model", "dim"],
        WK | WV => &["d_model", "n_kv_heads·d_head"],
        WO => &["dim", "d_model"],
        BQ => &["1", "dim"],
        BK | BV => &["1", "n_kv_heads·d_head"],
        BO => &["1", "d_model"],
        Q | QRotated | Concat => &[n_query, "dim"],
        K | KRotated | V => &[n_key, "n_kv_heads·d_head"],
        KvX | KvEmbedding | KvPositions => &[n_key, "d_model"],
        _ => &[n_query, "d_model"],
    };
    let sizes: Vec<String> = trace[stage].shape().iter().map(ToString::to_string).collect();
    format!("{} = {}", names.join(times), sizes.join(times))
}
