//! What a reader sets about a pretrained model. Its sizes are not known here: the answer tells them.

use super::field::Field;
use super::values::{between, decimal, flag, folder, head, join, one_of, place, several, within, write_head};
use super::{ExhibitId, Language, Problem, State};
use crate::model::pretrained::{Arithmetic, Folder, Ours, Sampling};
use serde_json::Value;
use strum::{EnumString, IntoStaticStr, VariantArray};

/// The most layers and heads that are told apart.
pub const MAX_PLACE: usize = 127;

/// A head of a pretrained model: its layer and its number in it, from 0.
pub type HeadOf = (usize, usize);

/// The settings of the pages of pretrained models.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The model; `None` is the site's decoder of the reader's language.
    pub model: Option<Folder>,
    /// Another model beside it.
    pub beside: Option<Folder>,
    /// How its linear maps are worked out.
    pub arithmetic: Arithmetic,
    /// Whether a text is filled up or cut off where the tokenizer's file says so.
    pub padded: bool,
    /// Places of tokens, from 0, that the model has to guess.
    pub masked: Vec<usize>,
    /// Heads that are switched off.
    pub ablated: Vec<HeadOf>,
    /// Heads of which the mean and the maximum are shown; none stands for all.
    pub pooled: Vec<HeadOf>,
    /// The order in which heads are shown.
    pub sort: Order,
    /// How the next token is chosen; its seed is the state's own.
    pub sampling: Sampling,
}

/// Orders of a model's heads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Order {
    /// Layer by layer.
    #[default]
    Layer,
    /// From the sharpest to the most even.
    Entropy,
    /// By what they do, the clearest first.
    Badge,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            model: None,
            beside: None,
            arithmetic: Arithmetic::default(),
            padded: false,
            masked: vec![],
            ablated: vec![],
            pooled: vec![],
            sort: Order::default(),
            sampling: Sampling { temperature: 1.0, ..Sampling::default() },
        }
    }
}

/// A change of these settings.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadingAction {
    /// Choose the model.
    Choose(Folder),
    /// Know a model by another name, such as that by which it is kept.
    Rename(Folder, Folder),
    /// Have the settings of before a model that was refused.
    Return(Box<Reading>),
    /// Put another model beside it, or none.
    Beside(Option<Folder>),
    /// Choose how linear maps are worked out.
    Compute(Arithmetic),
    /// Fill up and cut off texts as the tokenizer's file says, or no longer.
    Pad(bool),
    /// Let the model guess the token at this place, or no longer.
    Hide(usize, bool),
    /// Switch a head off, or on again.
    Ablate(HeadOf, bool),
    /// Switch all heads on.
    Restore,
    /// Take a head into the mean and the maximum, or out of them.
    Pool(HeadOf, bool),
    /// Choose the order of heads.
    Sort(Order),
    /// Choose the temperature.
    SetTemperature(f32),
    /// Choose how many tokens are left to choose from; 0 is all.
    SetTopK(usize),
    /// Choose the probability that they reach together.
    SetTopP(f32),
}

impl Reading {
    /// The settings after a change.
    pub(super) fn reduce(&mut self, action: ReadingAction) {
        match action {
            // Places and heads of one model mean nothing in another.
            ReadingAction::Choose(model) => {
                let Self { beside, arithmetic, sort, sampling, .. } = std::mem::take(self);
                *self = Self { model: Some(model), beside, arithmetic, sort, sampling, ..Self::default() };
            }
            ReadingAction::Rename(from, to) => {
                for place in [&mut self.model, &mut self.beside] {
                    if place.as_ref() == Some(&from) {
                        *place = Some(to.clone());
                    }
                }
            }
            ReadingAction::Return(before) => *self = *before,
            ReadingAction::Beside(model) => self.beside = model,
            ReadingAction::Compute(arithmetic) => self.arithmetic = arithmetic,
            ReadingAction::Pad(on) => self.padded = on,
            ReadingAction::Hide(place, on) => super::reduce::toggle(&mut self.masked, place, on),
            ReadingAction::Ablate(head, on) => super::reduce::toggle(&mut self.ablated, head, on),
            ReadingAction::Restore => self.ablated.clear(),
            ReadingAction::Pool(head, on) => super::reduce::toggle(&mut self.pooled, head, on),
            ReadingAction::Sort(order) => self.sort = order,
            ReadingAction::SetTemperature(temperature) => self.sampling.temperature = temperature.clamp(0.0, 100.0),
            ReadingAction::SetTopK(top_k) => self.sampling.top_k = top_k,
            ReadingAction::SetTopP(top_p) => self.sampling.top_p = top_p.clamp(0.0, 1.0),
        }
    }

