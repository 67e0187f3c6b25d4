//! Looking at parts of a large matrix.

use std::ops::Range;

/// The words of the buttons under a large matrix, and of what is seen of it.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Zooming {
    pub closer: &'static str,
    pub farther: &'static str,
    pub all: &'static str,
    pub map: &'static str,
    pub how: fn(is_touched: bool, is_painted: bool) -> &'static str,
    pub seen: fn(&Sight) -> String,
    pub shared: fn(rows: usize, cols: usize) -> String,
    pub block: fn(&Shared) -> String,
}

/// The cells that share a pixel. Rows and columns count from 0.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Shared {
    pub rows: Range<usize>,
    pub cols: Range<usize>,
    /// The one that it shows; none if all are blocked.
    pub strongest: Option<(usize, usize)>,
}

/// What is seen of a matrix. Rows and columns count from 0.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Sight {
    pub rows: Range<usize>,
    pub cols: Range<usize>,
    pub n_rows: usize,
    pub n_cols: usize,
}

impl Sight {
    /// Whether all of it is seen.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        (self.rows.len(), self.cols.len()) == (self.n_rows, self.n_cols)
    }
}
