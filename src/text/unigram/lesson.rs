//! What a page shows of a training: enough of it to be small, however long the text is.

use super::{Id, Kind, Loss, Normalization, Point, Scored, Step, Training, Unigram};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Words that are shown, the most frequent ones.
const MAX_WORDS: usize = 40;
/// Tokens of a word that are shown, the first ones: Chinese has no spaces, so that a word may be a whole page.
const MAX_TOKENS: usize = 40;
/// Pieces that are shown, the most probable ones.
const MAX_PIECES: usize = 40;
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

/// A word as it is cut at the step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// How often it stands in the text.
    pub times: usize,
    /// The texts of its first tokens and their ids.
    pub tokens: Vec<(String, Id)>,
    /// How many tokens it has.
    pub n_tokens: usize,
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
    /// The most frequent words.
    pub words: Vec<Word>,
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
    /// The training after the step with this number, or after all; `model` is [`Training::model`] of the same step.
    #[must_use]
    pub fn with_model(training: &Training, step: usize, model: &Unigram) -> Self {
        let step = step.min(training.steps.len().saturating_sub(1));
        let mut order: Vec<usize> = (0..training.words.len()).collect();
        order.sort_by_key(|&word| Reverse(training.words[word].1));
        order.truncate(MAX_WORDS);
        let mut lesson = Self {
            normalization: training.normalization,
            kinds: training.steps.iter().map(|step| step.kind).collect(),
            curve: training.curve(),
            step,
            n_words: training.words.len(),
            n_characters: training.n_characters(),
            words: order.iter().map(|&word| Word::new(model, &training.words[word])).collect(),
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

impl Word {
    fn new(model: &Unigram, (text, times): &(String, usize)) -> Self {
        let pieces = model.cut(text);
        let token = |&(start, end, id): &(usize, usize, Id)| (text.get(start..end).unwrap_or_default().to_owned(), id);
        let tokens = pieces.iter().take(MAX_TOKENS).map(token).collect();
        Self { times: *times, tokens, n_tokens: pieces.len() }
    }

    /// Its text, as far as its tokens are shown.
    #[must_use]
    pub fn text(&self) -> String {
        self.tokens.iter().map(|(text, _)| text.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::train;
    use super::*;

    fn seen(training: &Training, step: usize) -> Lesson {
        Lesson::with_model(training, step, &training.model(step))
    }

    #[test]
    fn a_lesson_is_small_and_says_what_the_step_is() {
        let text =
            "low low low lower lower new newest newest wide wider widest slow slower slowest snow glow ".repeat(9);
        let training = train(&text, Normalization::NmtNfkc, 14, |_, _| {});
        for step in 0..training.steps.len() {
            let lesson = seen(&training, step);
            assert_eq!((lesson.step, lesson.words[0].text().as_str(), lesson.words[0].times), (step, "▁low", 27));
            for word in &lesson.words {
                assert!(training.words.contains(&(word.text(), word.times)) && word.n_tokens == word.tokens.len());
            }
            let json = serde_json::to_string(&lesson).unwrap();
            // Numbers read back may differ in their last bit.
            assert_eq!(serde_json::from_str::<Lesson>(&json).unwrap().words, lesson.words);
        }
        let pruned = training.steps.iter().position(|step| step.kind == Kind::Pruned).unwrap();
        let lesson = seen(&training, pruned);
        assert!(lesson.n_lost > 0 && lesson.lost[0].loss <= lesson.spared[0].loss);
        assert_eq!(seen(&training, 999).step, training.steps.len() - 1);
    }

    #[test]
    fn a_word_as_long_as_a_page_is_shown_in_part() {
        let training = train(&"它累了，".repeat(9_000), Normalization::Identity, 10, |_, _| {});
        let lesson = seen(&training, 0);
        assert!(lesson.words[0].n_tokens > 2_000 && serde_json::to_string(&lesson).unwrap().len() < 9_000);
    }
}
