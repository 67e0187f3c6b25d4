//! One word on its way through a tokenizer that was learnt, step by step.

use super::Token;
use super::bpe::{Bpe, Cutter, Id, Join, Unit};
use super::unigram::{Normalization, Prepared, Unigram, WordWorking, Working};
use super::wordpiece::Try;
use serde::{Deserialize, Serialize};

/// The longest word that is looked at, in characters: more would be no picture any more.
pub const MAX_WORD: usize = 24;

/// How a word is cut. Places count its bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WordSteps {
    /// The word as it is cut: normalized, and with `▁` before it, where a tokenizer does so.
    pub text: String,
    /// Whether its smallest parts are bytes.
    pub is_bytes: bool,
    /// What was done, in order.
    pub steps: Vec<WordStep>,
    /// The tokens.
    pub tokens: Vec<(Id, usize, usize)>,
    /// For the unigram model all cuts and the best, instead of steps.
    pub lattice: Option<WordWorking>,
}

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordStep {
    /// Two neighbours became one.
    Join {
        /// The merge, from 0.
        rank: usize,
        /// What they became.
        id: Id,
        /// First byte.
        start: usize,
        /// Where they met.
        middle: usize,
        /// One past the last byte.
        end: usize,
    },
    /// WordPiece looked for a token here, and found it or not.
    Try {
        /// First byte.
        start: usize,
        /// One past the last.
        end: usize,
        /// The token.
        id: Option<Id>,
    },
}

/// How the first word of a text is cut by the unigram model: its lattice.
pub(super) fn pruned(pieces: &Unigram, text: &str) -> WordSteps {
    let first = text.split_whitespace().next().unwrap_or_default();
    let lattice = Working::new(pieces, short(first), 1).words.into_iter().next();
    let text = lattice.as_ref().map_or_else(String::new, |word| word.text.clone());
    let path = lattice.iter().flat_map(|word| &word.path);
    let tokens = path.map(|&(start, end, id)| (id, start, end)).collect();
    WordSteps { text, lattice, tokens, ..WordSteps::default() }
}

/// How it is cut by merges, or in WordPiece's way, which forgets them.
pub(super) fn joined(unit: Unit, merges: &Bpe, cutter: Option<&Cutter>, text: &str) -> WordSteps {
    let text = match unit {
        Unit::Spaced => {
            Prepared::new(short(text.split_whitespace().next().unwrap_or_default()), Normalization::NmtNfkc).text
        }
        _ => {
            let first = unit.words(text).into_iter().next().unwrap_or_default();
            short(text.get(first).unwrap_or_default()).to_owned()
        }
    };
    let mut steps = Vec::new();
    let tokens = match cutter {
        Some(Cutter::Wordpiece(wordpiece)) => wordpiece.encode_word(&text, |Try { start, end, id }| {
            steps.push(WordStep::Try { start, end, id });
        }),
        Some(Cutter::SentencePiece(_)) | None => merges.encode_word(&text, |join| {
            let Join { rank, id, range, middle } = join;
            steps.push(WordStep::Join { rank, id, start: range.start, middle, end: range.end });
        }),
    };
    let tokens = tokens.into_iter().map(|Token { id, start, end }| (id, start, end)).collect();
    WordSteps { is_bytes: unit == Unit::Bytes, text, steps, tokens, lattice: None }
}

fn short(word: &str) -> &str {
    let end = word.char_indices().nth(MAX_WORD).map_or(word.len(), |(end, _)| end);
    word.get(..end).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::super::subwords::{Kind, train};
    use super::*;

    const TEXT: &str = "low low low lower lower new newest newest";

    #[test]
    fn each_kind_goes_its_own_way() {
        let word = |kind| train(TEXT, kind, 290, |_, _| {}).at(None).word("lower lower");
        let joins = word(Kind::Bpe);
        let WordStep::Join { rank: 0, start: 0, middle: 1, end: 2, .. } = joins.steps[0] else { panic!("{joins:?}") };
        assert_eq!((joins.steps.len(), joins.tokens.len()), (4, 1));
        assert!(word(Kind::ByteBpe).is_bytes);
        assert!(matches!(word(Kind::Wordpiece).steps[0], WordStep::Try { start: 0, .. }));
        assert_eq!(word(Kind::SentencepieceBpe).text, "▁lower");
        let unigram = word(Kind::Unigram);
        assert!(unigram.steps.is_empty() && unigram.lattice.unwrap().edges.len() > unigram.tokens.len());
    }

    #[test]
    fn tokens_are_those_of_the_text() {
        for &kind in Kind::ALL {
            let trained = train(TEXT, kind, 290, |_, _| {});
            for step in [Some(0), Some(2), None] {
                let seen = trained.at(step);
                let ids: Vec<Id> = seen.word("newest").tokens.iter().map(|&(id, ..)| id).collect();
                let all: Vec<Id> = seen.encode("newest").iter().map(|token| token.id).collect();
                assert_eq!(ids, all, "{kind:?} {step:?}");
            }
        }
    }

    #[test]
    fn edges() {
        for &kind in Kind::ALL {
            for (corpus, text) in [("", ""), ("a", "它"), ("它", " \n"), ("a", "\u{301}")] {
                let word = train(corpus, kind, 9, |_, _| {}).at(None).word(text);
                assert!(word.tokens.iter().all(|&(_, start, end)| start < end && end <= word.text.len()), "{kind:?}");
            }
            let long = train("a", kind, 9, |_, _| {}).at(None).word(&"它".repeat(100_000));
            assert!(long.text.chars().count() <= MAX_WORD + 1);
        }
    }
}
