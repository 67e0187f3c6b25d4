//! Joining neighbours: always those whose merge was learnt first, of several the leftmost.

use super::table::{Marks, Table};
use super::{Id, Pair};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// The place of a merge in the order in which merges were learnt.
pub(super) type Rank = u32;

/// No merge: it comes after all of them.
pub(super) const NEVER: Rank = Rank::MAX;

/// As many parts as [`Merges::join_few`] takes: beyond, looking at all of them for every step takes too long.
pub(super) const FEW: usize = 64;

/// Ranked merges.
#[derive(Clone, Debug)]
pub(super) struct Merges {
    ranks: Table<u64>,
    /// Most pairs that are asked for are not there.
    marks: Marks,
    /// What each becomes.
    ids: Vec<Id>,
}

/// A token of a word that is being encoded. Those that are left know their neighbours; one that was joined to the token
/// before it has no bytes left.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) id: Id,
    pub(super) start: usize,
    pub(super) end: usize,
    before: Option<usize>,
    after: Option<usize>,
}

/// A step of encoding: two tokens became one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The rank of the merge, from 0.
    pub rank: usize,
    /// What it became.
    pub id: Id,
    /// Which bytes of the word it covers.
    pub range: Range<usize>,
    /// Where its two parts met.
    pub middle: usize,
}

/// Where few parts are joined, an array for each thing that is known of them. It is made once for a whole text. A part
/// stays where its first byte is.
pub(super) struct Few {
    ids: [Id; FEW],
    /// Where the one before it begins, and the one after it, which is where it ends.
    before: [u8; FEW],
    after: [u8; FEW],
    /// Of each part with the one after it.
    ranks: [Rank; FEW],
}

impl Default for Few {
    fn default() -> Self {
        Self { ids: [0; FEW], before: [0; FEW], after: [0; FEW], ranks: [NEVER; FEW] }
    }
}

impl Merges {
    /// Pairs and what they become, the first merge first. Of a pair that is there twice the first counts.
    pub(super) fn new(merges: &[(Pair, Id)]) -> Self {
        let ranks: Vec<(u64, Rank)> =
            merges.iter().zip(0..).map(|(&((left, right), _), rank)| (key(left, right), rank)).collect();
        let marks = Marks::new(ranks.iter().map(|&(key, _)| key));
        Self { ranks: Table::new(&ranks), marks, ids: merges.iter().map(|&(_, id)| id).collect() }
    }

    /// What the merge of a rank makes.
    #[inline]
    pub(super) fn id(&self, rank: Rank) -> Id {
        self.ids[rank as usize]
    }

    /// The rank of the merge of two tokens, or [`NEVER`].
    #[inline]
    pub(super) fn rank(&self, left: Id, right: Id) -> Rank {
        let key = key(left, right);
        if self.marks.may_have(key) { self.ranks.get(key).unwrap_or(NEVER) } else { NEVER }
    }

    /// Joins any number of parts, and tells each step as it is taken. n parts take n·log n time.
    pub(super) fn join(&self, mut parts: Vec<Part>, mut told: impl FnMut(Join)) -> impl Iterator<Item = Part> {
        let mut queue = BinaryHeap::new();
        for left in 0..parts.len() {
            self.line_up(&parts, left, &mut queue);
        }
        while let Some(Reverse((rank, left, right))) = queue.pop() {
            // Meanwhile one of the two may have been joined to another.
            if parts[left].after != Some(right) || self.rank(parts[left].id, parts[right].id) != rank {
                continue;
            }
            let (id, Part { start: middle, end, after, .. }) = (self.id(rank), parts[right]);
            (parts[left].id, parts[left].end, parts[left].after) = (id, end, after);
            parts[right].start = end;
            parts[right].after = None;
            if let Some(after) = after {
                parts[after].before = Some(left);
            }
            told(Join { rank: rank as usize, id, range: parts[left].start..end, middle });
            self.line_up(&parts, left, &mut queue);
            if let Some(before) = parts[left].before {
                self.line_up(&parts, before, &mut queue);
            }
        }
        parts.into_iter().filter(|part| part.start < part.end)
    }

    fn line_up(&self, parts: &[Part], left: usize, queue: &mut BinaryHeap<Reverse<(Rank, usize, usize)>>) {
        let Some(right) = parts[left].after else { return };
        let rank = self.rank(parts[left].id, parts[right].id);
        if rank != NEVER {
            queue.push(Reverse((rank, left, right)));
        }
    }

    /// The same for up to [`FEW`] parts of a byte each, with the rank of each and the one after it. Hands out each token's
    /// id and its end.
    pub(super) fn join_few(
        &self,
        few: &mut Few,
        n: usize,
        part: impl Fn(usize) -> (Id, Rank),
        mut token: impl FnMut(Id, usize),
    ) {
        let Few { ids, before, after, ranks } = few;
        let n = n.min(FEW);
        for at in 0..n {
            (ids[at], ranks[at]) = part(at);
            (before[at], after[at]) = ((at as u8).wrapping_sub(1), at as u8 + 1);
        }
        loop {
            let mut lowest = (NEVER, 0);
            for (at, &rank) in ranks[..n].iter().enumerate() {
                lowest = if rank < lowest.0 { (rank, at) } else { lowest };
            }
            let (rank, at) = lowest;
            if rank == NEVER {
                break;
            }
            let (id, right) = (self.id(rank), usize::from(after[at]));
            let next = usize::from(after[right]);
            ids[at] = id;
            after[at] = next as u8;
            ranks[right] = NEVER;
            ranks[at] = NEVER;
            if next < n {
                before[next] = at as u8;
                ranks[at] = self.rank(id, ids[next]);
            }
            if at > 0 {
                let left = usize::from(before[at]);
                ranks[left] = self.rank(ids[left], id);
            }
        }
        let mut at = 0;
        while at < n {
            let id = ids[at];
            at = usize::from(after[at]);
            token(id, at);
        }
    }
}

/// Parts side by side: what they are and where they stand.
pub(super) fn parts(found: Vec<(Id, Range<usize>)>) -> Vec<Part> {
    let n = found.len();
    let part = |(index, (id, Range { start, end })): (usize, _)| {
        let after = (index + 1 < n).then_some(index + 1);
        Part { id, start, end, before: usize::checked_sub(index, 1), after }
    };
    found.into_iter().enumerate().map(part).collect()
}

/// A pair as a number that is not 0.
#[inline]
fn key(left: Id, right: Id) -> u64 {
    (u64::from(left) << 32 | u64::from(right)) + 1
}
