//! Where pieces come from: every string that the words repeat, found by sorting their suffixes.
//!
//! All suffixes of all words in the order of the dictionary (a *suffix array*) put equal beginnings side by side. How many
//! characters neighbours share (the *longest common prefix*) tells where a repeated string begins and ends in that order:
//! as often as it occurs, so many suffixes stand in its interval. A string that is always followed by the same character
//! is no seed, since the longer one occurs as often.

use super::lattice::{Lattices, Part};
use super::{MAX_PIECE, UNKNOWN};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Pieces that a training begins with at most.
const MAX_SEEDS: usize = 1_000_000;

/// What a training begins with.
pub(super) struct Seeds {
    /// The texts of all pieces that there can be. First [`UNKNOWN`].
    pub(super) texts: Vec<String>,
    /// The pieces of the seed in order, best first, and their scores: how often a character stands in the text, and of
    /// longer ones in how many places of the different words, times their length.
    pub(super) scores: Vec<(u32, f64)>,
    /// Where each piece stands in the words.
    pub(super) lattices: Lattices,
    /// The pieces of single characters, in Unicode's order.
    pub(super) alphabet: Vec<u32>,
}

/// A string that stands in several places of the words.
struct Repeated {
    length: usize,
    /// Which suffixes begin with it.
    suffixes: Range<usize>,
}

/// Finds the seed. NUL is in the alphabet and in no piece of the seed, as it is for Hugging Face's trainer.
pub(super) fn seeds(words: &[(String, usize)]) -> Seeds {
    let mut chars: Vec<char> = Vec::new();
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(words.len());
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for (word, times) in words {
        let start = chars.len();
        chars.extend(word.chars());
        ranges.push(start..chars.len());
        chars[start..].iter().for_each(|&c| *counts.entry(c).or_default() += times);
    }
    let ends = ends(&chars, &ranges);
    let suffixes = suffixes(&chars, &ends);
    let text = |r: &Repeated| &chars[suffixes[r.suffixes.start]..][..r.length];
    let mut repeated = repeated(&chars, &ends, &suffixes);
    repeated.sort_unstable_by_key(|r| Reverse((r.suffixes.len() * r.length, text(r))));
    let mut singles: Vec<(usize, char)> = counts.iter().map(|(&c, &times)| (times, c)).collect();
    singles.sort_unstable_by_key(|&single| Reverse(single));

    repeated.truncate(MAX_SEEDS.saturating_sub(singles.len()));
    let mut texts = vec![UNKNOWN.to_owned()];
    let mut scores = Vec::new();
    let mut ids: BTreeMap<char, u32> = BTreeMap::new();
    for (times, c) in singles {
        ids.insert(c, texts.len() as u32);
        if c != '\0' {
            scores.push((texts.len() as u32, times as f64));
        }
        texts.push(c.to_string());
    }
    let mut parts: Vec<Vec<Part>> = (0..=MAX_PIECE).map(|_| Vec::new()).collect();
    parts[1] = chars.iter().zip(0..).map(|(c, start)| Part { start, piece: ids[c] }).collect();
    for r in &repeated {
        let piece = texts.len() as u32;
        scores.push((piece, (r.suffixes.len() * r.length) as f64));
        texts.push(text(r).iter().collect());
        parts[r.length].extend(suffixes[r.suffixes.clone()].iter().map(|&start| Part { start: start as u32, piece }));
    }
    let times = words.iter().map(|&(_, times)| times as f64).collect();
    let lattices = Lattices::new(ranges, times, &parts, texts.len());
    Seeds { texts, scores, lattices, alphabet: ids.into_values().collect() }
}

/// For each character, where the word that it stands in ends, or the next NUL.
fn ends(chars: &[char], words: &[Range<usize>]) -> Vec<usize> {
    let mut ends = vec![0; chars.len()];
    for word in words {
        let mut end = word.end;
        for at in word.clone().rev() {
            end = if chars[at] == '\0' { at } else { end };
            ends[at] = end;
        }
    }
    ends
}

