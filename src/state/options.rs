//! A program's options → state. What a link writes as text a program may write as JSON: masks as objects, lists or
//! tables, matrices as arrays.

use super::field::Field;
use super::link::plain;
use super::values::not_mask;
use super::{FieldError, Notice, Problem, State};
use crate::model::{Given, Hand, Mask, Painted, Rule, Source, Stage};
use crate::num::Tensor;
use crate::text::segment::Edits;
use serde_json::{Map, Value};
use strum::VariantArray;

/// Applies a program's options to a state: all of them, or none and the reason.
///
/// # Errors
/// The notice that the page would show.
pub fn apply(base: &State, options: &Map<String, Value>) -> Result<State, Notice> {
    let mut state = base.clone();
    let mut brought = Vec::new();
    for (name, value) in options {
        let failed = |problem| Notice::Field(FieldError { name: name.clone(), problem });
        // Q, K and V need no other weights: `{q, k, v, mask}` is plain attention.
        if let Some(stage) = [Stage::Q, Stage::K, Stage::V].into_iter().find(|stage| stage.name() == name) {
            brought.push((stage, matrix(value).ok_or_else(|| failed(Problem::NotMatrix))?));
            continue;
        }
        let field = Field::by_name(name).map_err(Notice::Field)?;
        match (field, value) {
            (_, Value::Null) if field.clear(&mut state) => {}
            (Field::Text, Value::Array(texts)) => {
                let texts: Option<Vec<&str>> = texts.iter().map(Value::as_str).collect();
                // A text of a batch is a line.
                let lines = texts.map(|texts| texts.iter().map(|text| text.replace('\n', " ")).collect::<Vec<_>>());
                let lines = lines.ok_or_else(|| failed(Problem::NotText))?;
                field.set(&mut state, &lines.join("\n")).map_err(Notice::Field)?;
                state.batch = true;
            }
            (Field::Text | Field::KvText | Field::Training, value) if !value.is_string() => {
                return Err(failed(Problem::NotText));
            }
            (Field::Mask, Value::Object(_) | Value::Array(_)) => state.mask = mask(value).map_err(failed)?,
            (Field::Words, Value::Object(edits)) => state.words = words(edits).map_err(failed)?,
            (Field::Weights, Value::Object(weights)) => set_weights(&mut state, weights)?,
            _ => field.set(&mut state, &plain(value)).map_err(Notice::Field)?,
        }
    }
    // Other weights, which take the place of all before, come first whatever their name.
    let is_plain = !brought.is_empty();
    brought.into_iter().for_each(|(stage, tensor)| bring(&mut state.weights, stage, tensor));
    if is_plain && !options.contains_key(Field::NHeads.name()) {
        (state.n_heads, state.n_kv_heads) = (1, None); // equation (1) has one head
    }
    state.config().map_err(Notice::Unfit)?;
    if !state.files.has(state.tokenizer) {
        return Err(Notice::NotLoaded(state.tokenizer));
    }
    state.settle();
    Ok(state)
}

/// `"causal"`, `{kind: "window", size: 4}`, a table of booleans, or a list of such.
fn mask(value: &Value) -> Result<Mask, Problem> {
    match value {
        Value::Array(rows) if !rows.is_empty() && rows.iter().all(Value::is_array) => {
            table(rows).ok_or(Problem::NotTable)
        }
        Value::Array(parts) => {
            let rules = parts.iter().map(|part| mask(part).map(|mask| mask.0)).collect::<Result<Vec<_>, _>>()?;
            Ok(Mask(rules.concat()))
        }
        Value::Object(_) => {
            let rule = serde_json::from_value(value.clone()).ok().filter(Rule::is_sound);
            rule.map(|rule| Mask(vec![rule])).ok_or_else(|| not_mask(value.to_string()))
        }
        name => plain(name).parse().map_err(|crate::model::MaskError(part)| not_mask(part)),
    }
}

/// `{word: frequency}`, where `null` is as often as the word needs to come out whole.
fn words(edits: &Map<String, Value>) -> Result<Edits, Problem> {
    let mut words = Edits::default();
    for (word, frequency) in edits {
        let refused = || Problem::NotWords(format!("{word}:{frequency}"));
        if !frequency.is_null() && frequency.as_u64().is_none() {
            return Err(refused());
        }
        words.set(word, frequency.as_u64()).map_err(|_| refused())?;
    }
    Ok(words)
}

/// Rows of `true` and `false`, or of 1 and 0.
fn table(rows: &[Value]) -> Option<Mask> {
    let cell = |value: &Value| value.as_bool().or(value.as_u64().filter(|&n| n < 2).map(|n| n == 1));
    let row = |row: &Value| row.as_array()?.iter().map(cell).collect::<Option<Vec<bool>>>();
    let cells = rows.iter().map(row).collect::<Option<Vec<_>>>()?;
    let n_key = cells.first().map_or(0, Vec::len);
    let fits = cells.len() <= crate::model::MAX_TOKENS && n_key <= crate::model::MAX_TOKENS;
    let is_table = fits && cells.iter().all(|row| row.len() == n_key);
    is_table.then(|| Mask(vec![Rule::Painted(Painted::new(cells.len(), n_key, |query, key| cells[query][key]))]))
}

/// `{kind: "random", seed}`, `{kind: "identity"}`, `{kind: "hand", head}`, or matrices by name.
fn set_weights(state: &mut State, weights: &Map<String, Value>) -> Result<(), Notice> {
    let failed = |name: &str, problem| Notice::Field(FieldError { name: name.to_owned(), problem });
    match weights.get("kind").and_then(Value::as_str) {
        Some("random") => {
            state.weights = Source::Random;
            if let Some(seed) = weights.get("seed") {
                Field::Seed.set(state, &plain(seed)).map_err(Notice::Field)?;
            }
        }
        Some("identity") => state.weights = Source::Identity,
        Some("hand") => {
            let hand = weights.get("head").and_then(Value::as_str).and_then(|hand| hand.parse().ok());
            let names = Hand::VARIANTS.iter().map(|hand| hand.slug()).collect();
            state.weights = Source::Hand(hand.ok_or_else(|| failed("head", Problem::NotOneOf(names)))?);
        }
        Some(_) => return Err(failed("weights", Problem::NotWeights)),
        None => {
            state.weights = Source::Given(Given::default());
            for (name, value) in weights {
                let stage = name.parse().map_err(|_| {
                    failed(name, Problem::Unknown(Given::STAGES.iter().map(|stage| stage.name()).collect()))
                })?;
                bring(&mut state.weights, stage, matrix(value).ok_or_else(|| failed(name, Problem::NotMatrix))?);
            }
        }
    }
    Ok(())
}

/// Adds a matrix to those that are given.
pub(super) fn bring(weights: &mut Source, stage: Stage, tensor: Tensor) {
    let mut given = if let Source::Given(given) = weights { std::mem::take(given) } else { Given::default() };
    given.0.insert(stage, tensor);
    *weights = Source::Given(given);
}

/// An array of equally long arrays of numbers; NaN and infinities as text, since JSON has none.
fn matrix(value: &Value) -> Option<Tensor> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_f64().map(|number| number as f32),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let row = |row: &Value| row.as_array()?.iter().map(number).collect::<Option<Vec<f32>>>();
    let rows = value.as_array()?.iter().map(row).collect::<Option<Vec<_>>>()?;
    let cols = rows.first()?.len();
    let is_matrix = cols > 0 && rows.iter().all(|row| row.len() == cols);
    is_matrix.then(|| Tensor::matrix(rows.len(), cols, rows.concat()))
}
