//! Byte pair encoding as SentencePiece applies it: by the scores of pieces, not by a list of pairs.
//!
//! Two neighbours may be joined if what they make is a piece, however it was made in training; of all that may be, those
//! with the highest score are, then those furthest left. A piece's score is minus its rank, so that pieces learnt first
//! come first.

use super::{Id, Piece};
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};

/// A step: two neighbours became one. Places count bytes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// Where the first one begins.
    pub start: usize,
    /// Where they met.
    pub middle: usize,
    /// Where the second one ends.
    pub end: usize,
    /// What they became.
    pub id: Id,
    /// Its score, the highest of all that could be joined.
    pub score: f64,
}

/// Pieces and their scores.
#[derive(Clone, Debug)]
pub(super) struct SentenceBpe {
    pieces: HashMap<String, (Id, f64)>,
    unknown: Id,
}

/// A piece of a text that is being cut. Those that are left know their neighbours; one that was joined to the piece
/// before it is empty.
#[derive(Clone, Copy)]
struct Symbol {
    start: usize,
    end: usize,
    before: Option<usize>,
    after: Option<usize>,
}

/// Two neighbours that may be joined, and how many bytes they had then.
struct Candidate {
    score: f64,
    id: Id,
    left: usize,
    right: usize,
    length: usize,
}

impl SentenceBpe {
    /// The pieces, by id; the first `n_special` are not looked for.
    pub(super) fn new(pieces: &[Piece], n_special: usize, unknown: Id) -> Self {
        let text = pieces.iter().enumerate().skip(n_special);
        let pieces = text.map(|(id, piece)| (piece.text.clone(), (id as Id, piece.log_prob))).collect();
        Self { pieces, unknown }
    }

    /// The pieces of a text: start, end and id, each step told as it is taken. A text of n characters takes n·log n time.
    pub(super) fn cut(&self, text: &str, mut told: impl FnMut(Joined)) -> Vec<(usize, usize, Id)> {
        let mut symbols = symbols(text);
        let mut queue = BinaryHeap::new();
        for left in 0..symbols.len() {
            self.line_up(text, &symbols, left, &mut queue);
        }
        while let Some(Candidate { score, id, left, right, length }) = queue.pop() {
            // Meanwhile one of the two may have been joined to another.
            let is_there = symbols[left].after == Some(right) && symbols[right].end - symbols[left].start == length;
            if !is_there {
                continue;
            }
            let Symbol { start: middle, end, after, .. } = symbols[right];
            told(Joined { start: symbols[left].start, middle, end, id, score });
            (symbols[left].end, symbols[left].after) = (end, after);
            (symbols[right].start, symbols[right].after) = (end, None);
            if let Some(after) = after {
                symbols[after].before = Some(left);
            }
            self.line_up(text, &symbols, left, &mut queue);
            if let Some(before) = symbols[left].before {
                self.line_up(text, &symbols, before, &mut queue);
            }
        }
        let left = symbols.into_iter().filter(|symbol| symbol.start < symbol.end);
        left.map(|Symbol { start, end, .. }| {
            (start, end, self.find(text, start, end).map_or(self.unknown, |(id, _)| id))
        })
        .collect()
    }

    fn find(&self, text: &str, start: usize, end: usize) -> Option<(Id, f64)> {
        self.pieces.get(text.get(start..end)?).copied()
    }

    fn line_up(&self, text: &str, symbols: &[Symbol], left: usize, queue: &mut BinaryHeap<Candidate>) {
        let Some(right) = symbols[left].after else { return };
        let (start, end) = (symbols[left].start, symbols[right].end);
        if let Some((id, score)) = self.find(text, start, end) {
            queue.push(Candidate { score, id, left, right, length: end - start });
        }
    }
}

/// The characters.
fn symbols(text: &str) -> Vec<Symbol> {
    let symbol = |(index, (start, c)): (usize, (usize, char))| {
        let end = start + c.len_utf8();
        let after = (end < text.len()).then_some(index + 1);
        Symbol { start, end, before: usize::checked_sub(index, 1), after }
    };
    text.char_indices().enumerate().map(symbol).collect()
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(Reverse(self.left).cmp(&Reverse(other.left)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}
