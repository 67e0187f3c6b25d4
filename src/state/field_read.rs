//! How a part of the state is read. Reading is strict and says what is wrong; who may be lenient (a link) or must not be (a
//! program) decides elsewhere.

use super::field::Field;
use super::values::{cell, flag, not_mask, one_of, part, probability, several, within};
use super::{MAX_PLACE, MAX_TEXT, MAX_VOCAB, MAX_WITH, Problem, State, source};
use crate::model::{MAX_D_MODEL, MAX_HEADS, MAX_LAYERS, MAX_TOKENS, MaskError, Slip};
use crate::text::segment::EditError;
use crate::text::word::MAX_WORD;

impl Field {
    /// Reads a value, or says what is wrong with it and changes nothing.
    pub(super) fn read(self, state: &mut State, value: &str) -> Result<(), Problem> {
        match self {
            Self::Exhibit => state.exhibit = one_of(value)?,
            Self::Language => state.language = one_of(value)?,
            Self::Text | Self::KvText | Self::Training if value.chars().count() > MAX_TEXT => {
                return Err(Problem::TooLong);
            }
            Self::Text => state.text = Some(value.to_owned()),
            Self::KvText => state.kv_text = Some(value.to_owned()),
            Self::Batch => state.batch = flag(value)?,
            Self::Item => state.item = within(value, 0, MAX_TOKENS as u32 - 1)? as usize,
            Self::Tokenizer => state.tokenizer = one_of(value)?,
            Self::RollUp => state.roll_up = Some(one_of(value)?),
            Self::With => {
                let with = value.split(',').take(MAX_WITH).map(one_of).collect::<Result<Vec<_>, _>>()?;
                state.with = with;
            }
            Self::Open => state.files.open(value),
            Self::Kind => state.kind = one_of(value)?,
            Self::LearnFrom => state.corpus = one_of(value)?,
            Self::Training => state.training = Some(value.to_owned()),
            Self::N | Self::Ends | Self::Smoothing | Self::AddK | Self::Lambda | Self::Discount | Self::Place => {
                state.counting.read(self, value)?;
            }
            Self::Word => state.word = value.chars().take(MAX_WORD).collect(),
            Self::WordStep => state.word_step = Some(within(value, 0, MAX_VOCAB as u32)? as usize),
            Self::VocabSize => state.vocab_size = within(value, 1, MAX_VOCAB as u32)? as usize,
            Self::Words => state.words = value.parse().map_err(|EditError(part)| Problem::NotWords(part))?,
            Self::DModel => state.d_model = within(value, 1, MAX_D_MODEL as u32)? as usize,
            Self::Dim => state.dim = Some(within(value, 1, MAX_D_MODEL as u32)? as usize),
            Self::NHeads => state.n_heads = within(value, 1, MAX_HEADS as u32)? as usize,
            Self::NKvHeads => state.n_kv_heads = Some(within(value, 1, MAX_HEADS as u32)? as usize),
            Self::NLayers => state.n_layers = within(value, 1, MAX_LAYERS as u32)? as usize,
            Self::Positions => state.positions = one_of(value)?,
            Self::Bias => state.bias = flag(value)?,
            Self::Dropout => state.dropout = probability(value)?,
            Self::Seed => state.seed = within(value, 0, u32::MAX)?,
            Self::Weights => state.weights = source::read(value).ok_or(Problem::NotWeights)?,
            Self::Model
            | Self::Beside
            | Self::Arithmetic
            | Self::Padded
            | Self::Masked
            | Self::Ablated
            | Self::Pooled
            | Self::Sort
            | Self::Temperature
            | Self::TopK
            | Self::TopP => state.reading.read(self, value)?,
            Self::Tf
            | Self::Idf
            | Self::Norm
            | Self::Lower
            | Self::Marks
            | Self::Dimensions
            | Self::Query
            | Self::Document => state.vectors.read(self, value)?,
            Self::Architecture
            | Self::Objective
            | Self::Window
            | Self::VectorSize
            | Self::Negatives
            | Self::Epochs
            | Self::Rate
            | Self::Subsample
            | Self::MinCount
            | Self::Pair
            | Self::Near
            | Self::Compared
            | Self::Shipped
            | Self::Analogy => state.word2vec.read(self, value)?,
            Self::ElmoWord
            | Self::ElmoWeights
            | Self::ElmoSentence
            | Self::ElmoLayer
            | Self::ElmoDirection
            | Self::ElmoGate
            | Self::ElmoW0
            | Self::ElmoW1
            | Self::ElmoW2
            | Self::ElmoGamma
            | Self::ElmoSteps
            | Self::ElmoRate => state.elmo.read(self, value)?,
            Self::Rung => state.rung = one_of(value)?,
            Self::Mask => state.mask = value.parse().map_err(|MaskError(part)| not_mask(part))?,
            Self::Brush => state.brush = one_of(value)?,
            Self::Slips => state.slips = several(value, one_of::<Slip>)?,
            Self::HeadsOff => {
                state.heads_off = several(value, |head| Ok(within(head, 0, MAX_HEADS as u32 - 1)? as usize))?;
            }
            Self::OneHead => state.one_head = flag(value)?,
            Self::Layer => state.layer = within(value, 0, MAX_PLACE as u32)? as usize,
            Self::Head => state.head = within(value, 0, MAX_PLACE as u32)? as usize,
            Self::Stage => state.stage = one_of(value)?,
            Self::Step => state.step = Some(within(value, 0, MAX_VOCAB as u32)? as usize),
            Self::View => state.view = one_of(value)?,
            Self::Numbers => state.numbers = flag(value)?,
            Self::Cell => state.cell = Some(cell(value)?),
            Self::Zoom => state.zoom = Some(part(value)?),
            Self::Scale => state.scale = one_of(value)?,
            Self::Colormap => state.colormap = one_of(value)?,
            Self::Theme => state.theme = one_of(value)?,
            Self::Projector => state.projector = flag(value)?,
            Self::Embed => state.embed = flag(value)?,
            Self::Table => state.table = flag(value)?,
            Self::Keys => state.keys = flag(value)?,
        }
        Ok(())
    }
}
