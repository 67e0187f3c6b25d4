//! ELMo over the lines of a text: one word in all its places, a look into one sentence, and what training on them changes.

mod timing;
mod weights;

pub use timing::{Clock, LENGTHS, REPEATS, Timed};
pub use weights::read_elmo;

use super::{Answer, Ask, Asset, Doing, Engine, Progress, Stop, Trouble};
use crate::repr::elmo::{
    BiLm, Layers, Lesson, MAX_SENTENCES, Occurrence, Prediction, Sentence, Trained, Vocabulary, pieces,
};
use crate::repr::lstm::{Direction, Optimizer};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The most places of the word that are compared.
const MAX_PLACES: usize = 24;
/// How many of the tokens that a direction expects are told.
const TOLD: usize = 3;

/// What to make of the sentences, which are the question's texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contextualizing {
    /// Which model reads them.
    pub model: Trained,
    /// The word; an empty one is the token that stands in most sentences.
    pub word: String,
    /// The sentence that is looked into, from 0; the last one if there are fewer.
    pub sentence: usize,
    /// The LSTM layer that is looked into, 1 or 2.
    pub layer: usize,
    /// Its direction.
    pub direction: Direction,
    /// How many steps are trained first.
    pub steps: usize,
    /// Their length.
    pub rate: f32,
    /// Whether the layers of every token are handed out.
    pub whole: bool,
}

/// What ELMo made of the sentences.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contextual {
    /// The model.
    pub model: Trained,
    /// Numbers of a direction's state; a vector has twice as many.
    pub d: usize,
    /// Tokens that the model knows.
    pub vocab_size: usize,
    /// Its weights.
    pub n_parameters: usize,
    /// How many sentences there are, of which the first are read.
    pub n_found: usize,
    /// Those that are read.
    pub sentences: Vec<Recited>,
    /// The word.
    pub word: String,
    /// How many places it has, of which the first are compared.
    pub n_places: usize,
    /// Its places.
    pub places: Vec<Occurrence>,
    /// The sentence that is looked into.
    pub sentence: usize,
    /// W_ih · x + b of its tokens: `[n, 4 · d]`.
    pub from_input: Vec<f32>,
    /// W_hh · h₋₁: `[n, 4 · d]`.
    pub from_state: Vec<f32>,
    /// i, f, g, o: `[n, 4 · d]`.
    pub gates: Vec<f32>,
    /// c: `[n, d]`.
    pub c: Vec<f32>,
    /// h: `[n, d]`.
    pub h: Vec<f32>,
    /// What each direction expects at each place of that sentence.
    pub expected: [Vec<Option<Prediction>>; 2],
    /// What training did, if there was any.
    pub lesson: Option<Lesson>,
    /// The three layers of every sentence, if they were asked for: `[n, 2 · d]` each.
    pub layers: Vec<Vec<Vec<f32>>>,
}

/// A sentence as the model read it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recited {
    /// Its tokens, an empty one for the edge at either end.
    pub tokens: Vec<String>,
    /// Whether the model knows them.
    pub known: Vec<bool>,
    /// How many tokens it has, of which the first are read; edges not counted.
    pub n_found: usize,
}

/// The models that were handed in, and what the last lesson made of one.
#[derive(Default)]
pub(super) struct Elmos {
    vocabularies: HashMap<Trained, Vocabulary>,
    models: HashMap<Trained, Rc<BiLm>>,
    learnt: RefCell<Option<Learnt>>,
}

type Learnt = ((Trained, Vec<Vec<u32>>, usize, u32), Rc<BiLm>, Lesson);

impl Elmos {
    /// Takes in a list of tokens.
    pub(super) fn adopt_vocabulary(&mut self, trained: Trained, bytes: &[u8]) -> Result<(), String> {
        let list = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        self.vocabularies.insert(trained, Vocabulary::new(list));
        Ok(())
    }

    /// Takes in weights.
    pub(super) fn adopt_weights(&mut self, trained: Trained, bytes: &[u8]) -> Result<(), String> {
        let model = read_elmo(bytes)?;
        let n = self.vocabularies.get(&trained).map_or(0, Vocabulary::len);
        if n != model.vocab_size() {
            return Err(format!("{} rows for {n} tokens", model.vocab_size()));
        }
        self.models.insert(trained, Rc::new(model));
        Ok(())
    }

    /// A model and the tokens that it knows.
    ///
    /// # Errors
    /// Their file that was not handed in yet.
    pub(super) fn get(&self, trained: Trained) -> Result<(&Vocabulary, &Rc<BiLm>), Stop> {
        let vocabulary = self.vocabularies.get(&trained).ok_or(Stop::Wants(Asset::ElmoVocabulary(trained)))?;
        let model = self.models.get(&trained).ok_or(Stop::Wants(Asset::ElmoWeights(trained)))?;
        Ok((vocabulary, model))
    }

