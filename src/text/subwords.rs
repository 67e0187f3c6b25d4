//! The kinds of subwords that are learnt from a text, under one roof: those that grow by joining ([`bpe`]) and the one that
//! shrinks by pruning ([`unigram`]).

use super::bpe::{self, Id, Unit};
use super::unigram::{self, Normalization};
use serde::{Deserialize, Serialize};

/// A kind of subwords.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// Byte pair encoding over characters.
    #[default]
    Bpe,
    /// Byte pair encoding over bytes, as in GPT-2.
    ByteBpe,
    /// WordPiece, by its score.
    Wordpiece,
    /// WordPiece, by counts, as Hugging Face learns it.
    WordpieceCount,
    /// Byte pair encoding in SentencePiece's way: of the whole text, normalized, with `▁` for a space.
    SentencepieceBpe,
    /// The unigram language model, in SentencePiece's way.
    Unigram,
}

impl Kind {
    /// All kinds.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in links and for programs.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// What is joined, if it grows by joining.
    #[must_use]
    pub fn unit(self) -> Option<Unit> {
        match self {
            Self::Bpe => Some(Unit::Characters),
            Self::ByteBpe => Some(Unit::Bytes),
            Self::Wordpiece => Some(Unit::Pieces),
            Self::WordpieceCount => Some(Unit::CountedPieces),
            Self::SentencepieceBpe => Some(Unit::Spaced),
            Self::Unigram => None,
        }
    }
}

/// What is learnt from.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Corpus {
    /// The text that is cut.
    #[default]
    Text,
    /// The Universal Declaration of Human Rights in English.
    UdhrEn,
    /// The same in Chinese.
    UdhrZh,
}

impl Corpus {
    /// All of them.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name in links and for programs.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// What was learnt from a text.
#[derive(Clone, Debug)]
pub enum Trained {
    /// Merges.
    Merges(bpe::Training),
    /// Prunings.
    Pieces(unigram::Training),
}

/// What a page shows of it, seen after one of its steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Lesson {
    /// Merges.
    Merges(bpe::Lesson),
    /// Prunings, and the step's vocabulary: pieces with their log probabilities, by id.
    Pieces(unigram::Lesson, Vec<(String, f64)>),
}

/// Learns from `text` until there are `vocab_size` tokens. `progress` hears how far it is: tokens of `vocab_size` where
/// they are joined, otherwise steps of about so many.
pub fn train(text: &str, kind: Kind, vocab_size: usize, mut progress: impl FnMut(usize, usize)) -> Trained {
    match kind.unit() {
        Some(unit) => Trained::Merges(bpe::train(text, unit, vocab_size, 0, |done| progress(done, vocab_size))),
        None => Trained::Pieces(unigram::train(text, Normalization::NmtNfkc, vocab_size, progress)),
    }
}

impl Lesson {
    /// The tokenizer of the step as a Hugging Face `tokenizer.json`.
    #[must_use]
    pub fn tokenizer_json(&self) -> String {
        match self {
            Self::Merges(lesson) => lesson.training.tokenizer_json(lesson.n_merges),
            Self::Pieces(lesson, pieces) => unigram::tokenizer_json(lesson.normalization, pieces),
        }
    }

    /// The step that is looked at, and the last one, from 0.
    #[must_use]
    pub fn step(&self) -> (usize, usize) {
        match self {
            Self::Merges(lesson) => (lesson.n_merges, lesson.training.merges.len()),
            Self::Pieces(lesson, _) => (lesson.step, lesson.kinds.len().saturating_sub(1)),
        }
    }

    /// For each step the size of the vocabulary and how many tokens the text takes.
    #[must_use]
    pub fn sizes(&self) -> Vec<(usize, usize)> {
        match self {
            Self::Merges(lesson) => lesson.curve.iter().map(|point| (point.vocab_size, point.n_tokens)).collect(),
            Self::Pieces(lesson, _) => lesson.curve.iter().map(|point| (point.vocab_size, point.n_tokens)).collect(),
        }
    }

    /// How many characters the text has that is learnt from, as far as they are parts of words.
    #[must_use]
    pub fn n_characters(&self) -> usize {
        match self {
            Self::Merges(lesson) => lesson.n_characters,
            Self::Pieces(lesson, _) => lesson.n_characters,
        }
    }

    /// The tokens of the step as a vocabulary file writes them, by id.
    #[must_use]
    pub fn vocabulary(&self) -> Vec<String> {
        match self {
            Self::Merges(lesson) => {
                let (tokens, _) = lesson.training.first(lesson.n_merges);
                (0..tokens.len() as Id).map(|id| lesson.training.written(id)).collect()
            }
            Self::Pieces(_, pieces) => pieces.iter().map(|(text, _)| text.clone()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenizer_json::check;

    const TEXT: &str = "low low low lower lower new newest newest\n小猫小猫小狗";

    #[test]
    fn every_kind_is_a_tokenizer_at_every_step() {
        for &kind in Kind::ALL {
            let trained = train(TEXT, kind, 30, |_, _| {});
            let (_, last) = trained.at(None).lesson().step();
            for step in 0..=last {
                let lesson = trained.at(Some(step)).lesson();
                assert_eq!(lesson.step(), (step, last), "{kind:?}");
                assert_eq!(lesson.sizes().len(), last + 1);
                assert_eq!(lesson.sizes()[step].0, lesson.vocabulary().len(), "{kind:?} {step}");
                assert_eq!(check(lesson.tokenizer_json().as_bytes()).unwrap().n_tokens, lesson.vocabulary().len());
                let ends: Vec<usize> = trained.at(Some(step)).encode(TEXT).iter().map(|token| token.end).collect();
                assert!(ends.is_sorted() && ends.last() == Some(&TEXT.len()), "{kind:?} {step}");
            }
        }
    }

    #[test]
    fn edges() {
        for &kind in Kind::ALL {
            for (text, vocab_size) in [("", 1), ("", 300), ("a", 1), ("\u{0}\u{301}", 5), (" \n ", 9)] {
                let trained = train(text, kind, vocab_size, |_, _| {});
                let lesson = trained.at(None).lesson();
                assert!(
                    lesson.sizes().len() == lesson.step().1 + 1 && trained.at(None).encode("").is_empty(),
                    "{kind:?}"
                );
            }
        }
    }
}
