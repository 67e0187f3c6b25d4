//! The header: which tensors there are, of what type and shape, and where.

use super::written::Tensors;
use super::{SafetensorsError, quoted};
use half::{bf16, f16};
use safetensors::tensor::Dtype;
use std::ops::Range;

/// The most bytes that a header has, by the format's own reader.
pub const MAX_HEADER: u64 = 100_000_000;
/// Bytes before the header.
const LEN: u64 = 8;

/// One tensor of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its shape; a single number has none.
    pub shape: Vec<usize>,
    /// Where it lies, in bytes from the beginning of the file.
    pub bytes: Range<u64>,
    pub(super) dtype: Dtype,
}

impl Entry {
    /// The numbers in these bytes, which are the tensor's own.
    ///
    /// # Errors
    /// [`SafetensorsError`] if they are of another type or number.
    pub fn widen(&self, bytes: &[u8]) -> Result<Vec<f32>, SafetensorsError> {
        let found = bytes.len() as u64;
        let expected = self.bytes.end - self.bytes.start;
        if found != expected {
            return Err(SafetensorsError::Size { tensor: quoted(&self.name), expected: Some(expected), found });
        }
        let mut values = self.room()?;
        self.append(bytes, &mut values);
        Ok(values)
    }

    /// An empty list with room for all numbers.
    pub(super) fn room(&self) -> Result<Vec<f32>, SafetensorsError> {
        if self.width() == 0 {
            let dtype = format!("{:?}", self.dtype);
            return Err(SafetensorsError::Dtype { tensor: quoted(&self.name), dtype });
        }
        let count = (self.bytes.end - self.bytes.start) / self.width() as u64;
        let mut values = Vec::new();
        let reserved = usize::try_from(count).map(|count| values.try_reserve_exact(count));
        if !matches!(reserved, Ok(Ok(()))) {
            return Err(SafetensorsError::Memory { tensor: quoted(&self.name) });
        }
        Ok(values)
    }

    /// Bytes of one number; 0 of a type that is not read.
    pub(super) fn width(&self) -> usize {
        match self.dtype {
            Dtype::F32 => 4,
            Dtype::F16 | Dtype::BF16 => 2,
            _ => 0,
        }
    }

    /// Appends all whole numbers in these bytes. Every number of 16 bits is one of 32, so nothing is rounded.
    pub(super) fn append(&self, bytes: &[u8], values: &mut Vec<f32>) {
        let pairs = || bytes.as_chunks::<2>().0.iter();
        match self.dtype {
            Dtype::F32 => values.extend(bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four))),
            Dtype::F16 => values.extend(pairs().map(|&two| f16::from_le_bytes(two).to_f32())),
            Dtype::BF16 => values.extend(pairs().map(|&two| bf16::from_le_bytes(two).to_f32())),
            _ => {}
        }
    }
}

/// What a file holds, tensors in the order of their bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The tensors.
    pub entries: Vec<Entry>,
    /// Bytes of the whole file.
    pub file_len: u64,
}

/// How many bytes of the file to have before its header can be read, by its first 8.
///
/// # Errors
/// [`SafetensorsError::Truncated`] with fewer than 8, [`SafetensorsError::HeaderTooLarge`].
pub fn header_len(bytes: &[u8]) -> Result<u64, SafetensorsError> {
    let Some(&first) = bytes.first_chunk::<{ LEN as usize }>() else {
        return Err(SafetensorsError::Truncated { tensor: None, expected: LEN, found: bytes.len() as u64 });
    };
    let claimed = u64::from_le_bytes(first);
    if claimed > MAX_HEADER { Err(SafetensorsError::HeaderTooLarge { claimed }) } else { Ok(LEN + claimed) }
}

impl Header {
    /// Reads the header from the beginning of a file, of which more may follow.
    ///
    /// # Errors
    /// [`SafetensorsError`], whatever the bytes are.
    pub fn read(bytes: &[u8]) -> Result<Self, SafetensorsError> {
        let start = header_len(bytes)?;
        let Some(json) = bytes.get(LEN as usize..start as usize) else {
            return Err(SafetensorsError::Truncated { tensor: None, expected: start, found: bytes.len() as u64 });
        };
        let mut entries = Tensors::read(json, start)?;
        entries.sort_by_key(|entry| (entry.bytes.start, entry.bytes.end));
        let mut file_len = start;
        for entry in &entries {
            if entry.bytes.start != file_len {
                return Err(SafetensorsError::Offsets { tensor: quoted(&entry.name) });
            }
            file_len = entry.bytes.end;
        }
        Ok(Self { entries, file_len })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of this header and so many bytes of zeros.
    fn read(json: &str) -> Result<Header, SafetensorsError> {
        Header::read(&[&(json.len() as u64).to_le_bytes(), json.as_bytes()].concat())
    }

    fn a(rest: &str) -> Result<Header, SafetensorsError> {
        read(&format!("{{\"a\": {{{rest}}}}}"))
    }

    #[test]
    fn tensors_come_in_the_order_of_their_bytes() {
        let json = r#"{"b": {"dtype": "F32", "shape": [], "data_offsets": [4, 8]}, "__metadata__": {"format": "pt"},
                       "a": {"dtype": "BF16", "shape": [2, 1], "data_offsets": [0, 4]}}"#;
        let start = 8 + json.len() as u64;
        let header = read(json).unwrap();
        let found: Vec<_> = header.entries.iter().map(|e| (e.name.as_str(), &e.shape[..], e.bytes.clone())).collect();
        assert_eq!(found, [("a", &[2, 1][..], start..start + 4), ("b", &[][..], start + 4..start + 8)]);
        assert_eq!(header.file_len, start + 8);
        assert_eq!(read("{}").map(|header| header.file_len), Ok(10));
    }

