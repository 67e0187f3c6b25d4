//! All methods on one text, side by side: how each cuts it, where they disagree, and why each does what it does there.

use super::blocks::{Block, Part, each, is_han, join_letters};
use super::dag::Edge;
use super::dictionary::Dictionary;
use super::edits::Edited;
use super::hmm::Hmm;
use super::jieba;
use super::matching::{Both, Direction, Rule};
use super::stretch::{Shown, split};
use super::suggest::{Wished, frequency_to_win};
use super::working::{Origin, Working};
use crate::text::Tokens;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The methods, from the oldest to the one that needs most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Method {
    /// Forward maximum matching.
    Fmm,
    /// Backward maximum matching.
    Bmm,
    /// Bidirectional maximum matching.
    Bimm,
    /// The most probable path.
    JiebaNoHmm,
    /// The path, and the hidden Markov model for what it leaves alone.
    Jieba,
}

impl Method {
    /// Every method, in the order of every list here.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name of the tokenizer that cuts so.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }
}

/// How all methods cut a text. Places count its bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many words the dictionary has.
    pub n_words: usize,
    /// The total of their frequencies.
    pub total: u64,
    /// What the reader changed about it.
    pub edited: Vec<Edited>,
    /// The words of each of [`Method::ALL`], as far as they are kept.
    pub cuts: [Vec<Range<usize>>; 5],
    /// Where they disagree, from one place at which all have an end to the next.
    pub disputes: Vec<Dispute>,
    /// The stretches that can be looked at closely: those with Chinese characters, in pieces of a size to be drawn.
    pub stretches: Vec<Range<usize>>,
    /// The one that is looked at.
    pub shown: Option<Shown>,
}

/// A part of the text that not all methods cut alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// All of it.
    pub span: Range<usize>,
    /// The words of each of [`Method::ALL`].
    pub cuts: [Vec<Range<usize>>; 5],
    /// The log probability of each of these cuts by the dictionary; `None` of one that has words which it lacks.
    pub log_prob: [Option<f64>; 5],
    /// Why each is as it is.
    pub whys: [Why; 5],
}

/// Why a method cuts as it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// This is the longest word on the side where the method begins.
    Longest(Range<usize>),
    /// On that side no word is longer than this character.
    Alone(Range<usize>),
    /// Letters and digits belong together.
    Letters(Range<usize>),
    /// Both directions agree.
    Agree,
    /// One of the two directions was chosen for this whole block.
    Rule {
        /// Which.
        chosen: Direction,
        /// By which rule.
        rule: Rule,
        /// How many words forward and backward matching have.
        n_words: [usize; 2],
        /// How many of these are single characters.
        n_singles: [usize; 2],
    },
    /// No other path has a higher probability.
    Probable,
    /// The path is left as it is.
    AsPath,
    /// The hidden Markov model found these words in what the path had left alone.
    Found(Vec<Range<usize>>),
}

/// Cuts a text by all methods, keeping the first words of it, about `limit` of each method, and looks closely at one
/// stretch: the one that is `wanted`, or the first in which methods disagree. The tokens are those of the last method.
#[must_use]
pub fn compare(
    text: &str,
    dictionary: &Dictionary,
    hmm: &Hmm,
    wanted: Option<usize>,
    limit: usize,
) -> (Tokens, Comparison) {
    let comparison = Comparison { n_words: dictionary.n_words(), total: dictionary.total(), ..Comparison::default() };
    let mut comparing = Comparing { text, dictionary, hmm, limit, comparison, n_found: 0, windows: vec![] };
    each(text, |part| match part {
        Part::Between(bytes) => {
            comparing.n_found += 1;
            if !comparing.is_full() {
                comparing.comparison.cuts.iter_mut().for_each(|cut| cut.push(bytes.clone()));
            }
        }
        Part::Block(block) => comparing.block(block),
    });
    let Comparing { mut comparison, windows, n_found, .. } = comparing;
    let is_disputed =
        |stretch: &Range<usize>| comparison.disputes.iter().any(|dispute| stretch.contains(&dispute.span.start));
    let index = wanted.unwrap_or_else(|| comparison.stretches.iter().position(is_disputed).unwrap_or(0));
    let index = index.min(windows.len().saturating_sub(1));
    comparison.shown = windows.get(index).and_then(|(whole, window)| {
        let working = Working::new(dictionary, Some(hmm), text.get(whole.clone())?);
        let block = working.blocks.first()?;
        let rule = rule(&Both::untold(dictionary, block.block.chars()));
        Some(Shown::new(index, block, hmm, window.clone(), rule))
    });
    let tokens = Tokens::number(text, &comparison.cuts[Method::Jieba as usize], limit);
    (tokens.with_n_found(n_found), comparison)
}

