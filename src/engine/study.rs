//! Learning subwords, and remembering what was learnt.

use super::{Answer, Doing, Progress};
use crate::model::MAX_TOKENS;
use crate::text::Tokens;
use crate::text::subwords::{Corpus, Kind, Trained, train};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;

/// Of how many tokens one is told while they are learnt.
const TOLD: usize = 64;

/// What to learn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// What kind of subwords.
    pub kind: Kind,
    /// From which text.
    pub corpus: Corpus,
    /// How many tokens there are in the end.
    pub vocab_size: usize,
    /// How many steps have been taken where the text is looked at; `None` is all.
    pub step: Option<usize>,
    /// The word that is followed on its way.
    pub word: String,
}

/// The last training: a reader goes back and forth in it, and all of its steps are the same training.
#[derive(Default)]
pub(super) struct Studied(RefCell<Option<(Studying, Rc<Trained>)>>);

/// What a training depends on.
#[derive(PartialEq, Eq)]
struct Studying {
    corpus: String,
    kind: Kind,
    vocab_size: usize,
}

impl Studied {
    /// Learns subwords from a corpus, or remembers them, and cuts a text by those that there are at the step.
    #[inline(never)]
    pub(super) fn learn(&self, text: &str, corpus: &str, study: &Study, mut progress: impl FnMut(Progress)) -> Answer {
        let Study { kind, vocab_size, step, .. } = *study;
        let studying = Studying { corpus: corpus.to_owned(), kind, vocab_size };
        let known = self.0.borrow().as_ref().filter(|(old, _)| *old == studying).map(|(_, old)| Rc::clone(old));
        let trained = known.unwrap_or_else(|| {
            let doing = if kind.unit().is_some() { Doing::Learning } else { Doing::Pruning };
            let mut tell = |done, total| progress(Progress { doing, done, total });
            tell(0, vocab_size);
            // Thousands of merges a second are more than a reader wants to hear of.
            let now_and_then = |done: usize, total| {
                if doing == Doing::Pruning || done.is_multiple_of(TOLD) {
                    tell(done, total);
                }
            };
            let trained = Rc::new(train(corpus, kind, vocab_size, now_and_then));
            *self.0.borrow_mut() = Some((studying, Rc::clone(&trained)));
            trained
        });
        let seen = trained.at(step);
        let mut list = seen.encode(text);
        let n_found = list.len();
        list.truncate(MAX_TOKENS);
        let (lesson, word) = (Some(Rc::new(seen.lesson())), Some(seen.word(&study.word)));
        Answer { tokens: Tokens::from_parts(text, list, n_found), lesson, word, ..Answer::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_training_is_learnt_once_and_looked_at_anywhere() {
        let studied = Studied::default();
        let mut n_told = 0;
        let mut cut = |corpus, step| {
            let study = Study { kind: Kind::Bpe, corpus: Corpus::Text, vocab_size: 99, step, word: String::new() };
            let answer = studied.learn("low low", corpus, &study, |_| n_told += 1);
            (answer.tokens.texts().map(str::to_owned).collect::<Vec<_>>().join(" "), n_told)
        };
        assert_eq!(cut("low low", Some(1)), ("lo w lo w".into(), 1));
        assert_eq!(cut("low low", None), ("low low".into(), 1));
        assert_eq!(cut("lo", Some(9)), ("lo w lo w".into(), 2), "another text is another training");
    }
}
