//! A trellis: a row for each hidden state, a column for each character; in each node the best sum up to there, on each
//! line what passing along it costs.

use super::diagram::{Scene, Tone};
use super::layout::LEGEND_TEXT;
use super::{Rect, number};

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Trellis {
    /// Names of the states, from above.
    pub states: Vec<&'static str>,
    /// Runs of characters, each with a trellis of its own.
    pub runs: Vec<Vec<Column>>,
    /// One sentence for those who do not see the picture.
    pub summary: String,
}

/// A character and its states.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The character.
    pub character: String,
    /// Its states.
    pub nodes: Vec<Node>,
}

/// A character in a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The log probability of the best way up to here.
    pub log_prob: f64,
    /// That of seeing the character in this state.
    pub emission: f64,
    /// The ways that lead here.
    pub ways: Vec<Way>,
    /// Whether it is on the chosen path.
    pub is_chosen: bool,
}

/// A line to a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// The state that it comes from; `None` where a run begins.
    pub from: Option<usize>,
    /// The log probability of passing along it.
    pub passing: f64,
    /// Whether it is the best of those that lead to its node.
    pub is_best: bool,
}

/// Sizes in ems: of a node, of the room between two columns and before the first, and from one row to the next.
const NODE: (f64, f64) = (4.6, 2.6);
const BETWEEN: f64 = 8.5;
const BEFORE: f64 = 4.6;
const ROW: f64 = 6.0;
/// How far along a line its number stands: near its end, so that those of lines to one node are together, apart from others.
const ALONG: f64 = 0.83;

impl Trellis {
    pub(super) fn scene(&self, font: f64) -> Scene {
        let [node_w, node_h, between, before] = [NODE.0, NODE.1, BETWEEN, BEFORE].map(|ems| ems * font);
        let y = |state: usize| font * (3.4 + ROW * state as f64);
        let mut scene = Scene { height: y(self.states.len().max(1) - 1) + node_h, ..Scene::default() };
        let mut left = font * 2.0;
        for run in self.runs.iter().filter(|run| !run.is_empty()) {
            let x = |column: usize| left + before + (node_w + between) * column as f64;
            for (i, column) in run.iter().enumerate() {
                for (state, node) in column.nodes.iter().enumerate() {
                    for way in &node.ways {
                        self.way(&mut scene, run, (i, state), way, (x(i), &y, font));
                    }
                }
            }
            for (i, column) in run.iter().enumerate() {
                let middle = x(i) + node_w / 2.0;
                scene.text(&column.character, (middle, font), font * 1.4, Tone::Ink);
                for (state, node) in column.nodes.iter().enumerate() {
                    let place = Rect { x: x(i), y: y(state) - node_h / 2.0, w: node_w, h: node_h };
                    let (width, tone) = if node.is_chosen { (3.0, Tone::Ink) } else { (1.0, Tone::Line) };
                    scene.frame(place, width, tone);
                    let sum = number::short(node.log_prob as f32);
                    scene.text(sum, (middle, y(state) - font * 0.55), font * 0.95, Tone::Ink);
                    let seen = number::short(node.emission as f32);
                    scene.text(seen, (middle, y(state) + font * 0.6), font * LEGEND_TEXT, Tone::Muted);
                }
            }
            left = x(run.len()) - between;
        }
        for (state, name) in self.states.iter().enumerate() {
            scene.text(*name, (font, y(state)), font * 1.1, Tone::Ink);
        }
        scene.width = left + font;
        scene
    }

    /// A line to the node of a column that begins at `x`, and its number.
    fn way(
        &self,
        scene: &mut Scene,
        run: &[Column],
        (column, state): (usize, usize),
        way: &Way,
        (x, y, font): (f64, &dyn Fn(usize) -> f64, f64),
    ) {
        let came = column.checked_sub(1).and_then(|before| Some((run.get(before)?, way.from?)));
        let length = font * if came.is_some() { BETWEEN } else { BEFORE - 1.0 };
        let (from, to) = ((x - length, y(way.from.unwrap_or(state))), (x, y(state)));
        let is_chosen = run[column].nodes[state].is_chosen && way.is_best;
        let is_chosen = is_chosen && came.is_none_or(|(before, from)| before.nodes[from].is_chosen);
        let (width, tone) = match (is_chosen, way.is_best) {
            (true, _) => (3.0, Tone::Ink),
            (false, true) => (1.0, Tone::Muted),
            (false, false) => (1.0, Tone::Line),
        };
        scene.path(vec![from, to], width, tone);
        let along = if came.is_some() { ALONG } else { 0.5 };
        let at = |a: f64, b: f64| a + (b - a) * along;
        let tone = if is_chosen { Tone::Ink } else { Tone::Muted };
        scene.label(number::short(way.passing as f32), (at(from.0, to.0), at(from.1, to.1)), font * 0.72, tone);
    }
}

#[cfg(test)]
mod tests {
    use super::super::diagram::Mark;
    use super::*;

    #[test]
    fn every_way_has_its_line_and_the_path_is_thick() {
        let node = |ways: Vec<Way>, is_chosen| Node { log_prob: -9.0, emission: -3.14e100, ways, is_chosen };
        let way = |from, is_best| Way { from, passing: -0.5, is_best };
        let first = vec![node(vec![way(None, true)], true), node(vec![way(None, true)], false)];
        let second = vec![
            node(vec![way(Some(0), false), way(Some(1), true)], false),
            node(vec![way(Some(0), true), way(Some(1), false)], true),
        ];
        let column = |nodes| Column { character: "x".into(), nodes };
        let runs = vec![vec![column(first), column(second)], vec![]];
        let scene = Trellis { states: vec!["B", "E"], runs, summary: "states".into() }.scene(10.0);
        let widths = scene.marks.iter().filter_map(|mark| match mark {
            Mark::Path { width, .. } => Some(*width),
            _ => None,
        });
        assert_eq!(widths.collect::<Vec<_>>(), [3.0, 1.0, 1.0, 1.0, 3.0, 1.0]);
        let is_inside = |mark: &Mark| match mark {
            Mark::Text { x, y, .. } => *x > 0.0 && *x < scene.width && *y < scene.height,
            _ => true,
        };
        assert!(scene.marks.iter().all(is_inside));
        assert!(scene.marks.iter().any(|mark| matches!(mark, Mark::Text { text, .. } if text == "−∞")));
    }
}
