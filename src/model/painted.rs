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

/// A table of cells. What lies outside of it is allowed, so that a text may grow under it.
///
/// It is never changed in place: a stroke makes a new one, and undo is going back to the old.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Rows", into = "Rows")]
pub struct Painted {
    n_query: usize,
    n_key: usize,
    /// Row-major, true where the key may be seen.
    allowed: Rc<Vec<bool>>,
}

/// As programs write it: `{rows: ["10", "11"]}`.
#[derive(Serialize, Deserialize)]
struct Rows {
    rows: Vec<String>,
}

impl Painted {
    /// A table whose cells are what `allows` says.
    #[must_use]
    pub fn new(n_query: usize, n_key: usize, allows: impl Fn(usize, usize) -> bool) -> Self {
        let allows = &allows;
        let cells = (0..n_query).flat_map(|query| (0..n_key).map(move |key| allows(query, key))).collect();
        Self { n_query, n_key, allowed: Rc::new(cells) }
    }

    /// Whether the query at position `query` may see the key at position `key`.
    #[must_use]
    pub fn allows(&self, query: usize, key: usize) -> bool {
        query >= self.n_query || key >= self.n_key || self.allowed.get(query * self.n_key + key) != Some(&false)
    }

    /// `[n_query, n_key]`.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        (self.n_query, self.n_key)
    }

    /// The same with the cells of `stroke` set to `allowed`. Cells outside of the table are left out.
    #[must_use]
    pub fn with(&self, stroke: impl Iterator<Item = (usize, usize)>, allowed: bool) -> Self {
        let mut cells = (*self.allowed).clone();
        for (query, key) in stroke.filter(|&(query, key)| query < self.n_query && key < self.n_key) {
            if let Some(cell) = cells.get_mut(query * self.n_key + key) {
                *cell = allowed;
            }
        }
        Self { allowed: Rc::new(cells), ..*self }
    }
}

impl From<Painted> for Rows {
    fn from(painted: Painted) -> Self {
        let row = |row: &[bool]| row.iter().map(|&allowed| if allowed { '1' } else { '0' }).collect();
        Self { rows: painted.allowed.chunks(painted.n_key.max(1)).map(row).collect() }
    }
}

impl TryFrom<Rows> for Painted {
    type Error = &'static str;

    fn try_from(Rows { rows }: Rows) -> Result<Self, &'static str> {
        let n_key = rows.first().map_or(0, String::len);
        if rows.len() > MAX_TOKENS || n_key > MAX_TOKENS || rows.iter().any(|row| row.len() != n_key) {
            return Err("rows of one length");
        }
        let cells = rows.iter().flat_map(|row| row.bytes()).map(|byte| match byte {
            b'1' => Ok(true),
            b'0' => Ok(false),
            _ => Err("rows of 0 and 1"),
        });
        Ok(Self { n_query: rows.len(), n_key, allowed: Rc::new(cells.collect::<Result<_, _>>()?) })
    }
}

/// As in links: `rows.columns.cells`, the cells being bits, deflated and in base 64.
impl fmt::Display for Painted {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let byte = |bits: &[bool]| bits.iter().enumerate().fold(0, |byte, (place, &bit)| byte | u8::from(bit) << place);
        let bytes: Vec<u8> = self.allowed.chunks(8).map(byte).collect();
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
        let cells = deflated.write_all(&bytes).and_then(|()| deflated.finish()).map_err(|_| fmt::Error)?;
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
        if read.is_err() || bytes.len() != expected {
            return Err(PaintedError);
        }
        let bit = |index: usize| bytes.get(index / 8).is_some_and(|byte| byte >> (index % 8) & 1 == 1);
        Ok(Self { n_query, n_key, allowed: Rc::new((0..n_query * n_key).map(bit).collect()) })
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
        assert!(serde_json::from_str::<Painted>(r#"{"rows":["12"]}"#).is_err());
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
            if n_query * n_key > 0 {
                let json = serde_json::to_string(&painted).unwrap();
                prop_assert_eq!(serde_json::from_str::<Painted>(&json).unwrap(), painted);
            }
        }
    }
}
