//! Chinese words as jieba cuts them: the most probable path through the dictionary, and the hidden Markov model for what
//! the path leaves in single characters.
//!
//! Word for word what `jieba.cut` of Python's jieba 0.42.1 answers, which `tests/native/reference` holds it to.

use super::blocks::{Block, Part, each, is_han, is_letter, join_letters};
use super::dag::Route;
use super::dictionary::Dictionary;
use super::hmm::{Hmm, Trellis};
use super::working::{Origin, Watch};
use std::ops::Range;

/// The byte range of every word, white space and punctuation included; together they are the whole text. Without a model
/// the path alone decides. `watch` hears how, and `&mut ()` hears nothing.
pub fn cut(dictionary: &Dictionary, hmm: Option<&Hmm>, text: &str, watch: &mut impl Watch) -> Vec<Range<usize>> {
    let words = Vec::with_capacity(text.len() / 4);
    let mut cutter = Cutter { dictionary, watch, words, trellis: Trellis::default() };
    let mut route = Route::default();
    each(text, |part| match part {
        Part::Between(bytes) => cutter.push(bytes, Origin::Between),
        Part::Block(block) => {
            cutter.watch.block(block);
            route.find(dictionary, block.chars(), |edge| cutter.watch.edge(edge));
            cutter.watch.route(&route);
            match hmm {
                Some(hmm) => cutter.fill_gaps(block, &route, hmm),
                None => cutter.take(block, &route),
            }
        }
    });
    cutter.words
}

/// What is needed while a text is cut.
struct Cutter<'a, W> {
    dictionary: &'a Dictionary,
    watch: &'a mut W,
    words: Vec<Range<usize>>,
    trellis: Trellis,
}

impl<W: Watch> Cutter<'_, W> {
    fn push(&mut self, bytes: Range<usize>, origin: Origin) {
        self.watch.word(&bytes, origin);
        self.words.push(bytes);
    }

    /// Takes the path as it is, but for its letters.
    fn take(&mut self, block: &Block, route: &Route) {
        join_letters(block.chars(), route.words(), |word| {
            let is_edge = route.next.get(word.start) == Some(&word.end);
            let origin = match word.len() {
                1 => Origin::Single,
                _ if is_edge => Origin::Path,
                _ => Origin::Letters,
            };
            self.push(block.bytes(word), origin);
        });
    }

    /// Takes the longer words of the path; where it has single characters only, there may be a word that the dictionary
    /// lacks.
    fn fill_gaps(&mut self, block: &Block, route: &Route, hmm: &Hmm) {
        let mut gap = 0..0;
        for word in route.words() {
            if word.len() == 1 {
                gap.end = word.end;
                continue;
            }
            self.fill(block, gap, hmm);
            gap = word.end..word.end;
            self.push(block.bytes(word), Origin::Path);
        }
        self.fill(block, gap, hmm);
    }

    fn fill(&mut self, block: &Block, gap: Range<usize>, hmm: &Hmm) {
        let chars = &block.chars()[gap.clone()];
        // The path knew such a word and left it apart all the same, so apart it stays.
        if chars.len() < 2 || self.dictionary.has(chars.iter().copied()) {
            return self.apart(block, gap);
        }
        let mut start = gap.start;
        for run in chars.chunk_by(|&a, &b| is_han(a) == is_han(b)) {
            let end = start + run.len();
            if run.first().copied().is_some_and(is_han) {
                self.find_words(block, start..end, hmm);
            } else {
                for piece in letters(run) {
                    self.push(block.bytes(start + piece.start..start + piece.end), Origin::Letters);
                }
            }
            start = end;
        }
    }

    /// Han characters that the path left alone, cut by the model.
    fn find_words(&mut self, block: &Block, run: Range<usize>, hmm: &Hmm) {
        let mut trellis = std::mem::take(&mut self.trellis);
        trellis.find(hmm, &block.chars()[run.clone()]);
        self.watch.trellis(run.start, &trellis);
        for word in trellis.words() {
            let word = run.start + word.start..run.start + word.end;
            if self.dictionary.is_removed(&block.chars()[word.clone()]) {
                self.apart(block, word);
            } else {
                let origin = if word.len() == 1 { Origin::Single } else { Origin::Hmm };
                self.push(block.bytes(word), origin);
            }
        }
        self.trellis = trellis; // its memory serves for the next
    }

    fn apart(&mut self, block: &Block, chars: Range<usize>) {
        for i in chars {
            self.push(block.bytes(i..i + 1), Origin::Single);
        }
    }
}

/// Cuts what is not Han: letters and digits together, with a point and the digits behind it, and a percent sign; then
/// whatever stands before the next letter.
fn letters(run: &[char]) -> impl Iterator<Item = Range<usize>> {
    let count = |from: usize, is: fn(char) -> bool| run.iter().skip(from).take_while(|&&c| is(c)).count();
    let mut start = 0;
    std::iter::from_fn(move || {
        let mut end = start + count(start, is_letter);
        if end > start {
            let decimals = count(end + 1, |c| c.is_ascii_digit());
            if run.get(end) == Some(&'.') && decimals > 0 {
                end += 1 + decimals;
            }
            end += usize::from(run.get(end) == Some(&'%'));
        } else {
            end += count(start, |c| !is_letter(c));
        }
        (end > start).then(|| std::mem::replace(&mut start, end)..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_keep_one_decimal_point_and_a_percent_sign() {
        let cut = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            letters(&chars).map(|word| chars[word].iter().collect::<String>()).collect::<Vec<_>>()
        };
        assert_eq!(cut("v1.2.3"), ["v1.2", ".", "3"]);
        assert_eq!(cut("--a.b3.5%%c#"), ["--", "a", ".", "b3.5%", "%", "c", "#"]);
        assert_eq!(cut("9."), ["9", "."]);
    }
}
