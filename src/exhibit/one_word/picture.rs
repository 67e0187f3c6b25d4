//! The picture of a word after some of its steps: a tree with its parts under it, or a lattice.

use super::Walk;
use crate::chart::{Arc, Branch, Diagram, Figure, Lattice, Meeting, Part, Stand, Tree, label};
use crate::text::bpe::{Id, Learned};
use crate::text::subwords::Lesson;
use crate::text::unigram::{Edge, WordWorking};
use crate::text::word::WordStep;
use std::ops::Range;

impl Walk<'_> {
    pub(super) fn tree(&self) -> Figure {
        let branch = |step: &WordStep| match *step {
            WordStep::Join { rank, start, middle, end, .. } => Some(Branch {
                start: self.place(start),
                middle: self.place(middle),
                end: self.place(end),
                text: format!("{} ({})", self.text(start, end), rank + 1),
            }),
            WordStep::Try { .. } => None,
        };
        let joins: Vec<Branch> = self.word.steps.iter().filter_map(branch).collect();
        let (n_made, o) = (if joins.is_empty() { 0 } else { self.at }, &self.s.one_word);
        let (parts, merges) = if joins.is_empty() { (self.tokens(), vec![]) } else { (self.parts(), self.merges()) };
        let cut: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        let summary = (o.tree_summary)(&label::visible(&self.word.text), n_made, &cut.join(" · "));
        Figure::Diagram(Box::new(Diagram::Tree(Tree { leaves: self.leaves(), joins, n_made, parts, merges, summary })))
    }

    fn part(&self, range: &Range<usize>, text: String, stand: Stand) -> Part {
        Part { leaves: self.place(range.start)..self.place(range.end), text, stand }
    }

    /// The bytes of each part after so many joins.
    pub(super) fn joined(&self, n: usize) -> Vec<Range<usize>> {
        let mut ends: Vec<usize> = (1..=self.starts.len()).map(|place| self.byte(place)).collect();
        for step in self.word.steps.iter().take(n) {
            if let WordStep::Join { middle, .. } = *step {
                ends.retain(|&at| at != middle);
            }
        }
        let mut from = 0;
        ends.into_iter().map(|end| std::mem::replace(&mut from, end)..end).collect()
    }

    /// The word after the joins so far, those lit that are joined next.
    fn parts(&self) -> Vec<Part> {
        let next = match self.word.steps.get(self.at) {
            Some(&WordStep::Join { start, end, .. }) => start..end,
            _ => 0..0,
        };
        let one = |range: &Range<usize>| {
            let stand = if next.contains(&range.start) { Stand::Lit } else { Stand::Made };
            self.part(range, self.text(range.start, range.end), stand)
        };
        self.joined(self.at).iter().map(one).collect()
    }

    /// Which merges would join two neighbours.
    fn merges(&self) -> Vec<Meeting> {
        let next = self.word.steps.get(self.at);
        let one = |pair: &[Range<usize>]| {
            let at = pair[1].start;
            let rank = self.rank(self.bytes(pair[0].start, at), self.bytes(at, pair[1].end))?;
            let is_next = matches!(next, Some(&WordStep::Join { middle, .. }) if middle == at);
            Some(Meeting { at: self.place(at), text: (rank + 1).to_string(), is_next })
        };
        self.joined(self.at).windows(2).filter_map(one).collect()
    }

    /// The merge of two parts, from 0.
    fn rank(&self, left: &[u8], right: &[u8]) -> Option<usize> {
        let Lesson::Merges(lesson) = self.lesson else { return None };
        let token = |id: Id| lesson.training.tokens.get(id as usize).map(Vec::as_slice);
        let is_it = |merge: &Learned| token(merge.pair.0) == Some(left) && token(merge.pair.1) == Some(right);
        lesson.training.merges.iter().take(lesson.n_merges).position(is_it)
    }

    /// The tokens that WordPiece has found, the last one lit, and what is left of the word.
    fn tokens(&self) -> Vec<Part> {
        if self.at == self.n {
            let all = self.word.tokens.iter();
            return all.map(|&(id, start, end)| self.part(&(start..end), self.name(id), Stand::Made)).collect();
        }
        let found: Vec<_> = (0..self.at).filter_map(|step| self.found(step)).collect();
        let one = |(index, &(start, end, id)): (usize, &(usize, usize, Id))| {
            let stand = if index + 1 == found.len() { Stand::Lit } else { Stand::Made };
            self.part(&(start..end), self.name(id), stand)
        };
        let from = found.last().map_or(0, |&(_, end, _)| end);
        let rest = self.part(&(from..self.word.text.len()), self.text(from, self.word.text.len()), Stand::Rest);
        found.iter().enumerate().map(one).chain([rest]).collect()
    }

    pub(super) fn lattice(&self, lattice: &WordWorking) -> Figure {
        let path = best(lattice, self.byte(self.at));
        let arc = |edge: &Edge| Arc {
            start: self.place(edge.start),
            end: self.place(edge.end),
            log_prob: edge.log_prob,
            is_chosen: path.contains(&(edge.start, edge.end)),
            is_word: edge.id > 0,
        };
        let shown = Lattice {
            chars: self.leaves(),
            arcs: lattice.edges.iter().map(arc).collect(),
            best: lattice.nodes.iter().map(|node| node.log_prob).collect(),
            best_title: self.s.one_word.lattice_best.into(),
            reached: Some(self.at),
            summary: (self.s.one_word.lattice_summary)(lattice.edges.len(), path.len()),
        };
        Figure::Diagram(Box::new(Diagram::Lattice(shown)))
    }
}

/// The pieces of the best way to a place.
pub(super) fn best(lattice: &WordWorking, mut end: usize) -> Vec<(usize, usize)> {
    let mut path = Vec::new();
    while let Some(node) = lattice.nodes.iter().find(|node| node.at == end && node.back < end) {
        path.push((node.back, end));
        end = node.back;
    }
    path.reverse();
    path
}
