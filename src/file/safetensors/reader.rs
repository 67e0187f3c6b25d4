//! A file that arrives in pieces, read as it does.

use super::{Entry, Header, SafetensorsError, header_len, quoted};

/// Who gets the tensors of a file.
pub trait Receiver {
    /// What may be wrong with a tensor, and what with a file.
    type Error: From<SafetensorsError>;

    /// Whether this tensor is wanted. Every tensor is asked about before the first number is read.
    ///
    /// # Errors
    /// If a tensor like this means that the file is the wrong one.
    fn wants(&mut self, entry: &Entry) -> Result<bool, Self::Error>;

    /// Takes a tensor that is wanted, its numbers row by row.
    ///
    /// # Errors
    /// If its numbers can't be used.
    fn take(&mut self, entry: &Entry, values: Vec<f32>) -> Result<(), Self::Error>;
}

/// Reads one file. It holds the header, the numbers of one tensor, and three bytes at most of one number.
#[derive(Debug, Default)]
pub struct Reader {
    /// Bytes that have arrived.
    len: u64,
    /// The header, as long as it is not whole.
    start: Vec<u8>,
    header: Option<Header>,
    /// Which tensors are wanted.
    wanted: Vec<bool>,
    /// The tensor whose bytes come next.
    next: usize,
    values: Vec<f32>,
    /// The beginning of a number whose end is in the next piece.
    broken: Vec<u8>,
}

impl Reader {
    /// The header, once it has arrived.
    #[must_use]
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Reads on.
    ///
    /// # Errors
    /// What is wrong with the file, or what the receiver says. After an error there is nothing more to read.
    pub fn push<R: Receiver>(&mut self, mut bytes: &[u8], receiver: &mut R) -> Result<(), R::Error> {
        if self.header.is_none() {
            bytes = self.push_header(bytes)?;
            let Some(header) = &self.header else { return Ok(()) };
            self.wanted = header.entries.iter().map(|entry| receiver.wants(entry)).collect::<Result<_, _>>()?;
            self.begin()?;
            self.hand_over(receiver)?;
        }
        let Some(header) = &self.header else { return Ok(()) };
        let file_len = header.file_len;
        while let Some(entry) = self.header.as_ref().and_then(|header| header.entries.get(self.next)) {
            let rest = entry.bytes.end - self.len;
            let here = bytes.len().min(usize::try_from(rest).unwrap_or(usize::MAX));
            if here == 0 {
                return Ok(());
            }
            let (own, others) = bytes.split_at(here);
            if self.wanted.get(self.next) == Some(&true) {
                append(entry, own, &mut self.broken, &mut self.values);
            }
            self.len += here as u64;
            bytes = others;
            self.hand_over(receiver)?;
        }
        self.len += bytes.len() as u64;
        if bytes.is_empty() { Ok(()) } else { Err(SafetensorsError::Trailing { expected: file_len }.into()) }
    }

    /// Says that nothing more will come.
    ///
    /// # Errors
    /// [`SafetensorsError::Truncated`] if something is missing.
    pub fn finish(&self) -> Result<(), SafetensorsError> {
        let found = self.len;
        let Some(header) = &self.header else {
            let expected = header_len(&self.start).unwrap_or(8);
            return Err(SafetensorsError::Truncated { tensor: None, expected, found });
        };
        let Some(entry) = header.entries.get(self.next) else { return Ok(()) };
        Err(SafetensorsError::Truncated { tensor: Some(quoted(&entry.name)), expected: header.file_len, found })
    }

    /// Takes what belongs to the header and gives back the rest.
    fn push_header<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], SafetensorsError> {
        let mut rest = bytes;
        // First the 8 bytes that say how long it is, then so many. They claim at most MAX_HEADER.
        for _ in 0..2 {
            let wanted = if self.start.len() < 8 { 8 } else { header_len(&self.start)? as usize };
            let (own, others) = rest.split_at(rest.len().min(wanted - self.start.len()));
            self.start.extend_from_slice(own);
            self.len += own.len() as u64;
            rest = others;
        }
        if self.start.len() >= 8 && self.start.len() as u64 == header_len(&self.start)? {
            self.header = Some(Header::read(&self.start)?);
            self.start = Vec::new();
        }
        Ok(rest)
    }

    /// Makes room for the next tensor.
    fn begin(&mut self) -> Result<(), SafetensorsError> {
        let entry = self.header.as_ref().and_then(|header| header.entries.get(self.next));
        let wanted = self.wanted.get(self.next) == Some(&true);
        self.values = entry.filter(|_| wanted).map_or(Ok(Vec::new()), Entry::room)?;
        Ok(())
    }

    /// Hands over every tensor whose bytes have all come; one of no numbers has no bytes.
    fn hand_over<R: Receiver>(&mut self, receiver: &mut R) -> Result<(), R::Error> {
        while let Some(entry) = self.header.as_ref().and_then(|header| header.entries.get(self.next))
            && entry.bytes.end == self.len
        {
            if self.wanted.get(self.next) == Some(&true) {
                receiver.take(entry, std::mem::take(&mut self.values))?;
            }
            self.next += 1;
            self.begin()?;
        }
        Ok(())
    }
}

