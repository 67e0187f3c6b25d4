//! Tables as text: CSV and its relatives.
//!
//! A line is a row, and a sign parts its cells: a tab, a semicolon, a comma or, where there is none of these, white
//! space. The first line decides which. A cell may stand in double quotes, in which signs and line ends lose their
//! meaning and two quotes are one (RFC 4180). If the first cell of all is empty, as in the corner of a table with
//! headings, the first line and the first column are labels and are not read; so begins what [`csv`] writes.

use super::rows::{Rows, number};
use super::{FileError, quote};
use crate::num::Tensor;
use std::borrow::Cow;
use std::fmt::Write;

pub(super) fn read(text: &str) -> Result<Tensor, FileError> {
    let mut rows = Rows::default();
    let (mut has_labels, mut is_first_row) = (false, true);
    for Cell { text, line, column, is_last } in Cells::new(text) {
        has_labels |= is_first_row && column == 1 && text.is_empty();
        let is_heading = has_labels && is_first_row;
        if !(is_heading || has_labels && column == 1) {
            rows.push(number(&text).ok_or_else(|| FileError::NotNumber { line, column, text: quote(&text) })?);
        }
        if is_last {
            match is_heading {
                true => rows.set_cols(column - 1),
                false => rows.end(line)?,
            }
            is_first_row = false;
        }
    }
    rows.finish()
}

/// What stands between two signs.
struct Cell<'a> {
    /// Without quotes, and without the spaces around it.
    text: Cow<'a, str>,
    /// The line in which it begins.
    line: usize,
    /// Its place in the row.
    column: usize,
    /// Whether it ends the row.
    is_last: bool,
}

/// The cells of a text, one after the other; no row is ever held as a whole. Rows without any are left out.
struct Cells<'a> {
    rest: &'a str,
    /// The sign between cells; `None` for white space.
    separator: Option<char>,
    line: usize,
    /// Cells of this row so far.
    n_before: usize,
}

impl<'a> Cells<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text, separator: separator(text), line: 1, n_before: 0 }
    }

    /// The length of the white space that comes next and means nothing.
    fn blank(&self) -> usize {
        let is_blank = |c: char| c.is_whitespace() && c != '\n' && Some(c) != self.separator;
        self.rest.len() - self.rest.trim_start_matches(is_blank).len()
    }

    /// Steps over that many bytes, which end a character.
    fn skip(&mut self, bytes: usize) -> &'a str {
        let (read, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += read.matches('\n').count();
        self.rest = rest;
        read
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cell<'a>;

    fn next(&mut self) -> Option<Cell<'a>> {
        self.skip(self.blank());
        while self.n_before == 0 && self.rest.starts_with('\n') {
            self.skip(1);
            self.skip(self.blank());
        }
        if self.n_before == 0 && self.rest.is_empty() {
            return None;
        }
        let (line, column) = (self.line, self.n_before + 1);
        let separator = self.separator;
        let ends = |c: char| c == '\n' || separator.map_or(c.is_whitespace(), |separator| c == separator);
        let quoted = quoted(self.rest).filter(|&(len, _)| {
            // What follows the second quote must be the end of the cell; else the quotes are part of it.
            let after = self.rest.get(len..).unwrap_or_default();
            after.is_empty() || after.starts_with(ends) || after.starts_with(char::is_whitespace)
        });
        let text = match quoted {
            Some((len, inside)) => {
                self.skip(len);
                inside
            }
            None => self.skip(self.rest.find(ends).unwrap_or(self.rest.len())).trim_end().into(),
        };
        self.skip(self.blank());
        let stays = match separator {
            Some(separator) => self.rest.starts_with(separator),
            None => !self.rest.is_empty() && !self.rest.starts_with('\n'),
        };
        if stays {
            self.skip(separator.map_or(0, char::len_utf8));
        }
        self.n_before = if stays { column } else { 0 };
        Some(Cell { text, line, column, is_last: !stays })
    }
}

/// The length of the quoted text that begins here, and what it says.
fn quoted(text: &str) -> Option<(usize, Cow<'_, str>)> {
    let inside = text.strip_prefix('"')?;
    let mut quotes = inside.match_indices('"').map(|(i, _)| i);
    let mut len = quotes.next()?;
    // A quote right behind another is one that is meant; the two are stepped over together.
    while inside.get(len + 1..).is_some_and(|after| after.starts_with('"')) {
        quotes.next();
        len = quotes.next()?;
    }
    let inside = inside.get(..len)?;
    let said = if inside.contains('"') { inside.replace("\"\"", "\"").into() } else { inside.into() };
    Some((len + 2, said))
}

/// The sign that parts the cells of the first row that has any, quotes aside.
fn separator(text: &str) -> Option<char> {
    let mut found = None;
    let mut is_quoted = false;
    for c in text.trim_start_matches(['\n', '\r', ' ']).chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '\n' => break,
            '\t' => return Some('\t'),
            ';' => found = Some(';'),
            ',' => found = found.or(Some(',')),
            _ => {}
        }
    }
    found
}

/// One matrix of a tensor as CSV with labels: an empty corner, the columns' labels after it, and a row's label before
/// its numbers, which are the shortest that read back as the same `f32`; `nan`, `inf` and `-inf` are spelled so.
/// Missing labels are empty, surplus ones are dropped. There are no rows if there is no such plane.
#[must_use]
pub fn csv(rows: &[String], cols: &[String], tensor: &Tensor, plane: usize) -> String {
    let mut text = String::new();
    for col in 0..tensor.cols() {
        text.push(',');
        text.push_str(&label(cols, col));
    }
    text.push('\n');
    let n_rows = if plane < tensor.planes() { tensor.rows() } else { 0 };
    for row in 0..n_rows {
        text.push_str(&label(rows, row));
        for value in tensor.row(plane, row) {
            // Writing to a string never fails.
            let _ = if value.is_nan() { write!(text, ",nan") } else { write!(text, ",{value}") };
        }
        text.push('\n');
    }
    text
}

