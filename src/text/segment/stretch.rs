//! A stretch of a text that is looked at closely: short enough to be drawn, and cut where it costs nothing.

use super::compare::Why;
use super::dag::Edge;
use super::hmm::{Hmm, State, Step};
use super::working::BlockWorking;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The most characters of a stretch, unless one word has more.
const MAX_CHARS: usize = 20;

/// How one stretch is cut. Places count its characters; what is summed up goes on to the end of its block, which is
/// longer where a block is too long to be drawn in one piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Which of [`super::Comparison::stretches`] it is.
    pub index: usize,
    /// The words that begin in it, from the last character to the first and from short to long.
    pub edges: Vec<Edge>,
    /// Of each of them the log probability of the best path behind it.
    pub behind: Vec<f64>,
    /// The log probability of the best path from each place to the end, `[n + 1]`.
    pub best: Vec<f64>,
    /// Where the first word of that path ends, `[n]`.
    pub next: Vec<usize>,
    /// Where the hidden Markov model looked.
    pub gaps: Vec<Gap>,
    /// How bidirectional matching chose in its block.
    pub rule: Why,
}

/// Characters in which the hidden Markov model looked for words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The first.
    pub start: usize,
    /// The most probable states, `[n]`.
    pub states: Vec<State>,
    /// The log probability of the best states up to each character that end in each of [`super::hmm::STATES`], `[n, 4]`.
    pub log_prob: Vec<[f64; 4]>,
    /// The state of the character before on that way, `[n, 4]`.
    pub back: Vec<[State; 4]>,
    /// Every way into every state, `[n, 4, 1 or 2]`.
    pub steps: Vec<[Vec<Step>; 4]>,
}

impl Shown {
    /// What a block's working says of a stretch of it.
    pub(super) fn new(index: usize, working: &BlockWorking, hmm: &Hmm, window: Range<usize>, rule: Why) -> Self {
        let (lattice, chars) = (&working.lattice, working.block.chars());
        let edges = || lattice.edges.iter().filter(|edge| window.contains(&edge.start));
        let gap = |(start, trellis): &(usize, super::hmm::Trellis)| {
            let (all, run) = (*start..start + trellis.states.len(), &chars[*start..]);
            let part = all.start.max(window.start)..all.end.min(window.end);
            let inside = part.start.checked_sub(all.start)?..part.end.checked_sub(all.start)?;
            let steps = trellis.steps(hmm, run.get(..all.len())?);
            Some(Gap {
                start: part.start - window.start,
                states: trellis.states.get(inside.clone())?.to_vec(),
                log_prob: trellis.log_prob.get(inside.clone())?.to_vec(),
                back: trellis.back.get(inside.clone())?.to_vec(),
                steps: steps.get(inside)?.to_vec(),
            })
            .filter(|gap| !gap.states.is_empty())
        };
        Self {
            index,
            behind: edges().map(|edge| lattice.route.log_prob[edge.end]).collect(),
            edges: edges()
                .map(|edge| Edge { start: edge.start - window.start, end: edge.end - window.start, ..*edge })
                .collect(),
            best: lattice.route.log_prob[window.start..=window.end].to_vec(),
            next: lattice.route.next[window.clone()].iter().map(|next| next - window.start).collect(),
            gaps: working.trellises.iter().filter_map(gap).collect(),
            rule,
        }
    }

    /// Whether a word is one of the best path.
    #[must_use]
    pub fn is_on_path(&self, edge: &Edge) -> bool {
        let mut at = 0;
        while at < edge.start {
            match self.next.get(at) {
                Some(&next) => at = next,
                None => return false,
            }
        }
        at == edge.start && self.next.get(at) == Some(&edge.end)
    }
}

