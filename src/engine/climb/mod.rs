//! One sentence on every rung of the ladder, and the probes that tell the rungs apart.

mod known;
mod rungs;

use super::read::fails;
use super::{Answer, Ask, Asset, Doing, Engine, Progress, Stop};
use crate::repr::elmo::Trained;
use crate::repr::ladder::{Climbed, Learnt, Question, Rung, Verdict, judge};
use crate::repr::ngram::Item;
use crate::repr::ngram::smoothing::Rule;
use crate::text::{self, subwords::Corpus};
use known::Known;
pub(super) use known::Remembered;
use rungs::{Rungs, Sentence};
use serde::{Deserialize, Serialize};

/// The most words of a sentence that climb.
pub const MAX_CLIMBING: usize = 32;
/// The most numbers of a word's vector that are drawn where most are 0.
const DRAWN: usize = 64;

/// What climbs, beside the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Climbing {
    /// The language, which decides who comes trained.
    pub language: Trained,
    /// From which text those learn that count; its lines are documents and sentences.
    pub corpus: Corpus,
    /// That text, if it is the reader's own.
    pub training: String,
    /// N.
    pub order: usize,
    /// Whether sentences have marks around them.
    pub has_marks: bool,
    /// How counts become probabilities.
    pub rule: Rule,
    /// The probes.
    pub questions: Vec<Question>,
}

/// What the rungs made of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ladder {
    /// The words, as they are written.
    pub words: Vec<String>,
    /// How many the sentence has, of which the first climb.
    pub n_found: usize,
    /// The corpus: its lines and its different words.
    pub n_lines: usize,
    /// See there.
    pub n_distinct: usize,
    /// From the lowest to the highest.
    pub rungs: Vec<OnRung>,
    /// Of each question the verdict on each rung.
    pub verdicts: Vec<Vec<Verdict>>,
}

/// A sentence on one rung.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnRung {
    /// Which.
    pub rung: Rung,
    /// Numbers of a word's vector.
    pub d: usize,
    /// The dimensions that are drawn.
    pub drawn: Vec<usize>,
    /// What each of them stands for, where they have names.
    pub names: Vec<Item>,
    /// Of each word the numbers that are drawn; nothing of a word that the rung does not know.
    pub rows: Vec<Option<Vec<f32>>>,
    /// The length of each word's whole vector; 0 where there is none.
    pub lengths: Vec<f32>,
    /// How many of all its numbers are not 0.
    pub n_nonzero: usize,
    /// The cosine between every two words, row by row.
    pub cosines: Vec<Option<f32>>,
}

