//! What a reader sets about N-grams.

use super::Problem;
use super::field::Field;
use super::values::{between, flag, one_of, within};
use crate::repr::ngram::MAX_ORDER;
use crate::repr::ngram::smoothing::{Rule, Smoothing};
use serde_json::Value;

/// The largest k that is added to counts.
pub const MAX_K: f64 = 1_000.0;

/// The settings of the page of N-grams.
#[derive(Clone, Debug, PartialEq)]
pub struct Counting {
    /// N.
    pub order: usize,
    /// Whether sentences have marks around them.
    pub has_marks: bool,
    /// How counts become probabilities.
    pub rule: Rule,
    /// The place of the text whose probability is taken apart, from 0; `None` is the last.
    pub place: Option<usize>,
}

impl Default for Counting {
    fn default() -> Self {
        Self { order: 3, has_marks: true, rule: Rule::default(), place: None }
    }
}

/// A change of these settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CountingAction {
    /// Choose N.
    SetOrder(usize),
    /// Put marks around sentences, or no longer.
    Mark(bool),
    /// Choose how counts become probabilities.
    Smooth(Smoothing),
    /// Choose what is added to each count.
    SetK(f64),
    /// Choose the longest context's share.
    SetLambda(f64),
    /// Choose what is taken off each count.
    SetDiscount(f64),
    /// Take this place apart; `None` is the last.
    Look(Option<usize>),
}

impl Counting {
    /// The settings after a change; what is out of range moves to the nearest that is allowed, what is no number is not
    /// heard.
    pub(super) fn reduce(&mut self, action: CountingAction) {
        let set = |value: &mut f64, to: f64, most: f64| {
            if !to.is_nan() {
                *value = to.clamp(0.0, most);
            }
        };
        match action {
            CountingAction::SetOrder(order) => self.order = order.clamp(1, MAX_ORDER),
            CountingAction::Mark(on) => self.has_marks = on,
            CountingAction::Smooth(smoothing) => self.rule.smoothing = smoothing,
            CountingAction::SetK(k) => set(&mut self.rule.k, k, MAX_K),
            CountingAction::SetLambda(lambda) => set(&mut self.rule.lambda, lambda, 1.0),
            CountingAction::SetDiscount(discount) => set(&mut self.rule.discount, discount, 1.0),
            CountingAction::Look(place) => self.place = place,
        }
    }

    /// A field's value; nothing of those that are not of this page.
    pub(super) fn get(&self, field: Field) -> Value {
        match field {
            Field::N => self.order.into(),
            Field::Ends => self.has_marks.into(),
            Field::Smoothing => Into::<&str>::into(self.rule.smoothing).into(),
            Field::AddK => self.rule.k.into(),
            Field::Lambda => self.rule.lambda.into(),
            Field::Discount => self.rule.discount.into(),
            Field::Place => self.place.into(),
            _ => Value::Null,
        }
    }

    /// Reads a field's value, or says what is wrong with it and changes nothing.
    pub(super) fn read(&mut self, field: Field, value: &str) -> Result<(), Problem> {
        match field {
            Field::N => self.order = within(value, 1, MAX_ORDER as u32)? as usize,
            Field::Ends => self.has_marks = flag(value)?,
            Field::Smoothing => self.rule.smoothing = one_of(value)?,
            Field::AddK => self.rule.k = between(value, MAX_K)?,
            Field::Lambda => self.rule.lambda = between(value, 1.0)?,
            Field::Discount => self.rule.discount = between(value, 1.0)?,
            Field::Place => self.place = Some(super::values::place(value)?),
            _ => {}
        }
        Ok(())
    }
}
