//! Applying merges: of all neighbours that may be joined, always those whose merge was learnt first.

use super::{INSIDE, Id, Learned, Pair, Unit};
use crate::text::Token;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;

/// A tokenizer: tokens and ranked merges.
#[derive(Clone, Debug)]
pub struct Bpe {
    unit: Unit,
    ids: HashMap<Vec<u8>, Id>,
    /// The rank of each pair that may be joined, and what it becomes.
    ranks: HashMap<Pair, (usize, Id)>,
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

/// A token of a word that is being encoded. Those that are left know their neighbours; one that was joined to the token
/// before it has no bytes left.
#[derive(Clone, Copy)]
struct Symbol {
    id: Id,
    start: usize,
    end: usize,
    before: Option<usize>,
    after: Option<usize>,
}

impl Bpe {
    /// A tokenizer of these tokens, by id, and merges, the first one first.
    #[must_use]
    pub fn new(unit: Unit, tokens: &[Vec<u8>], merges: &[Learned]) -> Self {
        let ranked = merges.iter().enumerate().rev().map(|(rank, merge)| (merge.pair, (rank, merge.id)));
        Self { unit, ids: tokens.iter().cloned().zip(0..).collect(), ranks: ranked.collect() }
    }

    /// The tokens of a text.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        for range in self.unit.words(text) {
            let word = text.get(range.clone()).unwrap_or_default();
            let placed =
                |token: Token| Token { start: token.start + range.start, end: token.end + range.start, ..token };
            tokens.extend(self.encode_word(word, |_| {}).into_iter().map(placed));
        }
        tokens
    }

    /// The tokens of one word, each step told as it is taken. A word of n parts takes n·log n time.
    pub fn encode_word(&self, word: &str, mut told: impl FnMut(Join)) -> Vec<Token> {
        let mut symbols = self.symbols(word);
        let mut queue = BinaryHeap::new();
        for left in 0..symbols.len() {
            self.line_up(&symbols, left, &mut queue);
        }
        while let Some(Reverse((rank, left, id, right))) = queue.pop() {
            // Meanwhile one of the two may have been joined to another.
            let is_there = symbols[left].after == Some(right) && self.rank(&symbols, left) == Some((rank, id));
            if !is_there {
                continue;
            }
            let Symbol { start: middle, end, after, .. } = symbols[right];
            (symbols[left].id, symbols[left].end, symbols[left].after) = (id, end, after);
            symbols[right].start = end;
            symbols[right].after = None;
            if let Some(after) = after {
                symbols[after].before = Some(left);
            }
            told(Join { rank, id, range: symbols[left].start..end, middle });
            self.line_up(&symbols, left, &mut queue);
            if let Some(before) = symbols[left].before {
                self.line_up(&symbols, before, &mut queue);
            }
        }
        let left = symbols.into_iter().filter(|symbol| symbol.start < symbol.end);
        left.map(|Symbol { id, start, end, .. }| Token { id, start, end }).collect()
    }

    /// The ids of the smallest parts of a word.
    pub(super) fn parts(&self, word: &str) -> Vec<Id> {
        self.symbols(word).into_iter().map(|symbol| symbol.id).collect()
    }

    fn symbols(&self, word: &str) -> Vec<Symbol> {
        let symbol = |(index, Range { start, end }): (usize, _)| {
            let part = word.as_bytes().get(start..end).unwrap_or_default();
            let is_inside = start > 0 && self.unit.marks_inside();
            let id = if is_inside { self.ids.get(&[INSIDE.as_bytes(), part].concat()) } else { self.ids.get(part) };
            let id = id.copied();
            Symbol { id: id.unwrap_or(0), start, end, before: usize::checked_sub(index, 1), after: Some(index + 1) }
        };
        let mut symbols: Vec<Symbol> = self.unit.parts(word).enumerate().map(symbol).collect();
        if let Some(last) = symbols.last_mut() {
            last.after = None;
        }
        symbols
    }

    /// The merge of a symbol with the one after it.
    fn rank(&self, symbols: &[Symbol], left: usize) -> Option<(usize, Id)> {
        self.ranks.get(&(symbols[left].id, symbols[symbols[left].after?].id)).copied()
    }

    fn line_up(&self, symbols: &[Symbol], left: usize, queue: &mut BinaryHeap<Reverse<(usize, usize, Id, usize)>>) {
        if let (Some((rank, id)), Some(right)) = (self.rank(symbols, left), symbols[left].after) {
            queue.push(Reverse((rank, left, id, right)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::train::{join, train};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn merges_are_applied_in_the_order_in_which_they_were_learnt() {
        let training = train("low low low lower lower new", Unit::Characters, 99, 1, |_| {});
        let bpe = training.model(training.merges.len());
        let text = "slower news";
        let tokens = bpe.encode(text);
        let pieces: Vec<&str> = tokens.iter().map(|token| &text[token.start..token.end]).collect();
        assert_eq!(pieces, ["s", "lower", "new", "s"]);
        assert_eq!((tokens[0].id, tokens[3].id), (0, 0), "training saw no s");
        let mut steps = vec![];
        bpe.encode_word("lower", |step| steps.push((step.rank, step.range, step.middle)));
        assert_eq!(steps, [(0, 0..2, 1), (1, 0..3, 2), (2, 3..5, 4), (3, 0..5, 3)]);
    }

    #[test]
    fn one_very_long_word_takes_no_time_to_speak_of() {
        let word = "ab".repeat(50_000);
        let training = train(&word, Unit::Characters, 20, 1, |_| {});
        let tokens = training.model(training.merges.len()).encode(&word);
        assert_eq!(tokens.iter().map(|token| token.end - token.start).sum::<usize>(), word.len());
    }

    proptest! {
        #[test]
        fn encoding_ends_where_training_did(text in "[abc ]{0,40}|[它太累 ,a]{0,30}|\\PC{0,20}", size in 0usize..300) {
            for &unit in Unit::ALL {
                let training = train(&text, unit, size, 0, |_| {});
                for n in [0, training.merges.len() / 2, training.merges.len()] {
                    let bpe = training.model(n);
                    for (word, _) in &training.words {
                        let mut ids = bpe.parts(word);
                        for merge in &training.merges[..n] {
                            join(&mut ids, merge.pair, merge.id, |_, _| {});
                        }
                        let tokens = bpe.encode_word(word, |_| {});
                        prop_assert_eq!(tokens.iter().map(|token| token.id).collect::<Vec<_>>(), ids);
                    }
                }
            }
        }

        #[test]
        fn bytes_give_the_text_back(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}") {
            let training = train("the cat 小猫 the cat 小猫", Unit::Bytes, 270, 1, |_| {});
            let tokens = training.model(training.merges.len()).encode(&text);
            let bytes: Vec<u8> = tokens.iter().flat_map(|token| training.tokens[token.id as usize].clone()).collect();
            prop_assert_eq!(bytes, text.as_bytes());
        }
    }
}
