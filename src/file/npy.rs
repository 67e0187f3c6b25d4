//! `.npy`, the file of a NumPy array: a magic number, a version, a header that is text, and the plain numbers.
//!
//! | bytes | what |
//! |---|---|
//! | 6 | `\x93NUMPY` |
//! | 2 | the version: 1.0, 2.0 or 3.0 |
//! | 2, from version 2 on 4 | the header's length, least significant byte first |
//! | so many | the header, filled up with spaces so that the numbers begin at a multiple of 64 |
//! | the rest | the numbers, row by row or, in "Fortran order", column by column |
//!
//! The format is NumPy's own (`numpy.lib.format`); version 2 allows a longer header, version 3 one in UTF-8.

use super::header::Header;
use super::{FileError, MAX_NUMBERS};
use crate::num::Tensor;

/// How every `.npy` begins.
pub(super) const MAGIC: &[u8] = b"\x93NUMPY";

/// Reads an array as a matrix: one dimension becomes one row, three are possible if the first has the size 1.
pub(super) fn read(bytes: &[u8]) -> Result<Tensor, FileError> {
    let (header, numbers) = split(bytes)?;
    let header = Header::read(str::from_utf8(header).map_err(|_| FileError::NpyHeader)?)?;
    let (rows, cols) = match header.shape[..] {
        [cols] => (1, cols),
        [rows, cols] | [1, rows, cols] => (rows, cols),
        _ => return Err(FileError::NpyShape { dimensions: header.shape.len() }),
    };
    let count = match rows.saturating_mul(cols) {
        0 => return Err(FileError::Empty),
        numbers if numbers > MAX_NUMBERS => return Err(FileError::TooLarge { numbers }),
        count => count,
    };
    let before = bytes.len() - numbers.len();
    let expected = count * header.dtype.size;
    if numbers.len() < expected {
        return Err(FileError::NpyTruncated { expected: before + expected, found: bytes.len() });
    }
    if numbers.len() > expected {
        return Err(FileError::NpyTrailing);
    }
    let data = header.dtype.numbers(numbers);
    let data = if header.fortran_order { transpose(&data, rows) } else { data };
    Ok(Tensor::matrix(rows, cols, data))
}

/// The header and the numbers, as the lengths at the beginning part them.
fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), FileError> {
    let short = |expected| FileError::NpyTruncated { expected, found: bytes.len() };
    let after_magic = bytes.get(MAGIC.len()..).unwrap_or_default();
    let (start, len) = match *after_magic {
        [1, 0, a, b, ..] => (10, u32::from_le_bytes([a, b, 0, 0])),
        [2 | 3, 0, a, b, c, d, ..] => (12, u32::from_le_bytes([a, b, c, d])),
        [] | [_] | [1, 0, ..] => return Err(short(10)),
        [2 | 3, 0, ..] => return Err(short(12)),
        [major, minor, ..] => return Err(FileError::NpyVersion { major, minor }),
    };
    let end = usize::try_from(len).unwrap_or(usize::MAX).saturating_add(start);
    match (bytes.get(start..end), bytes.get(end..)) {
        (Some(header), Some(numbers)) => Ok((header, numbers)),
        _ => Err(short(end)),
    }
}

/// Columns of `rows` numbers each, put into rows.
fn transpose(columns: &[f32], rows: usize) -> Vec<f32> {
    (0..rows).flat_map(|row| columns.iter().skip(row).step_by(rows)).copied().collect()
}

