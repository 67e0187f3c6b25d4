//! All words of the dictionary in a stretch, and the most probable path through them.

use super::super::{Panel, Slot};
use super::Page;
use crate::chart::{Arc, Diagram, Figure, Lattice, Table, number};

impl Page<'_> {
    /// Some characters of the stretch.
    fn chars(&self, start: usize, end: usize) -> String {
        self.chars.iter().skip(start).take(end - start).collect()
    }

    pub(super) fn lattice(&self) -> Panel {
        let (s, shown) = (self.s, self.shown);
        let inside = shown.edges.iter().filter(|edge| edge.end <= self.chars.len());
        let arc = |edge: &crate::text::segment::dag::Edge| Arc {
            start: edge.start,
            end: edge.end,
            log_prob: edge.log_prob,
            is_chosen: shown.is_on_path(edge),
            is_word: edge.frequency > 0,
        };
        let arcs: Vec<Arc> = inside.map(arc).collect();
        let path: Vec<String> =
            arcs.iter().rev().filter(|arc| arc.is_chosen).map(|arc| self.chars(arc.start, arc.end)).collect();
        let sum = shown.best.first().map_or(0.0, |best| *best);
        let lattice = Lattice {
            summary: (s.lattice_summary)(arcs.len(), &path.join(" / "), &number::short(sum as f32)),
            chars: self.chars.iter().map(ToString::to_string).collect(),
            arcs,
            best: shown.best.clone(),
            best_title: s.lattice_best.into(),
            reached: None,
        };
        let figure = Figure::Diagram(Box::new(Diagram::Lattice(lattice)));
        Panel { note: s.lattice_note.into(), ..Panel::new("lattice", Slot::Main, s.lattice, figure) }
    }

    /// The same in numbers, from the first place to the last.
    pub(super) fn route(&self) -> Panel {
        let (s, shown) = (self.s, self.shown);
        let mut edges: Vec<_> = shown.edges.iter().zip(&shown.behind).collect();
        edges.sort_by_key(|(edge, _)| (edge.start, edge.end));
        let row = |(edge, behind): (&crate::text::segment::dag::Edge, &f64)| {
            let word = match edge.end <= self.chars.len() {
                true => self.chars(edge.start, edge.end),
                false => self.chars(edge.start, self.chars.len()) + "…",
            };
            let choice = match shown.next.get(edge.start) == Some(&edge.end) {
                true if shown.is_on_path(edge) => s.route_path,
                true => s.route_best,
                false => "",
            };
            let [own, behind, sum] =
                [edge.log_prob, *behind, edge.path_log_prob].map(|value| number::exact(value as f32));
            let place = format!("{} {}", edge.start + 1, self.chars(edge.start, edge.start + 1));
            vec![place, word, edge.frequency.to_string(), own, behind, sum, choice.into()]
        };
        let table = Table {
            caption: s.route_note.into(),
            head: s.route_head.map(str::to_owned).into(),
            rows: edges.into_iter().map(row).collect(),
        };
        Panel::new("route", Slot::Below, s.route, Figure::Table(table))
    }
}
