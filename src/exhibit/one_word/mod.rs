//! The page of subwords: one word on its way, step by step: as a tree of joins, the tokens that WordPiece finds, or a
//! lattice.

mod picture;

use super::{Control, Panel, Slot};
use crate::chart::{Figure, Table, label, number};
use crate::i18n::Strings;
use crate::text::bpe::Id;
use crate::text::subwords::Lesson;
use crate::text::word::{WordStep, WordSteps};
use picture::best;

/// The word after so many of its steps; `None` is after all.
pub(super) fn panels(s: &Strings, lesson: &Lesson, word: &WordSteps, step: Option<usize>) -> Vec<Panel> {
    let walk = Walk::new(s, lesson, word, step);
    let has_joins = word.steps.iter().any(|step| matches!(step, WordStep::Join { .. }));
    let table = if has_joins { walk.joins() } else { walk.tries() };
    let (figure, table) = match &word.lattice {
        Some(lattice) => (walk.lattice(lattice), None),
        None if word.steps.is_empty() => (Figure::Table(table), None),
        None => (walk.tree(), Some((if has_joins { s.one_word.steps } else { s.one_word.tries }, table))),
    };
    let shown = Panel {
        note: walk.told(),
        controls: &[Control::Word],
        steps: (walk.n > 0).then_some((walk.at, walk.n + 1)),
        ..Panel::new("word", Slot::Below, s.one_word.title, figure)
    };
    let table = table.map(|(title, table)| Panel::new("word-steps", Slot::Below, title, Figure::Table(table)));
    [shown].into_iter().chain(table).collect()
}

/// A word after some of its steps.
struct Walk<'a> {
    s: &'a Strings,
    lesson: &'a Lesson,
    word: &'a WordSteps,
    /// Where its smallest parts begin.
    starts: Vec<usize>,
    /// How many tries WordPiece has made by the end of each of its steps.
    tries: Vec<usize>,
    /// How many steps have been taken.
    at: usize,
    /// How many there are.
    n: usize,
}

impl<'a> Walk<'a> {
    fn new(s: &'a Strings, lesson: &'a Lesson, word: &'a WordSteps, step: Option<usize>) -> Self {
        let text = &word.text;
        let starts: Vec<usize> = (0..text.len()).filter(|&at| word.is_bytes || text.is_char_boundary(at)).collect();
        let n_tries = word.steps.iter().filter(|step| matches!(step, WordStep::Try { .. })).count();
        // A step of WordPiece ends with the token that was found, or where there is none.
        let ends = |&(index, step): &(usize, &WordStep)| matches!(step, WordStep::Try { id, .. } if id.is_some() || index + 1 == n_tries);
        let tries: Vec<usize> = word.steps.iter().enumerate().filter(ends).map(|(index, _)| index + 1).collect();
        let n = match (&word.lattice, tries.is_empty()) {
            (Some(_), _) => starts.len(),
            (None, true) => word.steps.len(),
            (None, false) => tries.len(),
        };
        Self { s, lesson, word, starts, tries, at: step.unwrap_or(n).min(n), n }
    }

