//! What became of pieces a moment ago: a text has few different words, and uses most of them again, and so does the next
//! text.

use super::Id;
use super::table::hash;
use super::whole::Piece;
use std::sync::Mutex;

/// As many tokens of a piece as are remembered.
const MOST: usize = 4;
/// As many pieces at most, a power of two.
const SIZE: usize = 1 << 14;

/// Pieces with their tokens. Each has one place, where it stays until another one that belongs there comes.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// 2ⁿ of them; none before it is [`Memo::fit`] for a text.
    entries: Vec<Entry>,
}

/// Where a memo lies between two texts. Of several texts at once one has it, and the others begin anew.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Memo>);

impl Kept {
    /// What is there; nothing is left.
    pub(super) fn take(&self) -> Memo {
        self.0.lock().map(|mut memo| std::mem::take(&mut *memo)).unwrap_or_default()
    }

    /// Puts a memo there.
    pub(super) fn put(&self, memo: Memo) {
        if let Ok(mut place) = self.0.lock() {
            *place = memo;
        }
    }
}

/// A clone remembers nothing yet.
impl Clone for Kept {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// A piece with the ids of its tokens and the ends of these, which are 0 behind the last one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    piece: Piece,
    ids: [Id; MOST],
    ends: [u8; MOST],
}

impl Memo {
    /// Makes room that is worth its while for a text of so many bytes, if it has less.
    pub(super) fn fit(mut self, length: usize) -> Self {
        let size = (length / 32).clamp(1, SIZE).next_power_of_two();
        if self.entries.len() < size {
            self.entries = vec![Entry::default(); size];
        }
        self
    }

    #[inline]
    fn place(&self, piece: Piece) -> usize {
        (hash(piece) >> 40) as usize & (self.entries.len() - 1)
    }

    /// Hands out the id and the end of each token of a piece, if it is remembered.
    #[inline]
    pub(super) fn recall(&self, piece: Piece, mut token: impl FnMut(Id, usize)) -> bool {
        let entry = &self.entries[self.place(piece)];
        if entry.piece != piece {
            return false;
        }
        for (&id, &end) in entry.ids.iter().zip(&entry.ends) {
            if end == 0 {
                break;
            }
            token(id, usize::from(end));
        }
        true
    }

    /// Remembers a piece, unless it has too many tokens.
    pub(super) fn remember(&mut self, entry: Option<Entry>) {
        if let Some(entry) = entry {
            let place = self.place(entry.piece);
            self.entries[place] = entry;
        }
    }
}

impl Entry {
    /// A piece whose tokens are not known yet.
    pub(super) fn new(piece: Piece) -> Self {
        Self { piece, ..Self::default() }
    }

    /// The same with one token more, after `n` others.
    pub(super) fn with(mut self, n: usize, id: Id, end: usize) -> Option<Self> {
        *self.ids.get_mut(n)? = id;
        *self.ends.get_mut(n)? = end as u8;
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_remembered_with_up_to_four_tokens() {
        let kept = Kept::default();
        let mut memo = kept.take().fit(1_000);
        let recall = |memo: &Memo, piece| {
            let mut found = vec![];
            memo.recall(piece, |id, end| found.push((id, end))).then_some(found)
        };
        assert_eq!(recall(&memo, (1, 2)), None);
        let entry = (0..4).try_fold(Entry::new((1, 2)), |entry, n| entry.with(n, 7 + n as Id, 2 * n + 1));
        assert!(entry.is_some_and(|entry| entry.with(4, 0, 15).is_none()));
        memo.remember(entry);
        memo.remember(None);
        assert_eq!(recall(&memo, (1, 2)), Some(vec![(7, 1), (8, 3), (9, 5), (10, 7)]));
        assert_eq!(recall(&memo, (2, 1)), None);
        memo.remember(Entry::new((3, 4)).with(0, 5, 9));
        kept.put(memo);
        assert_eq!(recall(&kept.take().fit(9), (3, 4)), Some(vec![(5, 9)]));
        assert_eq!(recall(&kept.take().fit(9), (3, 4)), None, "it has been taken");
    }
}
