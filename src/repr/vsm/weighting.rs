//! How much a term counts in a document: term frequency times inverse document frequency, by a length.
//!
//! tf is Luhn's (1957), idf Spärck Jones's (*A statistical interpretation of term specificity and its application in
//! retrieval*, 1972); the variants are the textbook's and scikit-learn's.

use super::Counts;
use crate::repr::sparse::Sparse;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// How often a term stands in a document, as a number.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Tf {
    /// The count, n.
    #[default]
    Count,
    /// 1 if it is there at all.
    Binary,
    /// n by the document's number of tokens.
    Frequency,
    /// 1 + ln n.
    Sublinear,
}

/// How rare a term is among N documents, of which df have it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Idf {
    /// It does not count.
    None,
    /// ln(N / df): a term that every document has counts nothing.
    Textbook,
    /// ln(N / df) + 1: scikit-learn's, not smoothed.
    PlusOne,
    /// ln((1 + N) / (1 + df)) + 1: scikit-learn's, as if one more document had every term.
    #[default]
    Smooth,
}

/// What becomes 1 by dividing a document's vector.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Norm {
    /// Nothing is divided.
    None,
    /// The sum of its numbers.
    L1,
    /// Its length, the square root of the sum of their squares.
    #[default]
    L2,
}

/// A weight: tf · idf / norm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Weighting {
    /// Its first factor.
    pub tf: Tf,
    /// Its second factor.
    pub idf: Idf,
    /// What a document's weights are divided by.
    pub norm: Norm,
}

/// Weightings that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Preset {
    /// n: scikit-learn's `CountVectorizer`.
    Counts,
    /// 1 or 0: the notes' example.
    Binary,
    /// n by the document's number of tokens.
    Tf,
    /// ln(N / df) of the terms that are there.
    Idf,
    /// n by the document's number of tokens, times ln(N / df).
    TfIdf,
    /// scikit-learn's `TfidfVectorizer` as it is when nothing is set.
    TfIdfSklearn,
    /// The same with `sublinear_tf`.
    TfIdfSublinear,
}

impl Preset {
    /// Every preset.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// What it stands for.
    #[must_use]
    pub fn weighting(self) -> Weighting {
        let (tf, idf, norm) = match self {
            Self::Counts => (Tf::Count, Idf::None, Norm::None),
            Self::Binary => (Tf::Binary, Idf::None, Norm::None),
            Self::Tf => (Tf::Frequency, Idf::None, Norm::None),
            Self::Idf => (Tf::Binary, Idf::Textbook, Norm::None),
            Self::TfIdf => (Tf::Frequency, Idf::Textbook, Norm::None),
            Self::TfIdfSklearn => (Tf::Count, Idf::Smooth, Norm::L2),
            Self::TfIdfSublinear => (Tf::Sublinear, Idf::Smooth, Norm::L2),
        };
        Weighting { tf, idf, norm }
    }

    /// The preset that a weighting is, if it is one.
    #[must_use]
    pub fn of(weighting: Weighting) -> Option<Self> {
        Self::ALL.iter().copied().find(|preset| preset.weighting() == weighting)
    }
}

impl Tf {
    /// Every one of them.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The number of a term that stands `count` times among a document's `length` tokens; 0 if it is not there.
    #[must_use]
    pub fn of(self, count: f64, length: usize) -> f64 {
        match self {
            _ if count == 0.0 => 0.0,
            Self::Count => count,
            Self::Binary => 1.0,
            Self::Frequency => count / length as f64,
            Self::Sublinear => 1.0 + count.ln(),
        }
    }
}

impl Idf {
    /// Every one of them.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The number of a term that `df` of `n` documents have; 1 if it does not count.
    #[must_use]
    pub fn of(self, n: usize, df: usize) -> f64 {
        let (n, df) = (n as f64, df as f64);
        match self {
            Self::None => 1.0,
            Self::Textbook => (n / df).ln(),
            Self::PlusOne => (n / df).ln() + 1.0,
            Self::Smooth => ((1.0 + n) / (1.0 + df)).ln() + 1.0,
        }
    }
}

impl Norm {
    /// Every one of them.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// What a vector is divided by: 1 if that is nothing, or would be 0.
    pub fn of(self, values: impl Iterator<Item = f64>) -> f64 {
        let norm = match self {
            Self::None => 1.0,
            Self::L1 => values.map(f64::abs).sum(),
            Self::L2 => values.map(|value| value * value).sum::<f64>().sqrt(),
        };
        if norm == 0.0 { 1.0 } else { norm }
    }
}