    /// How many of the smallest parts begin before a byte.
    fn place(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start < byte)
    }

    /// Where one of them begins, or the word ends.
    fn byte(&self, place: usize) -> usize {
        self.starts.get(place).copied().unwrap_or(self.word.text.len())
    }

    fn bytes(&self, start: usize, end: usize) -> &'a [u8] {
        self.word.text.as_bytes().get(start..end).unwrap_or_default()
    }

    fn text(&self, start: usize, end: usize) -> String {
        label::visible_bytes(self.bytes(start, end))
    }

    fn leaves(&self) -> Vec<String> {
        (0..self.starts.len()).map(|place| self.text(self.byte(place), self.byte(place + 1))).collect()
    }

    /// What the step is about, in words.
    fn told(&self) -> String {
        let (o, at, n) = (&self.s.one_word, self.at, self.n);
        let step = match (&self.word.lattice, self.word.steps.get(at)) {
            _ if self.word.text.is_empty() => o.nothing.to_owned(),
            _ if at == n => {
                let tokens: Vec<String> =
                    self.word.tokens.iter().map(|&(_, start, end)| self.text(start, end)).collect();
                (o.note)(&tokens.join(" · "))
            }
            (Some(lattice), _) => {
                let here = self.byte(at);
                let cut: Vec<String> =
                    best(lattice, here).into_iter().map(|(start, end)| self.text(start, end)).collect();
                let n_pieces = lattice.edges.iter().filter(|edge| edge.end == here).count();
                let log_prob = lattice.nodes.iter().find(|node| node.at == here).map_or(0.0, |node| node.log_prob);
                (o.at_place)(at, n, n_pieces, &cut.join(" · "), &number::short(log_prob as f32))
            }
            (None, Some(&WordStep::Join { rank, start, middle, end, .. })) => {
                (o.at_join)(at, n, &self.text(start, middle), &self.text(middle, end), rank + 1)
            }
            (None, _) => {
                let found = at.checked_sub(1).and_then(|last| self.found(last).zip(Some(self.n_tries(last))));
                found
                    .map_or_else(|| (o.before)(n), |((_, _, id), n_tries)| (o.at_token)(at, n, &self.name(id), n_tries))
            }
        };
        if self.word.lattice.is_some() { (o.with_lattice)(&step) } else { step }
    }

    /// The token that a step of WordPiece found.
    fn found(&self, step: usize) -> Option<(usize, usize, Id)> {
        match *self.word.steps.get(*self.tries.get(step)? - 1)? {
            WordStep::Try { start, end, id } => Some((start, end, id?)),
            WordStep::Join { .. } => None,
        }
    }

    /// How often it looked.
    fn n_tries(&self, step: usize) -> usize {
        let before = step.checked_sub(1).map_or(0, |before| self.tries[before]);
        self.tries[step] - before
    }

    /// A token as a vocabulary writes it.
    fn name(&self, id: Id) -> String {
        self.lesson.vocabulary().get(id as usize).map_or_else(String::new, |name| label::visible(name))
    }

    /// What WordPiece has looked for.
    fn tries(&self) -> Table {
        let (o, names) = (&self.s.one_word, self.lesson.vocabulary());
        let row = |(number, step): (usize, &WordStep)| {
            let (start, end, id) = match *step {
                WordStep::Try { start, end, id } => (start, end, id),
                WordStep::Join { start, end, id, .. } => (start, end, Some(id)),
            };
            let found = id.and_then(|id| Some(format!("{} #{id}", label::visible(names.get(id as usize)?))));
            vec![(number + 1).to_string(), self.text(start, end), found.unwrap_or_else(|| o.not_found.into())]
        };
        let n_made = self.at.checked_sub(1).and_then(|last| self.tries.get(last)).copied().unwrap_or(0);
        Table {
            caption: if self.word.steps.is_empty() { o.no_steps } else { o.tries_note }.into(),
            head: o.tries_head.map(str::to_owned).into(),
            rows: self.word.steps.iter().take(n_made).enumerate().map(row).collect(),
        }
    }

    /// The joins so far, and the word after each.
    fn joins(&self) -> Table {
        let o = &self.s.one_word;
        let row = |(index, step): (usize, &WordStep)| {
            let WordStep::Join { rank, start, middle, end, .. } = *step else { return vec![] };
            let now: Vec<String> = self.joined(index + 1).iter().map(|part| self.text(part.start, part.end)).collect();
            let pair = format!("{} · {}", self.text(start, middle), self.text(middle, end));
            vec![(index + 1).to_string(), pair, (rank + 1).to_string(), now.join(" · ")]
        };
        let rows = self.word.steps.iter().take(self.at).enumerate().map(row).collect();
        Table { caption: o.steps_note.into(), head: o.steps_head.map(str::to_owned).into(), rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Diagram, Lattice, Stand, Tree};
    use crate::i18n::strings;
    use crate::state::Language;
    use crate::text::subwords::{Kind, train};

    const TEXT: &str = "low low low lower lower new newest newest 它们它们";

    fn shown(kind: Kind, text: &str, step: Option<usize>) -> Vec<Panel> {
        let trained = train(TEXT, kind, 290, |_, _| {});
        let seen = trained.at(None);
        panels(strings(Language::En), &seen.lesson(), &seen.word(text), step)
    }

    fn tree(panels: &[Panel]) -> &Tree {
        let Figure::Diagram(diagram) = &panels[0].figure else { panic!("{panels:?}") };
        let Diagram::Tree(tree) = &**diagram else { panic!() };
        tree
    }

    fn lattice(panels: &[Panel]) -> &Lattice {
        let Figure::Diagram(diagram) = &panels[0].figure else { panic!("{panels:?}") };
        let Diagram::Lattice(lattice) = &**diagram else { panic!() };
        lattice
    }

    fn rows(panels: &[Panel]) -> &[Vec<String>] {
        let Figure::Table(table) = &panels[1].figure else { panic!() };
        &table.rows
    }

    #[test]
    fn each_kind_has_its_picture() {
        let joins = shown(Kind::Bpe, "lowest", None);
        assert_eq!((tree(&joins).leaves.len(), tree(&joins).joins[0].text.as_str()), (6, "lo (1)"));
        assert_eq!(rows(&joins)[0], ["1", "l · o", "1", "lo · w · e · s · t"]);
        assert_eq!(rows(&shown(Kind::WordpieceCount, "lowest", None))[0][1], "lowest");
        assert!(lattice(&shown(Kind::Unigram, "lowest", None)).arcs.len() > 6);
    }

    #[test]
    fn of_the_merges_that_fit_the_first_one_is_next() {
        for kind in [Kind::Bpe, Kind::ByteBpe, Kind::SentencepieceBpe] {
            for text in ["newest", "lowlower", "它们low", "xlowx"] {
                let (_, n) = shown(kind, text, None)[0].steps.unwrap();
                for step in 0..n {
                    let panels = shown(kind, text, Some(step));
                    let tree = tree(&panels);
                    assert_eq!(
                        (tree.n_made, tree.parts.len(), rows(&panels).len()),
                        (step, tree.leaves.len() - step, step)
                    );
                    let rank = |text: &str| text.parse::<usize>().unwrap();
                    let least = tree.merges.iter().map(|merge| rank(&merge.text)).min();
                    let next = tree.merges.iter().find(|merge| merge.is_next);
                    assert_eq!(next.map(|merge| rank(&merge.text)), least, "{kind:?} {text} {step}");
                    assert_eq!(next.is_none(), step + 1 == n);
                    let lit: Vec<_> = tree.parts.iter().filter(|part| part.stand == Stand::Lit).collect();
                    assert_eq!(lit.len(), if step + 1 == n { 0 } else { 2 });
                    assert!(next.is_none_or(|next| lit[0].leaves.end == next.at && lit[1].leaves.start == next.at));
                }
            }
        }
    }

    #[test]
    fn wordpiece_finds_a_token_at_a_step() {
        let at = |step: usize| {
            let panels = shown(Kind::WordpieceCount, "lowest", Some(step));
            let parts: Vec<_> = tree(&panels).parts.iter().map(|part| (part.text.clone(), part.stand)).collect();
            (parts, rows(&panels).len(), panels[0].note.clone())
        };
        let part = |text: &str, stand| (text.to_owned(), stand);
        assert_eq!((at(0).0, at(0).1), (vec![part("lowest", Stand::Rest)], 0));
        let (parts, n_tries, note) = at(1);
        assert_eq!(parts, [part("low", Stand::Lit), part("est", Stand::Rest)]);
        assert!(n_tries == 4 && note.contains("“low” is the longest token that fits here; it took 4 tries"), "{note}");
        assert_eq!(at(2).0, [part("low", Stand::Made), part("##es", Stand::Lit), part("t", Stand::Rest)]);
        assert_eq!(at(3).0, ["low", "##es", "##t"].map(|text| part(text, Stand::Made)));
        // What nothing fits is unknown as a whole.
        let unknown = shown(Kind::WordpieceCount, "lowx", None);
        assert_eq!((tree(&unknown).parts[0].text.as_str(), unknown[0].steps), ("[UNK]", Some((2, 3))));
    }

    #[test]
    fn viterbi_goes_a_place_at_a_step() {
        let (_, n) = shown(Kind::Unigram, "newest", None)[0].steps.unwrap();
        assert_eq!(n, lattice(&shown(Kind::Unigram, "newest", None)).chars.len() + 1);
        for step in 0..n {
            let panels = shown(Kind::Unigram, "newest", Some(step));
            let lattice = lattice(&panels);
            let chosen: Vec<_> = lattice.arcs.iter().filter(|arc| arc.is_chosen).collect();
            let sum: f64 = chosen.iter().map(|arc| arc.log_prob).sum();
            assert!((sum - lattice.best[step]).abs() < 1e-4, "{sum} {}", lattice.best[step]);
            assert_eq!(chosen.iter().map(|arc| arc.end - arc.start).sum::<usize>(), step);
            assert_eq!(lattice.reached, Some(step));
        }
    }

    #[test]
    fn steps_that_there_are_not_are_the_last_one() {
        for &kind in Kind::ALL {
            assert_eq!(shown(kind, "lowest", Some(99)), shown(kind, "lowest", None), "{kind:?}");
            assert_eq!(shown(kind, "", Some(1))[0].steps, None);
        }
    }
}
