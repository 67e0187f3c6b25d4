//! What became of pieces a moment ago: a text has few different words, and uses most of them again, and so does the next
//! text. What is remembered lies closer together than a vocabulary does, so that the processor has it at hand.

use super::Id;
use super::table::hash;
use super::whole::Piece;
use std::sync::Mutex;

/// As many tokens of a piece as are remembered.
const MOST: usize = 4;
/// As many places at most, a power of two.
const SIZE: usize = 1 << 16;

/// Pieces with their tokens. Two that belong to one place stay there, until a third one comes.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// 2ⁿ of them; none before it is [`Memo::fit`] for a text. In each the newer one is the first.
    places: Vec<Place>,
}

/// A line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Place([Entry; 2]);

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

/// A piece with its tokens: of each the id and, in the four highest bits, where it ends. There is a 0 behind the last one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    piece: Piece,
    tokens: [u32; MOST],
}

/// Where the end begins in a token. Ids are smaller.
const END: u32 = 28;

impl Memo {
    /// Makes room that is worth its while for a text of so many bytes, if it has less.
    pub(super) fn fit(mut self, length: usize) -> Self {
        let size = (length / 16).clamp(1, SIZE).next_power_of_two();
        if self.places.len() < size {
            self.places = vec![Place::default(); size];
        }
        self
    }

    #[inline]
    fn place(&self, piece: Piece) -> usize {
        (hash(piece) >> 40) as usize & (self.places.len() - 1)
    }

    /// Hands out the id and the end of each token of a piece, if it is remembered.
    #[inline]
    pub(super) fn recall(&self, piece: Piece, mut token: impl FnMut(Id, usize)) -> bool {
        let Place([newer, older]) = &self.places[self.place(piece)];
        let entry = if newer.piece == piece { newer } else { older };
        if entry.piece != piece {
            return false;
        }
        for &found in entry.tokens.iter().take_while(|&&token| token != 0) {
            token(found & ((1 << END) - 1), (found >> END) as usize);
        }
        true
    }

    /// Remembers a piece, unless it has too many tokens.
    pub(super) fn remember(&mut self, entry: Option<Entry>) {
        if let Some(entry) = entry {
            let place = self.place(entry.piece);
            let Place([newer, older]) = &mut self.places[place];
            *older = std::mem::replace(newer, entry);
        }
    }
}

impl Entry {
    /// A piece whose tokens are not known yet.
    pub(super) fn new(piece: Piece) -> Self {
        Self { piece, ..Self::default() }
    }

    /// The same with one token more, after `n` others, if there is room for it.
    pub(super) fn with(mut self, n: usize, id: Id, end: usize) -> Option<Self> {
        let token = self.tokens.get_mut(n).filter(|_| id >> END == 0)?;
        *token = id | (end as u32) << END;
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
        assert_eq!(recall(&memo, 12), None);
        let entry = (0..4).try_fold(Entry::new(12), |entry, n| entry.with(n, 7 + n as Id, 2 * n + 1));
        assert!(entry.is_some_and(|entry| entry.with(4, 0, 15).is_none()));
        memo.remember(entry);
        memo.remember(None);
        assert_eq!(recall(&memo, 12), Some(vec![(7, 1), (8, 3), (9, 5), (10, 7)]));
        assert_eq!(recall(&memo, 21), None);
        memo.remember(Entry::new(34).with(0, 5, 9));
        kept.put(memo);
        assert_eq!(recall(&kept.take().fit(9), 34), Some(vec![(5, 9)]));
        assert_eq!(recall(&kept.take().fit(9), 34), None, "it has been taken");
    }

    #[test]
    fn of_three_pieces_in_one_place_the_oldest_is_forgotten() {
        let mut memo = Memo::default().fit(1);
        for piece in [1, 2, 3] {
            memo.remember(Entry::new(piece).with(0, 9, 1));
        }
        assert_eq!([1, 2, 3].map(|piece| memo.recall(piece, |_, _| {})), [false, true, true]);
        memo.remember(Entry::new(4).with(0, 1 << END, 1));
        assert!(!memo.recall(4, |_, _| {}), "an id that has no room");
    }
}
