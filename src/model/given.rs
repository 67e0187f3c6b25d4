//! Matrices that a reader brings: X, the parameters, or Q, K and V at once.

use super::{ConfigError, MAX_SCORES, MAX_TOKENS, Sizes, Stage};
use crate::num::Tensor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Matrices by the stage that they take the place of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Given(pub BTreeMap<Stage, Tensor>);

/// What does not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// This stage cannot be given, only computed.
    NotInput(Stage),
    /// A matrix has this shape; to fit the others it must have that, `None` being free.
    Shape {
        /// Which.
        stage: Stage,
        /// Its rows and columns.
        found: (usize, usize),
        /// What they must be.
        expected: (Option<usize>, Option<usize>),
    },
    /// Sizes, those that were set or those that matrices give.
    Sizes(ConfigError),
    /// More tokens than are computed.
    TooLarge {
        /// Queries.
        n_query: usize,
        /// Keys.
        n_key: usize,
    },
}

/// What a size of a matrix counts. Matrices fit if all that count the same thing agree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Counts {
    Queries,
    Keys,
    One,
    DModel,
    Dim,
    KvDim,
}

impl Given {
    /// The stages that can be given.
    pub const STAGES: &[Stage] = &[
        Stage::X,
        Stage::KvX,
        Stage::WQ,
        Stage::WK,
        Stage::WV,
        Stage::WO,
        Stage::BQ,
        Stage::BK,
        Stage::BV,
        Stage::BO,
        Stage::Q,
        Stage::K,
        Stage::V,
    ];

    /// Whether Q, K and V are all given, so that no text is needed.
    #[must_use]
    pub fn is_projected(&self) -> bool {
        [Stage::Q, Stage::K, Stage::V].iter().all(|stage| self.0.contains_key(stage))
    }

    /// How many queries and how many keys the matrices speak of, as far as they do.
    #[must_use]
    pub fn n_tokens(&self) -> (Option<usize>, Option<usize>) {
        let rows = |stages: &[Stage]| stages.iter().find_map(|stage| self.0.get(stage)).map(Tensor::rows);
        (rows(&[Stage::Q, Stage::X]), rows(&[Stage::K, Stage::V, Stage::KvX, Stage::X]))
    }

    /// The widths that the matrices give, the other sizes as they are, whether or not they fit.
    #[must_use]
    pub fn widths(&self, sizes: Sizes) -> Sizes {
        let mut known = BTreeMap::new();
        for (&stage, tensor) in &self.0 {
            let (rows, cols) = counts(stage).unwrap_or((Counts::One, Counts::One));
            known.entry(rows).or_insert(tensor.rows());
            known.entry(cols).or_insert(tensor.cols());
        }
        let size = |counts, otherwise| known.get(&counts).copied().unwrap_or(otherwise);
        let d_model = size(Counts::DModel, sizes.d_model);
        // A matrix that sets the width of X alone sets that of the heads too, unless another one does.
        let dim = size(Counts::Dim, size(Counts::KvDim, if sizes.dim == sizes.d_model { d_model } else { sizes.dim }));
        Sizes { d_model, dim, ..sizes }
    }