impl Comparison {
    /// Tells what a reader changed about the dictionary, and what each word lacks to be on the path that is shown.
    pub fn tell(&mut self, text: &str, edited: &[Edited]) {
        self.edited = edited.to_vec();
        let Some(shown) = &self.shown else { return };
        let stretch = self.stretches.get(shown.index).and_then(|stretch| text.get(stretch.clone()));
        let chars: Vec<char> = stretch.unwrap_or_default().chars().collect();
        for one in &mut self.edited {
            let word: Vec<char> = one.word.chars().collect();
            let is_it = |edge: &Edge| chars.get(edge.start..edge.end) == Some(&word);
            if shown.edges.iter().any(is_it) {
                let wished = Wished { is_it: &is_it, frequency: one.frequency, total: self.total };
                one.needed = frequency_to_win(&shown.edges, chars.len(), &wished);
            }
        }
    }
}

struct Comparing<'a> {
    text: &'a str,
    dictionary: &'a Dictionary,
    hmm: &'a Hmm,
    limit: usize,
    comparison: Comparison,
    n_found: usize,
    /// Of each stretch the bytes of its block and its place in it, in characters.
    windows: Vec<(Range<usize>, Range<usize>)>,
}

impl Comparing<'_> {
    fn is_full(&self) -> bool {
        self.comparison.cuts[Method::Jieba as usize].len() >= self.limit
    }

    fn block(&mut self, block: &Block) {
        let whole = block.bytes(0..block.chars().len());
        let Some(piece) = self.text.get(whole.clone()) else { return };
        let shifted = |bytes: &Range<usize>| bytes.start + whole.start..bytes.end + whole.start;
        let both = Both::untold(self.dictionary, block.chars());
        let working = Working::new(self.dictionary, Some(self.hmm), piece);
        let joined = |words: &[Range<usize>]| {
            let mut ranges = Vec::new();
            join_letters(block.chars(), words.iter().cloned(), |word| ranges.push(block.bytes(word)));
            ranges
        };
        let path = jieba::cut(self.dictionary, None, piece, &mut ());
        let found: Vec<(Range<usize>, Origin)> =
            working.words.iter().map(|(bytes, origin)| (shifted(bytes), *origin)).collect();
        let cuts = [
            joined(&both.forward.words),
            joined(&both.backward.words),
            joined(both.taken()),
            path.iter().map(shifted).collect(),
            found.iter().map(|(bytes, _)| bytes.clone()).collect(),
        ];
        self.n_found += found.len();
        if self.is_full() {
            return;
        }
        let mut from = [0; 5];
        while let Some(to) = next_common(&cuts, from).filter(|_| !self.is_full()) {
            let words: [&[Range<usize>]; 5] = std::array::from_fn(|i| &cuts[i][from[i]..to[i]]);
            for (all, words) in self.comparison.cuts.iter_mut().zip(words) {
                all.extend_from_slice(words);
            }
            if words.iter().any(|words| words.len() > 1) {
                self.comparison.disputes.push(self.dispute(words, &both, &found[from[4]..to[4]]));
            }
            from = to;
        }
        if let (true, Some(block_working)) = (block.chars().iter().copied().any(is_han), working.blocks.first()) {
            // What was not kept of a very long block is not looked at either.
            let end = self.comparison.cuts[0].last().map_or(0, |word| word.end);
            for window in split(block_working) {
                let bytes = block.bytes(window.clone());
                if bytes.end <= end && block.chars()[window.clone()].iter().copied().any(is_han) {
                    self.comparison.stretches.push(bytes);
                    self.windows.push((whole.clone(), window));
                }
            }
        }
    }

    /// What each method does between two places at which all have an end.
    fn dispute(&self, words: [&[Range<usize>]; 5], both: &Both, found: &[(Range<usize>, Origin)]) -> Dispute {
        let [forward, backward, _, path, hmm] = words;
        let side = |word: Option<&Range<usize>>| {
            let word = word.cloned().unwrap_or_default();
            match self.text.get(word.clone()).unwrap_or_default() {
                one if one.chars().count() < 2 => Why::Alone(word),
                known if self.dictionary.has(known.chars()) => Why::Longest(word),
                _ => Why::Letters(word),
            }
        };
        let of = |origin: Origin| found.iter().filter(move |(_, o)| *o == origin).map(|(word, _)| word.clone());
        let by_hmm = match (of(Origin::Hmm).collect::<Vec<_>>(), of(Origin::Letters).next()) {
            _ if hmm == path => Why::AsPath,
            (found, _) if !found.is_empty() => Why::Found(found),
            (_, letters) => letters.map_or(Why::AsPath, Why::Letters),
        };
        Dispute {
            span: forward.first().map_or(0, |word| word.start)..forward.last().map_or(0, |word| word.end),
            cuts: words.map(<[Range<usize>]>::to_vec),
            log_prob: words.map(|words| self.log_prob(words)),
            whys: [
                side(forward.first()),
                side(backward.last()),
                if forward == backward { Why::Agree } else { rule(both) },
                Why::Probable,
                by_hmm,
            ],
        }
    }

    /// Added from the last to the first, as along the path. Joined letters count one by one.
    fn log_prob(&self, words: &[Range<usize>]) -> Option<f64> {
        let one = |word: &str| match self.dictionary.log_prob(word.chars()) {
            None if word.chars().count() == 1 => Some(self.dictionary.log_prob_of_unknown()),
            known => known,
        };
        words.iter().rev().try_fold(0.0, |sum, word| {
            let word = self.text.get(word.clone())?;
            let letters = || {
                let is_joined = word.chars().all(|c| !is_han(c));
                is_joined
                    .then(|| word.chars().rev().try_fold(sum, |sum, c| Some(one(c.encode_utf8(&mut [0; 4]))? + sum)))?
            };
            one(word).map(|log_prob| log_prob + sum).or_else(letters)
        })
    }
}

/// How bidirectional matching chose.
fn rule(both: &Both) -> Why {
    if both.forward.words == both.backward.words {
        return Why::Agree;
    }
    let of = [&both.forward, &both.backward];
    let (n_words, n_singles) = (of.map(|one| one.words.len()), of.map(super::matching::Matching::n_singles));
    Why::Rule { chosen: both.chosen, rule: both.rule, n_words, n_singles }
}

/// How many words of each cut there are up to the next place at which all of them have an end.
fn next_common(cuts: &[Vec<Range<usize>>; 5], from: [usize; 5]) -> Option<[usize; 5]> {
    let mut to = from.map(|n| n + 1);
    loop {
        let mut ends = [0; 5];
        for (end, (cut, n)) in ends.iter_mut().zip(cuts.iter().zip(to)) {
            *end = cut.get(n - 1)?.end;
        }
        let last = ends.into_iter().max()?;
        if ends == [last; 5] {
            return Some(to);
        }
        to.iter_mut().zip(ends).filter(|(_, end)| *end < last).for_each(|(n, _)| *n += 1);
    }
}