/// Vectors, with the working of each number: its tf, its idf, and what its row was divided by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighted {
    /// tf · idf / norm, `[n_documents, n_terms]`. A number may be 0 where a term stands: every document has it.
    pub weights: Sparse,
    /// idf of each term; 1 where it does not count.
    pub idf: Vec<f64>,
    /// What each row was divided by.
    pub norms: Vec<f64>,
}

impl Weighting {
    /// The vectors of documents.
    #[must_use]
    pub fn apply(self, counts: &Counts) -> Weighted {
        let n = counts.n_documents();
        let idf: Vec<f64> = counts.document_frequencies.iter().map(|&df| self.idf.of(n, df)).collect();
        let rows = counts.counts.rows().zip(&counts.lengths).map(|(row, &length)| self.vector(row, length, &idf));
        let (rows, norms): (Vec<_>, Vec<_>) = rows.unzip();
        Weighted { weights: Sparse::new(counts.terms.len(), rows), idf, norms }
    }

    /// The vector of a document or a query: its terms with their counts, how many tokens it has, and idf of all terms;
    /// and what it was divided by.
    pub fn vector(
        self,
        counts: impl Iterator<Item = (u32, f64)>,
        length: usize,
        idf: &[f64],
    ) -> (Vec<(u32, f64)>, f64) {
        let product = |(term, count): (u32, f64)| (term, self.tf.of(count, length) * idf[term as usize]);
        let mut row: Vec<(u32, f64)> = counts.map(product).collect();
        let norm = self.norm.of(row.iter().map(|&(_, value)| value));
        row.iter_mut().for_each(|(_, value)| *value /= norm);
        (row, norm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weighted(documents: &[&str], weighting: Weighting) -> Weighted {
        weighting.apply(&Counts::new(documents.iter().map(|document| document.split_whitespace())))
    }

    #[test]
    fn presets_have_names_of_their_own() {
        for &preset in Preset::ALL {
            assert_eq!(Preset::of(preset.weighting()), Some(preset));
        }
        assert_eq!(Preset::of(Weighting::default()), Some(Preset::TfIdfSklearn));
        assert_eq!(Preset::of(Weighting { norm: Norm::L1, ..Weighting::default() }), None);
    }

    #[test]
    fn a_term_of_every_document_is_nothing_to_the_textbook() {
        let found = weighted(&["a b", "a c"], Preset::TfIdf.weighting());
        assert_eq!(found.weights.row(0).collect::<Vec<_>>(), [(0, 0.0), (1, 0.5 * 2f64.ln())]);
        let alone = weighted(&["a b"], Weighting { norm: Norm::L2, ..Preset::TfIdf.weighting() });
        assert!(alone.weights.row(0).all(|(_, value)| value == 0.0), "nothing divided by nothing is not NaN");
    }

    proptest! {
        #[test]
        fn every_number_is_its_working(
            documents in prop::collection::vec("[a-d ]{0,16}", 0..6), tf in 0usize..4, idf in 0usize..4, norm in 0usize..3,
        ) {
            let weighting = Weighting { tf: Tf::ALL[tf], idf: Idf::ALL[idf], norm: Norm::ALL[norm] };
            let counts = Counts::new(documents.iter().map(|document| document.split_whitespace()));
            let found = weighting.apply(&counts);
            for (document, (row, counted)) in found.weights.rows().zip(counts.counts.rows()).enumerate() {
                let mut sums = [0.0; 2];
                for ((term, value), (counted, count)) in row.zip(counted) {
                    prop_assert_eq!(term, counted);
                    let tf = weighting.tf.of(count, counts.lengths[document]);
                    prop_assert_eq!(value, tf * found.idf[term as usize] / found.norms[document]);
                    prop_assert!(value.is_finite() && value >= 0.0);
                    sums = [sums[0] + value, sums[1] + value * value];
                }
                let sum = match weighting.norm { Norm::None => continue, Norm::L1 => sums[0], Norm::L2 => sums[1] };
                prop_assert!(sum == 0.0 || (sum - 1.0).abs() < 1e-12, "{}", sum);
            }
        }
    }
}
