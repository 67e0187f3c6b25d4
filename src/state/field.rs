//! Each part of the state by name, and how it is written in a link and in `heedmap.state()`; `field_read.rs` reads it back.

use super::values::{decimal, join, write_cell, write_part};
use super::{FieldError, Problem, State, source};
use crate::text::Tokenizer;
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
    Architecture,
    Objective,
    Window,
    VectorSize,
    Negatives,
    Epochs,
    Rate,
    Subsample,
    MinCount,
    Pair,
    Near,
    Compared,
    Shipped,
    Analogy,
    ElmoWord,
    ElmoWeights,
    ElmoSentence,
    ElmoLayer,
    ElmoDirection,
    ElmoGate,
    ElmoW0,
    ElmoW1,
    ElmoW2,
    ElmoGamma,
    ElmoSteps,
    ElmoRate,
    Rung,
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
            | Self::Analogy => state.word2vec.get(self),
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
            | Self::ElmoRate => state.elmo.get(self),
            Self::Rung => Into::<&str>::into(state.rung).into(),
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
            Self::Near => state.word2vec.near = None,
            Self::Compared => state.word2vec.compared = None,
            Self::Shipped => state.word2vec.shipped = None,
            Self::Analogy => state.word2vec.analogy = None,
            Self::Model => state.reading.model = None,
            Self::Beside => state.reading.beside = None,
            field => return state.elmo.clear(field),
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
}
