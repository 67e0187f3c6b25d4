//! The header of a `.npy`: a Python dictionary that says what the bytes after it mean.
//!
//! ```text
//! {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
//! ```
//!
//! These three keys, each once and in any order; spaces where Python allows them; nothing else. Python itself would
//! evaluate it as an expression, which is more than a file should be trusted with.

use super::dtype::Dtype;
use super::{FileError, quote};

/// What a header says.
pub(super) struct Header {
    pub(super) dtype: Dtype,
    /// Whether the first index runs fastest, column after column.
    pub(super) fortran_order: bool,
    pub(super) shape: Vec<usize>,
}

impl Header {
    pub(super) fn read(text: &str) -> Result<Self, FileError> {
        let mut reader = Reader { rest: text };
        let (mut dtype, mut fortran_order, mut shape) = (None, None, None);
        reader.sign('{')?;
        while !reader.has('}') {
            let key = reader.string()?;
            reader.sign(':')?;
            let is_new = match key {
                "descr" => dtype.replace(reader.dtype()?).is_none(),
                "fortran_order" => fortran_order.replace(reader.truth()?).is_none(),
                "shape" => shape.replace(reader.tuple()?).is_none(),
                _ => false,
            };
            if !is_new {
                return Err(FileError::NpyHeader);
            }
            if !reader.has(',') {
                reader.sign('}')?;
                break;
            }
        }
        match (dtype, fortran_order, shape) {
            (Some(dtype), Some(fortran_order), Some(shape)) if reader.rest.trim().is_empty() => {
                // Only now, so that the type of something that is no header is never complained of.
                let dtype = Dtype::named(dtype).ok_or_else(|| FileError::NpyType { descr: quote(dtype) })?;
                Ok(Self { dtype, fortran_order, shape })
            }
            _ => Err(FileError::NpyHeader),
        }
    }
}

/// The part of the header that has not been read.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Steps over this sign, if it comes next.
    fn has(&mut self, sign: char) -> bool {
        let found = self.rest.trim_start().strip_prefix(sign);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn sign(&mut self, sign: char) -> Result<(), FileError> {
        if self.has(sign) { Ok(()) } else { Err(FileError::NpyHeader) }
    }

    /// Letters and digits as far as they go.
    fn word(&mut self) -> &'a str {
        let text = self.rest.trim_start();
        let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.rest = rest;
        word
    }

    /// A string in either kind of quotes. None that is wanted has a backslash in it.
    fn string(&mut self) -> Result<&'a str, FileError> {
        let mark = if self.has('\'') { '\'' } else { '"' };
        if mark == '"' {
            self.sign('"')?;
        }
        let (string, rest) = self.rest.split_once(mark).ok_or(FileError::NpyHeader)?;
        self.rest = rest;
        Ok(string)
    }

    /// The name of a type. A list stands there for records, which are no numbers.
    fn dtype(&mut self) -> Result<&'a str, FileError> {
        let text = self.rest.trim();
        if text.starts_with('[') { Err(FileError::NpyType { descr: quote(text) }) } else { self.string() }
    }

    fn truth(&mut self) -> Result<bool, FileError> {
        match self.word() {
            "True" => Ok(true),
            "False" => Ok(false),
            _ => Err(FileError::NpyHeader),
        }
    }

    /// Sizes in parentheses: `()`, `(3,)`, `(2, 3)`. A single one needs its comma, without which it is no tuple.
    fn tuple(&mut self) -> Result<Vec<usize>, FileError> {
        let mut sizes = Vec::new();
        self.sign('(')?;
        while !self.has(')') {
            let word = self.word();
            if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(FileError::NpyHeader);
            }
            sizes.push(word.parse().unwrap_or(usize::MAX)); // more than can be is as good as the most
            if !self.has(',') {
                self.sign(')')?;
                return if sizes.len() > 1 { Ok(sizes) } else { Err(FileError::NpyHeader) };
            }
        }
        Ok(sizes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(usize, bool, Vec<usize>), FileError> {
        Header::read(text).map(|header| (header.dtype.size, header.fortran_order, header.shape))
    }

    #[test]
    fn spacing_and_order_are_free() {
        let two = Ok((4, false, vec![2, 3]));
        assert_eq!(read("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n"), two);
        assert_eq!(read("{\"shape\":(2,3,),'fortran_order':False,'descr':\"<f4\"}"), two);
        assert_eq!(read(" { 'shape' : ( 5 , ) , 'descr':'|u1','fortran_order': True }"), Ok((1, true, vec![5])));
        assert_eq!(read("{'descr': '<f8', 'fortran_order': False, 'shape': ()}"), Ok((8, false, vec![])));
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "{}",
            "{'descr': '<f4', 'shape': (2, 3)}",
            "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}",
            "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3",
            "{'descr': '<f4' 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': '<f4, 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} + {}",
            "{descr: '<f4', 'fortran_order': False, 'shape': (2, 3)}",
        ] {
            assert_eq!(read(text), Err(FileError::NpyHeader), "{text}");
        }
    }

    #[test]
    fn unknown_types_are_named() {
        let descr = |descr: &str| read(&format!("{{'descr': {descr}, 'fortran_order': False, 'shape': (2, 3)}}"));
        assert_eq!(descr("'<c16'"), Err(FileError::NpyType { descr: "<c16".into() }));
        let Err(FileError::NpyType { descr }) = descr("[('a', '<f4'), ('b', '<i2')]") else {
            panic!("records are read")
        };
        assert!(descr.starts_with("[('a', '<f4'), ('b'"), "{descr}");
    }

    #[test]
    fn sizes_beyond_counting_are_the_most() {
        let text = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': (9{}, 3)}}", "0".repeat(40));
        assert_eq!(read(&text), Ok((4, false, vec![usize::MAX, 3])));
    }
}
