//! Numbers written as text, and the matrix that they make when they come row by row.

use super::{FileError, MAX_NUMBERS};
use crate::num::Tensor;

/// One number as people and programs write it: what Rust reads as `f32` (`-1.5e3`, `inf`, `NaN`), and also `∞` and
/// the true minus sign that Heedmap itself shows.
pub(super) fn number(text: &str) -> Option<f32> {
    let read = |text: &str| text.parse().ok();
    read(text).or_else(|| read(&text.replace('−', "-").replace('∞', "inf")))
}

/// A matrix that grows by rows, all of one length.
#[derive(Default)]
pub(super) struct Rows {
    /// The numbers so far, but never more than may be read.
    data: Vec<f32>,
    /// All numbers so far, so that a file that is too large can be told how large it is.
    n_found: usize,
    /// How many of them stand in rows that have ended.
    n_ended: usize,
    n_rows: usize,
    /// The length of every row, once the first is known.
    cols: Option<usize>,
}

impl Rows {
    /// Says beforehand how long each row must be.
    pub(super) fn set_cols(&mut self, cols: usize) {
        self.cols = Some(cols);
    }

    /// One more number in the row that has not ended.
    pub(super) fn push(&mut self, value: f32) {
        if self.data.len() < MAX_NUMBERS {
            self.data.push(value);
        }
        self.n_found += 1;
    }

    /// The row is whole; it began in this line of the file.
    pub(super) fn end(&mut self, line: usize) -> Result<(), FileError> {
        let found = self.n_found - self.n_ended;
        let expected = *self.cols.get_or_insert(found);
        if found != expected {
            return Err(FileError::Ragged { line, expected, found });
        }
        self.n_ended = self.n_found;
        self.n_rows += 1;
        Ok(())
    }

    /// The matrix of all rows that have ended.
    pub(super) fn finish(self) -> Result<Tensor, FileError> {
        match self.n_found {
            0 => Err(FileError::Empty),
            numbers if numbers > MAX_NUMBERS => Err(FileError::TooLarge { numbers }),
            _ => Ok(Tensor::matrix(self.n_rows, self.cols.unwrap_or(0), self.data)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_spelling() {
        for (text, value) in [
            ("−1.5", -1.5),
            ("+2", 2.0),
            (".5", 0.5),
            ("1e−3", 0.001),
            ("inf", f32::INFINITY),
            ("-Infinity", f32::NEG_INFINITY),
            ("∞", f32::INFINITY),
            ("−∞", f32::NEG_INFINITY),
            ("1e39", f32::INFINITY),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert!(number("NaN").is_some_and(f32::is_nan));
        assert_eq!(number("-0").map(f32::to_bits), Some((-0f32).to_bits()));
        for text in ["", "-", "1,5", "0x10", "2∞", "1 2", "one"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn rows_are_equally_long() {
        let mut rows = Rows::default();
        rows.push(1.0);
        rows.push(2.0);
        assert_eq!(rows.end(1), Ok(()));
        rows.push(3.0);
        assert_eq!(rows.end(4), Err(FileError::Ragged { line: 4, expected: 2, found: 1 }));
    }
}
