//! How single values of the state are read and written: strictly, and with what is wrong where something is.

use super::{Cell, HeadOf, MAX_PLACE, Problem};
use crate::chart::{Block, MapSight};
use crate::model::pretrained::{Folder, Ours};
use crate::model::{MAX_TOKENS_ALONE, RuleKind, Stage};
use serde_json::Value;
use std::str::FromStr;

pub(super) fn one_of<T: FromStr + strum::VariantArray + Copy + Into<&'static str>>(value: &str) -> Result<T, Problem> {
    value.parse().map_err(|_| Problem::NotOneOf(T::VARIANTS.iter().map(|&variant| variant.into()).collect()))
}

pub(super) fn within(value: &str, low: u32, high: u32) -> Result<u32, Problem> {
    let number = value.parse().map_err(|_| Problem::NotWithin(low, high))?;
    if (low..=high).contains(&number) { Ok(number) } else { Err(Problem::NotWithin(low, high)) }
}

pub(super) fn flag(value: &str) -> Result<bool, Problem> {
    match value {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(Problem::NotFlag),
    }
}

/// A part of a mask that cannot be read, with what could be.
pub(super) fn not_mask(part: String) -> Problem {
    Problem::NotMask(part, RuleKind::ALL.iter().map(|kind| kind.slug()).collect())
}

pub(super) fn probability(value: &str) -> Result<f32, Problem> {
    value.parse().ok().filter(|p| (0.0..1.0).contains(p)).ok_or(Problem::NotProbability)
}

/// A number from 0 to `high`.
pub(super) fn between<T>(value: &str, high: T) -> Result<T, Problem>
where
    T: FromStr + PartialOrd + Copy + Default + Into<f64>,
{
    let is_within = |number: &T| (T::default()..=high).contains(number);
    value.parse().ok().filter(is_within).ok_or(Problem::NotWithin(0, high.into() as u32))
}

/// By its own digits, not by those of the f64 next to it.
pub(super) fn decimal(number: f32) -> Value {
    number.to_string().parse::<f64>().unwrap_or(0.0).into()
}

pub(super) fn folder(value: &str) -> Result<Folder, Problem> {
    value.parse().map_err(|_| Problem::NotFolder(Ours::ALL.iter().map(|ours| ours.slug()).collect()))
}

pub(super) fn place(value: &str) -> Result<usize, Problem> {
    within(value, 0, MAX_TOKENS_ALONE as u32 - 1).map(|place| place as usize)
}

/// A head of a model is `layer.head`.
pub(super) fn write_head((layer, head): &HeadOf) -> String {
    format!("{layer}.{head}")
}

pub(super) fn head(value: &str) -> Result<HeadOf, Problem> {
    let number = |text: &str| within(text, 0, MAX_PLACE as u32).map(|number| number as usize);
    let (layer, head) = value.split_once('.').ok_or(Problem::NotHead)?;
    Ok((number(layer)?, number(head)?))
}

/// A list with commas, each once, in order.
pub(super) fn several<T: Ord>(value: &str, one: impl Fn(&str) -> Result<T, Problem>) -> Result<Vec<T>, Problem> {
    let mut list = value.split(',').filter(|part| !part.is_empty()).map(one).collect::<Result<Vec<T>, _>>()?;
    list.sort_unstable();
    list.dedup();
    Ok(list)
}

pub(super) fn join(parts: impl Iterator<Item = impl ToString>) -> Value {
    parts.map(|part| part.to_string()).collect::<Vec<_>>().join(",").into()
}

/// A cell of the weights is `row,column`, any other has its stage in front.
pub(super) fn write_cell(Cell { stage, row, col }: Cell) -> String {
    let of = if stage == Stage::Weights { String::new() } else { format!("{},", stage.name()) };
    format!("{of}{row},{col}")
}

pub(super) fn cell(value: &str) -> Result<Cell, Problem> {
    let index = |text: &str| within(text.trim(), 0, MAX_TOKENS_ALONE as u32 - 1).map(|index| index as usize);
    let read = |stage, row, col| Ok(Cell { stage, row: index(row)?, col: index(col)? });
    match value.split(',').collect::<Vec<_>>()[..] {
        [row, col] => read(Stage::Weights, row, col),
        [stage, row, col] => stage.parse().map_err(|_| Problem::NotCell).and_then(|stage| read(stage, row, col)),
        _ => Err(Problem::NotCell),
    }
    .map_err(|_| Problem::NotCell)
}

/// A part of a matrix is `row,column,rows,columns`.
pub(super) fn write_part(Block { row, col, rows, cols }: Block) -> String {
    format!("{row},{col},{rows},{cols}")
}

pub(super) fn part(value: &str) -> Result<Block, Problem> {
    let number = |text: &str, low: u32| within(text.trim(), low, MAX_TOKENS_ALONE as u32).map(|number| number as usize);
    let [row, col, rows, cols] = value.split(',').collect::<Vec<_>>()[..] else { return Err(Problem::NotPart) };
    let read =
        || Ok(Block { row: number(row, 0)?, col: number(col, 0)?, rows: number(rows, 1)?, cols: number(cols, 1)? });
    read().map_err(|_: Problem| Problem::NotPart)
}

/// A part of a map is `right,up,zoom`.
pub(super) fn write_sight(MapSight { centre: [right, up], zoom }: MapSight) -> String {
    format!("{right},{up},{zoom}")
}

pub(super) fn sight(value: &str) -> Result<MapSight, Problem> {
    let number = |text: &str| text.trim().parse::<f32>().ok().filter(|number| number.is_finite());
    let numbers: Option<Vec<f32>> = value.split(',').map(number).collect();
    let Some([right, up, zoom]) = numbers.as_deref() else { return Err(Problem::NotSight) };
    Ok(MapSight { centre: [*right, *up], zoom: *zoom }.rounded())
}
