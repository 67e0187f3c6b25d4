//! Probes: pairs of sentences that differ in one thing, to see which rungs notice.
//!
//! Each compares cosines of vectors. Two probes ask whether a word is nearer to what is like it than to what is not; the other
//! three whether anything changes at all where something should.

use super::Climbed;
use crate::repr::elmo::cosine;
use serde::{Deserialize, Serialize};

/// A difference counts from here on: below it is rounding, or as good as nothing.
pub const MARGIN: f32 = 0.001;

/// What is asked.
#[derive(
    Clone,
    Copy,
    Debug,
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
pub enum Probe {
    /// Are two sentences of the same words in another order two things?
    Order,
    /// Is a word nearer to one that means nearly the same than to another one?
    Synonyms,
    /// Do two words that were never seen have vectors, and each its own?
    Unseen,
    /// Is a word nearer to itself in the same meaning than in another one?
    Senses,
    /// Does a word notice another one that stands ten words before it?
    Distance,
}

impl Probe {
    /// All of them.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// How many sentences it compares.
    #[must_use]
    pub fn n_sentences(self) -> usize {
        if self.has_other() { 3 } else { 2 }
    }

    /// Whether it holds one cosine against another; otherwise it asks whether the one there is falls short of 1.
    #[must_use]
    pub fn has_other(self) -> bool {
        matches!(self, Self::Synonyms | Self::Senses)
    }
}

/// A probe with its sentences.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub probe: Probe,
    /// [`Probe::n_sentences`] of them.
    pub sentences: Vec<String>,
    /// The word of each whose vector is compared, at its last place there; of [`Probe::Order`] none, for whole sentences are.
    pub words: Vec<String>,
}

/// What a rung answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The cosine between the first two; nothing if one has no vector.
    pub cosine: Option<f32>,
    /// Between the first and the third, where there is one.
    pub other: Option<f32>,
    /// Whether the rung can tell.
    pub passes: bool,
}

/// Judges a rung by what it makes of the sentences, and the places of the words in them; whole sentences where there are none.
#[must_use]
pub fn judge(probe: Probe, sentences: &[Climbed], places: &[Option<usize>]) -> Verdict {
    let vector = |index: usize| {
        let sentence = sentences.get(index)?;
        match places.get(index) {
            None => sentence.mean(),
            Some(place) => sentence.vectors.get((*place)?)?.clone(),
        }
    };
    let between = |a: usize, b: usize| Some(cosine(&vector(a)?, &vector(b)?));
    let (found, other) = (between(0, 1), if probe.has_other() { between(0, 2) } else { None });
    let passes = match (probe.has_other(), found, other) {
        (true, Some(found), Some(other)) => found >= other + MARGIN,
        (false, Some(found), _) => found <= 1.0 - MARGIN,
        _ => false,
    };
    Verdict { cosine: found, other, passes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn climbed(vectors: &[Option<[f32; 2]>]) -> Climbed {
        Climbed { d: 2, vectors: vectors.iter().map(|vector| vector.map(Vec::from)).collect() }
    }

    #[test]
    fn what_is_the_same_is_not_told_apart() {
        let [one, two] =
            [[Some([1.0, 0.0]), Some([0.0, 1.0])], [Some([0.0, 1.0]), Some([1.0, 0.0])]].map(|v| climbed(&v));
        let same = judge(Probe::Order, &[one.clone(), two.clone()], &[]);
        assert!(same.cosine.unwrap() > 0.999_999 && !same.passes && same.other.is_none());
        let apart = judge(Probe::Distance, &[one.clone(), two.clone()], &[Some(0), Some(0)]);
        assert_eq!(apart, Verdict { cosine: Some(0.0), other: None, passes: true });
        let senses = |third: usize| {
            judge(Probe::Senses, &[one.clone(), two.clone(), two.clone()], &[Some(0), Some(1), Some(third)])
        };
        assert_eq!(senses(0), Verdict { cosine: Some(1.0), other: Some(0.0), passes: true });
        assert!(!senses(1).passes, "1 is not more than 1");
    }

    #[test]
    fn who_knows_no_vector_cannot_tell() {
        let [one, none] = [Some([1.0, 0.0]), None].map(|vector| climbed(&[vector]));
        for places in [&[Some(0), Some(0)][..], &[], &[Some(0), None], &[Some(7), Some(0)]] {
            let verdict = judge(Probe::Unseen, &[one.clone(), none.clone()], places);
            assert_eq!(verdict, Verdict { cosine: None, other: None, passes: false });
        }
        assert!(!judge(Probe::Senses, &[], &[Some(0); 3]).passes);
    }

    proptest! {
        #[test]
        fn a_verdict_is_what_its_numbers_say(
            vectors in prop::collection::vec(prop::option::of(prop::array::uniform2(-9f32..9.0)), 3), which in 0usize..5,
        ) {
            let probe = Probe::ALL[which];
            let sentences: Vec<Climbed> = vectors.iter().map(|&vector| climbed(&[vector])).collect();
            let verdict = judge(probe, &sentences, &[Some(0); 3]);
            prop_assert_eq!(verdict.cosine.is_some(), vectors[0].is_some() && vectors[1].is_some());
            let told = match (probe.has_other(), verdict.cosine, verdict.other) {
                (true, Some(a), Some(b)) => a - b > MARGIN / 2.0,
                (false, Some(a), None) => a < 1.0 - MARGIN / 2.0,
                _ => false,
            };
            prop_assert!(!verdict.passes || told);
        }
    }
}