/// Rows of words as CSV, for what is no matrix.
#[must_use]
pub fn csv_of_words(rows: &[Vec<String>]) -> String {
    let row = |row: &Vec<String>| (0..row.len()).map(|col| label(row, col)).collect::<Vec<_>>().join(",") + "\n";
    rows.iter().map(row).collect()
}

/// A label, in quotes if it has something in it that any reader of tables might take for more than text.
fn label(labels: &[String], i: usize) -> Cow<'_, str> {
    let label = labels.get(i).map_or("", String::as_str);
    let is_plain = !label.contains(['"', ',', ';', '\t', '\n', '\r']) && label.trim() == label;
    if is_plain { label.into() } else { format!("\"{}\"", label.replace('"', "\"\"")).into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Result<Vec<Vec<f32>>, FileError> {
        read(text).map(|matrix| (0..matrix.rows()).map(|row| matrix.row(0, row).to_vec()).collect())
    }

    #[test]
    fn words_with_signs_in_them_are_quoted() {
        let rows = [vec!["a,b".into(), "c".into()], vec![" \"d\"".into(), String::new()]];
        assert_eq!(csv_of_words(&rows), "\"a,b\",c\n\" \"\"d\"\"\",\n");
    }

    #[test]
    fn signs_between_cells() {
        let expected = Ok(vec![vec![1.0, -2.0], vec![0.5, 4.0]]);
        for text in [
            "1,-2\n0.5,4",
            "1, -2 \r\n 0.5 ,4\r\n",
            "1;-2\n0.5;4\n\n\n",
            "1\t-2\n0.5\t4\n",
            "1 -2\n0.5  4\n",
            "  1\u{A0}-2\n\n \n   .5   4.  \n",
            "\r\n\"1\",\"-2\"\n 0.5 , \"4\" \n",
            "\"1\" \"-2\"\n0.5 4",
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
        assert_eq!(rows("1\n2\n"), Ok(vec![vec![1.0], vec![2.0]]));
    }

    #[test]
    fn an_empty_corner_means_labels() {
        let expected = Ok(vec![vec![1.0, 2.0], vec![3.0, 4.0]]);
        for text in [
            ",a,b\nx,1,2\ny,3,4\n",
            "\tthe\tcat\n1\t1\t2\n\t3\t4",
            "\"\" a \"b c\"\nx 1 2\n\"y \n z\" 3 4",
            ",\"a;\t\"\"\n\",b\n\",\",1,2\n,3,4",
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
        assert_eq!(rows(",a,b\n"), Err(FileError::Empty));
        let ragged = FileError::Ragged { line: 3, expected: 2, found: 1 };
        assert_eq!(rows(",a,b\nx,1,2\ny,3\n"), Err(ragged));
    }

    #[test]
    fn trouble_has_a_place() {
        let word = |line, column, text: &str| Err(FileError::NotNumber { line, column, text: text.into() });
        for (text, error) in [
            ("a,b\n1,2", word(1, 1, "a")),
            ("1,2\n\n3,x y\n", word(3, 2, "x y")),
            ("1,2,\n", word(1, 3, "")),
            ("1,2,", word(1, 3, "")),
            ("1;2\n3,5;4", word(2, 1, "3,5")),
            ("1,\"2\"3", word(1, 2, "\"2\"3")),
            ("1,\"2", word(1, 2, "\"2")),
            ("1 2\n\"a\n\"\"b\"\"\" 4", word(2, 1, "a\n\"b\"")),
            ("1,2\n3\n", Err(FileError::Ragged { line: 2, expected: 2, found: 1 })),
            ("1 2\r\n\r\n3 4 5", Err(FileError::Ragged { line: 3, expected: 2, found: 3 })),
        ] {
            assert_eq!(rows(text), error, "{text:?}");
        }
    }

    #[test]
    fn labels_and_numbers_are_written() {
        let label = |text: &str| text.to_owned();
        let data = vec![0.1, -0.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e-7];
        let tensor = Tensor::stack(2, 1, 3, data);
        let cols = [label("the"), label("a,b"), label("say \"hi\"")];
        assert_eq!(csv(&[label(" ")], &cols, &tensor, 0), ",the,\"a,b\",\"say \"\"hi\"\"\"\n\" \",0.1,-0,nan\n");
        assert_eq!(csv(&[], &[], &tensor, 1), ",,,\n,inf,-inf,0.0000001\n");
        assert_eq!(csv(&[], &[], &tensor, 2), ",,,\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            (n_rows, n_cols) in (1usize..5, 1usize..5),
            labels in prop::collection::vec("\\PC{0,4}|[\",;\t\r\n a−]{0,5}", 10),
            bits in prop::collection::vec(prop_oneof![any::<u32>(), Just(0x8000_0000), Just(0x7F80_0000)], 16),
        ) {
            let numbers = bits.into_iter().map(f32::from_bits);
            // A text has one NaN only.
            let numbers: Vec<f32> = numbers.map(|value| if value.is_nan() { f32::NAN } else { value }).collect();
            let matrix = Tensor::matrix(n_rows, n_cols, numbers);
            let text = csv(&labels[..5], &labels[5..], &matrix, 0);
            let again = read(&text).unwrap();
            let bits = |tensor: &Tensor| tensor.data().iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(again.shape(), matrix.shape());
            prop_assert_eq!(bits(&again), bits(&matrix));
        }
    }
}
