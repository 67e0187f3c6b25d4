//! A mask painted by hand: a table of cells, each allowed or blocked.

use super::MAX_TOKENS;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{Read, Write};
use std::rc::Rc;
use std::str::FromStr;

/// A table of cells, a bit each. What lies outside of it is allowed, so that a text may grow under it.
///
/// It is never changed in place: a stroke makes a new one, and undo is going back to the old.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Rows", into = "Rows")]
pub struct Painted {
    n_query: usize,
    n_key: usize,
    /// Row-major, the lowest bit of a byte first; 1 where the key may be seen. Bits after the last cell are 0.
    bits: Rc<Vec<u8>>,
}

/// As programs write it: `{rows: ["10", "11"]}`; between page and worker, where a million cells may travel at every
/// stroke, the bits in base 64.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Rows {
    Cells { rows: Vec<String> },
    Bits { shape: (usize, usize), bits: String },
}

impl Painted {
    /// A table whose cells are what `allows` says.
    #[must_use]
    pub fn new(n_query: usize, n_key: usize, allows: impl Fn(usize, usize) -> bool) -> Self {
        let mut bits = vec![0u8; (n_query * n_key).div_ceil(8)];
        for query in 0..n_query {
            for key in 0..n_key {
                let cell = query * n_key + key;
                bits[cell / 8] |= u8::from(allows(query, key)) << (cell % 8);
            }
        }
        Self { n_query, n_key, bits: Rc::new(bits) }
    }

    /// Whether the query at position `query` may see the key at position `key`.
    #[must_use]
    pub fn allows(&self, query: usize, key: usize) -> bool {
        let cell = query * self.n_key + key;
        query >= self.n_query || key >= self.n_key || self.bits[cell / 8] >> (cell % 8) & 1 == 1
    }

    /// Writes −∞ over what a query may not see, into the rows of `[n_query, n_key]`.
    pub(super) fn block(&self, n_query: usize, n_key: usize, additive: &mut [f32]) {
        if (n_query, n_key) != self.shape() {
            return super::mask::block(n_key, additive, |query, key| self.allows(query, key));
        }
        // A million cells while a hand paints: eight at a time, most of them all allowed.
        for (&byte, cells) in self.bits.iter().zip(additive.chunks_mut(8)).filter(|(byte, _)| **byte != u8::MAX) {
            for (place, cell) in cells.iter_mut().enumerate() {
                if byte >> place & 1 == 0 {
                    *cell = f32::NEG_INFINITY;
                }
            }
        }
    }

    /// `[n_query, n_key]`.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        (self.n_query, self.n_key)
    }

    /// The same with the cells of `stroke` set to `allowed`. Cells outside of the table are left out.
    #[must_use]
    pub fn with(&self, stroke: impl Iterator<Item = (usize, usize)>, allowed: bool) -> Self {
        let mut bits = (*self.bits).clone();
        for (query, key) in stroke.filter(|&(query, key)| query < self.n_query && key < self.n_key) {
            let cell = query * self.n_key + key;
            let bit = 1 << (cell % 8);
            if allowed {
                bits[cell / 8] |= bit;
            } else {
                bits[cell / 8] &= !bit;
            }
        }
        Self { bits: Rc::new(bits), ..*self }
    }

    /// A table of bytes that came from outside.
    fn from_bits((n_query, n_key): (usize, usize), mut bits: Vec<u8>) -> Option<Self> {
        if n_query > MAX_TOKENS || n_key > MAX_TOKENS || bits.len() != (n_query * n_key).div_ceil(8) {
            return None;
        }
        let surplus = bits.len() * 8 - n_query * n_key;
        if let Some(last) = bits.last_mut() {
            *last &= u8::MAX >> surplus;
        }
        Some(Self { n_query, n_key, bits: Rc::new(bits) })
    }
}

impl From<Painted> for Rows {
    fn from(painted: Painted) -> Self {
        Self::Bits { shape: painted.shape(), bits: BASE64_URL_SAFE_NO_PAD.encode(&*painted.bits) }
    }
}

impl TryFrom<Rows> for Painted {
    type Error = &'static str;

