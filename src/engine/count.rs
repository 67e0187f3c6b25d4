//! Counting N-grams of a corpus, and going along a text with them.

use super::{Answer, Ask, Engine, Stop};
use crate::model::MAX_TOKENS;
use crate::repr::ngram::chain::{Factor, Writing};
use crate::repr::ngram::seen::{Seen, n_distinct, seen};
use crate::repr::ngram::smoothing::{Level, Rule};
use crate::repr::ngram::{Counts, Item};
use crate::text::subwords::Corpus;
use crate::text::{self, Tokens};
use serde::{Deserialize, Serialize};

/// The most tokens that are written on.
pub const MAX_DRAWN: usize = 60;
/// How many of the things that may come next are listed.
const LISTED: usize = 12;
/// The most places of the text that the table of all contexts has rows for.
const ROWS: usize = 64;
/// The most columns of the table of all contexts: the text's own tokens first, then what is likeliest.
const COLUMNS: usize = 32;

/// What to count, and what to make of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// From which text.
    pub corpus: Corpus,
    /// That text, if it is the reader's own.
    pub training: String,
    /// N.
    pub order: usize,
    /// Whether sentences, which are lines, have marks around them.
    pub has_marks: bool,
    /// How counts become probabilities.
    pub rule: Rule,
    /// Draws what is written.
    pub seed: u32,
    /// How many tokens are written on.
    pub n_new: usize,
}

/// What was counted, and what it says of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// N.
    pub order: usize,
    /// How many things may come next.
    pub vocab_size: usize,
    /// How many places of the corpus were counted.
    pub n_counted: u64,
    /// Its sentences.
    pub n_sentences: usize,
    /// Its different tokens.
    pub n_distinct: usize,
    /// The chain rule along the text's sentences.
    pub factors: Vec<Factor>,
    /// The probability of each of `columns` at each of the first places, `[n_places, n_columns]`, each with its working.
    pub table: Vec<Vec<Level>>,
    /// What `table` is about.
    pub columns: Vec<Item>,
    /// How the text's last sentence goes on.
    pub writing: Writing,
    /// The same by counts alone, for those that are listed: before any smoothing.
    pub unsmoothed: Vec<f64>,
    /// N-grams of every length.
    pub seen: Vec<Seen>,
}

impl Engine {
    /// Counts, and looks at the text with it.
    ///
    /// # Errors
    /// What is to be handed in before.
    #[inline(never)]
    pub(super) fn count(&self, ask: &Ask, count: &Count) -> Result<Answer, Stop> {
        let corpus = self.corpus(count.corpus, &count.training)?;
        let cut = |text: &str, limit: usize| self.tokenize(ask, text, ask.tokenizer, limit);
        let lines = |text: &str, limit| -> Result<Vec<Tokens>, Stop> {
            text::lines(text).map(|line| cut(line, limit)).collect()
        };
        let tokens = cut(ask.text(), MAX_TOKENS)?;
        let (corpus, text) = (lines(corpus, usize::MAX)?, lines(ask.text(), MAX_TOKENS)?);
        let texts = |lines: &[Tokens]| lines.iter().map(|line| line.texts().map(str::to_owned).collect()).collect();
        let (corpus, mut text): (Vec<Vec<String>>, Vec<Vec<String>>) = (texts(&corpus), texts(&text));
        let mut left = MAX_TOKENS;
        for line in &mut text {
            line.truncate(left);
            left -= line.len();
        }
        let counted = counted(&borrowed(&corpus), &borrowed(&text), count);
        Ok(Answer { tokens, counted: Some(counted), ..Answer::default() })
    }
}

fn borrowed(lines: &[Vec<String>]) -> Vec<Vec<&str>> {
    lines.iter().map(|line| line.iter().map(String::as_str).collect()).collect()
}

fn counted(corpus: &[Vec<&str>], text: &[Vec<&str>], count: &Count) -> Counted {
    let counts = Counts::new(corpus.iter().map(|line| line.iter().copied()), count.order, count.has_marks);
    let factors: Vec<Factor> = text
        .iter()
        .enumerate()
        .flat_map(|(sentence, line)| counts.factors(&count.rule, sentence, line.iter().copied()))
        .collect();
    let last = || text.last().into_iter().flatten().copied();
    let writing = counts.write(&count.rule, last(), count.seed, count.n_new.min(MAX_DRAWN), LISTED);
    let (columns, table) = counts.table(&count.rule, &factors[..factors.len().min(ROWS)], COLUMNS);
    let unsmoothed = counts.unsmoothed(last(), &writing);
    Counted {
        order: counts.order(),
        vocab_size: counts.vocab_size(),
        n_counted: counts.n_counted(),
        n_sentences: counts.n_sentences(),
        n_distinct: n_distinct(corpus),
        factors,
        table,
        columns,
        writing,
        unsmoothed,
        seen: seen(corpus, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Run;
    use crate::repr::ngram::chain::perplexity;

    fn found(text: &str, training: &str, order: usize, n_new: usize) -> Counted {
        let (corpus, training, rule) = (Corpus::Text, training.to_owned(), Rule::default());
        let count = Count { corpus, training, order, has_marks: true, rule, seed: 1, n_new };
        let ask = Ask { texts: vec![text.into()], ..Ask::new(Run::Count(count)) };
        let through: Ask = serde_json::from_str(&serde_json::to_string(&ask).unwrap()).unwrap();
        assert_eq!(through, ask);
        let counted = Engine::default().answer(&ask, |_| {}).unwrap().counted.unwrap();
        let through: Counted = serde_json::from_str(&serde_json::to_string(&counted).unwrap()).unwrap();
        assert_eq!(through, counted, "nothing in it is infinite or no number");
        counted
    }

    #[test]
    fn lines_are_sentences() {
        let counted = found("a b\nb", "a b\n\n a c\n", 2, 0);
        assert_eq!((counted.n_sentences, counted.n_counted, counted.n_distinct, counted.vocab_size), (2, 6, 3, 5));
        let probabilities: Vec<f64> = counted.factors.iter().map(Factor::probability).collect();
        assert_eq!(probabilities, [1.0, 0.5, 1.0, 0.0, 1.0]);
        assert_eq!(perplexity(&counted.factors), Some(f64::INFINITY));
        assert_eq!(counted.table.len(), counted.factors.len().min(ROWS) * counted.columns.len());
        assert_eq!(counted.seen[1], Seen { order: 2, n: 2, n_distinct: 2, n_once: 2, n_asked: 1, n_known: 1 });
    }

    #[test]
    fn nothing_and_little_are_counted_too() {
        for (text, training) in [("", ""), ("a", ""), ("", "a"), ("a", "a"), ("\n \n", "a a a a"), ("b", "a")] {
            for order in 1..=5 {
                for n_new in [0, 1, 999] {
                    let counted = found(text, training, order, n_new);
                    assert!(counted.writing.new.len() <= MAX_DRAWN);
                    assert_eq!(counted.unsmoothed.len(), counted.writing.next.len());
                }
            }
        }
    }
}
