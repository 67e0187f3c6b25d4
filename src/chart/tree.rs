//! How a word is joined: a tree over its smallest parts, the later a join the lower it stands, and under it the word as it
//! is cut by now.

use super::diagram::{Scene, Tone};
use super::label;
use super::layout::{LEGEND_TEXT, Rect};
use std::collections::HashMap;
use std::ops::Range;

/// What to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The smallest parts.
    pub leaves: Vec<String>,
    /// The joins, each after those that it joins. There is room for all of them, so that no step moves anything.
    pub joins: Vec<Branch>,
    /// How many of them have been made.
    pub n_made: usize,
    /// The parts that there are now.
    pub parts: Vec<Part>,
    /// Which merges would join two of them.
    pub merges: Vec<Meeting>,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// Two neighbours that became one. Places count leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The first leaf.
    pub start: usize,
    /// Where its two parts meet.
    pub middle: usize,
    /// One past the last leaf.
    pub end: usize,
    /// What they became, and by which merge.
    pub text: String,
}

/// A part of the word. Places count leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its leaves.
    pub leaves: Range<usize>,
    /// Its text.
    pub text: String,
    /// How far it is.
    pub stand: Stand,
}

/// How far a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It is there.
    Made,
    /// It is what the last step found, or what the next step joins.
    Lit,
    /// It is still to be cut.
    Rest,
}

/// Where two parts meet that may be joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The leaf that begins there.
    pub at: usize,
    /// The merge.
    pub text: String,
    /// Whether it is the next one.
    pub is_next: bool,
}

/// Heights in ems: of a level, of the leaves, of a part, and of the merges under them.
const LEVEL: f64 = 2.6;
const LEAVES: f64 = 2.4;
const PART: f64 = 2.0;
const MERGES: f64 = 2.2;

impl Tree {
    pub(super) fn scene(&self, width: f64, font: f64) -> Scene {
        let small = font * LEGEND_TEXT;
        let n = self.leaves.len();
        let wide = |text: &String, font| label::width(text, font) + 0.8 * font;
        let leaf = self.leaves.iter().map(|text| wide(text, font)).fold(2.0 * font, f64::max);
        // Side by side on a level stand at most words of two leaves.
        let branch = self.joins.iter().map(|join| wide(&join.text, small) / (join.end - join.start).max(1) as f64);
        let part =
            self.parts.iter().map(|part| (wide(&part.text, font) + 0.4 * font) / part.leaves.len().max(1) as f64);
        let merge = self.merges.iter().map(|merge| wide(&merge.text, small));
        let cell = branch.chain(part).chain(merge).fold(leaf, f64::max).max((width / n.max(1) as f64).min(4.5 * font));
        let x = |leaf: f64| (leaf + 0.5) * cell;
        let mut nodes: HashMap<(usize, usize), (f64, usize)> = (0..n).map(|i| ((i, i + 1), (x(i as f64), 0))).collect();
        let y = |level: usize| if level == 0 { font * LEAVES } else { font * (LEAVES + LEVEL * level as f64) };
        let mut scene = Scene { width: (cell * n as f64).max(font), height: 0.0, ..Scene::default() };
        let mut labels = Vec::new();
        let mut deepest = 0;
        for (index, Branch { start, middle, end, text }) in self.joins.iter().enumerate() {
            let (Some(&left), Some(&right)) = (nodes.get(&(*start, *middle)), nodes.get(&(*middle, *end))) else {
                continue; // a join of what is not there is none
            };
            let level = left.1.max(right.1) + 1;
            let centre = (left.0 + right.0) / 2.0;
            if index < self.n_made {
                let (from, to) = ((left.0, y(left.1)), (right.0, y(right.1)));
                if label::width(text, small) < right.0 - left.0 {
                    scene.path(vec![from, (left.0, y(level)), (right.0, y(level)), to], 1.5, Tone::Muted);
                } else {
                    // Lines at the sides of a text, or through its ends, are hard to tell from letters.
                    let above = y(level) - small * 0.8;
                    scene.path(vec![from, (left.0, above), (right.0, above), to], 1.5, Tone::Muted);
                }
                labels.push((text.clone(), (centre, y(level))));
            }
            nodes.insert((*start, *end), (centre, level));
            deepest = deepest.max(level);
        }
        for (text, at) in labels {
            scene.label(text, at, small, Tone::Ink);
        }
        for (i, text) in self.leaves.iter().enumerate() {
            scene.label(text.clone(), (x(i as f64), font * LEAVES / 2.0), font, Tone::Ink);
        }
        let lit = self.parts.iter().filter(|part| part.stand == Stand::Lit);
        let lit = lit.map(|part| part.leaves.clone()).reduce(|first, last| first.start..last.end);
        scene.at = lit.map(|leaves| cell * (leaves.start + leaves.end) as f64 / 2.0);
        let top = y(deepest) + font * 1.4;
        self.parts(&mut scene, cell, top, font);
        scene.height = top + font * if deepest == 0 { PART + 0.6 } else { PART + MERGES };
        scene
    }

