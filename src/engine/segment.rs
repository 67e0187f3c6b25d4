//! Cutting Chinese by all methods, with the reader's own words.

use super::Answer;
use crate::model::MAX_TOKENS;
use crate::text::segment::{Dictionary, Edited, Edits, compare};
use crate::text::{Needs, Shelf};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;

/// What to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segmenting {
    /// What the reader changes about the dictionary.
    pub words: Edits,
    /// The stretch that is looked at closely; `None` is the first in which methods disagree.
    pub stretch: Option<usize>,
}

/// The dictionary as it was changed last: while a text is typed the words stay the same, and a copy takes a while.
#[derive(Default)]
pub(super) struct Changed(RefCell<Option<Rc<Copied>>>);

struct Copied {
    edits: Edits,
    dictionary: Dictionary,
    edited: Vec<Edited>,
}

impl Changed {
    /// Forgets the copy: there is another dictionary.
    pub(super) fn forget(&mut self) {
        self.0.take();
    }

    /// Cuts a text by all methods.
    ///
    /// # Errors
    /// What is not on the shelf.
    #[inline(never)]
    pub(super) fn segment(&self, shelf: &Shelf, text: &str, wanted: &Segmenting) -> Result<Answer, Needs> {
        let segmenter = shelf.segmenter.as_ref().ok_or(Needs::Dictionary)?;
        let hmm = segmenter.hmm.as_ref().ok_or(Needs::Hmm)?;
        let compare = |dictionary| compare(text, dictionary, hmm, wanted.stretch, MAX_TOKENS);
        let (tokens, comparison) = if wanted.words.list().is_empty() {
            compare(&segmenter.dictionary)
        } else {
            let copied = self.copy(&segmenter.dictionary, &wanted.words);
            let (tokens, mut comparison) = compare(&copied.dictionary);
            comparison.tell(text, &copied.edited);
            (tokens, comparison)
        };
        Ok(Answer { tokens, comparison: Some(comparison), ..Answer::default() })
    }

    fn copy(&self, dictionary: &Dictionary, edits: &Edits) -> Rc<Copied> {
        let known = self.0.borrow().as_ref().filter(|copied| copied.edits == *edits).map(Rc::clone);
        known.unwrap_or_else(|| {
            let mut dictionary = dictionary.clone();
            let edited = dictionary.edit(edits);
            let copied = Rc::new(Copied { edits: edits.clone(), dictionary, edited });
            *self.0.borrow_mut() = Some(Rc::clone(&copied));
            copied
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Segmenter;
    use crate::text::segment::Hmm;

    #[test]
    fn a_readers_words_count_until_they_are_taken_back() {
        let mut segmenter = Segmenter::from_words("南京 40\n市长 50\n南京市 30\n长江 30\n大桥 20\n长江大桥 5").unwrap();
        segmenter.hmm = Some(Hmm::from_gzip(include_bytes!("../../assets/jieba/hmm.txt.gz")).unwrap());
        let shelf = Shelf { segmenter: Some(segmenter), ..Shelf::default() };
        let changed = Changed::default();
        let cut = |words: &str| {
            let wanted = Segmenting { words: words.parse().unwrap(), stretch: None };
            let answer = changed.segment(&shelf, "南京市长江大桥", &wanted).unwrap();
            answer.tokens.texts().collect::<Vec<_>>().join("/")
        };
        assert_eq!(cut(""), "南京市/长江大桥");
        assert_eq!(cut("江大桥:200000"), "南京/市长/江大桥");
        assert_eq!(cut("长江大桥:0"), "南京市/长江/大桥");
        assert_eq!(cut(""), "南京市/长江大桥");
        assert_eq!(changed.segment(&Shelf::default(), "", &Segmenting::default()), Err(Needs::Dictionary));
    }
}