    /// The sizes that the matrices give, the others as they are.
    ///
    /// # Errors
    /// [`Unfit`], which names the matrix, what it is and what it should be.
    pub fn fit(&self, sizes: Sizes) -> Result<Sizes, Unfit> {
        let mut known = BTreeMap::from([(Counts::One, 1)]);
        for (&stage, tensor) in &self.0 {
            let (rows, cols) = counts(stage).ok_or(Unfit::NotInput(stage))?;
            let (expected_rows, expected_cols) = (known.get(&rows).copied(), known.get(&cols).copied());
            let found = (tensor.rows(), tensor.cols());
            let fits = |expected: Option<usize>, found| expected.is_none_or(|expected| expected == found);
            if tensor.planes() != 1 || !fits(expected_rows, found.0) || !fits(expected_cols, found.1) {
                return Err(Unfit::Shape { stage, found, expected: (expected_rows, expected_cols) });
            }
            known.extend([(rows, found.0), (cols, found.1)]);
        }
        let fitted = self.widths(sizes);
        let d_head = Sizes { n_kv_heads: sizes.n_heads, ..fitted }.check().map_err(Unfit::Sizes)?.d_head();
        let kv_dim = known.get(&Counts::KvDim).copied().unwrap_or(sizes.n_kv_heads * d_head);
        if !kv_dim.is_multiple_of(d_head) {
            let (&stage, tensor) =
                self.0.iter().find(|(_, tensor)| tensor.cols() == kv_dim).ok_or(Unfit::NotInput(Stage::K))?;
            let nearest = (kv_dim / d_head).max(1) * d_head;
            return Err(Unfit::Shape { stage, found: (tensor.rows(), kv_dim), expected: (None, Some(nearest)) });
        }
        let fitted = Sizes { n_kv_heads: kv_dim / d_head, ..fitted }.check().map_err(Unfit::Sizes)?;
        let (n_query, n_key) = (self.n_tokens().0.unwrap_or(0), self.n_tokens().1.unwrap_or(0));
        if n_query.max(n_key) > MAX_TOKENS || n_query * n_key * fitted.n_heads * fitted.n_layers > MAX_SCORES {
            return Err(Unfit::TooLarge { n_query, n_key });
        }
        Ok(fitted)
    }
}

/// What the rows and the columns of a matrix count.
fn counts(stage: Stage) -> Option<(Counts, Counts)> {
    use Counts::{DModel, Dim, Keys, KvDim, One, Queries};
    Some(match stage {
        Stage::X => (Queries, DModel),
        Stage::KvX => (Keys, DModel),
        Stage::WQ => (DModel, Dim),
        Stage::WK | Stage::WV => (DModel, KvDim),
        Stage::WO => (Dim, DModel),
        Stage::BQ => (One, Dim),
        Stage::BK | Stage::BV => (One, KvDim),
        Stage::BO => (One, DModel),
        Stage::Q => (Queries, Dim),
        Stage::K | Stage::V => (Keys, KvDim),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(list: &[(Stage, usize, usize)]) -> Given {
        Given(list.iter().map(|&(stage, rows, cols)| (stage, Tensor::matrix(rows, cols, vec![]))).collect())
    }

    #[test]
    fn sizes_follow_from_the_matrices() {
        let base = Sizes::new(64, 2);
        assert_eq!(given(&[]).fit(base), Ok(base));
        let plain = given(&[(Stage::Q, 3, 8), (Stage::K, 5, 4), (Stage::V, 5, 4)]);
        let sizes = plain.fit(base).unwrap();
        assert_eq!((sizes.dim, sizes.n_kv_heads, sizes.d_head()), (8, 1, 4));
        assert_eq!(plain.n_tokens(), (Some(3), Some(5)));
        assert!(plain.is_projected());
        assert_eq!(given(&[(Stage::X, 3, 6)]).fit(base).map(|sizes| (sizes.d_model, sizes.dim)), Ok((6, 6)));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let base = Sizes::new(64, 2);
        let wrong = given(&[(Stage::X, 3, 8), (Stage::WQ, 7, 8)]).fit(base);
        let expected = (Some(8), None);
        assert_eq!(wrong, Err(Unfit::Shape { stage: Stage::WQ, found: (7, 8), expected }));
        let odd = given(&[(Stage::Q, 3, 8), (Stage::K, 3, 6)]).fit(base);
        assert_eq!(odd, Err(Unfit::Shape { stage: Stage::K, found: (3, 6), expected: (None, Some(4)) }));
        assert!(matches!(given(&[(Stage::Q, 3, 7)]).fit(base), Err(Unfit::Sizes(_))));
        assert_eq!(given(&[(Stage::Weights, 3, 3)]).fit(base), Err(Unfit::NotInput(Stage::Weights)));
        assert!(matches!(given(&[(Stage::X, 4_000, 2)]).fit(base), Err(Unfit::TooLarge { .. })));
    }
}
