//! What the corpus and the probes say. It hangs on no letter of the reader's sentence, so it is remembered while that is written.

use super::Climbing;
use crate::engine::{Ask, Stop};
use crate::model::pretrained::Folder;
use crate::repr::ladder::{Learnt, Verdict};
use crate::text::Tokenizer;
use std::cell::RefCell;
use std::rc::Rc;

/// What was learnt of the corpus, and what the rungs said to the probes.
pub(super) struct Known {
    pub(super) learnt: Learnt,
    pub(super) n_lines: usize,
    pub(super) verdicts: Vec<Vec<Verdict>>,
}

/// The last of it.
#[derive(Default)]
pub(in crate::engine) struct Remembered(RefCell<Option<(Key, Rc<Known>)>>);

/// What it hangs on.
#[derive(PartialEq)]
struct Key {
    wanted: Climbing,
    tokenizer: Tokenizer,
    loaded: Vec<String>,
    model: Option<Folder>,
}

impl Remembered {
    /// What is remembered of these, else what `learn` finds out.
    ///
    /// # Errors
    /// What `learn` stops for; then nothing is remembered.
    pub(super) fn or_learn(
        &self,
        ask: &Ask,
        wanted: &Climbing,
        learn: impl FnOnce() -> Result<Known, Stop>,
    ) -> Result<Rc<Known>, Stop> {
        let (tokenizer, loaded, model) = (ask.tokenizer, ask.loaded.clone(), ask.model.clone());
        let key = Key { wanted: wanted.clone(), tokenizer, loaded, model };
        if let Some((of, known)) = &*self.0.borrow()
            && *of == key
        {
            return Ok(Rc::clone(known));
        }
        let known = Rc::new(learn()?);
        *self.0.borrow_mut() = Some((key, Rc::clone(&known)));
        Ok(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Asset, Run};
    use crate::repr::elmo::Trained;
    use crate::repr::ngram::smoothing::Rule;
    use crate::text::subwords::Corpus;

    #[test]
    fn what_is_known_is_learnt_once() {
        let wanted = |order| Climbing {
            language: Trained::En,
            corpus: Corpus::Text,
            training: "a b".into(),
            order,
            has_marks: true,
            rule: Rule::default(),
            questions: vec![],
        };
        let ask = |text: &str| Ask { texts: vec![text.into()], ..Ask::new(Run::Climb(wanted(2))) };
        let remembered = Remembered::default();
        let learnt = |n_lines| {
            let lines = [vec!["a".to_owned()]];
            Ok(Known { learnt: Learnt::new(&lines, 2, true, Rule::default()), n_lines, verdicts: vec![] })
        };
        let n_lines = |text: &str, order, found: Result<Known, Stop>| {
            remembered.or_learn(&ask(text), &wanted(order), || found).map(|known| known.n_lines)
        };
        assert_eq!(n_lines("a", 2, learnt(1)), Ok(1));
        assert_eq!(n_lines("a b", 2, learnt(2)), Ok(1), "another sentence");
        assert_eq!(n_lines("a b", 3, Err(Stop::Wants(Asset::Model))), Err(Stop::Wants(Asset::Model)));
        assert_eq!(n_lines("a b", 2, learnt(3)), Ok(1), "what failed takes no place");
        assert_eq!(n_lines("a b", 3, learnt(4)), Ok(4), "another setting");
    }
}