    #[test]
    fn numbers_of_every_type_are_widened() {
        let widen = |dtype: &str, bytes: &[u8]| {
            let len = bytes.len();
            let size = if dtype == "F32" { 4 } else { 2 };
            let shape = len / size;
            let header = a(&format!("\"dtype\": \"{dtype}\", \"shape\": [{shape}], \"data_offsets\": [0, {len}]"));
            header.unwrap().entries[0].widen(bytes)
        };
        assert_eq!(widen("F32", &(-1.5f32).to_le_bytes()), Ok(vec![-1.5]));
        assert_eq!(widen("F16", &[0x00, 0x3C, 0x01, 0x00]), Ok(vec![1.0, 2f32.powi(-24)]));
        assert_eq!(widen("BF16", &[0x80, 0x3F, 0x00, 0xC0]), Ok(vec![1.0, -2.0]));
        let refused = SafetensorsError::Dtype { tensor: "a".into(), dtype: "I16".into() };
        assert_eq!(widen("I16", &[0, 0]), Err(refused), "known, but not read");
    }

    #[test]
    fn what_is_wrong_is_named() {
        use SafetensorsError::{Dtype, Entry, Header, HeaderTooLarge, Offsets, Size, Truncated};
        let tensor = || "a".to_owned();
        let dtype = "\"dtype\": \"F32\"";
        assert_eq!(
            a("\"dtype\": \"F128\", \"shape\": [], \"data_offsets\": [0, 16]"),
            Err(Dtype { tensor: tensor(), dtype: "F128".into() })
        );
        assert_eq!(a(dtype), Err(Entry { tensor: tensor() }));
        assert_eq!(a("\"dtype\": 7"), Err(Entry { tensor: tensor() }));
        let negative = format!("{dtype}, \"shape\": [-1], \"data_offsets\": [0, 4]");
        assert_eq!(a(&negative), Err(Entry { tensor: tensor() }));
        let short = format!("{dtype}, \"shape\": [2], \"data_offsets\": [0, 4]");
        assert_eq!(a(&short), Err(Size { tensor: tensor(), expected: Some(8), found: 4 }));
        let huge = format!("{dtype}, \"shape\": [4294967296, 4294967296], \"data_offsets\": [0, 4]");
        assert_eq!(a(&huge), Err(Size { tensor: tensor(), expected: None, found: 4 }));
        for offsets in ["[4, 8]", "[4, 0]"] {
            let apart = format!("{dtype}, \"shape\": [1], \"data_offsets\": {offsets}");
            assert_eq!(a(&apart), Err(Offsets { tensor: tensor() }), "{offsets}");
        }
        let overlap = format!(
            "{{\"b\": {{{dtype}, \"shape\": [1], \"data_offsets\": [0, 4]}}, \"a\": {{{dtype}, \"shape\": [1], \"data_offsets\": [2, 6]}}}}"
        );
        assert_eq!(read(&overlap), Err(Offsets { tensor: tensor() }));
        for no_header in ["", "[]", "{", "{\"a\": {\"dtype\"", "\u{0}"] {
            assert_eq!(read(no_header), Err(Header), "{no_header}");
        }
        assert_eq!(a(""), Err(Entry { tensor: tensor() }));
        let claimed = 1 << 40;
        let bytes = [&u64::to_le_bytes(claimed)[..], b"{}"].concat();
        assert_eq!(super::Header::read(&bytes), Err(HeaderTooLarge { claimed }));
        assert_eq!(super::Header::read(b"abc"), Err(Truncated { tensor: None, expected: 8, found: 3 }));
        let cut = [&u64::to_le_bytes(9)[..], b"{}"].concat();
        assert_eq!(super::Header::read(&cut), Err(Truncated { tensor: None, expected: 17, found: 10 }));
    }
}
