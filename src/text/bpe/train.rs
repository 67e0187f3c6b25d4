//! Learning merges: again and again, the pair of neighbours that stands in the text most often becomes a token.

use super::queue::Queue;
use super::score::Scores;
use super::{Bpe, INSIDE, Id, Pair, UNKNOWN, Unit, byte_level};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What was learnt from a text, step by step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// What words are made of.
    pub unit: Unit,
    /// The different words in the order in which they first appear, and how often each does.
    pub words: Vec<(String, usize)>,
    /// The bytes of every token, by id: first the alphabet, with [`UNKNOWN`] before it, then what was joined.
    pub tokens: Vec<Vec<u8>>,
    /// How many tokens there are before anything is joined.
    pub n_alphabet: usize,
    /// The merges in the order in which they were learnt.
    pub merges: Vec<Learned>,
}

/// A merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// What is joined.
    pub pair: Pair,
    /// What it becomes. Mostly the next id; the older one, if the same letters had been joined another way before.
    pub id: Id,
    /// How often the pair stood in the text.
    pub count: usize,
    /// How often each of the two did, in this pair or another.
    pub alone: [usize; 2],
    /// How many tokens the text has less after it. `aaa` holds the pair `aa` twice, but only one can be joined.
    pub n_joined: usize,
}

/// The pairs that stand in the text, of which one is joined next.
pub(super) trait Candidates: Default {
    /// Counts a pair once more in a word, or once less, as often as the word stands in the text.
    fn count(&mut self, pair: Pair, by: i64, word: usize);
    /// All pairs that a merge has changed are counted.
    fn settle(&mut self);
    /// The pair to join. `alone` has how often each token stands in the text.
    fn pop(&mut self, alone: &[usize]) -> Option<Next>;
}

/// The pair that is joined next, and the words that it stands in.
pub(super) struct Next {
    pub(super) pair: Pair,
    pub(super) count: usize,
    pub(super) words: HashSet<usize>,
}

/// Learns until there are `vocab_size` tokens, or no pair stands in the text at least `min_count` times. The alphabet
/// is always whole, however small `vocab_size` is. `progress` hears how many tokens there are.
///
/// Of pairs that are equally frequent, or have the same score, the one with the smaller ids is first, as in Hugging Face's
/// `BpeTrainer`.
pub fn train(text: &str, unit: Unit, vocab_size: usize, min_count: usize, progress: impl FnMut(usize)) -> Training {
    train_words(count_words(text, unit), unit, vocab_size, min_count, progress)
}

/// The same from words that were found in another way, each with how often it stands in the text.
pub fn train_words(
    words: Vec<(String, usize)>,
    unit: Unit,
    vocab_size: usize,
    min_count: usize,
    progress: impl FnMut(usize),
) -> Training {
    match unit {
        Unit::Pieces => learn::<Scores>(words, unit, vocab_size, min_count, progress),
        Unit::Characters | Unit::Bytes | Unit::CountedPieces => {
            learn::<Queue>(words, unit, vocab_size, min_count, progress)
        }
    }
}

fn learn<C: Candidates>(
    words: Vec<(String, usize)>,
    unit: Unit,
    vocab_size: usize,
    min_count: usize,
    mut progress: impl FnMut(usize),
) -> Training {
    let mut tokens = alphabet(&words, unit);
    let n_alphabet = tokens.len();
    let start = Bpe::new(unit, &tokens, &[]);
    let mut split: Vec<Vec<Id>> = words.iter().map(|(word, _)| start.parts(word)).collect();
    let mut ids: HashMap<Vec<u8>, Id> = tokens.iter().cloned().zip(0..).collect();
    let mut queue = C::default();
    let mut alone = vec![0; n_alphabet];
    for (index, word) in split.iter().enumerate() {
        let times = words[index].1;
        word.iter().for_each(|&id| alone[id as usize] += times);
        word.windows(2).for_each(|pair| queue.count((pair[0], pair[1]), times as i64, index));
    }
    queue.settle();
    let mut merges = Vec::new();
    while tokens.len() < vocab_size {
        let Some(next) = queue.pop(&alone).filter(|next| next.count >= min_count.max(1)) else { break };
        let Next { pair, count, words: places } = next;
        let both = [pair.0, pair.1].map(|id| alone[id as usize]);
        let joined = unit.joined(&tokens[pair.0 as usize], &tokens[pair.1 as usize]);
        let id = *ids.entry(joined.clone()).or_insert(tokens.len() as Id);
        if id as usize == tokens.len() {
            tokens.push(joined);
            alone.push(0);
        }
        let mut n_joined = 0;
        for index in places {
            let times = words[index].1;
            let changed = |pair, by: i64| queue.count(pair, by * times as i64, index);
            n_joined += times * join(&mut split[index], pair, id, changed);
        }
        queue.settle();
        alone[pair.0 as usize] -= n_joined;
        alone[pair.1 as usize] -= n_joined;
        alone[id as usize] += n_joined;
        merges.push(Learned { pair, id, count, alone: both, n_joined });
        progress(tokens.len());
    }
    Training { unit, words, tokens, n_alphabet, merges }
}