/// The file of a whole tensor, all its planes: version 1.0, `<f4`, row by row. `numpy.load` gives the same bits.
#[must_use]
pub fn npy(tensor: &Tensor) -> Vec<u8> {
    let shape: Vec<String> = tensor.shape().iter().map(ToString::to_string).collect();
    let mut header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}), }}", shape.join(", "));
    // 10 bytes before it and the line end after it. With three sizes of up to 20 digits it still has at most 182.
    let filled = (10 + header.len() + 1).next_multiple_of(64);
    header.extend(std::iter::repeat_n(' ', filled - 10 - header.len() - 1));
    header.push('\n');
    let mut file = [MAGIC, &[1, 0], &(header.len() as u16).to_le_bytes(), header.as_bytes()].concat();
    file.extend(tensor.data().iter().flat_map(|value| value.to_le_bytes()));
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A file with this header and these numbers.
    fn file(version: u8, header: &str, numbers: &[u8]) -> Vec<u8> {
        let len = (header.len() as u32).to_le_bytes();
        let len = if version == 1 { &len[..2] } else { &len };
        [MAGIC, &[version, 0], len, header.as_bytes(), numbers].concat()
    }

    fn shaped(shape: &str, numbers: &[u8]) -> Result<Vec<usize>, FileError> {
        let header = format!("{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}}}");
        read(&file(1, &header, numbers)).map(|matrix| matrix.shape().to_vec())
    }

    #[test]
    fn the_file_of_a_small_matrix() {
        let mut expected = b"\x93NUMPY\x01\x00\x76\x00".to_vec();
        expected.extend(b"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }");
        expected.resize(127, b' ');
        expected.extend(b"\n\x00\x00\x80\x3f\x00\x00\x80\xff");
        assert_eq!(npy(&Tensor::matrix(1, 2, vec![1.0, f32::NEG_INFINITY])), expected);
    }

    #[test]
    fn versions_and_both_orders() {
        for version in 1..=3 {
            let header = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3)}";
            let matrix = read(&file(version, header, &[0, 1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6])).unwrap();
            assert_eq!(matrix.shape(), [2, 3]);
            assert_eq!(matrix.data(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        }
        assert_eq!(read(b"\x93NUMPY\x04\x01rest"), Err(FileError::NpyVersion { major: 4, minor: 1 }));
    }

    #[test]
    fn which_shapes_are_a_matrix() {
        assert_eq!(shaped("(3,)", b"abc"), Ok(vec![1, 3]));
        assert_eq!(shaped("(3, 1)", b"abc"), Ok(vec![3, 1]));
        assert_eq!(shaped("(1, 1, 3)", b"abc"), Ok(vec![1, 3]));
        for (shape, dimensions) in [("()", 0), ("(3, 1, 1)", 3), ("(1, 1, 1, 3)", 4)] {
            assert_eq!(shaped(shape, b"abc"), Err(FileError::NpyShape { dimensions }));
        }
        assert_eq!(shaped("(0, 3)", b""), Err(FileError::Empty));
        let numbers = usize::MAX;
        assert_eq!(shaped("(9999999999, 9999999999999)", b""), Err(FileError::TooLarge { numbers }));
    }

    #[test]
    fn lengths_must_agree() {
        assert_eq!(read(MAGIC), Err(FileError::NpyTruncated { expected: 10, found: 6 }));
        assert_eq!(read(b"\x93NUMPY\x02\x00\x01"), Err(FileError::NpyTruncated { expected: 12, found: 9 }));
        let huge = b"\x93NUMPY\x01\x00\xff\xff{}";
        assert_eq!(read(huge), Err(FileError::NpyTruncated { expected: 65_545, found: 12 }));
        let before = file(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (1024, 1024)}", b"").len();
        let expected = before + MAX_NUMBERS;
        let truncated = FileError::NpyTruncated { expected, found: before + 3 };
        assert_eq!(shaped("(1024, 1024)", b"abc"), Err(truncated));
        assert_eq!(shaped("(1, 2)", b"abc"), Err(FileError::NpyTrailing));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            (rows, cols) in (1usize..6, 1usize..6),
            bits in prop::collection::vec(any::<u32>(), 25),
        ) {
            let matrix = Tensor::matrix(rows, cols, bits.into_iter().map(f32::from_bits).collect());
            let file = npy(&matrix);
            prop_assert_eq!((file.len() - rows * cols * 4) % 64, 0);
            let again = read(&file).unwrap();
            let bits = |tensor: &Tensor| tensor.data().iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(again.shape(), matrix.shape());
            prop_assert_eq!(bits(&again), bits(&matrix));
        }
    }
}
