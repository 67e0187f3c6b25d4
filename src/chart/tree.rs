//! How a word was joined: a tree over its smallest parts, the later a join the lower it stands.

use super::diagram::{Scene, Tone};
use super::label;
use super::layout::LEGEND_TEXT;
use std::collections::HashMap;

/// What to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The smallest parts.
    pub leaves: Vec<String>,
    /// The joins, each after those that it joins.
    pub joins: Vec<Branch>,
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

/// Heights in ems: of a level, and of the leaves.
const LEVEL: f64 = 2.6;
const LEAVES: f64 = 2.4;

impl Tree {
    pub(super) fn scene(&self, width: f64, font: f64) -> Scene {
        let small = font * LEGEND_TEXT;
        let n = self.leaves.len();
        let wide = |text: &String, font| label::width(text, font) + 0.8 * font;
        let leaf = self.leaves.iter().map(|text| wide(text, font)).fold(2.0 * font, f64::max);
        // Side by side on a level stand at most words of two leaves.
        let branch = self.joins.iter().map(|join| wide(&join.text, small) / (join.end - join.start).max(1) as f64);
        let cell = branch.fold(leaf, f64::max).max((width / n.max(1) as f64).min(4.5 * font));
        let x = |leaf: f64| (leaf + 0.5) * cell;
        let mut nodes: HashMap<(usize, usize), (f64, usize)> = (0..n).map(|i| ((i, i + 1), (x(i as f64), 0))).collect();
        let y = |level: usize| if level == 0 { font * LEAVES } else { font * (LEAVES + LEVEL * level as f64) };
        let mut scene = Scene { width: (cell * n as f64).max(font), height: 0.0, ..Scene::default() };
        let mut labels = Vec::new();
        let mut deepest = 0;
        for Branch { start, middle, end, text } in &self.joins {
            let (Some(&left), Some(&right)) = (nodes.get(&(*start, *middle)), nodes.get(&(*middle, *end))) else {
                continue; // a join of what is not there is none
            };
            let level = left.1.max(right.1) + 1;
            let centre = (left.0 + right.0) / 2.0;
            scene.path(
                vec![(left.0, y(left.1)), (left.0, y(level)), (right.0, y(level)), (right.0, y(right.1))],
                1.5,
                Tone::Muted,
            );
            labels.push((text.clone(), (centre, y(level))));
            nodes.insert((*start, *end), (centre, level));
            deepest = deepest.max(level);
        }
        for (text, at) in labels {
            scene.label(text, at, small, Tone::Ink);
        }
        for (i, text) in self.leaves.iter().enumerate() {
            scene.label(text.clone(), (x(i as f64), font * LEAVES / 2.0), font, Tone::Ink);
        }
        scene.height = y(deepest) + font * 1.4;
        scene
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_joins_stand_lower() {
        let branch = |start, middle, end| Branch { start, middle, end, text: "t".into() };
        let leaves: Vec<String> = ["l", "o", "w"].map(str::to_owned).into();
        let tree =
            |joins: Vec<Branch>| Tree { leaves: leaves.clone(), joins, summary: String::new() }.scene(300.0, 14.0);
        let (none, one, two) =
            (tree(vec![]), tree(vec![branch(0, 1, 2)]), tree(vec![branch(0, 1, 2), branch(0, 2, 3)]));
        assert!(none.height < one.height && one.height < two.height);
        assert_eq!(tree(vec![branch(0, 2, 3)]).height, none.height, "its left part is not there");
        assert!(none.width <= 300.0);
    }
}
