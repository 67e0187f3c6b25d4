//! Numbers that the worker lends with an answer: their memory goes back to it once nobody looks at them any more, so that the
//! next answer need not ask the browser for new memory (`worker/spare.rs` tells why that is dear).

use js_sys::{Array, ArrayBuffer, Float32Array};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// Bytes of a list that is worth sending back; shorter ones are as soon made anew.
const LEAST: u32 = 64 * 1_024;
/// Bytes that wait to be sent back at most. More is left to the browser, which a phone may need for others.
const MOST: u32 = 64 * 1_024 * 1_024;

/// What waits to be sent back, each buffer with its length in bytes.
#[derive(Clone, Default)]
pub(super) struct Returned(Rc<RefCell<Vec<(u32, ArrayBuffer)>>>);

impl Returned {
    /// All of it, which then waits no more.
    pub(super) fn take(&self) -> Array {
        self.0.take().into_iter().map(|(_, buffer)| buffer).collect()
    }
}

/// A list of numbers on loan.
pub(super) struct Lent {
    list: Float32Array,
    returned: Returned,
}

impl Lent {
    pub(super) fn new(list: Float32Array, returned: Returned) -> Self {
        Self { list, returned }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.list.length() as usize
    }

    /// A copy of some of them.
    pub(super) fn some(&self, range: Range<usize>) -> Vec<f32> {
        self.list.subarray(range.start as u32, range.end as u32).to_vec()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let buffer = self.list.buffer();
        let length = buffer.byte_length();
        let mut waiting = self.returned.0.borrow_mut();
        let n_bytes: u32 = waiting.iter().map(|(length, _)| length).sum();
        if length >= LEAST && n_bytes.saturating_add(length) <= MOST {
            waiting.push((length, buffer));
        }
    }
}
