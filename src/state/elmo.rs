//! What a reader sets about ELMo. Its sentences are the lines of the text.

use super::Problem;
use super::field::Field;
use super::values::{between, decimal, one_of, within};
use crate::repr::elmo::{MAX_SENTENCES, MAX_STEPS, Mix, N_LAYERS, Trained};
use crate::repr::lstm::{Direction, Gate};
use crate::text::word::MAX_WORD;
use serde_json::Value;

/// The largest number of a layer before the softmax, the largest γ, and the largest learning rate.
pub const MAX_MIX: f32 = 10.0;

/// The settings of the page of ELMo.
#[derive(Clone, Debug, PartialEq)]
pub struct Elmo {
    /// The word whose vectors are compared; `None` is the example's own, or the one that stands in most sentences.
    pub word: Option<String>,
    /// The model; `None` is the one for the text.
    pub weights: Option<Trained>,
    /// The sentence that is looked into, from 0.
    pub sentence: usize,
    /// The LSTM layer that is looked into, 1 or 2.
    pub layer: usize,
    /// Its direction.
    pub direction: Direction,
    /// What is shown of it.
    pub gate: Gate,
    /// How the layers are mixed.
    pub mix: Mix,
    /// How many steps are trained on the text.
    pub steps: usize,
    /// How long they are.
    pub rate: f32,
}

impl Default for Elmo {
    fn default() -> Self {
        Self {
            word: None,
            weights: None,
            sentence: 0,
            layer: 1,
            direction: Direction::default(),
            gate: Gate::default(),
            mix: Mix::default(),
            steps: 0,
            rate: 0.003,
        }
    }
}

/// A change of these settings.
#[derive(Clone, Debug, PartialEq)]
pub enum ElmoAction {
    /// Follow this word; an empty one is as none.
    Follow(String),
    /// Let this model read; `None` is the one for the text.
    Choose(Option<Trained>),
    /// Look into this sentence.
    Look(usize),
    /// Look into this layer, 1 or 2.
    Layer(usize),
    /// Look into this direction.
    Turn(Direction),
    /// Show this of it.
    Show(Gate),
    /// Give a layer another weight before the softmax.
    Weigh(usize, f32),
    /// Set γ.
    SetGamma(f32),
    /// Train so many steps.
    Train(usize),
    /// Train with this learning rate.
    SetRate(f32),
}

impl Elmo {
    /// The settings after a change; what is out of range moves to the nearest that is allowed, what is no number is not
    /// heard.
    pub(super) fn reduce(&mut self, action: ElmoAction) {
        let set = |value: &mut f32, to: f32| {
            if !to.is_nan() {
                *value = to.clamp(0.0, MAX_MIX);
            }
        };
        match action {
            ElmoAction::Follow(word) => {
                let word: String = word.trim().chars().take(MAX_WORD).collect();
                self.word = (!word.is_empty()).then_some(word);
            }
            ElmoAction::Choose(weights) => self.weights = weights,
            ElmoAction::Look(sentence) => self.sentence = sentence.min(MAX_SENTENCES - 1),
            ElmoAction::Layer(layer) => self.layer = layer.clamp(1, N_LAYERS - 1),
            ElmoAction::Turn(direction) => self.direction = direction,
            ElmoAction::Show(gate) => self.gate = gate,
            ElmoAction::Weigh(layer, weight) => {
                if let Some(old) = self.mix.weights.get_mut(layer) {
                    set(old, weight);
                }
            }
            ElmoAction::SetGamma(gamma) => set(&mut self.mix.gamma, gamma),
            ElmoAction::Train(steps) => self.steps = steps.min(MAX_STEPS),
            ElmoAction::SetRate(rate) => set(&mut self.rate, rate),
        }
    }

    /// A field's value; nothing of those that are not of this page.
    pub(super) fn get(&self, field: Field) -> Value {
        match field {
            Field::ElmoWord => self.word.clone().into(),
            Field::ElmoWeights => self.weights.map(Into::<&str>::into).into(),
            Field::ElmoSentence => self.sentence.into(),
            Field::ElmoLayer => self.layer.into(),
            Field::ElmoDirection => Into::<&str>::into(self.direction).into(),
            Field::ElmoGate => Into::<&str>::into(self.gate).into(),
            Field::ElmoW0 => decimal(self.mix.weights[0]),
            Field::ElmoW1 => decimal(self.mix.weights[1]),
            Field::ElmoW2 => decimal(self.mix.weights[2]),
            Field::ElmoGamma => decimal(self.mix.gamma),
            Field::ElmoSteps => self.steps.into(),
            Field::ElmoRate => decimal(self.rate),
            _ => Value::Null,
        }
    }

    /// Reads a field's value, or says what is wrong with it and changes nothing.
    pub(super) fn read(&mut self, field: Field, value: &str) -> Result<(), Problem> {
        match field {
            Field::ElmoWord => self.reduce(ElmoAction::Follow(value.into())),
            Field::ElmoWeights => self.weights = Some(one_of(value)?),
            Field::ElmoSentence => self.sentence = within(value, 0, MAX_SENTENCES as u32 - 1)? as usize,
            Field::ElmoLayer => self.layer = within(value, 1, N_LAYERS as u32 - 1)? as usize,
            Field::ElmoDirection => self.direction = one_of(value)?,
            Field::ElmoGate => self.gate = one_of(value)?,
            Field::ElmoW0 => self.mix.weights[0] = between(value, MAX_MIX)?,
            Field::ElmoW1 => self.mix.weights[1] = between(value, MAX_MIX)?,
            Field::ElmoW2 => self.mix.weights[2] = between(value, MAX_MIX)?,
            Field::ElmoGamma => self.mix.gamma = between(value, MAX_MIX)?,
            Field::ElmoSteps => self.steps = within(value, 0, MAX_STEPS as u32)? as usize,
            Field::ElmoRate => self.rate = between(value, MAX_MIX)?,
            _ => {}
        }
        Ok(())
    }

    /// Sets a field to what there is when nothing is set; says whether that can be.
    pub(super) fn clear(&mut self, field: Field) -> bool {
        match field {
            Field::ElmoWord => self.word = None,
            Field::ElmoWeights => self.weights = None,
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, ExhibitId, State, from_link, reduce, to_link};

    #[test]
    fn what_is_set_survives_its_link() {
        let elmo = Elmo {
            word: Some("苹果".into()),
            weights: Some(Trained::Zh),
            sentence: 3,
            layer: 2,
            direction: Direction::Backwards,
            gate: Gate::Candidate,
            mix: Mix { weights: [0.5, 1.0, 9.25], gamma: 0.1 },
            steps: 7,
            rate: 0.01,
        };
        let state = State { exhibit: ExhibitId::Elmo, elmo, ..State::default() };
        assert_eq!(from_link(&State::default(), &to_link(&state).unwrap()), (state, vec![]));
    }

    #[test]
    fn what_is_out_of_range_is_brought_back() {
        let after = |action| reduce(&State::default(), Action::Elmo(action)).0.elmo;
        assert_eq!(after(ElmoAction::Layer(0)).layer, 1);
        assert_eq!(after(ElmoAction::Train(100_000)).steps, MAX_STEPS);
        assert_eq!(after(ElmoAction::SetRate(f32::NAN)), Elmo::default());
        assert_eq!(after(ElmoAction::Weigh(9, 1.0)), Elmo::default());
        assert_eq!(after(ElmoAction::SetGamma(f32::INFINITY)).mix.gamma, MAX_MIX);
        assert_eq!(after(ElmoAction::Follow("  ".into())).word, None);
    }
}
