//! A lattice: words as arcs over the characters that they are made of, the words of the path above, all others below.

use super::diagram::{Scene, Tone};
use super::layout::LEGEND_TEXT;
use super::{label, number};
use std::collections::BTreeSet;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Lattice {
    /// The characters.
    pub chars: Vec<String>,
    /// The words.
    pub arcs: Vec<Arc>,
    /// The log probability of the best path from each place to the end, `[n + 1]`.
    pub best: Vec<f64>,
    /// What these are.
    pub best_title: String,
    /// The place up to which the best path is known, where that is shown step by step; there is room for the rest, so
    /// that no step moves anything.
    pub reached: Option<usize>,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// A word. Places count characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// Its first character.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its log probability.
    pub log_prob: f64,
    /// Whether it is one of the path.
    pub is_chosen: bool,
    /// Whether the dictionary has it; a character that is no word is an arc all the same.
    pub is_word: bool,
}

/// Widths in ems: of a character, where there is little room and where there is much.
const CELL: (f64, f64) = (3.5, 6.0);
/// Height in ems: of the arcs of the path.
const CHOSEN: f64 = 1.7;
/// From one length of words to the next.
const LEVEL: f64 = 1.75;
/// Straight pieces that an arc is made of.
const PIECES: usize = 24;

impl Lattice {
    pub(super) fn scene(&self, width: f64, font: f64) -> Scene {
        let n = self.chars.len();
        let reached = self.reached.unwrap_or(n);
        let small = font * LEGEND_TEXT;
        let numbers = self.arcs.iter().map(|arc| arc.log_prob).chain(self.best.iter().copied());
        let widest = numbers.map(|value| label::width(&number::short(value as f32), small)).fold(0.0, f64::max);
        // A number must not reach into its neighbour.
        let (least, pad) = ((CELL.0 * font).max(widest + 0.5 * font), (2.0 * font).max(widest / 2.0 + 0.3 * font));
        let cell = ((width - 2.0 * pad) / n.max(1) as f64).clamp(least, least.max(CELL.1 * font));
        let node = |i: usize| pad + cell * i as f64;
        let top = font * (CHOSEN + 1.8);
        let bottom = top + font * 2.2;
        // Step by step any arc may be one of the others.
        let below = self.arcs.iter().filter(|arc| !arc.is_chosen || self.reached.is_some());
        let lengths: BTreeSet<usize> = below.map(|arc| arc.end - arc.start).collect();
        let depth = |arc: &Arc| {
            let level = lengths.range(..arc.end - arc.start).count() as f64;
            font * (1.5 + LEVEL * level)
        };
        let sums = bottom + font * (1.6 + LEVEL * lengths.len() as f64);
        let title_room = label::width(&self.best_title, small) + font;
        let mut scene = Scene {
            width: (2.0 * pad + cell * n as f64).max(title_room),
            height: sums + font * 4.2,
            at: self.reached.map(node),
            ..Scene::default()
        };
        for i in 0..=n {
            let (width, tone) = if self.reached == Some(i) { (2.5, Tone::Ink) } else { (1.0, Tone::Line) };
            scene.path(vec![(node(i), bottom), (node(i), sums + font * 1.2)], width, tone);
        }
        for arc in self.others(reached) {
            let tone = if arc.is_word { Tone::Muted } else { Tone::Line };
            scene.path(curve(node(arc.start), node(arc.end), bottom, depth(arc)), 1.0, tone);
        }
        for arc in self.arcs.iter().filter(|arc| arc.is_chosen && arc.end <= reached) {
            scene.path(curve(node(arc.start), node(arc.end), top, -font * CHOSEN), 3.0, Tone::Ink);
            let middle = (node(arc.start) + node(arc.end)) / 2.0;
            let text = number::short(arc.log_prob as f32);
            scene.text(text, (middle, top - font * (CHOSEN + 0.8)), small, Tone::Ink);
        }
        // Above all lines, or the lines of longer words would run through them.
        for arc in self.others(reached) {
            let middle = (node(arc.start) + node(arc.end)) / 2.0;
            scene.label(number::short(arc.log_prob as f32), (middle, bottom + depth(arc)), small, Tone::Muted);
        }
        for (i, c) in self.chars.iter().enumerate() {
            let at = (node(i) + cell / 2.0, (top + bottom) / 2.0);
            scene.text(c, at, font * 1.4, if i < reached { Tone::Ink } else { Tone::Muted });
        }
        scene.title(&self.best_title, (font * 0.5, sums + font * 3.2), small, Tone::Muted);
        for (i, best) in self.best.iter().enumerate().take(reached + 1) {
            scene.label(number::short(*best as f32), (node(i), sums + font * 1.8), small, Tone::Ink);
        }
        scene
    }

    /// The arcs below that end before or at a place.
    fn others(&self, reached: usize) -> impl Iterator<Item = &Arc> {
        self.arcs.iter().filter(move |arc| !arc.is_chosen && arc.end <= reached)
    }
}

/// Half an ellipse between two places of a line.
fn curve(from: f64, to: f64, y: f64, height: f64) -> Vec<(f64, f64)> {
    let (middle, radius) = ((from + to) / 2.0, (to - from) / 2.0);
    let point = |i: usize| {
        let angle = std::f64::consts::PI * i as f64 / PIECES as f64;
        (middle - radius * angle.cos(), y + height * angle.sin())
    };
    (0..=PIECES).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::super::diagram::Mark;
    use super::*;

    fn lattice() -> Lattice {
        let arc = |start, end, is_chosen| Arc { start, end, log_prob: -1.5, is_chosen, is_word: true };
        Lattice {
            chars: ["a", "b", "c"].map(str::to_owned).into(),
            arcs: vec![arc(0, 2, true), arc(2, 3, true), arc(0, 1, false), arc(1, 2, false), arc(0, 3, false)],
            best: vec![-1_003.0, -1_002.0, -1.5, 0.0],
            best_title: "to the end".into(),
            reached: None,
            summary: "a lattice".into(),
        }
    }

    #[test]
    fn no_two_numbers_lie_on_each_other() {
        for width in [0.0, 300.0, 2_000.0] {
            let scene = lattice().scene(width, 14.0);
            let texts = scene.marks.iter().filter_map(|mark| match mark {
                Mark::Text { text, x, y, font, .. } if text != "to the end" => {
                    Some((*x, *y, label::width(text, *font), *font))
                }
                _ => None,
            });
            let texts: Vec<_> = texts.collect();
            assert_eq!(texts.len(), 5 + 3 + 4);
            for (i, a) in texts.iter().enumerate() {
                assert!(a.0 - a.2 / 2.0 >= 0.0 && a.0 + a.2 / 2.0 <= scene.width && a.1 + a.3 / 2.0 <= scene.height);
                for b in &texts[..i] {
                    assert!(
                        (a.0 - b.0).abs() >= (a.2 + b.2) / 2.0 || (a.1 - b.1).abs() >= (a.3 + b.3) / 2.0,
                        "{a:?} {b:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn it_is_as_wide_as_it_may_be_and_as_it_must() {
        let widths = [0.0, 200.0, 5_000.0].map(|width| lattice().scene(width, 10.0).width);
        assert_eq!(widths[1], 200.0);
        assert!(widths[0] < 200.0 && widths[2] < 250.0, "{widths:?}");
        let empty = Lattice { chars: vec![], arcs: vec![], best: vec![], ..lattice() };
        assert!(empty.scene(100.0, 10.0).height > 0.0);
    }
}
