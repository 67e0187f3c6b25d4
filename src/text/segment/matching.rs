//! Maximum matching, the oldest way to find Chinese words: at each place take the longest word of the dictionary.
//!
//! It may go from the left (*forward*) or from the right (*backward*), and the two may disagree; the *bidirectional*
//! method takes both and has a rule to choose. A character with which no word matches is taken alone.

use super::blocks::{Block, Part, each, join_letters};
use super::dictionary::Dictionary;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// From which side words are matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// From the left.
    Forward,
    /// From the right.
    Backward,
}

/// Something that was looked up. Places count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its first character.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Whether the dictionary has it. A single character is taken even if not.
    pub is_word: bool,
}

/// What one direction found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The words from left to right, in characters.
    pub words: Vec<Range<usize>>,
    /// What was looked up, in this order; empty where nobody wanted to know.
    pub tried: Vec<Candidate>,
}

/// Why the bidirectional method took one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// It has fewer words.
    FewerWords,
    /// Both have as many words, and it has fewer single characters.
    FewerSingles,
    /// Neither decides: backward, which is right more often in Chinese, where the head of a phrase comes last.
    Backward,
}

/// Both directions and the choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// From the left.
    pub forward: Matching,
    /// From the right.
    pub backward: Matching,
    /// Which was taken.
    pub chosen: Direction,
    /// Why.
    pub rule: Rule,
}

impl Matching {
    /// Matches in one direction and keeps what was tried.
    #[must_use]
    pub fn new(dictionary: &Dictionary, chars: &[char], direction: Direction) -> Self {
        let mut tried = Vec::new();
        let words = words(dictionary, chars, direction, |candidate| tried.push(candidate));
        Self { words, tried }
    }

    /// How many of the words are a single character.
    #[must_use]
    pub fn n_singles(&self) -> usize {
        self.words.iter().filter(|word| word.len() == 1).count()
    }
}

impl Both {
    /// Matches in both directions, keeps what was tried, and chooses.
    #[must_use]
    pub fn new(dictionary: &Dictionary, chars: &[char]) -> Self {
        let [forward, backward] =
            [Direction::Forward, Direction::Backward].map(|direction| Matching::new(dictionary, chars, direction));
        Self::choose(forward, backward)
    }

    /// The same without what was tried.
    #[must_use]
    pub fn untold(dictionary: &Dictionary, chars: &[char]) -> Self {
        let untold = |direction| Matching { words: words(dictionary, chars, direction, |_| ()), tried: vec![] };
        Self::choose(untold(Direction::Forward), untold(Direction::Backward))
    }

    /// The words of the direction that was taken.
    #[must_use]
    pub fn words(self) -> Vec<Range<usize>> {
        self.taken().to_vec()
    }

    /// The same, to be looked at.
    #[must_use]
    pub fn taken(&self) -> &[Range<usize>] {
        match self.chosen {
            Direction::Forward => &self.forward.words,
            Direction::Backward => &self.backward.words,
        }
    }

    fn choose(forward: Matching, backward: Matching) -> Self {
        let words = forward.words.len().cmp(&backward.words.len());
        let singles = forward.n_singles().cmp(&backward.n_singles());
        let rule = match (words.is_eq(), singles.is_eq()) {
            (false, _) => Rule::FewerWords,
            (true, false) => Rule::FewerSingles,
            (true, true) => Rule::Backward,
        };
        let chosen = if words.then(singles).is_lt() { Direction::Forward } else { Direction::Backward };
        Self { forward, backward, chosen, rule }
    }
}

/// The byte range of every word of a text; `None` is the bidirectional method. Each of jieba's blocks is matched, and
/// chosen, by itself; letters that were matched singly are joined.
#[must_use]
pub fn cut(dictionary: &Dictionary, direction: Option<Direction>, text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(text.len() / 4);
    each(text, |part| match part {
        Part::Between(bytes) => ranges.push(bytes),
        Part::Block(block) => {
            let found = block_words(dictionary, direction, block.chars());
            join_letters(block.chars(), found, |word| ranges.push(block.bytes(word)));
        }
    });
    ranges
}

/// How each block of a text is matched, with what was tried.
#[must_use]
pub fn show(dictionary: &Dictionary, text: &str) -> Vec<(Block, Both)> {
    let mut blocks = Vec::new();
    each(text, |part| {
        if let Part::Block(block) = part {
            blocks.push((block.clone(), Both::new(dictionary, block.chars())));
        }
    });
    blocks
}

fn block_words(dictionary: &Dictionary, direction: Option<Direction>, chars: &[char]) -> Vec<Range<usize>> {
    match direction {
        Some(direction) => words(dictionary, chars, direction, |_| ()),
        None => Both::untold(dictionary, chars).words(),
    }
}

/// Tries the longest candidate first, which is as long as the longest word, and shortens it at its far end until the
/// dictionary has it or one character is left.
fn words(
    dictionary: &Dictionary,
    chars: &[char],
    direction: Direction,
    mut tried: impl FnMut(Candidate),
) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut rest = 0..chars.len();
    while !rest.is_empty() {
        let mut length = rest.len().min(dictionary.longest()).max(1);
        let word = loop {
            let (start, end) = match direction {
                Direction::Forward => (rest.start, rest.start + length),
                Direction::Backward => (rest.end - length, rest.end),
            };
            let is_word = dictionary.has(chars[start..end].iter().copied());
            tried(Candidate { start, end, is_word });
            if is_word || length == 1 {
                break start..end;
            }
            length -= 1;
        };
        match direction {
            Direction::Forward => rest.start = word.end,
            Direction::Backward => rest.end = word.start,
        }
        words.push(word);
    }
    if direction == Direction::Backward {
        words.reverse();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(lines: &str, text: &str) -> Both {
        Both::new(&Dictionary::from_words(lines).unwrap(), &text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn each_direction_takes_the_longest_word() {
        let both = both("研究 1\n研究生 1\n生命 1\n起源 1\n命 1\n的 1", "研究生命的起源");
        assert_eq!(both.forward.words, [0..3, 3..4, 4..5, 5..7]);
        assert_eq!(both.backward.words, [0..2, 2..4, 4..5, 5..7]);
        assert_eq!((both.chosen, both.rule), (Direction::Backward, Rule::FewerSingles));
        let tried: Vec<_> = both.forward.tried.iter().take(4).map(|c| (c.start, c.end, c.is_word)).collect();
        assert_eq!(tried, [(0, 3, true), (3, 6, false), (3, 5, false), (3, 4, true)]);
    }

    #[test]
    fn the_rule_goes_by_words_then_singles_then_backward() {
        let fewer = both("甲乙丙 1\n甲乙丙丁 1\n丁戊己 1", "甲乙丙丁戊己");
        assert_eq!((fewer.chosen, fewer.rule), (Direction::Backward, Rule::FewerWords));
        let forward = both("甲乙 1\n丙丁 1\n乙丙丁 1", "甲乙丙丁");
        assert_eq!((forward.chosen, forward.rule), (Direction::Forward, Rule::FewerSingles));
        let same = both("甲乙 1\n乙丙 1", "甲乙丙");
        assert_eq!((same.chosen, same.rule), (Direction::Backward, Rule::Backward));
        assert_eq!(both("", "甲乙").words(), [0..1, 1..2]);
    }
}
