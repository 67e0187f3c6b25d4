//! Each stage of a layer as what Python computes it by: one expression a stage, in the names of the stages.

use super::code::{Code, Setting};
use super::definitions::Definition;
use super::{matrix, parameters};
use crate::i18n::Strings;
use crate::model::{Config, Mask, Slip, Stage, Trace};

/// A layer as its stages are written.
#[derive(Clone, Copy)]
pub(super) struct Layer<'a> {
    pub(super) config: &'a Config,
    /// The mask that is in force, for a batch with the padding of the text that is shown.
    pub(super) mask: &'a Mask,
    /// Whether the mask is written although it blocks nothing, because it is what is shown.
    pub(super) shows_mask: bool,
    pub(super) trace: &'a Trace,
    /// Whether matrices that the reader brought are this layer's.
    pub(super) is_first: bool,
    /// Whether it stands in a loop over layers, whose number is then `layer`.
    pub(super) in_loop: bool,
    /// Whether it stands in a function, to which any number of tokens comes.
    pub(super) in_function: bool,
}

impl Layer<'_> {
    /// Whether a script has this stage. It leaves out a mask that nobody would see.
    pub(super) fn has(&self, stage: Stage) -> bool {
        let is_masked = self.shows_mask || !self.mask.0.is_empty();
        match stage {
            Stage::Mask => is_masked,
            Stage::MaskedScores => is_masked || self.trace.get(Stage::PositionBias).is_some(),
            _ => self.trace.get(stage).is_some(),
        }
    }

    /// What stands behind a stage: its shape, or the mistake that is in it.
    pub(super) fn comment(&self, s: &Strings, stage: Stage) -> String {
        let slip = match stage {
            Stage::Scores => Slip::NoScale,
            Stage::MaskedScores => Slip::MaskAfterSoftmax,
            Stage::Weights => Slip::WrongAxis,
            Stage::Output => Slip::NoWO,
            _ => return self.shape(stage),
        };
        if self.config.slips(slip) { (s.breaks.slip_name)(slip).into() } else { self.shape(stage) }
    }

    /// The shape of a stage as the page writes it; in a function without the sizes.
    fn shape(&self, stage: Stage) -> String {
        let shape = matrix::shape(self.trace, stage);
        if self.in_function { shape.split(" = ").take(1).collect() } else { shape }
    }

    /// Writes a stage, with a comment behind it.
    pub(super) fn write(&self, code: &mut Code, stage: Stage) {
        let (name, shape) = (stage.name(), &self.comment(code.s, stage));
        match stage {
            Stage::Mask => super::mask::write(code, self.mask, (self.trace.n_query(), self.trace.n_key()), shape),
            Stage::Weights => self.weights(code, shape),
            Stage::Concat if !self.config.heads_off.is_empty() => {
                code.line(code.either("on = heads.copy()", "on = heads.clone()"));
                let off: Vec<usize> = self.config.heads_off.iter().map(|head| head + 1).collect();
                code.noted(format!("on[{:?}] = 0", self.config.heads_off), (code.s.snippet.heads_off)(&off));
                code.noted(format!("{name} = {}", join("on")), shape);
            }
            _ => {
                let made = self.expression(code, stage);
                code.noted(format!("{name} = {made}"), shape);
            }
        }
    }

    /// What a stage is computed by.
    pub(super) fn expression(&self, code: &mut Code, stage: Stage) -> String {
        if self.is_first
            && let Some(tensor) = self.config.given().and_then(|given| given.0.get(&stage))
        {
            return if self.in_loop { parameters::first(stage) } else { parameters::given(code, tensor) };
        }
        let kv = if self.has(Stage::KvX) { "kv_x" } else { "x" };
        match stage {
            Stage::Embedding | Stage::KvEmbedding => parameters::embedding(code, self, stage == Stage::KvEmbedding),
            Stage::Positions | Stage::KvPositions => {
                parameters::positions(code, self, if stage == Stage::Positions { "tokens" } else { "kv_tokens" })
            }
            Stage::X if self.has(Stage::Embedding) => "embedding + positions".into(),
            Stage::KvX if self.has(Stage::KvEmbedding) => "kv_embedding + kv_positions".into(),
            Stage::X | Stage::KvX => parameters::embedding(code, self, stage == Stage::KvX),
            Stage::WQ | Stage::WK | Stage::WV | Stage::WO => parameters::matrix(code, self, stage),
            Stage::BQ | Stage::BK | Stage::BV | Stage::BO => parameters::bias(code, self, stage),
            Stage::Q => self.linear("x", Stage::WQ, Stage::BQ),
            Stage::K => self.linear(kv, Stage::WK, Stage::BK),
            Stage::V => self.linear(kv, Stage::WV, Stage::BV),
            Stage::QRotated | Stage::KRotated => {
                code.need(Definition::Rotate);
                format!("rotate({})", if stage == Stage::QRotated { "q" } else { "k" })
            }
            Stage::Qk => {
                let k = self.shared(code, self.trace.answering());
                format!("split({}) @ {k}.swapaxes(1, 2)", self.trace.asking().name())
            }
            Stage::Scores if self.config.slips(Slip::NoScale) => "qk".into(),
            Stage::Scores => "qk / d_head**0.5".into(),
            Stage::PositionBias => {
                code.need(Definition::Alibi);
                code.set(Setting::NHeads, &self.trace.sizes.n_heads);
                "alibi(len(q), len(k))".into()
            }
            Stage::MaskedScores => {
                let bias = if self.has(Stage::PositionBias) { " + position_bias" } else { "" };
                let is_added = self.has(Stage::Mask) && !self.config.slips(Slip::MaskAfterSoftmax);
                format!("scores{bias}{}", if is_added { " + mask" } else { "" })
            }
            Stage::Kept => {
                code.need(Definition::Stream);
                code.need(Definition::Uniform);
                code.set(Setting::Seed, &self.config.seed);
                code.set(Setting::P, &self.config.dropout());
                let number = if self.in_loop { "0x300 + layer" } else { "0x300" };
                let drawn = format!("((uniform(stream({number}), 1, *weights.shape) + 1) / 2 >= p)");
                format!("{drawn}{}", code.either(".astype(np.float32)", ".float()"))
            }
            Stage::Dropped => code
                .either(
                    "np.where(kept == 1, weights / (1 - p), np.float32(0))",
                    "(weights / (1 - p)).masked_fill(kept == 0, 0)",
                )
                .into(),
            Stage::Heads => format!("{} @ {}", self.trace.weighing().name(), self.shared(code, Stage::V)),
            Stage::Concat => join("heads"),
            Stage::Output if !self.has(Stage::WO) || self.config.slips(Slip::NoWO) => "concat".into(),
            Stage::Output => self.linear("concat", Stage::WO, Stage::BO),
            Stage::OutputWhole if !self.has(Stage::WO) => join("heads"),
            Stage::OutputWhole => self.linear(&join("heads"), Stage::WO, Stage::BO),
            _ => String::new(), // the mask and weights take more than an expression, and no layer has the others
        }
    }

    fn linear(&self, x: &str, w: Stage, b: Stage) -> String {
        let bias = if self.has(b) { format!(" + {}", b.name()) } else { String::new() };
        format!("{x} @ {}{bias}", w.name())
    }

    /// Keys or values, as many as there are query heads.
    pub(super) fn shared(&self, code: &mut Code, stage: Stage) -> String {
        let sizes = self.trace.sizes;
        code.need(Definition::Split);
        if sizes.n_kv_heads == sizes.n_heads {
            return format!("split({})", stage.name());
        }
        code.need(Definition::Share);
        code.set(Setting::NHeads, &sizes.n_heads);
        code.set(Setting::NKvHeads, &sizes.n_kv_heads);
        format!("share(split({}))", stage.name())
    }

    /// Softmax, and what else may be done to the weights by mistake.
    fn weights(&self, code: &mut Code, shape: &str) {
        code.need(Definition::Softmax);
        let scores = if self.has(Stage::MaskedScores) { "masked_scores" } else { "scores" };
        let axis = if self.config.slips(Slip::WrongAxis) { 1 } else { -1 };
        let first = code.either(
            if axis == 1 { format!("softmax({scores}, 1)") } else { format!("softmax({scores})") },
            format!("torch.softmax({scores}, {axis})"),
        );
        code.noted(format!("weights = {first}"), shape);
        let mask = if self.has(Stage::Mask) { " + mask" } else { "" };
        if self.config.slips(Slip::SoftmaxTwice) {
            let again = code.either(format!("softmax(weights{mask})"), format!("torch.softmax(weights{mask}, -1)"));
            code.noted(format!("weights = {again}"), (code.s.breaks.slip_name)(Slip::SoftmaxTwice));
        }
        if self.config.slips(Slip::MaskAfterSoftmax) && self.has(Stage::Mask) {
            let blocked = code.either("np.where(mask < 0, np.float32(0), weights)", "weights.masked_fill(mask < 0, 0)");
            code.noted(format!("weights = {blocked}"), (code.s.breaks.slip_name)(Slip::MaskAfterSoftmax));
        }
    }
}

/// Heads on top of each other → side by side.
fn join(heads: &str) -> String {
    format!("{heads}.swapaxes(0, 1).reshape(len(q), -1)")
}
