//! Matrices as files: what other programs write is read here, and what Heedmap shows is written for them.
//!
//! Three kinds are read, and a file says itself which it is. NumPy's `.npy` begins with a magic number ([`npy`] writes
//! it too), JSON begins with a bracket, and everything else is a table of numbers as spreadsheets and `savetxt` write
//! it ([`csv`]). [`latex`] is for papers and is not read back.
//!
//! A file comes from a stranger. Nothing is allocated by a size that it merely claims, the numbers are counted while
//! they are read, and whatever is wrong becomes a [`FileError`] that says what and where; the sentence that a reader
//! sees is made of it elsewhere. All numbers become `f32`, so those of more digits are rounded once, to the nearest.

mod dtype;
mod header;
mod json;
mod latex;
mod npy;
mod rows;
pub mod safetensors;
mod table;

pub use latex::latex;
pub use npy::npy;
pub use table::{csv, csv_of_words};

use crate::num::Tensor;

/// The most numbers that are read: the cells of a heatmap of 1,024 by 1,024.
pub const MAX_NUMBERS: usize = 1 << 20;

/// Why a file is not a matrix. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Neither `.npy` nor text in UTF-8.
    NotText,
    /// There is no number in it.
    Empty,
    /// Something stands where a number should.
    NotNumber {
        /// Line of the file.
        line: usize,
        /// In a table the cell of its line, in JSON the character of its line.
        column: usize,
        /// What stands there, at most 24 characters of it; empty for an empty cell.
        text: String,
    },
    /// A row has more or fewer numbers than the first, or than there are labels.
    Ragged {
        /// The line in which the row begins.
        line: usize,
        /// Numbers in the first row.
        expected: usize,
        /// Numbers in this row.
        found: usize,
    },
    /// More numbers than [`MAX_NUMBERS`].
    TooLarge {
        /// How many the file has, or, in `.npy`, claims to have.
        numbers: usize,
    },
    /// Not JSON: a comma or a bracket is missing here, or one stands here that should not.
    Json {
        /// Line of the file.
        line: usize,
        /// Character of the line.
        column: usize,
    },
    /// JSON, but neither a list of numbers nor a list of such lists.
    NotMatrix,
    /// The name ends in `.npy`, and the file does not begin like one.
    NpyMagic,
    /// A version of `.npy` other than 1.0, 2.0 and 3.0.
    NpyVersion {
        /// Before the point.
        major: u8,
        /// After the point.
        minor: u8,
    },
    /// The header of a `.npy` is not the one dictionary that it should be.
    NpyHeader,
    /// A type of numbers that is not read, such as complex ones or records.
    NpyType {
        /// As the header names it, at most 24 characters.
        descr: String,
    },
    /// No dimension, more than two, or three of which the first is not 1.
    NpyShape {
        /// How many the array has.
        dimensions: usize,
    },
    /// The file ends too early.
    NpyTruncated {
        /// Bytes that the whole file should have, as far as it can be told.
        expected: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// Something follows the last number of a `.npy`.
    NpyTrailing,
}

/// Reads one matrix `[rows, cols]` with at least one row and one column. Of the file's `name` only the ending `.npy`
/// matters, and only to name the trouble with a file that lacks the beginning of one.
///
/// # Errors
/// [`FileError`], whatever the bytes are.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Tensor, FileError> {
    if bytes.starts_with(npy::MAGIC) {
        return npy::read(bytes);
    }
    if name.to_ascii_lowercase().ends_with(".npy") {
        return Err(FileError::NpyMagic);
    }
    let text = str::from_utf8(bytes).map_err(|_| FileError::NotText)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match text.trim_start().chars().next() {
        Some('[') => json::read(text),
        Some('{') => Err(FileError::NotMatrix),
        _ => table::read(text),
    }
}

/// What a message quotes of a file: at most 24 characters.
fn quote(text: &str) -> String {
    shortened(text, 24)
}

