//! A trie: the tree of a dictionary's prefixes, in which a word is a path of characters from the root.
//!
//! Its edges lie in one hash table, (node, character) → node, and a node is the place of the edge that leads to it. So
//! half a million nodes are one array of 8 MB that is filled in one go, and a reader's word is one more entry.

use super::dictionary::MAX_WORD;

/// A prefix of some word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node(u32);

/// The empty prefix. Its number is above those of all slots.
pub(super) const ROOT: Node = Node((1 << NODE_BITS) - 1);

/// More prefixes than a trie can hold, or more different values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full;

// A slot is 64 bits: the node above it, the character that leads here, and the value of the word that ends here.
const NODE_BITS: u32 = 24;
const CHAR_BITS: u32 = 21;
const VALUE_BITS: u32 = 19;
/// No edge comes from the root by this character, which Unicode does not have.
const EMPTY: u64 = u64::MAX;

#[derive(Clone)]
pub(super) struct Trie {
    /// 2ⁿ slots, at most two thirds of them taken, so that a search meets a free one soon.
    slots: Vec<u64>,
    /// Four bits for each slot, of which an edge's hash sets one. Most edges that are looked for are not there, and most of
    /// those are known by a bit that is not set, in half a megabyte that stays nearer to the processor than 8 do.
    marks: Vec<u64>,
    n_nodes: usize,
}

impl Trie {
    /// No word yet, and room for about so many nodes.
    pub(super) fn with_capacity(n_nodes: usize) -> Self {
        let size = (n_nodes + n_nodes / 2).next_power_of_two().clamp(1 << 4, 1 << (NODE_BITS - 1));
        Self::of_size(size)
    }

    fn of_size(size: usize) -> Self {
        Self { slots: vec![EMPTY; size], marks: vec![0; (size / 16).max(1)], n_nodes: 0 }
    }

    /// The node one character further, if any word goes there.
    #[inline]
    pub(super) fn child(&self, node: Node, c: char) -> Option<Node> {
        let (word, bit) = self.mark(key(node, c));
        // Nearly every character begins some word.
        if node != ROOT && self.marks[word] & bit == 0 {
            return None;
        }
        self.search(node, c).ok()
    }

    #[inline]
    fn mark(&self, key: u64) -> (usize, u64) {
        let hash = hash(key);
        ((hash >> 38) as usize & (self.marks.len() - 1), 1 << (hash >> 32 & 63))
    }

    /// The value of the word that ends here; 0 where none does.
    #[inline]
    pub(super) fn value(&self, node: Node) -> usize {
        self.slots.get(node.0 as usize).map_or(0, |slot| (slot & ((1 << VALUE_BITS) - 1)) as usize)
    }

    /// The node of a prefix, if any word begins so.
    pub(super) fn find(&self, prefix: impl IntoIterator<Item = char>) -> Option<Node> {
        prefix.into_iter().try_fold(ROOT, |node, c| self.child(node, c))
    }

    /// Sets the value of a word of up to [`MAX_WORD`] characters, with nodes for all its prefixes. Returns the value that
    /// it had.
    pub(super) fn insert(&mut self, word: impl IntoIterator<Item = char>, value: usize) -> Result<usize, Full> {
        let value = u64::try_from(value).ok().filter(|value| value >> VALUE_BITS == 0).ok_or(Full)?;
        // Growing moves the nodes, so there has to be room before the first step is taken.
        self.reserve(MAX_WORD)?;
        let mut node = ROOT;
        for c in word {
            node = match self.search(node, c) {
                Ok(next) => next,
                Err(free) => {
                    self.slots[free] = key(node, c) << VALUE_BITS;
                    let (word, bit) = self.mark(key(node, c));
                    self.marks[word] |= bit;
                    self.n_nodes += 1;
                    Node(free as u32)
                }
            };
        }
        let before = self.value(node);
        if let Some(slot) = self.slots.get_mut(node.0 as usize) {
            *slot = *slot >> VALUE_BITS << VALUE_BITS | value;
        }
        Ok(before)
    }

    /// The edge, or the free slot where it would be.
    #[inline]
    fn search(&self, node: Node, c: char) -> Result<Node, usize> {
        let (key, mask) = (key(node, c), self.slots.len() - 1);
        let mut at = (hash(key) >> (64 - self.slots.len().trailing_zeros())) as usize;
        loop {
            let slot = self.slots[at & mask];
            if slot >> VALUE_BITS == key {
                return Ok(Node((at & mask) as u32));
            }
            if slot == EMPTY {
                return Err(at & mask);
            }
            at += 1;
        }
    }

    fn reserve(&mut self, more: usize) -> Result<(), Full> {
        while (self.n_nodes + more) * 3 > self.slots.len() * 2 {
            let size = self.slots.len() * 2;
            if size >= 1 << NODE_BITS {
                return Err(Full);
            }
            let mut larger = Self::of_size(size);
            for (at, _) in self.slots.iter().enumerate().filter(|&(_, &slot)| slot != EMPTY) {
                let node = Node(at as u32);
                larger.insert(self.word(node), self.value(node))?;
            }
            *self = larger;
        }
        Ok(())
    }

    /// The prefix that ends at a node, read backwards along the edges.
    fn word(&self, mut node: Node) -> Vec<char> {
        let mut word = Vec::new();
        while let Some(slot) = self.slots.get(node.0 as usize) {
            word.extend(char::from_u32((slot >> VALUE_BITS) as u32 & ((1 << CHAR_BITS) - 1)));
            node = Node((slot >> (VALUE_BITS + CHAR_BITS)) as u32);
        }
        word.reverse();
        word
    }
}

/// Fibonacci hashing: the upper bits of the product depend on all bits of the key.
#[inline]
fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn key(node: Node, c: char) -> u64 {
    u64::from(node.0) << CHAR_BITS | u64::from(u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trie_that_has_grown_knows_its_words() {
        let mut trie = Trie::with_capacity(0);
        let words: Vec<String> = (0..5_000_u32).map(|i| format!("{i:b}\u{10FFFF}")).collect();
        for (i, word) in words.iter().enumerate() {
            trie.insert(word.chars(), i).unwrap();
        }
        for (i, word) in words.iter().enumerate() {
            assert_eq!(trie.find(word.chars()).map(|node| trie.value(node)), Some(i));
        }
        assert_eq!(trie.find("10".chars()).map(|node| trie.value(node)), Some(0), "a prefix is no word");
        assert_eq!(trie.find("2".chars()), None);
        assert_eq!(trie.insert("x".chars(), 1 << VALUE_BITS), Err(Full));
    }
}
