//! What was learnt, to be seen: the map, neighbours, sums of words, losses, a word's vector on its way.

use super::{Page, analogy, compared, near, words};
use crate::chart::{Axis, Curve, Figure, Heatmap, Label, Map, MapPoint, Role, Table, label, number};
use crate::engine::{SLICES, Side, Similar};
use crate::exhibit::{Control, Panel, Slot, Word2vecControl, matrix};
use crate::num::Tensor;

impl Page<'_> {
    /// Whose vectors are drawn.
    fn drawn(&self) -> &'static str {
        let s = &self.s.word2vec;
        let set = &self.state.word2vec;
        match (&set.file, set.shipped) {
            (Some(_), _) if set.is_finished() => s.file,
            (None, Some(shipped)) if set.is_finished() => (s.shipped_name)(shipped),
            _ => s.architecture_names[set.architecture as usize],
        }
    }

    pub(super) fn map(&self) -> Panel {
        let (s, all) = (&self.s.word2vec, self.all);
        let place = |word: &str| all.dots.iter().position(|dot| dot.word == word);
        let chosen = place(near(self.state).trim());
        let own = if all.sides.len() == 1 { 0 } else { self.state.word2vec.architecture as usize };
        let neighbours = all.sides.get(own).map_or(&[][..], |side| &side.near[..]);
        let summed = words(analogy(self.state));
        let marked = neighbours.iter().take(5).map(|one| one.word.as_str()).chain(summed.iter().map(String::as_str));
        let mut marked: Vec<usize> = marked.filter_map(place).filter(|&index| Some(index) != chosen).collect();
        marked.sort_unstable();
        marked.dedup();
        let points = all.dots.iter().map(|dot| MapPoint { name: label::visible(&dot.word), place: dot.place });
        let share = |axis: usize| (self.s.percent)(&format!("{:.0}", 100.0 * all.shares[axis]));
        let map = Map {
            points: points.collect(),
            chosen,
            marked,
            x_title: (s.component)(1, &share(0)),
            y_title: (s.component)(2, &share(1)),
            summary: (s.map_summary)(all.dots.len()),
        };
        Panel {
            note: (s.map_note)(all.dots.len(), all.n_words),
            controls: if all.sides.len() == 1 { &[] } else { &[Control::Word2vec(Word2vecControl::Architecture)] },
            shape: Some(format!("V\u{A0}×\u{A0}d = {}\u{A0}×\u{A0}{}", all.n_words, all.dimension)),
            ..Panel::new("map", Slot::Main, (s.map)(self.drawn()), Figure::Map(map))
        }
    }

    /// A column a side: words with their cosines.
    fn beside(&self, of: fn(&Side) -> &[Similar]) -> Table {
        let s = &self.s.word2vec;
        let names = if self.all.sides.len() == 1 { vec![self.drawn()] } else { s.architecture_names.to_vec() };
        let head = std::iter::once(s.rank).chain(names.iter().flat_map(|&name| [name, s.cosine]));
        let n = self.all.sides.iter().map(|side| of(side).len()).max().unwrap_or_default();
        let row = |rank: usize| {
            let cells = self.all.sides.iter().flat_map(|side| match of(side).get(rank) {
                Some(one) => [label::visible(&one.word), number::short(one.cosine)],
                None => [String::new(), String::new()],
            });
            std::iter::once((rank + 1).to_string()).chain(cells).collect()
        };
        Table { caption: String::new(), head: head.map(str::to_owned).collect(), rows: (0..n).map(row).collect() }
    }

    pub(super) fn near(&self) -> Panel {
        let (s, word) = (&self.s.word2vec, near(self.state).trim());
        let alike: Vec<Option<f32>> = self.all.sides.iter().map(|side| side.similarity).collect();
        let alike = alike.into_iter().collect::<Option<Vec<f32>>>().map(|alike| {
            let told: Vec<String> = alike.into_iter().map(number::short).collect();
            (s.alike)(word, compared(self.state).trim(), &told)
        });
        let note = if word.is_empty() {
            Some(s.near_none.to_owned())
        } else {
            self.unknown(&[word, compared(self.state).trim()]).or(alike)
        };
        Panel {
            note: note.unwrap_or_default(),
            controls: &[Control::Word2vec(Word2vecControl::Near), Control::Word2vec(Word2vecControl::Compared)],
            ..Panel::new("near", Slot::Side, (s.near)(word), Figure::Table(self.beside(|side| &side.near)))
        }
    }

    pub(super) fn analogy(&self) -> Panel {
        let s = &self.s.word2vec;
        let asked = words(analogy(self.state));
        let texts: Vec<&str> = asked.iter().map(String::as_str).collect();
        let note = match texts[..] {
            [_, _, _] => self.unknown(&texts).unwrap_or_else(|| s.analogy_note.into()),
            _ => s.analogy_none.into(),
        };
        let title = if let [a, b, c] = texts[..] { format!("{a} − {b} + {c}") } else { s.analogy.into() };
        Panel {
            note,
            controls: &[Control::Word2vec(Word2vecControl::Analogy)],
            ..Panel::new("analogy", Slot::Side, title, Figure::Table(self.beside(|side| &side.analogy)))
        }
    }

    /// Which of these words have no vector, if any.
    fn unknown(&self, words: &[&str]) -> Option<String> {
        let of_words = words.iter().filter(|word| self.all.unknown.iter().any(|one| one == *word));
        let unknown: Vec<String> = of_words.map(|&word| word.to_owned()).collect();
        (!unknown.is_empty()).then(|| (self.s.word2vec.unknown)(&(self.s.list)(&unknown)))
    }

    pub(super) fn losses(&self) -> Vec<Panel> {
        let s = &self.s.word2vec;
        let curve = |((side, name), panel): ((&Side, &str), &'static str)| {
            let last = side.losses.iter().rev().find_map(|&loss| loss)?;
            let point = |(index, &loss): (usize, &Option<f32>)| Some(((index + 1) as f64, f64::from(loss?)));
            let points: Vec<(f64, f64)> = side.losses.iter().enumerate().filter_map(point).collect();
            let curve = Curve {
                marked: points.len() - 1,
                points,
                beside: None,
                x_title: s.parts.into(),
                y_title: s.loss_y.into(),
                summary: (s.loss_summary)(name, side.losses.len(), &number::short(last)),
            };
            let note = (s.loss_note)(side.n_pairs);
            Some(Panel { note, ..Panel::new(panel, Slot::Below, (s.loss)(name), Figure::Curve(curve)) })
        };
        self.all.sides.iter().zip(s.architecture_names).zip(["loss-cbow", "loss-skip-gram"]).filter_map(curve).collect()
    }

    pub(super) fn over_time(&self) -> Option<Panel> {
        let s = &self.s.word2vec;
        let (past, d) = (&self.all.over_time, self.all.dimension);
        if past.is_empty() {
            return None;
        }
        let word = near(self.state).trim();
        let values = Tensor::matrix(past.len(), d, past.iter().flat_map(|(_, vector)| vector).copied().collect());
        let parts = past.iter().map(|(step, _)| Label { text: step.to_string(), id: None });
        let heat = Heatmap {
            fill: matrix::signed(&values, s.value),
            values,
            plane: 0,
            mask: Tensor::matrix(0, 0, vec![]),
            rows: Axis { title: s.parts.into(), role: Role::Query, labels: parts.collect() },
            cols: Axis::dimensions(self.s.stages.dimension.into(), Role::Plain, d),
            numbers: self.state.numbers,
            marks: vec![],
            blocked: self.s.blocked.into(),
            summary: (s.over_time_summary)(word, past.len(), d),
        };
        Some(Panel {
            note: (s.over_time_note)(SLICES),
            ..Panel::new("over-time", Slot::Below, (s.over_time)(word, self.drawn()), Figure::Heatmap(Box::new(heat)))
        })
    }
}
