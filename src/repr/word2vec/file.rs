//! Vectors as the text that word2vec.c writes and gensim reads: a line with how many there are and how long, then a line a word.

use super::MAX_DIMENSION;
use std::collections::HashSet;
use std::fmt::Write;

/// Vectors by word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vectors {
    /// The words.
    pub words: Vec<String>,
    /// Numbers in a vector.
    pub dimension: usize,
    /// The vectors, one after the other.
    pub numbers: Vec<f32>,
}

/// Why a file cannot be read; lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FileFault {
    /// The first line is not two whole numbers.
    Header,
    /// The vectors are longer than this, or of no length.
    Dimension(usize),
    /// There are more words than there is room for.
    TooMany(usize),
    /// A line has so many numbers in place of so many.
    Length {
        /// Which line.
        line: usize,
        /// How many it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A line has something that is not a number, or not a finite one.
    Number {
        /// Which line.
        line: usize,
        /// What it has.
        found: String,
    },
    /// A training is to go on from vectors that have so many numbers, with so many.
    Dimensions {
        /// How many the vectors have.
        found: usize,
        /// How many the training has.
        wanted: usize,
    },
    /// A line's word was there before.
    Twice {
        /// Which line.
        line: usize,
    },
    /// There are so many lines of words in place of so many.
    Lines {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
}

/// The file. A space in a word, at which readers would cut, is written as `▁`.
#[must_use]
pub fn write<'w>(words: impl ExactSizeIterator<Item = &'w str>, dimension: usize, numbers: &[f32]) -> String {
    let mut text = format!("{} {dimension}\n", words.len());
    for (word, vector) in words.zip(numbers.chunks(dimension.max(1))) {
        text.extend(word.chars().map(|c| if c.is_whitespace() { '▁' } else { c }));
        for number in vector {
            // Writing to a string cannot fail.
            let _done = write!(text, " {number}");
        }
        text.push('\n');
    }
    text
}

/// Reads a file of at most `max_numbers` numbers.
///
/// # Errors
/// What is wrong with it, and in which line.
pub fn read(text: &str, max_numbers: usize) -> Result<Vectors, FileFault> {
    let mut lines = text.trim_start_matches('\u{FEFF}').lines();
    let header: Option<Vec<usize>> =
        lines.next().and_then(|line| line.split_whitespace().map(|part| part.parse().ok()).collect());
    let Some([n, dimension]) = header.as_deref() else { return Err(FileFault::Header) };
    let (n, dimension) = (*n, *dimension);
    if dimension == 0 || dimension > MAX_DIMENSION {
        return Err(FileFault::Dimension(MAX_DIMENSION));
    }
    if n > max_numbers / dimension {
        return Err(FileFault::TooMany(max_numbers / dimension));
    }
    let (mut vectors, mut seen) = (Vectors { dimension, ..Vectors::default() }, HashSet::new());
    for (index, content) in lines.enumerate().filter(|(_, content)| !content.trim().is_empty()) {
        let line = index + 2;
        if vectors.words.len() == n {
            return Err(FileFault::Lines { found: n + 1, expected: n });
        }
        // word2vec.c leaves a space at the end of each line.
        let mut parts = content.trim_end().split(' ');
        let word = parts.next().unwrap_or_default();
        let before = vectors.numbers.len();
        for part in parts {
            let number = part.parse::<f32>().ok().filter(|number| number.is_finite());
            let fault = || FileFault::Number { line, found: part.chars().take(20).collect() };
            vectors.numbers.push(number.ok_or_else(fault)?);
        }
        let found = vectors.numbers.len() - before;
        if found != dimension {
            return Err(FileFault::Length { line, found, expected: dimension });
        }
        if !seen.insert(word) {
            return Err(FileFault::Twice { line });
        }
        vectors.words.push(word.to_owned());
    }
    let found = vectors.words.len();
    if found == n { Ok(vectors) } else { Err(FileFault::Lines { found, expected: n }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fault(text: &str) -> FileFault {
        read(text, 100).unwrap_err()
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for text in ["", "a b", "1", "2 3 4", "-1 2"] {
            assert_eq!(fault(text), FileFault::Header, "{text}");
        }
        assert_eq!(fault("1 0\na"), FileFault::Dimension(MAX_DIMENSION));
        assert_eq!(fault("1 999\na"), FileFault::Dimension(MAX_DIMENSION));
        assert_eq!(fault("18446744073709551615 3\na"), FileFault::TooMany(33));
        assert_eq!(fault("2 2\na 1 2\nb 1"), FileFault::Length { line: 3, found: 1, expected: 2 });
        assert_eq!(fault("1 2\na 1 2 3"), FileFault::Length { line: 2, found: 3, expected: 2 });
        assert_eq!(fault("1 2\na 1 x"), FileFault::Number { line: 2, found: "x".into() });
        assert_eq!(fault("1 1\na NaN"), FileFault::Number { line: 2, found: "NaN".into() });
        assert_eq!(fault("2 1\na 1\na 1"), FileFault::Twice { line: 3 });
        assert_eq!(fault("2 1\na 1\n"), FileFault::Lines { found: 1, expected: 2 });
        assert_eq!(fault("1 1\na 1\nb 1"), FileFault::Lines { found: 2, expected: 1 });
        assert_eq!(read("1 2\r\na 1e-3 -2 \r\n", 9).unwrap().numbers, [0.001, -2.0]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec(-1e30f32..1e30, 0..40), d in 1usize..5) {
            let n = numbers.len() / d;
            let words: Vec<String> = (0..n).map(|i| format!("词{i}")).collect();
            let text = write(words.iter().map(String::as_str), d, &numbers[..n * d]);
            prop_assert_eq!(read(&text, 100), Ok(Vectors { words, dimension: d, numbers: numbers[..n * d].to_vec() }));
        }

        #[test]
        fn no_file_is_too_strange(text in "([0-9]{1,3} [0-9]{1,2}\n)?([a-z] ?([0-9.eE-]{1,4} ?){0,3}\n?){0,4}") {
            let _any = read(&text, 100);
        }
    }
}
