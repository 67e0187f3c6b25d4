//! Learning subwords, and remembering what was learnt.

use super::{Answer, Doing, Progress};
use crate::model::MAX_TOKENS;
use crate::text::Tokens;
use crate::text::bpe::{Lesson, Training, Unit, train};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;

/// Of how many tokens one is told while they are learnt.
const TOLD: usize = 64;

/// What to learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// What words are made of.
    pub unit: Unit,
    /// How many tokens there are in the end.
    pub vocab_size: usize,
    /// How many merges have been made where the text is looked at; `None` is all.
    pub step: Option<usize>,
}

/// The last training: a reader goes back and forth in it, and all of its steps are the same training.
#[derive(Default)]
pub(super) struct Studied(RefCell<Option<(Studying, Rc<Training>)>>);

/// What a training depends on.
#[derive(PartialEq, Eq)]
struct Studying {
    text: String,
    unit: Unit,
    vocab_size: usize,
}

impl Studied {
    /// Learns subwords from a text, or remembers them, and cuts it by those that there are at the step.
    pub(super) fn learn(&self, text: &str, study: Study, mut progress: impl FnMut(Progress)) -> Answer {
        let Study { unit, vocab_size, step } = study;
        let studying = Studying { text: text.to_owned(), unit, vocab_size };
        let known = self.0.borrow().as_ref().filter(|(old, _)| *old == studying).map(|(_, old)| Rc::clone(old));
        let training = known.unwrap_or_else(|| {
            let mut tell = |done| progress(Progress { doing: Doing::Learning, done, total: vocab_size });
            tell(0);
            // Thousands of merges a second are more than a reader wants to hear of.
            let now_and_then = |done: usize| {
                if done.is_multiple_of(TOLD) {
                    tell(done);
                }
            };
            let training = Rc::new(train(text, unit, vocab_size, 0, now_and_then));
            *self.0.borrow_mut() = Some((studying, Rc::clone(&training)));
            training
        });
        let lesson = Lesson::new(&training, step.unwrap_or(usize::MAX));
        let mut list = training.encode(lesson.n_merges, text);
        let n_found = list.len();
        list.truncate(MAX_TOKENS);
        Answer { tokens: Tokens::from_parts(text, list, n_found), lesson: Some(lesson), ..Answer::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_training_is_learnt_once_and_looked_at_anywhere() {
        let studied = Studied::default();
        let mut n_told = 0;
        let mut cut = |text, step| {
            let study = Study { unit: Unit::Characters, vocab_size: 99, step };
            let answer = studied.learn(text, study, |_| n_told += 1);
            (answer.tokens.texts().map(str::to_owned).collect::<Vec<_>>().join(" "), n_told)
        };
        assert_eq!(cut("low low", Some(1)), ("lo w lo w".into(), 1));
        assert_eq!(cut("low low", None), ("low low".into(), 1));
        assert_eq!(cut("low", Some(9)), ("low".into(), 2), "another text is another training");
    }
}
