//! Where Chinese is looked for at all: jieba cuts a text into blocks of Han characters, letters, digits and a few signs,
//! and whatever stands between them is cut character by character.

use std::ops::Range;

/// A stretch of text as characters, which is what the algorithms count in, with the place of each in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    chars: Vec<char>,
    /// The byte where each character begins, and the one where the last ends.
    starts: Vec<usize>,
}

impl Block {
    /// All characters of a text, whichever they are.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (starts, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
        Self { chars, starts: starts.into_iter().chain([text.len()]).collect() }
    }

    /// The characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The bytes of some characters.
    #[must_use]
    pub fn bytes(&self, chars: Range<usize>) -> Range<usize> {
        let start = |i| self.starts.get(i).or(self.starts.last()).copied().unwrap_or(0);
        start(chars.start)..start(chars.end)
    }
}

/// A part of a text.
pub(super) enum Part<'a> {
    /// One that may hold words.
    Block(&'a Block),
    /// The bytes of a single character, or of a carriage return with its line feed.
    Between(Range<usize>),
}

/// Hands out the parts of a text in order.
pub(super) fn each(text: &str, mut part: impl FnMut(Part<'_>)) {
    let mut block = Block::default();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let next = chars.peek().copied();
        let end = next.map_or(text.len(), |(end, _)| end);
        if is_in_block(c) {
            block.chars.push(c);
            block.starts.push(start);
            if !next.is_some_and(|(_, next)| is_in_block(next)) {
                block.starts.push(end);
                part(Part::Block(&block));
                block.chars.clear();
                block.starts.clear();
            }
        } else if let (true, Some((_, '\n'))) = (c == '\r', next) {
            chars.next();
            part(Part::Between(start..end + 1));
        } else {
            part(Part::Between(start..end));
        }
    }
}

/// The Han characters of Unicode 8, among which jieba looks for words. Later ones and rarer blocks are cut alone.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FD5}')
}

/// A Latin letter or digit without accents, many of which are one word.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Whether words may hold this character.
pub(super) fn is_in_block(c: char) -> bool {
    is_han(c) || is_letter(c) || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
}

/// Hands on words, joining a run of words that are single letters or digits: a dictionary holds few foreign words, and
/// their letters alone would say nothing.
pub(super) fn join_letters(
    chars: &[char],
    words: impl IntoIterator<Item = Range<usize>>,
    mut word: impl FnMut(Range<usize>),
) {
    let mut letters = 0..0;
    for next in words {
        if next.len() == 1 && chars.get(next.start).is_some_and(|&c| is_letter(c)) {
            letters = if letters.is_empty() { next } else { letters.start..next.end };
            continue;
        }
        if !letters.is_empty() {
            word(std::mem::take(&mut letters));
        }
        word(next);
    }
    if !letters.is_empty() {
        word(letters);
    }
}