    /// The word as it is cut by now, each part under its leaves, and which merges would join two of them.
    fn parts(&self, scene: &mut Scene, cell: f64, top: f64, font: f64) {
        let gap = font * 0.2;
        for Part { leaves, text, stand } in &self.parts {
            let (from, to) = (leaves.start as f64 * cell + gap, leaves.end as f64 * cell - gap);
            let (width, tone, ink) = match stand {
                Stand::Lit => (2.5, Tone::Ink, Tone::Ink),
                Stand::Made => (1.0, Tone::Muted, Tone::Ink),
                Stand::Rest => (1.0, Tone::Line, Tone::Muted),
            };
            scene.frame(Rect { x: from, y: top, w: to - from, h: font * PART }, width, tone);
            scene.text(text, ((from + to) / 2.0, top + font * PART / 2.0), font, ink);
        }
        let (middle, small) = (top + font * (PART + MERGES * 0.55), font * LEGEND_TEXT);
        for Meeting { at, text, is_next } in &self.merges {
            let (x, w) = (*at as f64 * cell, label::width(text, small) + 0.7 * font);
            scene.path(vec![(x, top + font * PART / 2.0), (x, middle)], 1.0, Tone::Line);
            let (width, tone) = if *is_next { (2.5, Tone::Ink) } else { (1.0, Tone::Line) };
            scene.frame(Rect { x: x - w / 2.0, y: middle - small * 0.75, w, h: small * 1.5 }, width, tone);
            scene.text(text, (x, middle), small, if *is_next { Tone::Ink } else { Tone::Muted });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_joins_stand_lower() {
        let branch = |start, middle, end| Branch { start, middle, end, text: "t".into() };
        let leaves: Vec<String> = ["l", "o", "w"].map(str::to_owned).into();
        let tree = |joins: Vec<Branch>| {
            let (parts, merges, n_made) = (vec![], vec![], joins.len());
            Tree { leaves: leaves.clone(), joins, n_made, parts, merges, summary: String::new() }.scene(300.0, 14.0)
        };
        let (none, one, two) =
            (tree(vec![]), tree(vec![branch(0, 1, 2)]), tree(vec![branch(0, 1, 2), branch(0, 2, 3)]));
        assert!(none.height < one.height && one.height < two.height);
        assert_eq!(tree(vec![branch(0, 2, 3)]).height, none.height, "its left part is not there");
        assert!(none.width <= 300.0);
    }
    #[test]
    fn no_step_moves_what_is_there() {
        let join = |start, middle, end| Branch { start, middle, end, text: "t".into() };
        let at = |n_made: usize| {
            let ends = [&[1, 2, 3][..], &[2, 3], &[3]][n_made];
            let mut from = 0;
            let parts = ends.iter().map(|&end| std::mem::replace(&mut from, end)..end);
            let part = |leaves: Range<usize>| Part { text: "p".repeat(leaves.len()), leaves, stand: Stand::Made };
            Tree {
                leaves: ["l", "o", "w"].map(str::to_owned).into(),
                joins: vec![join(0, 1, 2), join(0, 2, 3)],
                n_made,
                parts: parts.map(part).collect(),
                merges: vec![],
                summary: String::new(),
            }
            .scene(300.0, 14.0)
        };
        let paths = |scene: &Scene| {
            let is_path =
                |mark: &&super::super::diagram::Mark| matches!(mark, super::super::diagram::Mark::Path { .. });
            scene.marks.iter().filter(is_path).cloned().collect::<Vec<_>>()
        };
        let steps = [at(0), at(1), at(2)];
        assert!(steps.iter().all(|step| (step.width, step.height) == (steps[0].width, steps[0].height)));
        let lines: Vec<_> = steps.iter().map(paths).collect();
        assert!(lines[0].is_empty() && lines[1].len() == 1 && lines[2][..1] == lines[1][..], "{lines:?}");
    }
}
