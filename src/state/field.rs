//! Each part of the state by name: how it is written in a link and in `heedmap.state()`, and how it is read back.
//!
//! Reading is strict and says what is wrong; who may be lenient (a link) or must not be (a program) decides elsewhere.

use super::values::{
    cell, decimal, flag, join, not_mask, one_of, part, probability, several, within, write_cell, write_part,
};
use super::{FieldError, MAX_PLACE, MAX_TEXT, MAX_VOCAB, MAX_WITH, Problem, State, source};
use crate::model::{MAX_D_MODEL, MAX_HEADS, MAX_LAYERS, MAX_TOKENS, MaskError, Slip};
use crate::text::Tokenizer;
use crate::text::segment::EditError;
use crate::text::word::MAX_WORD;
use serde_json::Value;
use std::str::FromStr;

/// A part of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Field {
    Exhibit,
    Language,
    Text,
    KvText,
    Batch,
    Item,
    Open,
    Tokenizer,
    With,
    RollUp,
    Kind,
    LearnFrom,
    Training,
    N,
    Ends,
    Smoothing,
    AddK,
    Lambda,
    Discount,
    Place,
    Word,
    WordStep,
    VocabSize,
    Words,
    DModel,
    Dim,
    NHeads,
    NKvHeads,
    NLayers,
    Positions,
    Bias,
    Dropout,
    Seed,
    Weights,
    Model,
    Beside,
    Arithmetic,
    Padded,
    Masked,
    Ablated,
    Pooled,
    Sort,
    Temperature,
    TopK,
    TopP,
    Tf,
    Idf,
    Norm,
    Lower,
    Marks,
    Dimensions,
    Query,
    Document,
    Mask,
    Brush,
    Slips,
    HeadsOff,
    OneHead,
    Layer,
    Head,
    Stage,
    Cell,
    Zoom,
    Step,
    View,
    Numbers,
    Scale,
    Colormap,
    Theme,
    Projector,
    Embed,
    Table,
    Keys,
}

impl Field {
    pub(super) const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    pub(super) fn name(self) -> &'static str {
        self.into()
    }

    pub(super) fn by_name(name: &str) -> Result<Self, FieldError> {
        Self::from_str(name).map_err(|_| FieldError {
            name: name.to_owned(),
            problem: Problem::Unknown(Self::ALL.iter().map(|field| field.name()).collect()),
        })
    }

    /// The value, as a program sees it.
    pub(super) fn get(self, state: &State) -> Value {
        match self {
            Self::Exhibit => state.exhibit.slug().into(),
            Self::Language => state.language.slug().into(),
            Self::Text => state.text.clone().into(),
            Self::KvText => state.kv_text.clone().into(),
            Self::Batch => state.batch.into(),
            Self::Item => state.item.into(),
            Self::Tokenizer => state.tokenizer.slug().into(),
            Self::RollUp => state.roll_up.map(Tokenizer::slug).into(),
            Self::With => join(state.with.iter().map(|tokenizer| tokenizer.slug())),
            Self::Open => state.files.paths().into(),
            Self::Kind => state.kind.slug().into(),
            Self::LearnFrom => state.corpus.slug().into(),
            Self::Training => state.training.clone().into(),
            Self::N | Self::Ends | Self::Smoothing | Self::AddK | Self::Lambda | Self::Discount | Self::Place => {
                state.counting.get(self)
            }
            Self::Word => state.word.clone().into(),
            Self::WordStep => state.word_step.into(),
            Self::VocabSize => state.vocab_size.into(),
            Self::Words => state.words.to_string().into(),
            Self::DModel => state.d_model.into(),
            Self::Dim => state.dim.into(),
            Self::NHeads => state.n_heads.into(),
            Self::NKvHeads => state.n_kv_heads.into(),
            Self::NLayers => state.n_layers.into(),
            Self::Positions => state.positions.slug().into(),
            Self::Bias => state.bias.into(),
            Self::Dropout => decimal(state.dropout),
            Self::Seed => state.seed.into(),
            Self::Weights => source::write(&state.weights).into(),
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
            | Self::TopP => state.reading.get(self),
            Self::Tf
            | Self::Idf
            | Self::Norm
            | Self::Lower
            | Self::Marks
            | Self::Dimensions
            | Self::Query
            | Self::Document => state.vectors.get(self),
            Self::Mask => state.mask.to_string().into(),
            Self::Brush => state.brush.slug().into(),
            Self::Slips => join(state.slips.iter().map(|slip| slip.slug())),
            Self::HeadsOff => join(state.heads_off.iter()),
            Self::OneHead => state.one_head.into(),
            Self::Layer => state.layer.into(),
            Self::Head => state.head.into(),
            Self::Stage => state.stage.name().into(),
            Self::Cell => state.cell.map(write_cell).into(),
            Self::Zoom => state.zoom.map(write_part).into(),
            Self::Step => state.step.into(),
            Self::View => state.view.slug().into(),
            Self::Numbers => state.numbers.into(),
            Self::Scale => state.scale.slug().into(),
            Self::Colormap => state.colormap.slug().into(),
            Self::Theme => state.theme.slug().into(),
            Self::Projector => state.projector.into(),
            Self::Embed => state.embed.into(),
            Self::Table => state.table.into(),
            Self::Keys => state.keys.into(),
        }
    }

    /// Whether a program may give `null`, for what there is when nothing is set.
    pub(super) fn clear(self, state: &mut State) -> bool {
        match self {
            Self::Text => state.text = None,
            Self::KvText => state.kv_text = None,
            Self::Training => state.training = None,
            Self::Place => state.counting.place = None,
            Self::RollUp => state.roll_up = None,
            Self::Dim => state.dim = None,
            Self::NKvHeads => state.n_kv_heads = None,
            Self::Cell => state.cell = None,
            Self::Zoom => state.zoom = None,
            Self::Step => state.step = None,
            Self::WordStep => state.word_step = None,
            Self::Dimensions => state.vectors.dimensions = None,
            Self::Query => state.vectors.query = None,
            Self::Model => state.reading.model = None,
            Self::Beside => state.reading.beside = None,
            _ => return false,
        }
        true
    }

    /// Reads a value, or says what is wrong with it and changes nothing.
    pub(super) fn set(self, state: &mut State, value: &str) -> Result<(), FieldError> {
        self.read(state, value).map_err(|problem| self.error(problem))
    }

    pub(super) fn error(self, problem: Problem) -> FieldError {
        FieldError { name: self.name().to_owned(), problem }
    }

    fn read(self, state: &mut State, value: &str) -> Result<(), Problem> {
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
