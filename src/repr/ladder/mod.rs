//! The ladder of representations: what each way of chapter 2, and attention at its end, makes of the words of one sentence,
//! and how they can be told apart.
//!
//! However different the ways are, each can be asked the same question: *after you have read this sentence, which vector do
//! you have for each of its words?* ([`Climbed`]). Those that only count answer from a corpus ([`Learnt`]); those that were
//! trained answer elsewhere. Five [`Probe`]s then compare vectors and nothing else, so every rung is judged alike.

mod counted;
mod probe;

pub use counted::Learnt;
pub use probe::{MARGIN, Probe, Question, Verdict, judge};

use super::elmo::cosine;
use serde::{Deserialize, Serialize};

/// The rungs, from the lowest.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Rung {
    /// 1 at the word's own place of the vocabulary.
    #[default]
    OneHot,
    /// There, how often it stands in the sentence times how rare it is.
    TfIdf,
    /// How likely each token is to come next.
    Ngram,
    /// A vector that was learnt from the words beside it, everywhere the same.
    Word2vec,
    /// What two recurrent networks know when they come by, one from each side.
    Elmo,
    /// What layers of attention make of it and all others.
    Attention,
}

impl Rung {
    /// All of them.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Whether it learns from the corpus beside the sentence; the others come trained.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::OneHot | Self::TfIdf | Self::Ngram)
    }
}

/// What a rung makes of a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Climbed {
    /// Numbers of a vector.
    pub d: usize,
    /// A vector for each word; nothing for a word that the rung does not know.
    pub vectors: Vec<Option<Vec<f32>>>,
}

impl Climbed {
    /// The sentence as one vector: the mean of its words'. Nothing if it knows none of them.
    #[must_use]
    pub fn mean(&self) -> Option<Vec<f32>> {
        mean(self.vectors.iter().flatten().map(Vec::as_slice))
    }

    /// The cosine between every two words, row by row; nothing where one has no vector.
    #[must_use]
    pub fn cosines(&self) -> Vec<Option<f32>> {
        let alike = |a: &Option<Vec<f32>>, b: &Option<Vec<f32>>| Some(cosine(a.as_ref()?, b.as_ref()?));
        self.vectors.iter().flat_map(|a| self.vectors.iter().map(move |b| alike(a, b))).collect()
    }
}

/// The mean of vectors of one length; nothing of none.
#[must_use]
pub fn mean<'v>(vectors: impl IntoIterator<Item = &'v [f32]>) -> Option<Vec<f32>> {
    let mut vectors = vectors.into_iter();
    let (mut sum, mut n) = (vectors.next()?.to_vec(), 1.0);
    for vector in vectors {
        crate::num::add_to(&mut sum, vector);
        n += 1.0;
    }
    sum.iter_mut().for_each(|value| *value /= n);
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_the_mean_of_the_words_that_are_known() {
        let climbed = Climbed { d: 2, vectors: vec![Some(vec![1.0, 0.0]), None, Some(vec![0.0, 3.0])] };
        assert_eq!(climbed.mean(), Some(vec![0.5, 1.5]));
        assert_eq!(Climbed { d: 2, vectors: vec![None] }.mean(), None);
        assert_eq!(climbed.cosines()[..3], [Some(1.0), None, Some(0.0)]);
        assert_eq!(climbed.cosines()[3..6], [None; 3]);
    }
}
