//! Each part of the state by name: how it is written in a link and in `heedmap.state()`, and how it is read back.
//!
//! Reading is strict and says what is wrong; who may be lenient (a link) or must not be (a program) decides elsewhere.

use super::{Cell, MAX_TEXT, State};
use crate::model::{MAX_D_MODEL, MAX_HEADS, MAX_TOKENS};
use serde_json::Value;
use std::str::FromStr;

/// A part of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Field {
    Exhibit,
    Language,
    Text,
    Tokenizer,
    DModel,
    NHeads,
    Seed,
    Mask,
    Head,
    Cell,
    Scale,
    Colormap,
    Theme,
    Projector,
    Embed,
    Table,
    Keys,
}

/// What is wrong with a part of a link or of a program's options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name, as it was given.
    pub name: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such name; these are.
    Unknown(Vec<&'static str>),
    /// The value is none of these.
    NotOneOf(Vec<&'static str>),
    /// The value is not a whole number between these.
    NotWithin(u32, u32),
    /// The value is not `true` or `false`.
    NotFlag,
    /// The value is not two whole numbers, query and key.
    NotCell,
    /// The value is not text, or not UTF-8.
    NotText,
    /// The text has more than [`MAX_TEXT`] characters.
    TooLong,
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
            Self::Tokenizer => state.tokenizer.slug().into(),
            Self::DModel => state.d_model.into(),
            Self::NHeads => state.n_heads.into(),
            Self::Seed => state.seed.into(),
            Self::Mask => state.mask.slug().into(),
            Self::Head => state.head.into(),
            Self::Cell => state.cell.map(|cell| format!("{},{}", cell.query, cell.key)).into(),
            Self::Scale => state.scale.slug().into(),
            Self::Colormap => state.colormap.slug().into(),
            Self::Theme => state.theme.slug().into(),
            Self::Projector => state.projector.into(),
            Self::Embed => state.embed.into(),
            Self::Table => state.table.into(),
            Self::Keys => state.keys.into(),
        }
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
            Self::Text if value.chars().count() > MAX_TEXT => return Err(Problem::TooLong),
            Self::Text => state.text = Some(value.to_owned()),
            Self::Tokenizer => state.tokenizer = one_of(value)?,
            Self::DModel => state.d_model = within(value, 1, MAX_D_MODEL as u32)? as usize,
            Self::NHeads => state.n_heads = within(value, 1, MAX_HEADS as u32)? as usize,
            Self::Seed => state.seed = within(value, 0, u32::MAX)?,
            Self::Mask => state.mask = one_of(value)?,
            Self::Head => state.head = within(value, 0, MAX_HEADS as u32 - 1)? as usize,
            Self::Cell => state.cell = Some(cell(value)?),
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

fn one_of<T: FromStr + strum::VariantArray + Copy + Into<&'static str>>(value: &str) -> Result<T, Problem> {
    value.parse().map_err(|_| Problem::NotOneOf(T::VARIANTS.iter().map(|&variant| variant.into()).collect()))
}

fn within(value: &str, low: u32, high: u32) -> Result<u32, Problem> {
    let number = value.parse().map_err(|_| Problem::NotWithin(low, high))?;
    if (low..=high).contains(&number) { Ok(number) } else { Err(Problem::NotWithin(low, high)) }
}

fn flag(value: &str) -> Result<bool, Problem> {
    match value {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(Problem::NotFlag),
    }
}

fn cell(value: &str) -> Result<Cell, Problem> {
    let (query, key) = value.split_once(',').ok_or(Problem::NotCell)?;
    let index = |text: &str| within(text.trim(), 0, MAX_TOKENS as u32 - 1).map_err(|_| Problem::NotCell);
    Ok(Cell { query: index(query)? as usize, key: index(key)? as usize })
}