/// The stretches of a block: between words of its path, if possible where no other word and no run of characters for the
/// hidden Markov model reaches across.
pub(super) fn split(working: &BlockWorking) -> Vec<Range<usize>> {
    let n = working.block.chars().len();
    let mut crossing = vec![0_isize; n + 1];
    let words = working.lattice.edges.iter().map(|edge| edge.start..edge.end);
    let gaps = working.trellises.iter().map(|(start, trellis)| *start..start + trellis.states.len());
    for Range { start, end } in words.chain(gaps) {
        crossing[start + 1] += 1;
        crossing[end] -= 1;
    }
    let mut sum = 0;
    let is_free: Vec<bool> = crossing
        .iter()
        .map(|by| {
            sum += by;
            sum == 0
        })
        .collect();
    let (mut stretches, mut start, mut free, mut fair) = (vec![], 0, 0, 0);
    for word in working.lattice.route.words() {
        while word.end - start > MAX_CHARS && fair > start {
            let end = if free > start { free } else { fair };
            stretches.push(start..end);
            start = end;
        }
        fair = word.end;
        if is_free.get(fair) == Some(&true) {
            free = fair;
        }
    }
    if start < n {
        stretches.push(start..n);
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::super::{Comparison, Dictionary, Hmm, Method, compare, jieba, matching};
    use super::*;
    use crate::text::segment::matching::{Direction, Rule};
    use proptest::prelude::*;

    thread_local! {
        static HMM: Hmm = Hmm::from_gzip(include_bytes!("../../../assets/jieba/hmm.txt.gz")).unwrap();
    }

    fn compared(words: &str, text: &str, wanted: Option<usize>, limit: usize) -> Comparison {
        let dictionary = Dictionary::from_words(words).unwrap();
        HMM.with(|hmm| compare(text, &dictionary, hmm, wanted, limit).1)
    }

    fn told(text: &str, words: &[Range<usize>]) -> String {
        words.iter().map(|word| &text[word.clone()]).collect::<Vec<_>>().join("/")
    }

    const LIFE: &str = "研究 9\n研究生 3\n生命 5\n起源 2\n命 1\n的 90";

    #[test]
    fn every_method_says_why() {
        let text = "研究生命的起源。好";
        let all = compared(LIFE, text, None, 99);
        let [dispute] = &all.disputes[..] else { panic!("{:?}", all.disputes) };
        let cuts = dispute.cuts.each_ref().map(|cut| told(text, cut));
        assert_eq!(cuts, ["研究生/命", "研究/生命", "研究/生命", "研究/生命", "研究/生命"]);
        assert_eq!(dispute.whys[0], Why::Longest(0..9));
        assert_eq!(dispute.whys[1], Why::Longest(6..12));
        let rule =
            Why::Rule { chosen: Direction::Backward, rule: Rule::FewerSingles, n_words: [4, 4], n_singles: [2, 1] };
        assert_eq!(dispute.whys[2], rule);
        assert_eq!(dispute.whys[3..], [Why::Probable, Why::AsPath]);
        let [matched, path] = [0, 3].map(|i| dispute.log_prob[i].unwrap());
        assert!(path > matched && (path - ((9.0 * 5.0_f64) / (110.0 * 110.0)).ln()).abs() < 1e-12);
        let shown = all.shown.unwrap();
        assert_eq!((shown.index, all.stretches, &shown.rule), (0, vec![0..21, 24..27], &rule));
        assert_eq!(shown.best[0], shown.edges.iter().find(|e| (e.start, e.end) == (0, 2)).unwrap().path_log_prob);
        let on_path: Vec<_> =
            shown.edges.iter().filter(|edge| shown.is_on_path(edge)).map(|e| (e.start, e.end)).collect();
        assert_eq!(on_path, [(5, 7), (4, 5), (2, 4), (0, 2)]);
    }

    #[test]
    fn the_model_finds_what_the_dictionary_lacks() {
        let text = "网易杭研大厦1.5%";
        let all = compared("网易 1\n大厦 1", text, None, 99);
        let cuts: Vec<String> = all.cuts.iter().map(|cut| told(text, cut)).collect();
        assert_eq!(cuts[3..], ["网易/杭/研/大厦/1/./5/%", "网易/杭研/大厦/1.5%"]);
        assert_eq!(all.disputes[0].whys[0], Why::Alone(6..9));
        let Why::Found(found) = &all.disputes[0].whys[4] else { panic!("{:?}", all.disputes[0].whys) };
        assert_eq!(told(text, found), "杭研");
        assert_eq!(all.disputes[1].whys[4], Why::Letters(18..22));
        assert_eq!(all.disputes[0].log_prob[4], None);
        let gap = &all.shown.unwrap().gaps[0];
        assert_eq!((gap.start, &gap.states[..]), (2, &[State::B, State::E][..]));
    }

    #[test]
    fn a_long_text_is_kept_up_to_the_limit_and_split_where_nothing_is_torn() {
        let text = "研究生命的起源".repeat(30);
        let all = compared(LIFE, &text, Some(999), 40);
        let ends: Vec<usize> = all.cuts.iter().map(|cut| cut.last().unwrap().end).collect();
        assert!(all.cuts[Method::Jieba as usize].len() >= 40 && ends.iter().all(|&end| end == ends[0]));
        assert_eq!(all.stretches[..2], [0..3 * 19, 3 * 19..3 * 39]);
        assert_eq!(all.shown.as_ref().unwrap().index, all.stretches.len() - 1);
        assert_eq!(all.disputes.len(), 10);
        let odd = compared("甲 1", &"龘".repeat(70), Some(1), 99);
        assert_eq!(odd.stretches.iter().map(|s| s.len() / 3).collect::<Vec<_>>(), [20, 20, 20, 10]);
        assert_eq!(odd.shown.unwrap().gaps[0].states.len(), 20);
    }

    #[test]
    fn no_chinese_has_no_stretch() {
        for text in ["", "only letters 1.5", "？！"] {
            let all = compared(LIFE, text, None, 99);
            assert_eq!((all.stretches.len(), all.shown), (0, None));
        }
    }

    proptest! {
        #[test]
        fn each_method_cuts_as_it_does_alone(text in "[研究生命的起源网易杭ab1.%。，]{0,40}") {
            let dictionary = Dictionary::from_words(LIFE).unwrap();
            let all = compared(LIFE, &text, None, 999);
            let [fmm, bmm, bimm] = [Some(Direction::Forward), Some(Direction::Backward), None]
                .map(|direction| matching::cut(&dictionary, direction, &text));
            let path = jieba::cut(&dictionary, None, &text, &mut ());
            let found = HMM.with(|hmm| jieba::cut(&dictionary, Some(hmm), &text, &mut ()));
            prop_assert_eq!(&all.cuts, &[fmm, bmm, bimm, path, found]);
            for dispute in &all.disputes {
                let [fmm, bmm, bimm, path, _] = dispute.log_prob.map(|sum| sum.unwrap_or(f64::NEG_INFINITY));
                // Rounding aside, which differs with the order of additions.
                prop_assert!([fmm, bmm, bimm].iter().all(|&sum| sum <= path + 1e-9), "{:?}", dispute);
            }
        }
    }
}
