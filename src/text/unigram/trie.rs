//! The pieces of a vocabulary by their characters, so that all that a text begins with are found in one go.

use super::Id;
use std::collections::HashMap;

/// A tree of characters; number 0 is its root.
#[derive(Clone, Debug, Default)]
pub(super) struct Trie {
    children: HashMap<(u32, char), u32>,
    /// The piece that ends at each node but the root.
    pieces: Vec<Option<Id>>,
}

impl Trie {
    pub(super) fn insert(&mut self, text: &str, id: Id) {
        let mut node = 0;
        for c in text.chars() {
            node = *self.children.entry((node, c)).or_insert_with(|| {
                self.pieces.push(None);
                self.pieces.len() as u32
            });
        }
        if let Some(piece) = (node as usize).checked_sub(1).and_then(|at| self.pieces.get_mut(at)) {
            *piece = Some(id);
        }
    }

    /// The pieces that a text begins with, from short to long: their bytes and ids.
    pub(super) fn prefixes(&self, text: &str) -> impl Iterator<Item = (usize, Id)> {
        let mut node = 0;
        let mut length = 0;
        let nodes = text.chars().map_while(move |c| {
            node = *self.children.get(&(node, c))?;
            length += c.len_utf8();
            Some((length, node))
        });
        nodes.filter_map(|(length, node)| Some((length, (*self.pieces.get(node as usize - 1)?)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_found_from_short_to_long() {
        let mut trie = Trie::default();
        for (text, id) in [("ab", 0), ("a", 7), ("abcd", 2), ("它", 3), ("", 9)] {
            trie.insert(text, id);
        }
        assert_eq!(trie.prefixes("abcx").collect::<Vec<_>>(), [(1, 7), (2, 0)]);
        assert_eq!(trie.prefixes("它它").collect::<Vec<_>>(), [(3, 3)]);
        assert_eq!(trie.prefixes("").count() + trie.prefixes("x").count(), 0);
    }
}