    /// A field's value; nothing of those that are not of these pages.
    pub(super) fn get(&self, field: Field) -> Value {
        match field {
            Field::Model => self.model.as_ref().map(Folder::address).into(),
            Field::Beside => self.beside.as_ref().map(Folder::address).into(),
            Field::Arithmetic => Into::<&str>::into(self.arithmetic).into(),
            Field::Padded => self.padded.into(),
            Field::Masked => join(self.masked.iter()),
            Field::Ablated => join(self.ablated.iter().map(write_head)),
            Field::Pooled => join(self.pooled.iter().map(write_head)),
            Field::Sort => Into::<&str>::into(self.sort).into(),
            Field::Temperature => decimal(self.sampling.temperature),
            Field::TopK => self.sampling.top_k.into(),
            Field::TopP => decimal(self.sampling.top_p),
            _ => Value::Null,
        }
    }

    /// Reads a field's value, or says what is wrong with it and changes nothing.
    pub(super) fn read(&mut self, field: Field, value: &str) -> Result<(), Problem> {
        match field {
            Field::Model => self.model = Some(folder(value)?),
            Field::Beside => self.beside = Some(folder(value)?),
            Field::Arithmetic => self.arithmetic = one_of(value)?,
            Field::Padded => self.padded = flag(value)?,
            Field::Masked => self.masked = several(value, place)?,
            Field::Ablated => self.ablated = several(value, head)?,
            Field::Pooled => self.pooled = several(value, head)?,
            Field::Sort => self.sort = one_of(value)?,
            Field::Temperature => self.sampling.temperature = between(value, 100.0)?,
            Field::TopK => self.sampling.top_k = within(value, 0, u32::MAX)? as usize,
            Field::TopP => self.sampling.top_p = between(value, 1.0)?,
            _ => {}
        }
        Ok(())
    }
}

impl State {
    /// The model that is looked at. Where a text is written on, an encoder of the site's is left for the decoder of its
    /// language, and is there again on the other page.
    #[must_use]
    pub fn model(&self) -> Folder {
        let ours = match self.language {
            Language::En => Ours::EnDecoder,
            Language::Zh => Ours::ZhDecoder,
        };
        match self.reading.model.clone().unwrap_or(Folder::Ours(ours)) {
            Folder::Ours(ours) if self.exhibit == ExhibitId::Generate => Folder::Ours(ours.decoder()),
            other => other,
        }
    }

    /// The model that was chosen, if the page has another in its place.
    #[must_use]
    pub fn left_out(&self) -> Option<&Folder> {
        self.reading.model.as_ref().filter(|chosen| **chosen != self.model())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, reduce};

    #[test]
    fn where_a_text_is_written_an_encoder_of_ours_waits_until_the_reader_goes_back() {
        let at = |model: Folder| State {
            exhibit: ExhibitId::Generate,
            reading: Reading { model: Some(model), ..Reading::default() },
            ..State::default()
        };
        for (encoder, decoder) in [(Ours::EnEncoder, Ours::EnDecoder), (Ours::ZhEncoder, Ours::ZhDecoder)] {
            let state = at(Folder::Ours(encoder));
            assert_eq!((state.model(), state.left_out()), (Folder::Ours(decoder), Some(&Folder::Ours(encoder))));
            let (back, _) = reduce(&state, Action::Open(ExhibitId::Model));
            assert_eq!((back.model(), back.left_out()), (Folder::Ours(encoder), None));
            assert_eq!(at(Folder::Ours(decoder)).left_out(), None);
        }
        assert_eq!(at(Folder::Kept("bert".into())).model(), Folder::Kept("bert".into()), "who knows what it is");
        assert_eq!(State { exhibit: ExhibitId::Generate, ..State::default() }.left_out(), None);
    }
}