    fn try_from(written: Rows) -> Result<Self, &'static str> {
        let rows = match written {
            Rows::Bits { shape, bits } => {
                let bits = BASE64_URL_SAFE_NO_PAD.decode(bits).map_err(|_| "bits in base 64")?;
                return Self::from_bits(shape, bits).ok_or("as many bits as cells");
            }
            Rows::Cells { rows } => rows,
        };
        let n_key = rows.first().map_or(0, String::len);
        if rows.len() > MAX_TOKENS || n_key > MAX_TOKENS || rows.iter().any(|row| row.len() != n_key) {
            return Err("rows of one length");
        }
        if rows.iter().any(|row| row.bytes().any(|byte| byte != b'0' && byte != b'1')) {
            return Err("rows of 0 and 1");
        }
        Ok(Self::new(rows.len(), n_key, |query, key| rows[query].as_bytes()[key] == b'1'))
    }
}

/// As in links: `rows.columns.cells`, the cells being bits, deflated and in base 64.
impl fmt::Display for Painted {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
        let cells = deflated.write_all(&self.bits).and_then(|()| deflated.finish()).map_err(|_| fmt::Error)?;
        write!(f, "{}.{}.{}", self.n_query, self.n_key, BASE64_URL_SAFE_NO_PAD.encode(cells))
    }
}

/// A table that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaintedError;

impl FromStr for Painted {
    type Err = PaintedError;

    fn from_str(text: &str) -> Result<Self, PaintedError> {
        let mut parts = text.splitn(3, '.');
        let mut size = || parts.next()?.parse().ok().filter(|&size: &usize| size <= MAX_TOKENS);
        let (n_query, n_key) = (size().ok_or(PaintedError)?, size().ok_or(PaintedError)?);
        let deflated = BASE64_URL_SAFE_NO_PAD.decode(parts.next().unwrap_or_default()).map_err(|_| PaintedError)?;
        let expected = (n_query * n_key).div_ceil(8);
        let mut bytes = Vec::new();
        // One byte more than there should be is enough to know that there are too many.
        let read = DeflateDecoder::new(&deflated[..]).take(expected as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|_| PaintedError)?;
        Self::from_bits((n_query, n_key), bytes).ok_or(PaintedError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn outside_of_the_table_everything_is_allowed() {
        let painted = Painted::new(2, 2, |_, _| false);
        assert!(!painted.allows(1, 1));
        assert!(painted.allows(2, 0) && painted.allows(0, 2));
        assert!(Painted::default().allows(0, 0));
    }

    #[test]
    fn a_stroke_leaves_the_old_table_as_it_was() {
        let before = Painted::new(2, 3, |_, _| true);
        let after = before.with([(0, 1), (9, 9)].into_iter(), false);
        assert!(before.allows(0, 1) && !after.allows(0, 1));
        assert_eq!(after.with([(0, 1)].into_iter(), true), before);
    }

    #[test]
    fn odd_texts_are_refused() {
        for text in ["", "1", "1.1", "1.1.!", "4000.1.AA", "8.8.AAAA"] {
            assert_eq!(text.parse::<Painted>(), Err(PaintedError), "{text}");
        }
        assert!(serde_json::from_str::<Painted>(r#"{"rows":["10","1"]}"#).is_err());
        for json in [r#"{"rows":["12"]}"#, r#"{"shape":[3,3],"bits":"AA"}"#, r#"{"shape":[9999,9999],"bits":""}"#] {
            assert!(serde_json::from_str::<Painted>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_large_triangle_is_a_short_text() {
        let text = Painted::new(512, 512, |query, key| key <= query).to_string();
        assert!(text.len() < 3_000, "{}", text.len());
    }

    proptest! {
        #[test]
        fn a_table_survives_its_texts(n_query in 0usize..20, n_key in 0usize..20, bits: u64) {
            let painted = Painted::new(n_query, n_key, |q, k| bits >> ((q * 7 + k) % 64) & 1 == 1);
            prop_assert_eq!(painted.to_string().parse::<Painted>(), Ok(painted.clone()));
            let json = serde_json::to_string(&painted).unwrap();
            prop_assert_eq!(serde_json::from_str::<Painted>(&json).unwrap(), painted.clone());
            let row = |q| (0..n_key).map(|k| if painted.allows(q, k) { '1' } else { '0' }).collect::<String>();
            let rows: Vec<String> = (0..n_query).map(row).collect();
            if n_query * n_key > 0 {
                let json = serde_json::json!({ "rows": rows }).to_string();
                prop_assert_eq!(serde_json::from_str::<Painted>(&json).unwrap(), painted);
            }
        }
    }
}
