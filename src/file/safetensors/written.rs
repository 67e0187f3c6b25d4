//! What a header says of each tensor, read as a stranger's.

use super::{Entry, SafetensorsError, quoted};
use safetensors::tensor::Dtype;
use serde::de::value::{Error as NoDtype, StrDeserializer};
use serde::de::{Error, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// The one entry that is no tensor.
const METADATA: &str = "__metadata__";
/// The most sides that a tensor has.
const MAX_SIDES: usize = 8;

/// The entries as they are written, read one after the other into no more than they are: a tree of everything that a
/// header may hold would be many times as large as the header. Sizes have 64 bits everywhere, in a page too, where a
/// `usize` has 32.
#[derive(Default)]
pub(super) struct Tensors {
    all: Vec<(String, Written)>,
    /// The one that is being read.
    name: Option<String>,
}

#[derive(Deserialize)]
struct Written {
    dtype: String,
    #[serde(deserialize_with = "sides")]
    shape: Vec<u64>,
    data_offsets: (u64, u64),
}

impl Tensors {
    /// The tensors of a header that ends at `start`, in the order of the header.
    pub(super) fn read(json: &[u8], start: u64) -> Result<Vec<Entry>, SafetensorsError> {
        let mut tensors = Self::default();
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let whole = deserializer.deserialize_map(&mut tensors).and_then(|()| deserializer.end());
        whole.map_err(|error| match &tensors.name {
            Some(name) if error.is_data() => SafetensorsError::Entry { tensor: quoted(name) },
            _ => SafetensorsError::Header,
        })?;
        tensors.all.into_iter().map(|(name, written)| written.entry(name, start)).collect()
    }
}

impl<'de> Visitor<'de> for &mut Tensors {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("tensors by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if name == METADATA {
                self.name = None;
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            self.name = Some(name.clone());
            self.all.push((name, map.next_value()?));
        }
        Ok(())
    }
}

/// A shape, of which no more is held than a tensor can have.
fn sides<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    struct Sides;

    impl<'de> Visitor<'de> for Sides {
        type Value = Vec<u64>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a few sides")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<u64>, A::Error> {
            let mut sides = Vec::with_capacity(MAX_SIDES);
            while let Some(side) = list.next_element()? {
                if sides.len() == MAX_SIDES {
                    return Err(Error::invalid_length(MAX_SIDES + 1, &self));
                }
                sides.push(side);
            }
            Ok(sides)
        }
    }

    deserializer.deserialize_seq(Sides)
}

impl Written {
    /// The tensor, if its shape, type and bytes agree. Its numbers are counted from the end of the header.
    fn entry(self, name: String, start: u64) -> Result<Entry, SafetensorsError> {
        let tensor = || quoted(&name);
        let dtype: StrDeserializer<NoDtype> = self.dtype.as_str().into_deserializer();
        let Ok(dtype) = Dtype::deserialize(dtype) else {
            return Err(SafetensorsError::Dtype { tensor: tensor(), dtype: quoted(&self.dtype) });
        };
        let (first, end) = self.data_offsets;
        let Some(found) = end.checked_sub(first) else { return Err(SafetensorsError::Offsets { tensor: tensor() }) };
        let bits = self.shape.iter().try_fold(dtype.bitsize() as u64, |bits, &side| bits.checked_mul(side));
        let shape: Result<Vec<usize>, _> = self.shape.iter().map(|&side| usize::try_from(side)).collect();
        let (Ok(shape), true) = (shape, bits.is_some() && bits == found.checked_mul(8)) else {
            let expected = bits.map(|bits| bits.div_ceil(8)).filter(|&expected| expected != found);
            return Err(SafetensorsError::Size { tensor: tensor(), expected, found });
        };
        let (Some(first), Some(end)) = (start.checked_add(first), start.checked_add(end)) else {
            return Err(SafetensorsError::Offsets { tensor: tensor() });
        };
        Ok(Entry { name, shape, bytes: first..end, dtype })
    }
}
