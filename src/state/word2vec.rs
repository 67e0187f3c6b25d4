//! What a reader sets about word2vec. Its sentences are the lines of the text, or a corpus that comes with the page.

use super::field::Field;
use super::values::{between, decimal, flag, one_of, sight, within, write_sight};
use super::{MAX_TEXT, Notice, Problem, State};
use crate::chart::MapSight;
use crate::repr::word2vec::shipped::Shipped;
use crate::repr::word2vec::{Architecture, MAX_DIMENSION, MAX_EPOCHS, MAX_NEGATIVES, MAX_WINDOW, Settings};
use serde_json::Value;
use std::rc::Rc;

/// The most guesses that are walked through one by one.
pub const MAX_PAIR: usize = 500;
/// The longest step down the slope: far more than anything learns with.
pub const MAX_RATE: f32 = 10.0;
/// The longest query, in characters.
const MAX_WORDS: usize = 200;

/// The settings of the page of word2vec.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word2vec {
    /// Whose vectors are drawn and saved; both are learnt.
    pub architecture: Architecture,
    /// How vectors are learnt; the seed is the state's.
    pub settings: Settings,
    /// How often a word must be there at least; `None` is once.
    pub min_count: Option<u64>,
    /// The guess that is walked through, from 0.
    pub pair: usize,
    /// The word whose neighbours are looked for; `None` is the example's own.
    pub near: Option<String>,
    /// The word that is held against it.
    pub compared: Option<String>,
    /// Three words a b c: a − b + c.
    pub analogy: Option<String>,
    /// Vectors of the page's own that are looked at in place of the training.
    pub shipped: Option<Shipped>,
    /// A file of vectors that is looked at: its name, and the address that the browser has made for it.
    pub file: Option<(String, Rc<str>)>,
    /// Whether a training goes on from those vectors, in place of looking at them.
    pub go_on: bool,
    /// The part of the map that is seen; `None` is all of it.
    pub map: Option<MapSight>,
}

/// A change of these settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Word2vecAction {
    /// Draw this one's vectors.
    Choose(Architecture),
    /// Learn otherwise.
    Learn(Settings),
    /// Say how often a word must be there.
    SetMinCount(u64),
    /// Walk through this guess.
    ShowPair(usize),
    /// Look for a word's neighbours.
    Near(String),
    /// Hold this word against it.
    Compare(String),
    /// Ask a − b + c.
    Ask(String),
    /// Look at vectors of the page's own; `None` goes back to the training.
    Look(Option<Shipped>),
    /// Look at the vectors of a file, by name and address; `None` goes back to the training.
    Open(Option<(String, Rc<str>)>),
    /// Let a training go on from the vectors that are looked at.
    GoOn,
    /// Look at a part of the map; `None` is all of it.
    Zoom(Option<MapSight>),
}

impl State {
    /// The settings after a change.
    pub(super) fn embed(&mut self, action: Word2vecAction) -> Option<Notice> {
        let set = &mut self.word2vec;
        let words = |text: String| Some(text.chars().take(MAX_WORDS).collect());
        match action {
            Word2vecAction::Choose(architecture) => set.architecture = architecture,
            Word2vecAction::Learn(settings) => {
                let old = set.settings;
                let number = |new: f32, old: f32, most| if new.is_nan() { old } else { new.clamp(0.0, most) };
                let (rate, subsample) =
                    (number(settings.rate, old.rate, MAX_RATE), number(settings.subsample, old.subsample, 1.0));
                set.settings = Settings { rate, subsample, ..settings.bounded() };
                (self.step, set.pair) = (None, 0);
            }
            Word2vecAction::SetMinCount(n) => {
                set.min_count = Some(n.clamp(1, MAX_TEXT as u64)).filter(|&n| n > 1);
                (self.step, set.pair) = (None, 0);
            }
            Word2vecAction::ShowPair(pair) => set.pair = pair.min(MAX_PAIR - 1),
            Word2vecAction::Near(word) => set.near = words(word),
            Word2vecAction::Compare(word) => set.compared = words(word),
            Word2vecAction::Ask(text) => set.analogy = words(text),
            Word2vecAction::Look(shipped) => {
                (set.shipped, set.file, set.map, set.go_on) = (shipped, None, None, false);
            }
            Word2vecAction::Open(file) => {
                (set.file, set.shipped, set.map, set.go_on) = (file, None, None, false);
            }
            Word2vecAction::GoOn => {
                set.go_on = set.is_finished();
                if set.shipped.is_some() {
                    set.settings.dimension = Shipped::DIMENSION;
                }
                (self.step, set.pair, set.map) = (None, 0, None);
            }
            Word2vecAction::Zoom(sight) => set.map = sight.and_then(|sight| sight.rounded().named()),
        }
        None
    }
}

