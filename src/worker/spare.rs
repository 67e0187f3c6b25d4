//! Memory of answers that the page has shown and given back. A browser gives new memory out page by page, when it is first
//! written to, which for a layer over a thousand tokens takes a seventh of the time; what was written to before is there.

use js_sys::{Array, ArrayBuffer, Float32Array};

/// Buffers that wait for numbers, each with its length in bytes.
#[derive(Default)]
pub(crate) struct Spare(Vec<(u32, ArrayBuffer)>);

impl Spare {
    /// Takes a buffer whose numbers nobody needs any more.
    pub(crate) fn put(&mut self, buffer: ArrayBuffer) {
        self.0.push((buffer.byte_length(), buffer));
    }

    /// An answer's numbers for the page: each list in the least buffer that has room and is not twice as long, or else in a new
    /// one. What is left is let go of.
    pub(crate) fn lists<'n>(&mut self, numbers: impl IntoIterator<Item = &'n [f32]>) -> Array {
        let lists = numbers.into_iter().map(|numbers| self.list(numbers)).collect();
        self.0.clear();
        lists
    }

    fn list(&mut self, numbers: &[f32]) -> Float32Array {
        let n_bytes = size_of_val(numbers) as u32;
        let fits = |&(_, length): &(usize, u32)| (n_bytes..n_bytes.saturating_mul(2)).contains(&length);
        let lengths = self.0.iter().map(|(length, _)| *length).enumerate();
        let Some((place, _)) = lengths.filter(fits).min_by_key(|&(_, length)| length) else {
            return Float32Array::from(numbers);
        };
        let (_, buffer) = self.0.swap_remove(place);
        let list = Float32Array::new_with_byte_offset_and_length(&buffer, 0, numbers.len() as u32);
        list.copy_from(numbers);
        list
    }
}
