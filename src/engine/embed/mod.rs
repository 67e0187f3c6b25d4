//! Learning vectors of words, remembering how far that is, and looking at them.

mod looking;
mod training;

use super::{Answer, Ask, Engine, Progress, Stop};
use crate::repr::word2vec::file::FileFault;
use crate::repr::word2vec::shipped::Shipped;
use crate::repr::word2vec::step::Step;
use crate::repr::word2vec::{Architecture, Settings};
use crate::text::subwords::Corpus;
pub(super) use looking::{Finished, Ready};
use serde::{Deserialize, Serialize};
use training::Lines;
pub(super) use training::Remembered;

/// A training is shown after each of so many equal parts of it.
pub const SLICES: usize = 100;

/// What to learn, and what to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// A file of vectors that is looked at.
    pub file: Option<String>,
    /// Whether all vectors are handed out, for programs and files.
    pub whole: bool,
}

/// What was learnt.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Embedded {
    /// Tokens of the text, different ones, and those that have a vector.
    pub n_tokens: usize,
    /// Different tokens.
    pub n_distinct: usize,
    /// Those that have a vector.
    pub n_words: usize,
    /// Whether some have none because there is no room.
    pub is_full: bool,
    /// Lines that are not blank.
    pub n_sentences: usize,
    /// Numbers in a vector.
    pub dimension: usize,
    /// How many parts of the training are done.
    pub step: usize,
    /// The training of each architecture; of a file there is one side, without a training.
    pub sides: Vec<Side>,
    /// The words on a plane, the most frequent first.
    pub dots: Vec<Dot>,
    /// The share of all variance that its axes show.
    pub shares: [f32; 2],
    /// The vector of the word that is looked at after some of the parts.
    pub over_time: Vec<(usize, Vec<f32>)>,
    /// Words of the questions that have no vector.
    pub unknown: Vec<String>,
    /// The sentence of the guess that is told, as it is read, and the place in it of the word in the middle.
    pub sentence: Option<(Vec<String>, usize)>,
    /// All words, if their vectors were asked for.
    pub words: Vec<String>,
    /// Vectors by word, if they were asked for.
    pub vectors: Vec<Vec<f32>>,
    /// Why the file cannot be read.
    pub fault: Option<FileFault>,
}

/// What one architecture learnt.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The loss of a guess on average in each part, in nats; nothing of a part of a short text without a guess.
    pub losses: Vec<Option<f32>>,
    /// How many guesses were learnt from.
    pub n_pairs: u64,
    /// The part in which it diverged; the vectors are those before it.
    pub diverged: Option<usize>,
    /// The words nearest to the one that is looked at.
    pub near: Vec<Similar>,
    /// Those nearest to a − b + c.
    pub analogy: Vec<Similar>,
    /// How alike the two words are that are compared.
    pub similarity: Option<f32>,
    /// The guess that is told.
    pub shown: Option<Shown>,
}

/// A word and how near it is, as a cosine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Similar {
    /// The word.
    pub word: String,
    /// The cosine.
    pub cosine: f32,
}

/// A word on the plane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dot {
    /// The word.
    pub word: String,
    /// How often it is in the text; 0 if only a file says so.
    pub count: u64,
    /// Where it is.
    pub place: [f32; 2],
}

/// A guess with all its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The words that guess.
    pub inputs: Vec<String>,
    /// What is guessed.
    pub target: String,
    /// What each candidate is: a word, or of the tree a node's number.
    pub candidates: Vec<String>,
    /// The numbers.
    pub step: Step,
    /// Which of the guesses at this place of the text, from 0, and how many there are.
    pub of_place: (usize, usize),
}

impl Engine {
    /// Learns as far as is asked, from where the last training is if it is the same one, and looks at it.
    ///
    /// # Errors
    /// What is to be handed in before.
    pub(super) fn embed(&self, ask: &Ask, wanted: &Embedding, progress: impl FnMut(Progress)) -> Result<Answer, Stop> {
        if let Some(file) = &wanted.file {
            let failed = |fault| Embedded { fault: Some(fault), ..Embedded::default() };
            let embedded = Finished::read(file).map_or_else(failed, |finished| finished.look(wanted));
            return Ok(Answer { embedded: Some(embedded), ..Answer::default() });
        }
        if let Some(shipped) = wanted.shipped {
            let embedded = self.shipped.get(shipped)?.look(wanted);
            return Ok(Answer { embedded: Some(embedded), ..Answer::default() });
        }
        let text = self.corpus(wanted.corpus, ask.text())?;
        let lines = Lines { text, tokenizer: ask.tokenizer, loaded: &ask.loaded };
        let cut = |line: &str| self.tokenize(ask, line, ask.tokenizer, usize::MAX);
        let embedded = self.embedded.learn(&lines, wanted, cut, progress)?;
        Ok(Answer { embedded: Some(embedded), ..Answer::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Run;
    use crate::repr::word2vec::Objective;
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
    fn files_are_looked_at() {
        let file = |text: &str| Embedding { file: Some(text.into()), ..wanted(Settings::default(), None) };
        let all = found(&Engine::default(), "", file("3 2\na 1 0\nb 1 1\nc 0 1\n"));
        assert_eq!((all.n_words, all.dimension, all.sides.len()), (3, 2, 1));
        assert!((all.sides[0].similarity.unwrap() - 0.5f32.sqrt()).abs() < 1e-6);
        assert_eq!(all.sides[0].near[0].word, "b");
        assert_eq!(
            found(&Engine::default(), "", file("1 2\na 1")).fault,
            Some(FileFault::Length { line: 2, found: 1, expected: 2 })
        );
    }
}
