//! Learning vectors of words, remembering how far that is, and looking at them.

mod dots;
mod embedded;
mod learner;
mod looking;
mod ready;
mod training;

use super::{Answer, Ask, Engine, Progress, Stop};
use crate::repr::word2vec::file::FileFault;
use crate::repr::word2vec::shipped::Shipped;
use crate::repr::word2vec::{Architecture, Settings};
use crate::text::subwords::Corpus;
pub use embedded::{Dot, Embedded, Shown, Side, Similar};
pub(super) use looking::Finished;
pub(super) use ready::Ready;
use serde::{Deserialize, Serialize};
use training::Lines;
pub(super) use training::Remembered;

/// A training is shown after each of so many equal parts of it.
pub const SLICES: usize = 100;

/// What to learn, and what to look at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Embedding {
    /// From which text, whose lines are sentences.
    pub corpus: Corpus,
    /// How.
    pub settings: Settings,
    /// How often a word must be there.
    pub min_count: u64,
    /// After how many of the [`SLICES`] parts; `None` is all of them, or as many as take about a second.
    pub step: Option<usize>,
    /// Which guess after them is told, from 0.
    pub pair: usize,
    /// Whose vectors are drawn and handed out.
    pub architecture: Architecture,
    /// The word whose neighbours are wanted.
    pub near: String,
    /// The word that it is held against.
    pub compared: String,
    /// Three words: a − b + c.
    pub analogy: Vec<String>,
    /// Vectors of the page's own that are looked at in place of all that.
    pub shipped: Option<Shipped>,
    /// Where a file of the reader's is whose vectors are looked at.
    pub file: Option<String>,
    /// Whether a training goes on from those vectors instead.
    pub go_on: bool,
    /// Whether all vectors are handed out, for programs and files.
    pub whole: bool,
}