/// Appends the numbers in these bytes, of which the first may have begun, and the last may end, in another piece.
fn append(entry: &Entry, mut bytes: &[u8], broken: &mut Vec<u8>, values: &mut Vec<f32>) {
    let width = entry.width();
    if !broken.is_empty() {
        let (end, rest) = bytes.split_at(bytes.len().min(width - broken.len()));
        broken.extend_from_slice(end);
        bytes = rest;
        if broken.len() == width {
            entry.append(broken, values);
            broken.clear();
        }
    }
    entry.append(bytes, values);
    broken.extend_from_slice(&bytes[bytes.len() - bytes.len() % width.max(1)..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Takes what its names say, or everything.
    #[derive(Default)]
    struct Taker {
        only: Option<&'static str>,
        taken: Vec<(String, Vec<f32>)>,
    }

    impl Receiver for Taker {
        type Error = SafetensorsError;

        fn wants(&mut self, entry: &Entry) -> Result<bool, SafetensorsError> {
            Ok(self.only.is_none_or(|only| entry.name == only))
        }

        fn take(&mut self, entry: &Entry, values: Vec<f32>) -> Result<(), SafetensorsError> {
            assert_eq!(values.len(), entry.shape.iter().product::<usize>());
            self.taken.push((entry.name.clone(), values));
            Ok(())
        }
    }

    fn file() -> Vec<u8> {
        let header = r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"none":{"dtype":"F32","shape":[0,3],"data_offsets":[8,8]},
            "b":{"dtype":"F16","shape":[3,1],"data_offsets":[8,14]},"i":{"dtype":"I64","shape":[1],"data_offsets":[14,22]},
            "c":{"dtype":"BF16","shape":[],"data_offsets":[22,24]}}"#;
        let mut file = (header.len() as u64).to_le_bytes().to_vec();
        file.extend(header.as_bytes());
        file.extend([1.5f32, -2.0].iter().flat_map(|value| value.to_le_bytes()));
        file.extend([0x00, 0x3C, 0x00, 0x40, 0x00, 0x42, 9, 9, 9, 9, 9, 9, 9, 9, 0x80, 0x3F]);
        file
    }

    fn read(pieces: &[&[u8]], taker: &mut Taker) -> Result<(), SafetensorsError> {
        let mut reader = Reader::default();
        for piece in pieces {
            reader.push(piece, taker)?;
        }
        reader.finish()
    }

    #[test]
    fn a_type_that_is_not_read_may_be_left_alone() {
        let mut taker = Taker { only: Some("c"), ..Taker::default() };
        assert_eq!(read(&[&file()], &mut taker), Ok(()));
        assert_eq!(taker.taken, [("c".into(), vec![1.0])]);
        let refused = SafetensorsError::Dtype { tensor: "i".into(), dtype: "I64".into() };
        assert_eq!(read(&[&file()], &mut Taker::default()), Err(refused));
    }

    #[test]
    fn too_little_and_too_much_is_named() {
        let file = file();
        let most = file.len() as u64;
        for len in 0..file.len() {
            let mut taker = Taker { only: Some("c"), ..Taker::default() };
            let Err(SafetensorsError::Truncated { tensor, expected, found }) = read(&[&file[..len]], &mut taker) else {
                panic!("{len} bytes of {most} were enough")
            };
            assert_eq!(found, len as u64);
            let data = file.len() - 24;
            let name = [(data + 8, "a"), (data + 14, "b"), (data + 22, "i"), (data + 24, "c")];
            let name = name.into_iter().find(|&(end, _)| len < end).map(|(_, name)| name);
            assert_eq!(tensor.as_deref(), name.filter(|_| len >= data), "{len}");
            assert_eq!(
                expected,
                if len < 8 {
                    8
                } else if len < data {
                    data as u64
                } else {
                    most
                }
            );
        }
        let mut taker = Taker { only: Some("c"), ..Taker::default() };
        assert_eq!(read(&[&file, b"x"], &mut taker), Err(SafetensorsError::Trailing { expected: most }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn pieces_of_any_length_give_the_same(cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..40)) {
            let mut file = file();
            let place = file.windows(3).position(|three| three == b"I64").unwrap();
            file.splice(place..place + 3, *b"F32");
            file.splice(place + 14..place + 15, *b"2"); // 8 bytes are two of them
            let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(file.len())).chain([0, file.len()]).collect();
            ends.sort_unstable();
            let pieces: Vec<&[u8]> = ends.windows(2).map(|pair| &file[pair[0]..pair[1]]).collect();
            let mut taker = Taker::default();
            prop_assert_eq!(read(&pieces, &mut taker), Ok(()));
            let (names, values): (Vec<String>, Vec<Vec<f32>>) = taker.taken.into_iter().unzip();
            prop_assert_eq!(names, ["a", "none", "b", "i", "c"]);
            prop_assert_eq!(&values[..3], [vec![1.5, -2.0], vec![], vec![1.0, 2.0, 3.0]]);
            prop_assert_eq!((values[3].len(), &values[4][..]), (2, &[1.0][..]));
        }

        #[test]
        fn anything_is_answered(
            noise in prop::collection::vec(any::<u8>(), 0..200),
            edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            signs in any::<bool>(),
            piece in 1usize..90,
        ) {
            let mut file = file();
            let header_end = file.len() - 24;
            for (place, byte) in edits {
                // Signs that belong in the header reach further than noise does.
                let written = b"0123456789{}[]:,\"-eFIBU6";
                let most = if signs { header_end } else { file.len() };
                file[place.index(most)] = if signs { written[byte as usize % written.len()] } else { byte };
            }
            let json = [&(noise.len() as u64).to_le_bytes()[..], &noise, &noise].concat();
            for bytes in [&file, &noise, &json] {
                let pieces: Vec<&[u8]> = bytes.chunks(piece).collect();
                let _any_answer = read(&pieces, &mut Taker::default());
                let _any_index = crate::file::safetensors::Index::read(bytes);
            }
        }
    }
}
