//! Safetensors, the file of a model's weights: a length, a header in JSON, and the plain numbers of all tensors.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | the header's length, least significant byte first |
//! | so many | the header: `{"name": {"dtype": "F16", "shape": [2, 3], "data_offsets": [0, 12]}, …}` |
//! | the rest | the numbers, tensor after tensor without a gap; offsets count from here |
//!
//! Such a file may be larger than the memory that is left beside its own numbers, so it is never held: a [`Reader`] is
//! handed its bytes as they arrive, and hands on each tensor as soon as it is whole, widened to `f32`. Who has the
//! header alone ([`Header::read`]) knows where each tensor lies and can fetch and [`Entry::widen`] it by itself. A
//! model of several files has an [`Index`] that says which tensor is in which.

mod header;
mod index;
mod reader;
mod written;

pub use header::{Entry, Header, MAX_HEADER, header_len};
pub use index::{Index, IndexError};
pub use reader::{Reader, Receiver};

use super::shortened;
use serde::{Deserialize, Serialize};

/// A name from a file, for a fault: at most 60 characters, and none that cannot be seen.
fn quoted(name: &str) -> String {
    shortened(&name.replace(char::is_control, "\u{FFFD}"), 60)
}

/// Why a file of tensors is not read. Bytes count from the beginning of the file; of a name there are 60 characters at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SafetensorsError {
    /// The header claims to be longer than [`MAX_HEADER`].
    HeaderTooLarge {
        /// Bytes that it claims.
        claimed: u64,
    },
    /// The header is not JSON, or not an object of tensors.
    Header,
    /// A tensor's entry lacks its type, its shape or its place, or has something else there.
    Entry {
        /// The tensor.
        tensor: String,
    },
    /// A type of numbers that is not known, or, of a tensor that is wanted, not one of `F32`, `F16` and `BF16`.
    Dtype {
        /// The tensor.
        tensor: String,
        /// The type, as the file names it, at most 60 characters.
        dtype: String,
    },
    /// A tensor has more or fewer bytes than its shape and type need.
    Size {
        /// The tensor.
        tensor: String,
        /// Bytes that it needs; nothing if they are more than can be counted.
        expected: Option<u64>,
        /// Bytes that it has.
        found: u64,
    },
    /// A tensor does not begin where the one before it ends: it overlaps it or leaves a gap.
    Offsets {
        /// The tensor.
        tensor: String,
    },
    /// The file ends too early.
    Truncated {
        /// The tensor in whose bytes it ends; nothing if it ends in the header.
        tensor: Option<String>,
        /// Bytes that the file should have, as far as it can be told.
        expected: u64,
        /// Bytes that it has.
        found: u64,
    },
    /// Something follows the last tensor.
    Trailing {
        /// Bytes that the file should have.
        expected: u64,
    },
    /// There is no memory for a tensor.
    Memory {
        /// The tensor.
        tensor: String,
    },
}
