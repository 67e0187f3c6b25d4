//! A matrix as JSON: `[[1, 2], [3, 4]]`, or `[1, 2]` for a single row.
//!
//! JSON has no word for what is not finite, and its writers help themselves in different ways. All are understood:
//! JavaScript writes `null` (read as NaN), Python writes `NaN` and `-Infinity` without quotes, others with them. No
//! tree is built: two levels of brackets need no recursion, so no file can nest too deep, and a number goes straight
//! into the matrix.

use super::rows::{Rows, number};
use super::{FileError, quote};
use crate::num::Tensor;

pub(super) fn read(text: &str) -> Result<Tensor, FileError> {
    let mut cursor = Cursor { rest: text, line: 1, column: 1 };
    let mut rows = Rows::default();
    let line = cursor.line_here();
    cursor.open()?;
    if cursor.peek() == Some('[') {
        loop {
            let line = cursor.line_here();
            cursor.open()?;
            row(&mut cursor, &mut rows, line)?;
            if !cursor.goes_on()? {
                break;
            }
        }
    } else {
        row(&mut cursor, &mut rows, line)?;
    }
    match cursor.peek() {
        None => rows.finish(),
        Some(_) => Err(cursor.broken()),
    }
}

/// The numbers after an opening bracket, and the closing one.
fn row(cursor: &mut Cursor, rows: &mut Rows, line: usize) -> Result<(), FileError> {
    if cursor.peek() == Some(']') {
        cursor.skip(1);
        return rows.end(line);
    }
    loop {
        rows.push(cursor.number()?);
        if !cursor.goes_on()? {
            return rows.end(line);
        }
    }
}

/// What has not been read yet, and where it begins.
struct Cursor<'a> {
    rest: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Cursor<'a> {
    /// Steps over that many bytes, which end a character.
    fn skip(&mut self, bytes: usize) -> &'a str {
        let (read, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        for c in read.chars() {
            (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.rest = rest;
        read
    }

    /// The next character that is not blank; the cursor then stands before it.
    fn peek(&mut self) -> Option<char> {
        self.skip(self.rest.len() - self.rest.trim_start().len());
        self.rest.chars().next()
    }

    /// The line of the next character that is not blank.
    fn line_here(&mut self) -> usize {
        self.peek();
        self.line
    }

    fn broken(&self) -> FileError {
        FileError::Json { line: self.line, column: self.column }
    }

    /// Steps into a list. A number beside lists makes no matrix.
    fn open(&mut self) -> Result<(), FileError> {
        match self.peek() {
            Some('[') => {
                self.skip(1);
                Ok(())
            }
            None | Some(']' | '}' | ',' | ':') => Err(self.broken()),
            Some(_) => Err(FileError::NotMatrix),
        }
    }

    /// Steps over a comma, `true`, or the list's end, `false`.
    fn goes_on(&mut self) -> Result<bool, FileError> {
        match self.peek() {
            Some(c @ (',' | ']')) => {
                self.skip(1);
                Ok(c == ',')
            }
            _ => Err(self.broken()),
        }
    }

    /// One number, or the name of one, with quotes or without.
    fn number(&mut self) -> Result<f32, FileError> {
        let first = self.peek();
        let (line, column) = (self.line, self.column);
        let text = match first {
            Some('[' | '{') => return Err(FileError::NotMatrix),
            Some('"') => {
                self.skip(1);
                let end = self.rest.find('"').ok_or(FileError::Json { line, column })?;
                let text = self.skip(end);
                self.skip(1);
                text
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || ",:[]{}\"".contains(c);
                self.skip(self.rest.find(ends).unwrap_or(self.rest.len()))
            }
        };
        match text {
            "" if first != Some('"') => Err(self.broken()),
            "null" if first != Some('"') => Ok(f32::NAN),
            _ => number(text).ok_or_else(|| FileError::NotNumber { line, column, text: quote(text) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(text: &str) -> Result<(usize, Vec<u32>), FileError> {
        read(text).map(|matrix| (matrix.rows(), matrix.data().iter().map(|value| value.to_bits()).collect()))
    }

    #[test]
    fn lists_are_rows() {
        let four = [1f32, -2.5, 3e-8, -0.0].map(f32::to_bits).to_vec();
        assert_eq!(bits("[[1, -2.5],\n [3e-8, -0.0]]\n"), Ok((2, four.clone())));
        assert_eq!(bits(" [ 1,-2.5 , 3E-8,-0 ] "), Ok((1, four)));
    }

    #[test]
    fn what_is_not_finite_has_many_names() {
        let row = [f32::NAN, f32::NAN, f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::INFINITY, f32::NEG_INFINITY];
        let text = r#"[null, NaN, "NaN", Infinity, -Infinity, "Infinity", "-Infinity"]"#;
        assert_eq!(bits(text), Ok((1, row.map(f32::to_bits).to_vec())));
    }

    #[test]
    fn trouble_has_a_place() {
        let json = |line, column| FileError::Json { line, column };
        let word = |line, column, text: &str| FileError::NotNumber { line, column, text: text.into() };
        for (text, error) in [
            ("[[1, 2], [3, 4]", json(1, 16)),
            ("[1,\n 2 3]", json(2, 4)),
            ("[1, 2,]", json(1, 7)),
            ("[,1]", json(1, 2)),
            ("[[1],]", json(1, 6)),
            ("[1] 2", json(1, 5)),
            ("[1, \"2]", json(1, 5)),
            ("[1}", json(1, 3)),
            ("[", json(1, 2)),
            ("[1,\n  two]", word(2, 3, "two")),
            ("[true]", word(1, 2, "true")),
            ("[\"\"]", word(1, 2, "")),
            ("[[1, 2],\n[3]]", FileError::Ragged { line: 2, expected: 2, found: 1 }),
            ("[[],[1]]", FileError::Ragged { line: 1, expected: 0, found: 1 }),
            ("[]", FileError::Empty),
            ("[[], []]", FileError::Empty),
            ("[[[1]]]", FileError::NotMatrix),
            ("[1, [2]]", FileError::NotMatrix),
            ("[[1], 2]", FileError::NotMatrix),
            ("[{\"a\": 1}]", FileError::NotMatrix),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        assert_eq!(read(&"[".repeat(1_000_000)), Err(FileError::NotMatrix));
    }
}
