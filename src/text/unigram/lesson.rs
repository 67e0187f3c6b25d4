//! What a page shows of a training: enough of it to be small, however long the text is.

use super::{Id, Kind, Loss, Normalization, Point, Scored, Step, Training, Unigram};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Words that are shown, the most frequent ones.
const MAX_WORDS: usize = 40;
/// Pieces that are shown, the most probable ones.
const MAX_PIECES: usize = 60;
/// Pieces that went and pieces that just stayed that are shown.
const MAX_LOSSES: usize = 12;

/// A piece with its text and the id that it has at the step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Its text, a space being [`super::SPACE`].
    pub text: String,
    /// The id.
    pub id: Id,
    /// Its probability and counts.
    pub scored: Scored,
}

/// A piece that could go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Its text.
    pub text: String,
    /// By how much the mean log probability of a word falls without it.
    pub loss: f64,
}

/// A training, seen after one of its steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// What became of characters first.
    pub normalization: Normalization,
    /// How each vocabulary came to be.
    pub kinds: Vec<Kind>,
    /// A point for each of them.
    pub curve: Vec<Point>,
    /// The step that is looked at.
    pub step: usize,
    /// How many different words the text has.
    pub n_words: usize,
    /// How many characters all words have together, the spaces before them counted too.
    pub n_characters: usize,
    /// The most frequent words and how often each stands in the text.
    pub words: Vec<(String, usize)>,
    /// The words as they are cut at the step: the texts of the tokens and their ids.
    pub splits: Vec<Vec<(String, Id)>>,
    /// The most probable pieces of more than one character.
    pub pieces: Vec<Shown>,
    /// How many of the tokens of the text are unknown characters at the step.
    pub n_unknown: usize,
    /// How many characters are pieces.
    pub n_single: usize,
    /// How many pieces went on the way to this step because they were expected too rarely, or too many in the end.
    pub n_dropped: usize,
    /// How many pieces pruning took on the way to this step.
    pub n_lost: usize,
    /// Of those the dearest, the dearest first.
    pub lost: Vec<Cost>,
    /// Of those that stayed the cheapest, the cheapest first.
    pub spared: Vec<Cost>,
}

impl Lesson {
    /// The training after the step with this number, or after all.
    #[must_use]
    pub fn new(training: &Training, step: usize) -> Self {
        Self::with_model(training, step, &training.model(step))
    }

    /// The same, for who has the tokenizer of the step already.
    #[must_use]
    pub fn with_model(training: &Training, step: usize, model: &Unigram) -> Self {
        let step = step.min(training.steps.len().saturating_sub(1));
        let mut order: Vec<usize> = (0..training.words.len()).collect();
        order.sort_by_key(|&word| Reverse(training.words[word].1));
        order.truncate(MAX_WORDS);
        let words: Vec<(String, usize)> = order.iter().map(|&word| training.words[word].clone()).collect();
        let mut lesson = Self {
            normalization: training.normalization,
            kinds: training.steps.iter().map(|step| step.kind).collect(),
            curve: training.curve(),
            step,
            n_words: training.words.len(),
            n_characters: training.n_characters(),
            splits: words.iter().map(|(word, _)| split(model, word)).collect(),
            words,
            pieces: vec![],
            n_unknown: 0,
            n_single: 0,
            n_dropped: 0,
            n_lost: 0,
            lost: vec![],
            spared: vec![],
        };
        if let Some(step) = training.step(step) {
            lesson.look_at(training, step);
        }
        lesson
    }

    fn look_at(&mut self, training: &Training, step: &Step) {
        let is_single = |scored: &Scored| training.text(scored.piece).chars().nth(1).is_none();
        let mut pieces: Vec<(usize, &Scored)> =
            step.pieces.iter().enumerate().filter(|(_, scored)| !is_single(scored)).collect();
        self.n_single = step.pieces.len() - pieces.len();
        pieces.sort_by(|a, b| b.1.log_prob.total_cmp(&a.1.log_prob));
        let shown = |(place, &scored): (usize, &Scored)| Shown {
            text: training.text(scored.piece).to_owned(),
            id: place as Id + 1,
            scored,
        };
        self.pieces = pieces.into_iter().take(MAX_PIECES).map(shown).collect();
        let cost = |loss: &Loss| Cost { text: training.text(loss.piece).to_owned(), loss: loss.loss };
        let first = |losses: &[Loss]| losses.iter().take(MAX_LOSSES).map(cost).collect();
        self.n_unknown = step.n_unknown;
        (self.n_dropped, self.n_lost) = (step.dropped.len(), step.lost.len());
        (self.lost, self.spared) = (first(&step.lost), first(&step.spared));
    }
}

/// The tokens of a word that is ready to be cut.
fn split(model: &Unigram, word: &str) -> Vec<(String, Id)> {
    let pieces = model.cut(word);
    pieces.into_iter().map(|(start, end, id)| (word.get(start..end).unwrap_or_default().to_owned(), id)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::train;
    use super::*;

    #[test]
    fn a_lesson_is_small_and_says_what_the_step_is() {
        let text =
            "low low low lower lower new newest newest wide wider widest slow slower slowest snow glow ".repeat(9);
        let training = train(&text, Normalization::NmtNfkc, 14, |_, _| {});
        for step in 0..training.steps.len() {
            let lesson = Lesson::new(&training, step);
            assert_eq!((lesson.step, lesson.words[0].0.as_str(), lesson.words[0].1), (step, "▁low", 27));
            for ((word, _), split) in lesson.words.iter().zip(&lesson.splits) {
                assert_eq!(*word, split.iter().map(|(text, _)| text.as_str()).collect::<String>());
            }
            let json = serde_json::to_string(&lesson).unwrap();
            // Numbers read back may differ in their last bit.
            assert_eq!(serde_json::from_str::<Lesson>(&json).unwrap().splits, lesson.splits);
        }
        let pruned = training.steps.iter().position(|step| step.kind == Kind::Pruned).unwrap();
        let lesson = Lesson::new(&training, pruned);
        assert!(lesson.n_lost > 0 && lesson.lost[0].loss <= lesson.spared[0].loss);
        assert_eq!(Lesson::new(&training, 999).step, training.steps.len() - 1);
    }
}
