//! Where numbers come from that nothing here computes: vectors of tokens, positions, parameters. Random by seed, the
//! identity, built by hand, or the reader's own.

use super::code::{Code, Setting, block_of_text, list};
use super::definitions::Definition;
use super::stages::Layer;
use crate::model::{Hand, Positions, Source, Stage};
use crate::num::Tensor;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// As many rows and columns of a matrix are written as numbers; of a larger one its bytes.
const MOST: usize = 8;

/// A matrix as it is.
pub(super) fn given(code: &mut Code, tensor: &Tensor) -> String {
    let is_large = tensor.rows().max(tensor.cols()) > MOST;
    if is_large || tensor.data().iter().any(|value| !value.is_finite()) {
        code.need(Definition::Data);
        let bytes: Vec<u8> = tensor.data().iter().flat_map(|value| value.to_le_bytes()).collect();
        let text = block_of_text(&BASE64_STANDARD.encode(bytes));
        return format!("data({text}, {}, {})", tensor.rows(), tensor.cols());
    }
    let rows: Vec<String> = (0..tensor.rows()).map(|row| format!("{:?}", tensor.row(0, row))).collect();
    let rows = list(&rows);
    code.either(format!("np.array({rows}, np.float32)"), format!("torch.tensor({rows})"))
}

/// The name of a matrix that only the first layer has.
pub(super) fn first(stage: Stage) -> String {
    format!("first_{}", stage.name())
}

/// Vectors of tokens.
pub(super) fn embedding(code: &mut Code, layer: &Layer, is_second: bool) -> String {
    let tokens = if is_second { "kv_tokens" } else { "tokens" };
    if let Source::Hand(_) = layer.config.source() {
        code.need(Definition::Vectors);
        return format!("vectors({tokens})");
    }
    code.need(Definition::Embed);
    code.set(Setting::Seed, &layer.config.seed);
    code.set(Setting::DModel, &layer.trace.sizes.d_model);
    format!("embed({tokens})")
}

/// What is added to the vectors of tokens.
pub(super) fn positions(code: &mut Code, layer: &Layer, tokens: &str) -> String {
    code.set(Setting::DModel, &layer.trace.sizes.d_model);
    if layer.config.positions == Positions::Learned {
        code.need(Definition::Stream);
        code.need(Definition::Uniform);
        code.set(Setting::Seed, &layer.config.seed);
        return format!("uniform(stream(0x200), 1.5**0.5, len({tokens}), d_model)");
    }
    code.need(Definition::Sinusoidal);
    format!("sinusoidal(len({tokens}))")
}

/// Rows and columns of a parameter by their names, and the number of its stream.
fn shape(code: &mut Code, layer: &Layer, stage: Stage) -> (&'static str, &'static str, u64) {
    let sizes = layer.trace.sizes;
    code.set(Setting::DModel, &sizes.d_model);
    code.set(Setting::Dim, &sizes.dim);
    let kv_dim = if sizes.n_kv_heads == sizes.n_heads { "dim" } else { "n_kv_heads * d_head" };
    match stage {
        Stage::WQ | Stage::BQ => ("d_model", "dim", 1),
        Stage::WK | Stage::BK => ("d_model", kv_dim, 2),
        Stage::WV | Stage::BV => ("d_model", kv_dim, 3),
        _ => ("dim", "d_model", 4),
    }
}

/// A matrix that nobody trained.
pub(super) fn matrix(code: &mut Code, layer: &Layer, stage: Stage) -> String {
    if let Source::Hand(hand) = *layer.config.source() {
        return by_hand(code, hand, layer.is_first, stage);
    }
    let (d_in, d_out, number) = shape(code, layer, stage);
    if *layer.config.source() == Source::Identity {
        return code
            .either(format!("np.eye({d_in}, {d_out}, dtype=np.float32)"), format!("torch.eye({d_in}, {d_out})"));
    }
    code.need(Definition::Xavier);
    code.set(Setting::Seed, &layer.config.seed);
    format!("xavier({}, {d_in}, {d_out})", own(layer, number))
}