/// Joins a pair everywhere in a word, from the left, and tells which pairs there are more and less of. Returns how many
/// times it did.
pub(super) fn join(word: &mut Vec<Id>, pair: Pair, id: Id, mut changed: impl FnMut(Pair, i64)) -> usize {
    let mut out = 0;
    let mut at = 0;
    let before = word.len();
    while at < word.len() {
        let is_pair = at + 1 < word.len() && (word[at], word[at + 1]) == pair;
        if is_pair {
            if out > 0 {
                changed((word[out - 1], pair.0), -1);
                changed((word[out - 1], id), 1);
            }
            if let Some(&next) = word.get(at + 2) {
                changed((pair.1, next), -1);
                changed((id, next), 1);
            }
        }
        // What is joined is written over what was read before: a word never grows.
        word[out] = if is_pair { id } else { word[at] };
        out += 1;
        at += if is_pair { 2 } else { 1 };
    }
    word.truncate(out);
    before - out
}

fn count_words(text: &str, unit: Unit) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for range in unit.words(text) {
        let word = text.get(range).unwrap_or_default();
        let place = *places.entry(word).or_insert_with(|| {
            words.push((word.to_owned(), 0));
            words.len() - 1
        });
        words[place].1 += 1;
    }
    words
}

/// The tokens that there are before anything is joined, by id: [`UNKNOWN`] and the characters of the text in Unicode's
/// order, or all bytes. For WordPiece also those that stand inside words, after the others; there Hugging Face's order
/// is that of a hash table, another one each time.
fn alphabet(words: &[(String, usize)], unit: Unit) -> Vec<Vec<u8>> {
    match unit {
        Unit::Bytes => byte_level::alphabet().into_iter().map(|byte| vec![byte]).collect(),
        Unit::Characters | Unit::Pieces | Unit::CountedPieces => {
            let characters: BTreeSet<char> = words.iter().flat_map(|(word, _)| word.chars()).collect();
            let inside = words.iter().flat_map(|(word, _)| word.chars().skip(1));
            let inside: BTreeSet<char> = inside.filter(|_| unit.marks_inside()).collect();
            let characters = characters.into_iter().map(|c| c.to_string().into_bytes());
            let inside = inside.into_iter().map(|c| format!("{INSIDE}{c}").into_bytes());
            std::iter::once(UNKNOWN.into()).chain(characters).chain(inside).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(training: &Training) -> Vec<String> {
        let text = |id: Id| String::from_utf8_lossy(&training.tokens[id as usize]).into_owned();
        training.merges.iter().map(|m| format!("{}+{} {}", text(m.pair.0), text(m.pair.1), m.count)).collect()
    }

    #[test]
    fn a_text_small_enough_to_count_by_hand() {
        // l-o 5 (low 3, lower 2), o-w 5, w-e 2, e-r 2, n-e 1, e-w 1: of l-o and o-w the one with the smaller ids.
        let training = train("low low low lower lower new", Unit::Characters, 99, 1, |_| {});
        assert_eq!(told(&training), ["l+o 5", "lo+w 5", "e+r 2", "low+er 2", "e+w 1", "n+ew 1"]);
        assert_eq!(training.words, [("low".into(), 3), ("lower".into(), 2), ("new".into(), 1)]);
        assert_eq!(training.n_alphabet, 7, "six letters, and one token for all others");
        let few = train("low low low lower lower new", Unit::Characters, 9, 1, |_| {});
        assert_eq!(few.merges, training.merges[..2]);
        let frequent = train("low low low lower lower new", Unit::Characters, 99, 2, |_| {});
        assert_eq!(frequent.merges, training.merges[..4]);
    }

    #[test]
    fn pairs_that_overlap_are_joined_from_the_left() {
        let mut word = vec![0, 0, 0, 1];
        let mut changes = vec![];
        assert_eq!(join(&mut word, (0, 0), 2, |pair, by| changes.push((pair, by))), 1);
        assert_eq!((word, changes), (vec![2, 0, 1], vec![((0, 0), -1), ((2, 0), 1)]));
        let training = train("aaaa", Unit::Characters, 3, 1, |_| {});
        assert_eq!(training.merges, [Learned { pair: (1, 1), id: 2, count: 3, alone: [4, 4], n_joined: 2 }]);
    }

    #[test]
    fn edges() {
        for (text, vocab_size) in [("", 9), ("a", 9), ("aaaa", 1), ("\u{0}", 0), ("🦀🦀", 300)] {
            for &unit in Unit::ALL {
                let training = train(text, unit, vocab_size, 0, |_| {});
                assert!(training.tokens.len() <= vocab_size.max(training.n_alphabet), "{text:?}");
            }
        }
        assert_eq!(train("", Unit::Bytes, 300, 0, |_| {}).tokens.len(), 256);
    }
}