impl Word2vec {
    /// Whether vectors are looked at that nobody trains here.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        (self.file.is_some() || self.shipped.is_some()) && !self.go_on
    }

    /// One of its fields, as a program sees it.
    pub(super) fn get(&self, field: Field) -> Value {
        let Settings { objective, window, dimension, negatives, epochs, rate, subsample, .. } = self.settings;
        match field {
            Field::Architecture => Into::<&str>::into(self.architecture).into(),
            Field::Objective => Into::<&str>::into(objective).into(),
            Field::Window => window.into(),
            Field::VectorSize => dimension.into(),
            Field::Negatives => negatives.into(),
            Field::Epochs => epochs.into(),
            Field::Rate => decimal(rate),
            Field::Subsample => decimal(subsample),
            Field::MinCount => self.min_count.unwrap_or(1).into(),
            Field::Pair => self.pair.into(),
            Field::Near => self.near.clone().into(),
            Field::Compared => self.compared.clone().into(),
            Field::Shipped => self.shipped.map(Into::<&str>::into).into(),
            Field::GoOn => self.go_on.into(),
            Field::Map => self.map.map(write_sight).into(),
            _ => self.analogy.clone().into(),
        }
    }

    /// Reads one of its fields.
    pub(super) fn read(&mut self, field: Field, value: &str) -> Result<(), Problem> {
        let whole = |low: usize, high: usize| within(value, low as u32, high as u32).map(|number| number as usize);
        let words = || Some(value.chars().take(MAX_WORDS).collect());
        let set = &mut self.settings;
        match field {
            Field::Architecture => self.architecture = one_of(value)?,
            Field::Objective => set.objective = one_of(value)?,
            Field::Window => set.window = whole(1, MAX_WINDOW)?,
            Field::VectorSize => set.dimension = whole(1, MAX_DIMENSION)?,
            Field::Negatives => set.negatives = whole(0, MAX_NEGATIVES)?,
            Field::Epochs => set.epochs = whole(1, MAX_EPOCHS)?,
            Field::Rate => set.rate = between(value, MAX_RATE)?,
            Field::Subsample => set.subsample = between(value, 1.0)?,
            Field::MinCount => self.min_count = Some(whole(1, MAX_TEXT)? as u64).filter(|&n| n != 1),
            Field::Pair => self.pair = whole(0, MAX_PAIR - 1)?,
            Field::Near => self.near = words(),
            Field::Compared => self.compared = words(),
            Field::Shipped => self.shipped = Some(one_of(value)?),
            Field::GoOn => self.go_on = flag(value)?,
            Field::Map => self.map = sight(value)?.named(),
            _ => self.analogy = words(),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repr::word2vec::Objective;
    use crate::state::{Action, ExhibitId, from_link, reduce, to_link};

    #[test]
    fn what_is_set_survives_its_link() {
        for &objective in Objective::ALL {
            let settings = Settings {
                objective,
                window: 2,
                dimension: 7,
                negatives: 0,
                epochs: 3,
                rate: 0.025,
                subsample: 1e-5,
                seed: 1,
            };
            let word2vec = Word2vec {
                architecture: Architecture::Cbow,
                settings,
                min_count: Some(5),
                pair: 7,
                near: Some("a&b".into()),
                compared: Some(String::new()),
                analogy: Some("国王 男人 女人".into()),
                shipped: Some(Shipped::Zh),
                file: None,
                go_on: true,
                map: Some(MapSight { centre: [0.25, 0.801_23], zoom: 3.5 }),
            };
            let state = State { exhibit: ExhibitId::Word2vec, word2vec, ..State::default() };
            assert_eq!(from_link(&State::default(), &to_link(&state).unwrap()), (state, vec![]));
        }
    }

    #[test]
    fn what_is_out_of_range_moves_and_what_is_no_number_is_not_heard() {
        let learn = |settings| {
            reduce(&State { step: Some(3), ..State::default() }, Action::Embed(Word2vecAction::Learn(settings))).0
        };
        let state = learn(Settings {
            window: 0,
            dimension: 9_999,
            epochs: 0,
            rate: f32::NAN,
            subsample: -1.0,
            ..Settings::default()
        });
        let set = state.word2vec.settings;
        assert_eq!((set.window, set.dimension, set.epochs, set.subsample), (1, MAX_DIMENSION, 1, 0.0));
        assert_eq!((set.rate, state.step), (Settings::default().rate, None));
        assert_eq!(learn(Settings { rate: 99.0, ..Settings::default() }).word2vec.settings.rate, MAX_RATE);
    }
}