/// A bias that nobody trained.
pub(super) fn bias(code: &mut Code, layer: &Layer, stage: Stage) -> String {
    let (d_in, d_out, number) = shape(code, layer, stage);
    if *layer.config.source() == Source::Identity {
        return code.either(format!("np.zeros((1, {d_out}), np.float32)"), format!("torch.zeros(1, {d_out})"));
    }
    code.need(Definition::Stream);
    code.need(Definition::Uniform);
    code.set(Setting::Seed, &layer.config.seed);
    format!("uniform(stream({}), {d_in}**-0.5, 1, {d_out})", own(layer, number + 5))
}

/// The number of a stream that every layer has one of.
fn own(layer: &Layer, number: u64) -> String {
    if layer.in_loop { format!("{number} + 0x10000 * layer") } else { number.to_string() }
}

/// What hand-built weights are built of, ahead of all.
pub(super) fn build(code: &mut Code, hand: Hand, has_second: bool) {
    let kv = if has_second { " + kv_tokens" } else { "" };
    let places = if has_second { "max(len(tokens), len(kv_tokens))" } else { "len(tokens)" };
    code.import("math");
    code.comment(code.s.snippet.by_hand);
    code.line(format!("vocabulary = list(dict.fromkeys(tokens{kv}))"));
    code.line(format!("n_vocab, n_places = len(vocabulary), {places}"));
    let before = if hand == Hand::Induction { "n_vocab" } else { "0" };
    code.line(format!("n_before, d_head = {before}, max(n_vocab, n_places)"));
    code.line(code.either(
        "token, place = np.eye(n_vocab, d_head), np.eye(n_places, d_head)",
        "token, place = torch.eye(n_vocab, d_head), torch.eye(n_places, d_head)",
    ));
    code.line("no_token, no_place, loud = 0 * token, 0 * place, math.ceil(12 * d_head**0.5)");
    code.line(code.either(
        "here, there = np.indices((n_places, d_head))",
        r#"here, there = torch.meshgrid(torch.arange(n_places), torch.arange(d_head), indexing="ij")"#,
    ));
    for (name, made) in [
        ("previous", "loud * (there == (here - 1).clip(0))"),
        ("first", "loud * (there == 0)"),
        ("near", "loud * ((abs(there - here) < 2) & (there < n_places))"),
        ("not_first", "-1.0 * ((here == 0) & (there < n_vocab))"),
    ] {
        if wants(hand).contains(&name) {
            code.line(format!("{name} = {made}"));
        }
    }
    code.gap();
}

/// The names of blocks for places that heads are built of.
fn wants(hand: Hand) -> &'static [&'static str] {
    match hand {
        Hand::PreviousToken => &["previous"],
        Hand::FirstToken => &["first"],
        Hand::SameToken => &[],
        Hand::Window => &["near"],
        Hand::Four => &["previous", "first", "near"],
        Hand::Induction => &["previous", "not_first"],
    }
}

/// A head's block of a parameter, from top to bottom: what it has for tokens, for places, and of the induction head's
/// two layers for the token before.
fn by_hand(code: &mut Code, hand: Hand, is_first: bool, stage: Stage) -> String {
    code.need(Definition::Blocks);
    let place = |wanted: &str| match stage {
        Stage::WQ => format!("[no_token, {wanted}]"),
        Stage::WK => "[no_token, place]".to_owned(),
        _ => "[token, no_place]".to_owned(),
    };
    let same = if stage == Stage::WQ { "[loud * token, no_place]" } else { "[token, no_place]" };
    let heads = match hand {
        Hand::PreviousToken => place("previous"),
        Hand::FirstToken => place("first"),
        Hand::SameToken => same.to_owned(),
        Hand::Window => place("near"),
        Hand::Four => [&place("previous"), &place("first"), same, &place("near")].join(", "),
        Hand::Induction => match (stage, is_first) {
            (Stage::WQ, true) => "[no_token, previous, no_token]",
            (Stage::WK, true) => "[no_token, place, no_token]",
            (Stage::WO, true) => "[no_token, no_place, token]",
            (Stage::WQ, false) => "[loud * token, no_place, no_token]",
            (Stage::WK, false) => "[no_token, not_first, token]",
            _ => "[token, no_place, no_token]",
        }
        .to_owned(),
    };
    format!("blocks({heads}){}", if stage == Stage::WO { ".T" } else { "" })
}
