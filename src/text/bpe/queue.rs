//! Which pair is next: the most frequent one.

use super::{Candidates, Next, Pair};
use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap, HashSet};

/// The pairs, by how often they stand in the text, with the words in which they do.
///
/// Counts change with every merge, and a heap cannot change what is in it. So each entry has the count that it was put in
/// with, and one that is no longer true is put in again when it comes up.
#[derive(Default)]
pub(super) struct Queue {
    counts: HashMap<Pair, i64>,
    heap: BinaryHeap<Entry>,
    grown: HashMap<Pair, HashSet<usize>>,
}

/// A pair in line.
struct Entry {
    pair: Pair,
    count: i64,
    words: HashSet<usize>,
}

impl Candidates for Queue {
    fn count(&mut self, pair: Pair, by: i64, word: usize) {
        *self.counts.entry(pair).or_default() += by;
        if by > 0 {
            self.grown.entry(pair).or_default().insert(word);
        }
    }

    /// Lines up the pairs that have grown since last time.
    fn settle(&mut self) {
        for (pair, words) in self.grown.drain() {
            let count = self.counts.get(&pair).copied().unwrap_or(0);
            if count > 0 {
                self.heap.push(Entry { pair, count, words });
            }
        }
    }

    /// The most frequent pair, of several the one with the smaller ids.
    fn pop(&mut self, _: &[usize]) -> Option<Next> {
        loop {
            let entry = self.heap.pop()?;
            let count = self.counts.get(&entry.pair).copied().unwrap_or(0);
            if count == entry.count {
                return Some(Next { pair: entry.pair, count: count as usize, words: entry.words });
            }
            if count > 0 {
                self.heap.push(Entry { count, ..entry });
            }
        }
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.count, Reverse(self.pair)).cmp(&(other.count, Reverse(other.pair)))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_comes_first_and_of_equals_the_smaller() {
        let mut queue = Queue::default();
        for (pair, by) in [((3, 1), 2), ((1, 9), 5), ((2, 2), 5), ((0, 0), 9)] {
            queue.count(pair, by, 7);
        }
        queue.settle();
        queue.count((0, 0), -8, 7); // still lined up with 9
        let order: Vec<_> = std::iter::from_fn(|| queue.pop(&[])).map(|entry| (entry.pair, entry.count)).collect();
        assert_eq!(order, [((1, 9), 5), ((2, 2), 5), ((3, 1), 2), ((0, 0), 1)]);
    }
}
