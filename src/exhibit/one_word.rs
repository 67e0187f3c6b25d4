//! The page of subwords: one word on its way, as a tree of joins, a row of tries or a lattice.

use super::{Control, Panel, Slot};
use crate::chart::{Arc, Branch, Diagram, Figure, Lattice, Table, Tree, label};
use crate::i18n::Strings;
use crate::text::subwords::Lesson;
use crate::text::unigram::WordWorking;
use crate::text::word::{WordStep, WordSteps};

pub(super) fn panels(s: &Strings, lesson: &Lesson, word: &WordSteps) -> Vec<Panel> {
    let o = &s.one_word;
    let leaves = Leaves::new(word);
    let figure = match &word.lattice {
        Some(lattice) => lattice_of(s, &leaves, lattice),
        None if word.steps.iter().any(|step| matches!(step, WordStep::Join { .. })) => tree(s, &leaves, word),
        None => Figure::Table(tries(s, lesson, &leaves, word)),
    };
    let tokens: Vec<String> = word.tokens.iter().map(|&(_, start, end)| leaves.text(start, end)).collect();
    let note = if word.text.is_empty() { o.nothing.to_owned() } else { (o.note)(&tokens.join(" · ")) };
    let kind = if word.lattice.is_some() { o.lattice_note } else { "" };
    let shown = Panel {
        note: format!("{note} {kind}").trim_end().to_owned(),
        controls: &[Control::Word],
        ..Panel::new("word", Slot::Below, o.title, figure)
    };
    let steps = Panel::new("word-steps", Slot::Below, o.steps, Figure::Table(joins(s, &leaves, word)));
    let has_joins = word.steps.iter().any(|step| matches!(step, WordStep::Join { .. }));
    if has_joins { vec![shown, steps] } else { vec![shown] }
}

/// The smallest parts of a word, and where each begins.
struct Leaves<'a> {
    word: &'a WordSteps,
    starts: Vec<usize>,
}

impl<'a> Leaves<'a> {
    fn new(word: &'a WordSteps) -> Self {
        let text = &word.text;
        let starts = (0..text.len()).filter(|&at| word.is_bytes || text.is_char_boundary(at)).collect();
        Self { word, starts }
    }

    /// How many begin before a byte.
    fn place(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start < byte)
    }

    fn text(&self, start: usize, end: usize) -> String {
        label::visible_bytes(self.word.text.as_bytes().get(start..end).unwrap_or_default())
    }

    fn all(&self) -> Vec<String> {
        let ends = self.starts.iter().skip(1).copied().chain([self.word.text.len()]);
        self.starts.iter().zip(ends).map(|(&start, end)| self.text(start, end)).collect()
    }
}

fn tree(s: &Strings, leaves: &Leaves, word: &WordSteps) -> Figure {
    let branch = |step: &WordStep| match *step {
        WordStep::Join { rank, start, middle, end, .. } => Some(Branch {
            start: leaves.place(start),
            middle: leaves.place(middle),
            end: leaves.place(end),
            text: format!("{} ({})", leaves.text(start, end), rank + 1),
        }),
        WordStep::Try { .. } => None,
    };
    let joins: Vec<Branch> = word.steps.iter().filter_map(branch).collect();
    let summary = (s.one_word.tree_summary)(&label::visible(&word.text), joins.len());
    Figure::Diagram(Box::new(Diagram::Tree(Tree { leaves: leaves.all(), joins, summary })))
}

fn lattice_of(s: &Strings, leaves: &Leaves, word: &WordWorking) -> Figure {
    let arc = |edge: &crate::text::unigram::Edge| Arc {
        start: leaves.place(edge.start),
        end: leaves.place(edge.end),
        log_prob: edge.log_prob,
        is_chosen: word.path.iter().any(|&(start, end, _)| (start, end) == (edge.start, edge.end)),
        is_word: edge.id > 0,
    };
    let lattice = Lattice {
        chars: leaves.all(),
        arcs: word.edges.iter().map(arc).collect(),
        best: word.nodes.iter().map(|node| node.log_prob).collect(),
        best_title: s.one_word.lattice_best.into(),
        summary: (s.one_word.lattice_summary)(word.edges.len(), word.path.len()),
    };
    Figure::Diagram(Box::new(Diagram::Lattice(lattice)))
}

/// What WordPiece looked for.
fn tries(s: &Strings, lesson: &Lesson, leaves: &Leaves, word: &WordSteps) -> Table {
    let names = lesson.vocabulary();
    let row = |(number, step): (usize, &WordStep)| {
        let (start, end, id) = match *step {
            WordStep::Try { start, end, id } => (start, end, id),
            WordStep::Join { start, end, id, .. } => (start, end, Some(id)),
        };
        let found = id.and_then(|id| Some(format!("{} #{id}", label::visible(names.get(id as usize)?))));
        vec![(number + 1).to_string(), leaves.text(start, end), found.unwrap_or_else(|| s.one_word.not_found.into())]
    };
    Table {
        caption: if word.steps.is_empty() { s.one_word.no_steps } else { s.one_word.tries_note }.into(),
        head: s.one_word.tries_head.map(str::to_owned).into(),
        rows: word.steps.iter().enumerate().map(row).collect(),
    }
}

/// The joins, and the word after each.
fn joins(s: &Strings, leaves: &Leaves, word: &WordSteps) -> Table {
    let mut ends: Vec<usize> = leaves.starts.iter().skip(1).copied().chain([word.text.len()]).collect();
    let mut rows = Vec::new();
    for step in &word.steps {
        let WordStep::Join { rank, start, middle, end, .. } = *step else { continue };
        ends.retain(|&at| at != middle);
        let mut from = 0;
        let now: Vec<String> = ends.iter().map(|&end| leaves.text(std::mem::replace(&mut from, end), end)).collect();
        let pair = format!("{} · {}", leaves.text(start, middle), leaves.text(middle, end));
        rows.push(vec![(rows.len() + 1).to_string(), pair, (rank + 1).to_string(), now.join(" · ")]);
    }
    Table { caption: s.one_word.steps_note.into(), head: s.one_word.steps_head.map(str::to_owned).into(), rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::strings;
    use crate::state::Language;
    use crate::text::subwords::{Kind, train};

    fn shown(kind: Kind) -> Vec<Panel> {
        let trained = train("low low low lower lower new newest newest", kind, 290, |_, _| {});
        let seen = trained.at(None);
        panels(strings(Language::En), &seen.lesson(), &seen.word("lowest"))
    }

    #[test]
    fn each_kind_has_its_picture() {
        let Figure::Diagram(diagram) = &shown(Kind::Bpe)[0].figure else { panic!() };
        let Diagram::Tree(tree) = &**diagram else { panic!() };
        assert_eq!((tree.leaves.len(), tree.joins[0].text.as_str()), (6, "lo (1)"));
        let Figure::Table(steps) = &shown(Kind::Bpe)[1].figure else { panic!() };
        assert_eq!(steps.rows[0], ["1", "l · o", "1", "lo · w · e · s · t"]);
        let Figure::Table(tries) = &shown(Kind::WordpieceCount)[0].figure else { panic!() };
        assert_eq!(tries.rows[0][1], "lowest");
        assert!(matches!(shown(Kind::Unigram)[0].figure, Figure::Diagram(_)));
    }
}
