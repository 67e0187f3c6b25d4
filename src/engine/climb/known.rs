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
