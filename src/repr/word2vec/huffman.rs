//! Huffman's tree over the words: frequent words have short ways, so that a guess takes few turns (Huffman, *A method for the construction
//! of minimum-redundancy codes*, 1952).

use super::corpus::Id;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Each word's way from the root: which inner node asks, and which way the word lies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    turns: Vec<(u32, bool)>,
    ends: Vec<usize>,
}

impl Tree {
    /// The tree of words that are so frequent. Of two nodes that are joined, the less frequent one is `false`; of equally
    /// frequent ones the older.
    #[must_use]
    pub fn new(counts: &[u64]) -> Self {
        let n = counts.len();
        let mut heap: BinaryHeap<Reverse<(u64, usize)>> =
            counts.iter().enumerate().map(|(word, &count)| Reverse((count, word))).collect();
        // The parent of each node, and on which side it is.
        let mut above = vec![(0, false); (2 * n).saturating_sub(1)];
        let mut next = n;
        while let (Some(Reverse((a, left))), Some(Reverse((b, right)))) = (heap.pop(), heap.pop()) {
            (above[left], above[right]) = ((next, false), (next, true));
            heap.push(Reverse((a + b, next)));
            next += 1;
            if next == 2 * n - 1 {
                break;
            }
        }
        let mut tree = Self::default();
        for word in 0..n {
            let (from, mut node) = (tree.turns.len(), word);
            while node + 1 < above.len() {
                let (parent, side) = above[node];
                tree.turns.push(((parent - n) as u32, side));
                node = parent;
            }
            tree.turns[from..].reverse();
            tree.ends.push(tree.turns.len());
        }
        tree
    }

    /// A word's turns, from the root on: the inner node, and whether the word is on its second side.
    #[must_use]
    pub fn way(&self, word: Id) -> &[(u32, bool)] {
        let end = self.ends.get(word as usize).copied().unwrap_or_default();
        let from = (word as usize).checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        &self.turns[from..end]
    }

    /// How many turns a word takes on average, of words that are so frequent.
    #[must_use]
    pub fn mean(&self, counts: &[u64]) -> f64 {
        let turns = counts.iter().enumerate().map(|(word, &count)| count * self.way(word as Id).len() as u64);
        turns.sum::<u64>() as f64 / counts.iter().sum::<u64>().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn frequent_words_have_short_ways() {
        let tree = Tree::new(&[45, 13, 12, 16, 9, 5]);
        // The textbook's example: code lengths 1 3 3 3 4 4 (Cormen et al., *Introduction to algorithms*, 16.3).
        let lengths: Vec<usize> = (0..6).map(|word| tree.way(word).len()).collect();
        assert_eq!(lengths, [1, 3, 3, 3, 4, 4]);
    }

    proptest! {
        #[test]
        fn ways_part_and_fill_the_tree(counts in prop::collection::vec(1u64..50, 0..40)) {
            let tree = Tree::new(&counts);
            let ways: Vec<&[(u32, bool)]> = (0..counts.len()).map(|word| tree.way(word as Id)).collect();
            // Kraft's sum of a full binary tree is 1.
            let sum: f64 = ways.iter().map(|way| 0.5f64.powi(way.len() as i32)).sum();
            prop_assert!(counts.is_empty() || (sum - 1.0).abs() < 1e-12);
            for (a, way) in ways.iter().enumerate() {
                prop_assert!(way.iter().all(|&(node, _)| (node as usize) < counts.len() - 1));
                for (b, other) in ways.iter().enumerate() {
                    let longer = if counts[a] > counts[b] { way.len() <= other.len() } else { true };
                    prop_assert!(longer && (a == b || !other.starts_with(way)));
                }
            }
        }
    }
}