impl Engine {
    /// Lets a sentence climb.
    ///
    /// # Errors
    /// What is to be handed in before, or why there will be no answer.
    #[inline(never)]
    pub(super) fn climb(
        &self,
        ask: &Ask,
        wanted: &Climbing,
        mut progress: impl FnMut(Progress),
    ) -> Result<Answer, Stop> {
        let cut = |text: &str| -> Result<Sentence, Stop> {
            Ok(Sentence::new(&self.tokenize(ask, text, ask.tokenizer, usize::MAX)?))
        };
        // First what has to be there: for each file that is missing, all of this is asked again.
        let Some(folder) = ask.model.as_ref() else { return Ok(Answer::default()) };
        let vectors = self.ready.shipped(wanted.language.into())?;
        let (vocabulary, bilm) = self.elmos.get(wanted.language)?;
        let model = self.models.get(folder, Asset::Model)?;
        let rungs = Rungs { vectors, elmo: (vocabulary, bilm), model };
        let mut done = 0;
        let mut climb = |learnt: &Learnt, rung: Rung, sentence: &Sentence| {
            done += 1;
            let total = Rung::ALL.len() * (1 + wanted.questions.len());
            progress(Progress { doing: Doing::Reading, done: done.min(total), total });
            rungs.climb(learnt, rung, sentence).map_err(|fault| fails(folder, fault))
        };
        let known = self.climbed.or_learn(ask, wanted, || {
            let corpus = self.corpus(wanted.corpus, &wanted.training)?;
            let lines = text::lines(corpus).map(|line| Ok(cut(line)?.words)).collect::<Result<Vec<_>, Stop>>()?;
            let learnt = Learnt::new(&lines, wanted.order, wanted.has_marks, wanted.rule);
            let judged = |Question { probe, sentences, words }: &Question| {
                let sentences: Vec<Sentence> = sentences.iter().map(|text| cut(text)).collect::<Result<_, _>>()?;
                let places: Vec<Option<usize>> =
                    sentences.iter().zip(words).map(|(one, word)| one.last(word)).collect();
                let mut verdict = |&rung: &Rung| {
                    let climbed = sentences.iter().map(|sentence| climb(&learnt, rung, sentence));
                    Ok(judge(*probe, &climbed.collect::<Result<Vec<_>, _>>()?, &places))
                };
                Rung::ALL.iter().map(&mut verdict).collect::<Result<_, Stop>>()
            };
            let verdicts = wanted.questions.iter().map(judged).collect::<Result<_, Stop>>()?;
            Ok(Known { learnt, n_lines: lines.len(), verdicts })
        })?;
        let learnt = &known.learnt;
        let sentence = cut(ask.text())?;
        let n_found = sentence.words.len();
        let sentence = sentence.first(MAX_CLIMBING);
        let (highest, tokens, layers) =
            rungs.attention(&sentence, rungs.last_layer()).map_err(|fault| fails(folder, fault))?;
        let mut on = |&rung: &Rung| {
            let climbed = if rung == Rung::Attention { highest.clone() } else { climb(learnt, rung, &sentence)? };
            Ok(OnRung::new(rung, learnt, &climbed))
        };
        let found = Ladder {
            words: sentence.written().map(str::to_owned).collect(),
            n_found,
            n_lines: known.n_lines,
            n_distinct: learnt.counts.terms.len(),
            rungs: Rung::ALL.iter().map(&mut on).collect::<Result<_, Stop>>()?,
            verdicts: known.verdicts.clone(),
        };
        Ok(Answer { tokens, layers, ladder: Some(found), ..Answer::default() })
    }
}

impl OnRung {
    fn new(rung: Rung, learnt: &Learnt, climbed: &Climbed) -> Self {
        let Climbed { d, vectors } = climbed;
        // Of a vector with a number for each word of a vocabulary most are 0: the largest ones are drawn, in their order.
        let drawn: Vec<usize> = if rung.counts() {
            let mut sums: Vec<(usize, f32)> = (0..*d).map(|place| (place, 0.0)).collect();
            for vector in vectors.iter().flatten() {
                sums.iter_mut().zip(vector).for_each(|((_, sum), value)| *sum += value);
            }
            sums.sort_by(|a, b| b.1.total_cmp(&a.1));
            let mut largest: Vec<usize> =
                sums.into_iter().filter(|&(_, sum)| sum > 0.0).take(DRAWN).map(|(place, _)| place).collect();
            largest.sort_unstable();
            largest
        } else {
            (0..*d).collect()
        };
        let items = if rung == Rung::Ngram { learnt.items() } else { vec![] };
        let name = |&place: &usize| match rung {
            Rung::Ngram => items.get(place).cloned(),
            Rung::OneHot | Rung::TfIdf => learnt.counts.terms.get(place).map(|word| Item::Token(word.clone())),
            _ => None,
        };
        let row = |vector: &Vec<f32>| drawn.iter().map(|&place| vector[place]).collect();
        let length = |vector: &Vec<f32>| vector.iter().map(|value| value * value).sum::<f32>().sqrt();
        Self {
            rung,
            d: *d,
            names: drawn.iter().filter_map(name).collect(),
            rows: vectors.iter().map(|vector| vector.as_ref().map(row)).collect(),
            lengths: vectors.iter().map(|vector| vector.as_ref().map_or(0.0, length)).collect(),
            n_nonzero: vectors.iter().flatten().flatten().filter(|&&value| value != 0.0).count(),
            cosines: climbed.cosines(),
            drawn,
        }
    }
}

/// Whether a token is a word, not a mark or a space.
fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}