    /// The model after a lesson, which is remembered.
    fn learnt(
        &self,
        wanted: &Contextualizing,
        model: &Rc<BiLm>,
        sentences: &[Sentence],
        mut progress: impl FnMut(Progress),
    ) -> (Rc<BiLm>, Option<Lesson>) {
        let ids: Vec<Vec<u32>> = sentences.iter().map(|sentence| sentence.ids.clone()).collect();
        if wanted.steps == 0 || ids.is_empty() {
            return (Rc::clone(model), None);
        }
        let key = (wanted.model, ids, wanted.steps, wanted.rate.to_bits());
        if let Some((_, model, lesson)) = self.learnt.borrow().as_ref().filter(|(old, ..)| *old == key) {
            return (Rc::clone(model), Some(lesson.clone()));
        }
        let mut model = BiLm::clone(model);
        let lines: Vec<&[u32]> = key.1.iter().map(Vec::as_slice).collect();
        let tell = |done| progress(Progress { doing: Doing::Training, done, total: wanted.steps });
        let lesson = model.learn(&lines, (Optimizer::Adam, wanted.rate, wanted.steps), tell);
        let model = Rc::new(model);
        *self.learnt.borrow_mut() = Some((key, Rc::clone(&model), lesson.clone()));
        (model, Some(lesson))
    }
}

impl Engine {
    /// Lets ELMo read the question's texts, each a sentence.
    ///
    /// # Errors
    /// What is to be handed in before.
    #[inline(never)]
    pub(super) fn contextualize(
        &self,
        ask: &Ask,
        wanted: &Contextualizing,
        mut progress: impl FnMut(Progress),
    ) -> Result<Answer, Stop> {
        let (vocabulary, model) = self.elmos.get(wanted.model)?;
        let sentences: Vec<Sentence> = ask.texts.iter().take(MAX_SENTENCES).map(|text| vocabulary.cut(text)).collect();
        let (model, lesson) = self.elmos.learnt(wanted, model, &sentences, &mut progress);
        let total = sentences.iter().map(|sentence| sentence.ids.len()).sum();
        let mut done = 0;
        let mut run = |sentence: &Sentence| {
            done += sentence.ids.len();
            let layers = model.run(&sentence.ids);
            progress(Progress { doing: Doing::Stepping, done, total });
            layers
        };
        let all: Vec<Layers> = sentences.iter().map(&mut run).collect();
        if all.iter().flat_map(|layers| layers.layers.iter().flatten()).any(|value| !value.is_finite()) {
            let reason = "numbers that are none".to_owned();
            return Err(Stop::Fails(Trouble::NoAsset(Asset::ElmoWeights(wanted.model), reason)));
        }
        let word = word(wanted, &sentences);
        let tokens: Vec<String> =
            pieces(&word).into_iter().filter_map(|range| word.get(range)).map(str::to_owned).collect();
        let places: Vec<(usize, usize)> = (0..sentences.len())
            .flat_map(|index| sentences[index].find(&tokens).into_iter().map(move |at| (index, at)))
            .collect();
        let occurrence = |&(index, at): &(usize, usize)| Occurrence::new(index, at, tokens.len(), &all[index]);
        let shown = wanted.sentence.min(sentences.len().saturating_sub(1));
        let run =
            all.get(shown).map(|layers| layers.runs[wanted.direction as usize][wanted.layer.clamp(1, 2) - 1].clone());
        let run = run.unwrap_or_default();
        let token = |id| vocabulary.token(id).to_owned();
        let expected = |direction| {
            let sentence = sentences.get(shown)?;
            Some(model.predict(sentence, all.get(shown)?, direction, token, TOLD))
        };
        let recited = |sentence: &Sentence| Recited {
            tokens: sentence.tokens.clone(),
            known: sentence.ids.iter().map(|&id| !Vocabulary::is_unknown(id)).collect(),
            n_found: sentence.n_found,
        };
        let elmo = Contextual {
            model: wanted.model,
            d: model.d,
            vocab_size: model.vocab_size(),
            n_parameters: model.n_parameters(),
            n_found: ask.texts.len(),
            sentences: sentences.iter().map(recited).collect(),
            n_places: places.len(),
            places: places.iter().take(MAX_PLACES).map(occurrence).collect(),
            word,
            sentence: shown,
            from_input: run.from_input,
            from_state: run.from_state,
            gates: run.gates,
            c: run.c,
            h: run.h,
            expected: [Direction::Forwards, Direction::Backwards].map(|one| expected(one).unwrap_or_default()),
            lesson,
            layers: if wanted.whole { all.into_iter().map(|layers| layers.layers).collect() } else { vec![] },
        };
        Ok(Answer { elmo: Some(elmo), ..Answer::default() })
    }
}

/// The word that is followed: the one that is wanted, or the token with a letter that stands in most sentences, the longest of
/// them and the first of these.
fn word(wanted: &Contextualizing, sentences: &[Sentence]) -> String {
    if !wanted.word.is_empty() {
        return wanted.word.clone();
    }
    let mut counts: Vec<(String, usize)> = vec![];
    for sentence in sentences {
        let mut tokens: Vec<String> = sentence.tokens.iter().map(|token| token.to_lowercase()).collect();
        tokens.sort_unstable();
        tokens.dedup();
        for token in tokens.into_iter().filter(|token| token.contains(char::is_alphabetic)) {
            match counts.iter_mut().find(|(known, _)| *known == token) {
                Some((_, n)) => *n += 1,
                None => counts.push((token, 1)),
            }
        }
    }
    let order = |(token, n): &(String, usize)| (*n, token.chars().count());
    counts.into_iter().rev().max_by_key(order).map(|(token, _)| token).unwrap_or_default()
}
