//! A hash table of numbers with open addressing.
//!
//! Encoding does little else than to look numbers up, and often such as are not there. The library's table guards against
//! whoever chooses keys to make it slow; here they come out of a vocabulary, and a multiplication is enough.

/// A number that a table is searched for. 0 is none.
pub(super) trait Key: Copy + Default + Eq {
    /// All of it in 64 bits.
    fn fold(self) -> u64;
}

impl Key for u64 {
    #[inline]
    fn fold(self) -> u64 {
        self
    }
}

impl Key for u128 {
    #[inline]
    fn fold(self) -> u64 {
        (self as u64).rotate_left(23) ^ (self >> 64) as u64
    }
}

/// Keys with a value each.
#[derive(Clone, Debug)]
pub(super) struct Table<K> {
    /// 2ⁿ slots, at most half of them taken, so that a search meets a free one soon.
    slots: Vec<(K, u32)>,
}

impl<K: Key> Table<K> {
    /// The entries, of which the first counts where a key is there twice.
    pub(super) fn new(entries: &[(K, u32)]) -> Self {
        let mut table = Self { slots: vec![Default::default(); (2 * entries.len()).next_power_of_two().max(2)] };
        for &entry in entries {
            let at = table.search(entry.0);
            if table.slots[at].0 == K::default() {
                table.slots[at] = entry;
            }
        }
        table
    }

    /// The value of a key.
    #[inline]
    pub(super) fn get(&self, key: K) -> Option<u32> {
        let (found, value) = self.slots[self.search(key)];
        (found == key).then_some(value)
    }

    /// The slot of a key, or the free one where it would be.
    #[inline]
    fn search(&self, key: K) -> usize {
        let (mask, bits) = (self.slots.len() - 1, self.slots.len().trailing_zeros());
        // Fibonacci hashing: the upper bits of the product depend on all bits of the key.
        let mut at = (key.fold().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize;
        loop {
            let found = self.slots[at & mask].0;
            if found == key || found == K::default() {
                return at & mask;
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_the_first_value_that_they_were_given() {
        let entries: Vec<(u64, u32)> = (0..3_000).map(|i| (1 + i * i % 997, i as u32)).collect();
        let table = Table::new(&entries);
        for &(key, _) in &entries {
            assert_eq!(table.get(key), entries.iter().find(|entry| entry.0 == key).map(|entry| entry.1));
        }
        assert_eq!(table.get(998), None);
        let wide = Table::new(&[(1_u128 << 64, 1), (2, 2)]);
        assert_eq!([1_u128 << 64, 2, 1].map(|key| wide.get(key)), [Some(1), Some(2), None]);
        assert_eq!(Table::<u64>::new(&[]).get(1), None);
    }
}