impl Engine {
    /// Learns as far as is asked, from where the last training is if it is the same one, and looks at it.
    ///
    /// # Errors
    /// What is to be handed in before.
    #[inline(never)]
    pub(super) fn embed(&self, ask: &Ask, wanted: &Embedding, progress: impl FnMut(Progress)) -> Result<Answer, Stop> {
        let ready = self.ready.get(wanted)?;
        let embedded = match ready {
            Some(Err(fault)) => Embedded { fault: Some(fault.clone()), ..Embedded::default() },
            Some(Ok(finished)) if !wanted.go_on => finished.look(wanted),
            Some(Ok(finished)) if finished.dimension() != wanted.settings.bounded().dimension => {
                let (found, wanted) = (finished.dimension(), wanted.settings.dimension);
                Embedded { fault: Some(FileFault::Dimensions { found, wanted }), ..Embedded::default() }
            }
            started => {
                let text = self.corpus(wanted.corpus, ask.text())?;
                let lines = Lines { text, tokenizer: ask.tokenizer, loaded: &ask.loaded };
                let cut = |line: &str| self.tokenize(ask, line, ask.tokenizer, usize::MAX);
                let start = started.and_then(Result::ok);
                self.embedded.learn(&lines, wanted, start, cut, progress)?
            }
        };
        Ok(Answer { embedded: Some(embedded), ..Answer::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Asset, Run};
    use crate::repr::word2vec::Objective;
    use crate::repr::word2vec::step::Step;
    use crate::text::Tokenizer;

    fn wanted(settings: Settings, step: Option<usize>) -> Embedding {
        Embedding {
            corpus: Corpus::Text,
            settings,
            min_count: 1,
            step,
            pair: 0,
            architecture: Architecture::SkipGram,
            near: "a".into(),
            compared: "b".into(),
            analogy: ["a", "b", "c"].map(str::to_owned).into(),
            shipped: None,
            file: None,
            go_on: false,
            whole: true,
        }
    }

    fn found(engine: &Engine, text: &str, wanted: Embedding) -> Embedded {
        let ask = Ask { texts: vec![text.into()], tokenizer: Tokenizer::Whitespace, ..Ask::new(Run::Embed(wanted)) };
        let embedded = engine.answer(&ask, |_| {}).unwrap().embedded.unwrap();
        let through: Embedded = serde_json::from_str(&serde_json::to_string(&embedded).unwrap()).unwrap();
        assert_eq!(through, embedded, "nothing in it is infinite or no number");
        embedded
    }

    fn small(objective: Objective) -> Settings {
        Settings { objective, dimension: 6, epochs: 40, window: 2, subsample: 0.05, ..Settings::default() }
    }

    #[test]
    fn a_training_that_goes_on_is_the_one_that_was_not_stopped() {
        let text = "a b c a d\nb c e\n\nd e a b";
        for &objective in Objective::ALL {
            let stepped = Engine::default();
            let all: Vec<Embedded> =
                [10, 11, 40, 100].map(|step| found(&stepped, text, wanted(small(objective), Some(step)))).into();
            let at_once = found(&Engine::default(), text, wanted(small(objective), None));
            assert_eq!(all[3].vectors, at_once.vectors, "{objective:?}");
            assert_eq!(all[3].sides[0].losses, at_once.sides[0].losses);
            let back = found(&stepped, text, wanted(small(objective), Some(11)));
            assert_eq!(back, all[1]);
        }
    }

    #[test]
    fn what_stands_together_is_learnt() {
        let text = "a b\nc d\n".repeat(20);
        for &objective in Objective::ALL {
            let settings = Settings { rate: 0.5, subsample: 0.0, ..small(objective) };
            for side in found(&Engine::default(), &text, wanted(settings, Some(SLICES))).sides {
                let [first, last] = [0, SLICES - 1].map(|part| side.losses[part].unwrap());
                assert!(last < 0.7 * first, "{objective:?}: {first} {last}");
            }
        }
    }

    #[test]
    fn a_guess_that_is_told_is_the_one_that_is_learnt() {
        let text = "a b c a d\nb c e\nd e a b";
        for &objective in Objective::ALL {
            let at = |pair| found(&Engine::default(), text, Embedding { pair, ..wanted(small(objective), Some(3)) });
            // The words of the first guess stand after it where they stand before the second.
            let (first, second) = (at(0), at(1));
            let steps = [&first, &second].map(|all| all.sides[1].shown.clone().unwrap().step);
            let input = |step: &Step, after: bool| {
                if after { step.inputs[0].after.clone() } else { step.inputs[0].before.clone() }
            };
            if steps[0].inputs[0].row == steps[1].inputs[0].row {
                assert_eq!(input(&steps[0], true), input(&steps[1], false), "{objective:?}");
            }
            assert_eq!(first.sides[0].losses, second.sides[0].losses, "walking on is not training");
        }
    }

    #[test]
    fn nothing_and_little_are_learnt_too() {
        for text in ["", " \n", "a", "a a a a", "a b", "a\nb\nc"] {
            for &objective in Objective::ALL {
                let all = found(&Engine::default(), text, wanted(small(objective), None));
                assert_eq!((all.step, all.dots.len()), (SLICES, all.n_words), "{text:?}");
            }
        }
        let rare =
            found(&Engine::default(), "a b a", Embedding { min_count: 9, ..wanted(small(Objective::Softmax), None) });
        assert_eq!((rare.n_words, rare.n_distinct), (0, 2));
    }

    #[test]
    fn a_rate_that_diverges_is_named_and_stopped() {
        let text = "a b c a d e f\nb c e f g\nd e a b".repeat(9);
        let mut n = 0;
        for &objective in Objective::ALL {
            let settings = Settings { rate: 10.0, epochs: 50, ..small(objective) };
            let all = found(&Engine::default(), &text, wanted(settings, None));
            assert!(all.vectors.iter().flatten().all(|number| number.is_finite()));
            n += all.sides.iter().filter(|side| side.diverged.is_some()).count();
        }
        assert!(n > 0, "none diverged");
    }

    #[test]
    fn files_are_looked_at_and_read_once() {
        let mut engine = Engine::default();
        let file = |name: &str| Embedding { file: Some(name.into()), ..wanted(Settings::default(), None) };
        let ask = |name: &str| Ask::new(Run::Embed(file(name)));
        let wants = Err(Stop::Wants(Asset::VectorFile));
        assert_eq!(engine.answer(&ask("one"), |_| {}), wants);
        engine.open_vectors(&ask("one"), b"3 2\na 1 0\nb 1 1\nc 0 1\n");
        let all = found(&engine, "", file("one"));
        assert_eq!((all.n_words, all.dimension, all.sides.len()), (3, 2, 1));
        assert!((all.sides[0].similarity.unwrap() - 0.5f32.sqrt()).abs() < 1e-6);
        assert_eq!(all.sides[0].near[0].word, "b");
        let other = Embedding { near: "c".into(), ..file("one") };
        assert_eq!(found(&engine, "", other).sides[0].near[0].word, "b", "another question wants no file");
        // Another one takes its place, also if it cannot be read.
        assert_eq!(engine.answer(&ask("two"), |_| {}), wants);
        engine.open_vectors(&ask("two"), b"1 2\na 1");
        let fault = Some(FileFault::Length { line: 2, found: 1, expected: 2 });
        assert_eq!([(); 2].map(|()| found(&engine, "", file("two")).fault), [fault.clone(), fault]);
        assert_eq!(engine.answer(&ask("one"), |_| {}), wants);
    }

    #[test]
    fn a_training_goes_on_from_vectors_that_are_there() {
        let mut engine = Engine::default();
        let settings = Settings { dimension: 2, ..Settings::default() };
        let from = |step, settings| Embedding { file: Some("one".into()), go_on: true, ..wanted(settings, Some(step)) };
        engine.open_vectors(&Ask::new(Run::Embed(from(0, settings))), b"3 2\nb 1 -2\nx 9 9\na 0.5 4\n");
        let (text, row) = ("a b c\nb c a", |all: &Embedded, word: &str| {
            all.vectors[all.words.iter().position(|other| other == word).unwrap()].clone()
        });
        let (start, plain) = (found(&engine, text, from(0, settings)), found(&engine, text, wanted(settings, Some(0))));
        assert_eq!((start.n_started, plain.n_started), (Some(2), None));
        assert_eq!((row(&start, "a"), row(&start, "b")), (vec![0.5, 4.0], vec![1.0, -2.0]));
        assert_eq!(row(&start, "c"), row(&plain, "c"), "drawn as ever");
        assert_ne!(row(&found(&engine, text, from(3, settings)), "a"), [0.5, 4.0], "and learns on");
        let other = found(&engine, text, from(0, Settings { dimension: 3, ..settings }));
        assert_eq!(other.fault, Some(FileFault::Dimensions { found: 2, wanted: 3 }));
    }
}
