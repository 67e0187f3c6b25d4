//! One layer, from its tokens to its output, a line a stage.

use super::Screen;
use super::code::{Code, Setting};
use super::stages::Layer;
use super::{Library, parameters, show};
use crate::engine::Answer;
use crate::model::{Given, Source, Stage, Trace};

/// What stands before the stages: the tokens, the settings, and what hand-built weights are built of.
pub(super) fn begin(screen: &Screen, code: &mut Code) {
    let Some(first) = screen.answer.layers.first() else { return };
    let none = Given::default();
    let given = screen.config.given().unwrap_or(&none);
    let is_made = |stage| first.get(stage).is_some() && !given.0.contains_key(&stage);
    let has_second = is_made(Stage::KvX);
    if is_made(Stage::X) {
        code.list("tokens", screen.answer.tokens.texts());
    }
    if let Some(kv_tokens) = screen.answer.kv_tokens.as_ref().filter(|_| has_second) {
        code.list("kv_tokens", kv_tokens.texts());
    }
    if has_nan(screen.answer) && code.library == Library::NumPy {
        code.noted(r#"np.seterr(all="ignore")"#, screen.s.snippet.not_a_number);
    }
    if screen.answer.lengths.len() > 1 {
        code.comment(screen.s.snippet.padding);
    }
    match *screen.config.source() {
        Source::Hand(hand) => parameters::build(code, hand, has_second),
        _ => {
            code.set(Setting::NHeads, &first.sizes.n_heads);
            code.set(Setting::DHead, &first.sizes.d_head());
        }
    }
}

/// NumPy warns of what is no number, which here is what the screen shows.
fn has_nan(answer: &Answer) -> bool {
    let traces = answer.layers.iter().chain(&answer.right);
    traces.flat_map(Trace::iter).any(|(_, tensor)| tensor.data().iter().any(|value| value.is_nan()))
}

/// The stages of the only layer, and what is shown.
pub(super) fn write(screen: &Screen, code: &mut Code) {
    let layer = layer(screen, screen.trace);
    stages(code, &layer, Stage::ALL);
    show::take(screen, code);
    at_once(screen, code, &layer);
    code.gap();
    show::write(screen, code);
}

/// The layer that is written, when there is one.
pub(super) fn layer<'a>(screen: &'a Screen, trace: &'a Trace) -> Layer<'a> {
    Layer {
        config: screen.config,
        mask: screen.mask,
        shows_mask: show::has_mask(screen),
        trace,
        is_first: true,
        in_loop: false,
        in_function: false,
    }
}

/// Those of the stages that there are, in three paragraphs: up to Q, K and V; up to the weights; up to the output.
pub(super) fn stages(code: &mut Code, layer: &Layer, stages: &[Stage]) {
    let present: Vec<Stage> = stages.iter().copied().filter(|&stage| layer.has(stage)).collect();
    for (index, &stage) in present.iter().enumerate() {
        if index > 0 && paragraph(present[index - 1]) != paragraph(stage) {
            code.gap();
        }
        layer.write(code, stage);
    }
}

/// The number of the paragraph that a stage stands in.
pub(super) fn paragraph(stage: Stage) -> usize {
    [Stage::WQ, Stage::QRotated, Stage::Heads].iter().filter(|&&first| first <= stage).count()
}

/// PyTorch has all of it in one call, which must agree. Left out where it would say something else: it has no slip, it
/// drops other weights, and a row that sees nothing is 0 to some of its versions.
fn at_once(screen: &Screen, code: &mut Code, layer: &Layer) {
    let is_plain = *screen.config.source() == Source::Random && screen.config.dropout() == 0.0;
    if code.library != Library::PyTorch || !is_plain || has_nan(screen.answer) {
        return;
    }
    let (q, k, v) = (layer.trace.asking(), layer.shared(code, layer.trace.answering()), layer.shared(code, Stage::V));
    let added: Vec<&str> =
        [Stage::PositionBias, Stage::Mask].into_iter().filter(|&stage| layer.has(stage)).map(Stage::name).collect();
    let mask = if added.is_empty() { String::new() } else { format!(", {}", added.join(" + ")) };
    code.gap();
    code.comment(screen.s.snippet.at_once);
    code.line(r#"at_once = getattr(torch.nn.functional, "scaled_dot_product_attention", None)"#);
    code.line(format!(
        "assert at_once is None or torch.allclose(heads, at_once(split({}), {k}, {v}{mask}), atol=1e-5)",
        q.name()
    ));
}