/// Where the suffixes begin, in the order of the dictionary. Beyond one character more than a piece can have they are
/// not looked at.
fn suffixes(chars: &[char], ends: &[usize]) -> Vec<usize> {
    let mut suffixes: Vec<usize> = (0..chars.len()).filter(|&start| ends[start] > start).collect();
    suffixes.sort_unstable_by(|&a, &b| head(chars, ends, a).cmp(head(chars, ends, b)));
    suffixes
}

fn head<'a>(chars: &'a [char], ends: &[usize], start: usize) -> &'a [char] {
    &chars[start..ends[start].min(start + MAX_PIECE + 1)]
}

/// The strings of 2 to [`MAX_PIECE`] characters that stand in several places and are not always followed by the same
/// one. The end of a word counts as a character.
fn repeated(chars: &[char], ends: &[usize], suffixes: &[usize]) -> Vec<Repeated> {
    let shared = |i: usize| {
        let (a, b) = (head(chars, ends, suffixes[i - 1]), head(chars, ends, suffixes[i]));
        let n_same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        n_same + usize::from(a.len() == b.len() && n_same == a.len()) // their ends are the same too
    };
    let mut found = Vec::new();
    // Intervals that are not closed yet, each inside the one before it: where it begins and how long its string is.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for i in 1..=suffixes.len() {
        let length = if i < suffixes.len() { shared(i) } else { 0 };
        let mut start = i - 1;
        while let Some((from, longer)) = open.pop_if(|&mut (_, longer)| longer > length) {
            let is_inside = suffixes[from] + longer <= ends[suffixes[from]];
            if (2..=MAX_PIECE).contains(&longer) && is_inside {
                found.push(Repeated { length: longer, suffixes: from..i });
            }
            start = from;
        }
        if open.last().is_none_or(|&(_, shorter)| shorter < length) {
            open.push((start, length));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(words: &[&str]) -> Vec<String> {
        let words: Vec<(String, usize)> = words.iter().map(|&word| (word.to_owned(), 1)).collect();
        let seeds = seeds(&words);
        seeds.scores.iter().map(|&(piece, score)| format!("{} {score}", seeds.texts[piece as usize])).collect()
    }

    #[test]
    fn a_text_small_enough_to_count_by_hand() {
        // b is always followed by r, so "b" alone is a seed only for being a character.
        let expected = ["a 5", "r 2", "b 2", "d 1", "c 1", "abra 8", "bra 6", "ra 4"];
        assert_eq!(told(&["abracadabra"]), expected);
        // "is" ends both words, and a word's end is as good as a character.
        assert_eq!(told(&["this", "is", "isa"]), ["s 3", "i 3", "t 1", "h 1", "a 1", "is 6"]);
    }

    proptest! {
        #[test]
        fn seeds_are_what_counting_every_string_finds(words in proptest::collection::vec("[ab\\x00]{1,20}|[它太累a]{1,9}", 0..5)) {
            let mut counts: BTreeMap<String, (usize, std::collections::BTreeSet<Option<char>>)> = BTreeMap::new();
            for part in words.iter().flat_map(|word| word.split('\0')) {
                let chars: Vec<char> = part.chars().collect();
                for start in 0..chars.len() {
                    for end in start + 2..=chars.len().min(start + MAX_PIECE) {
                        let entry = counts.entry(chars[start..end].iter().collect()).or_default();
                        entry.0 += 1;
                        entry.1.insert(chars.get(end).copied());
                    }
                }
            }
            let branching = counts.iter().filter(|(_, (_, next))| next.len() > 1);
            let mut expected: Vec<String> = branching.map(|(text, (n, _))| format!("{text} {}", n * text.chars().count())).collect();
            expected.sort();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut got: Vec<String> = told(&words).into_iter().filter(|seed| seed.chars().nth(1) != Some(' ')).collect();
            got.sort();
            prop_assert_eq!(got, expected);
        }
    }
}
