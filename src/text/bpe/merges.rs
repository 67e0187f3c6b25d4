//! Joining neighbours: always those whose merge was learnt first, of several the leftmost.

use super::table::Table;
use super::{Id, Pair};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// The place of a merge in the order in which merges were learnt.
pub(super) type Rank = u32;

/// No merge: it comes after all of them.
const NEVER: Rank = Rank::MAX;

/// As many parts as [`Merges::join_few`] takes: beyond, looking at all of them for every step takes too long.
pub(super) const FEW: usize = 64;

/// Ranked merges.
#[derive(Clone, Debug)]
pub(super) struct Merges {
    ranks: Table<u64>,
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

/// Where few parts are joined, one array for each thing that is known of them. It is made once for a whole text.
pub(super) struct Few {
    ids: [Id; FEW],
    ends: [usize; FEW],
    /// Of each part with the one after it.
    ranks: [Rank; FEW],
}

impl Default for Few {
    fn default() -> Self {
        Self { ids: [0; FEW], ends: [0; FEW], ranks: [NEVER; FEW] }
    }
}

impl Merges {
    /// Pairs and what they become, the first merge first. Of a pair that is there twice the first counts.
    pub(super) fn new(merges: &[(Pair, Id)]) -> Self {
        let ranks: Vec<(u64, Rank)> =
            merges.iter().zip(0..).map(|(&((left, right), _), rank)| (key(left, right), rank)).collect();
        Self { ranks: Table::new(&ranks), ids: merges.iter().map(|&(_, id)| id).collect() }
    }

    #[inline]
    fn rank(&self, left: Id, right: Id) -> Rank {
        self.ranks.get(key(left, right)).unwrap_or(NEVER)
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
            let (id, Part { start: middle, end, after, .. }) = (self.ids[rank as usize], parts[right]);
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

    /// The same for up to [`FEW`] parts of a byte each, the first of which is the byte at `start`. Hands out each token's
    /// id and end.
    #[inline]
    pub(super) fn join_few(
        &self,
        few: &mut Few,
        parts: impl Iterator<Item = Id>,
        start: usize,
        mut token: impl FnMut(Id, usize),
    ) {
        let Few { ids, ends, ranks } = few;
        let mut n = 0;
        for id in parts.take(FEW) {
            (ids[n], ends[n], ranks[n]) = (id, start + n + 1, NEVER);
            if n > 0 {
                ranks[n - 1] = self.rank(ids[n - 1], id);
            }
            n += 1;
        }
        loop {
            let lowest = ranks[..n].iter().enumerate().fold((NEVER, 0), |least, (at, &rank)| least.min((rank, at)));
            let (rank, at) = lowest;
            if rank == NEVER {
                break;
            }
            ids[at] = self.ids[rank as usize];
            ids.copy_within(at + 2..n, at + 1);
            ends.copy_within(at + 1..n, at);
            ranks.copy_within(at + 1..n, at);
            n -= 1;
            if at + 1 < n {
                ranks[at] = self.rank(ids[at], ids[at + 1]);
            }
            if at > 0 {
                ranks[at - 1] = self.rank(ids[at - 1], ids[at]);
            }
        }
        ids[..n].iter().zip(&ends[..n]).for_each(|(&id, &end)| token(id, end));
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