/// At most so many characters of a text.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.into(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_says_itself_what_it_is() {
        let values = |name, bytes: &[u8]| parse(name, bytes).map(|matrix| matrix.data().to_vec());
        let three = Ok(vec![1.0, 2.5, -3.0]);
        assert_eq!(values("a.txt", b"1 2.5 -3\n"), three);
        assert_eq!(values("a.csv", b" [1, 2.5, -3]"), three);
        assert_eq!(values("a.json", "\u{FEFF}1;2.5;−3".as_bytes()), three);
        assert_eq!(values("a.csv", &npy(&Tensor::matrix(1, 3, vec![1.0, 2.5, -3.0]))), three);
    }

    #[test]
    fn what_is_no_matrix_is_named() {
        let cases: [(&str, &[u8], FileError); 6] = [
            ("a.NPY", b"1 2 3", FileError::NpyMagic),
            ("a.png", b"\x89PNG\r\n", FileError::NotText),
            ("a.csv", b"1,2\n\xff", FileError::NotText),
            ("a.json", b"{\"a\": 1}", FileError::NotMatrix),
            ("a.csv", b"", FileError::Empty),
            ("a.csv", b"\xef\xbb\xbf \r\n\n", FileError::Empty),
        ];
        for (name, bytes, error) in cases {
            assert_eq!(parse(name, bytes), Err(error), "{name}");
        }
    }

    #[test]
    fn quotes_are_short() {
        assert_eq!(quote("它".repeat(24).as_str()), "它".repeat(24));
        assert_eq!(quote("它".repeat(25).as_str()), format!("{}…", "它".repeat(23)));
    }

    #[test]
    fn one_number_too_many_is_counted() {
        let row = "1,".repeat(1023) + "1\n";
        assert_eq!(parse("", row.repeat(1024).as_bytes()).map(|matrix| matrix.rows()), Ok(1024));
        assert_eq!(parse("", row.repeat(1025).as_bytes()), Err(FileError::TooLarge { numbers: 1025 * 1024 }));
        let json = format!("[{}]", vec!["0"; MAX_NUMBERS + 1].join(","));
        assert_eq!(parse("", json.as_bytes()), Err(FileError::TooLarge { numbers: MAX_NUMBERS + 1 }));
    }

    /// Whatever is read has its promised shape; that it is read without a panic is the point.
    fn read_anything(bytes: &[u8]) -> Result<(), TestCaseError> {
        if let Ok(matrix) = parse("", bytes) {
            prop_assert!(matrix.rows() > 0 && matrix.cols() > 0 && matrix.shape().len() == 2);
            prop_assert!(matrix.data().len() <= MAX_NUMBERS);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            read_anything(&bytes)?;
            read_anything(&[npy::MAGIC, &bytes].concat())?;
        }

        #[test]
        fn any_text_is_answered(
            text in "\\PC{0,80}|[\\[\\],\":{}0-9.eE+\\- nuaNfI\n]{0,80}|[0-9,;\t\"\r\n .∞−]{0,80}"
        ) {
            read_anything(text.as_bytes())?;
        }

        #[test]
        fn broken_npy_is_answered(
            (rows, cols) in (0usize..5, 0usize..5),
            edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            printable in any::<bool>(),
            keep in any::<prop::sample::Index>(),
            cut in any::<bool>(),
        ) {
            let mut file = npy(&Tensor::matrix(rows, cols, vec![1.0; rows * cols]));
            for (place, byte) in edits {
                // Signs that belong in the header reach further than noise does.
                let signs = b"0123456789()',:<>|fiub ";
                let (most, byte) = if printable { (70, signs[byte as usize % signs.len()]) } else { (file.len(), byte) };
                file[place.index(most)] = byte;
            }
            if cut {
                file.truncate(keep.index(file.len()));
            }
            read_anything(&file)?;
        }
    }
}
