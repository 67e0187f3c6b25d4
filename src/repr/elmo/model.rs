//! The two language models, and what their layers make of a sentence.

use super::{N_LAYERS, Sentence};
use crate::num::{View, matmul, softmax_row};
use crate::repr::lstm::{Cell, Direction, Run};

/// The weights. The embedding is the softmax's matrix as well, and both directions share it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BiLm {
    /// Numbers of an embedding, and of a direction's state.
    pub d: usize,
    /// A row for each token: `[vocab_size, d]`.
    pub embedding: Vec<f32>,
    /// Of the scores: `[vocab_size]`.
    pub bias: Vec<f32>,
    /// Two layers for each direction, the lower one first.
    pub cells: [[Cell; 2]; 2],
}

/// What the layers made of a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    /// Numbers of a token's vector: 2 · d.
    pub width: usize,
    /// The embedding twice, then for each LSTM layer the states of both directions side by side: `[n, 2 · d]` each.
    pub layers: Vec<Vec<f32>>,
    /// Of each direction what its layers worked out.
    pub runs: [[Run; 2]; 2],
}

/// What a language model expects at a place.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Prediction {
    /// The tokens that it finds most probable, with their probabilities.
    pub top: Vec<(String, f32)>,
    /// The probability of the token that stands there.
    pub actual: f32,
}

impl BiLm {
    /// Weights of these sizes, all 0.
    #[must_use]
    pub fn zeros(vocab_size: usize, d: usize) -> Self {
        let cells = || [Cell::zeros(d, d), Cell::zeros(d, d)];
        Self { d, embedding: vec![0.0; vocab_size * d], bias: vec![0.0; vocab_size], cells: [cells(), cells()] }
    }

    /// How many tokens it knows.
    #[must_use]
    pub fn vocab_size(&self) -> usize {
        self.bias.len()
    }

    /// How many weights it has.
    #[must_use]
    pub fn n_parameters(&self) -> usize {
        let (v, d) = (self.vocab_size(), self.d);
        v * d + v + 4 * (4 * d * (2 * d + 2))
    }

    /// All its weights, list by list.
    pub fn parts_mut(&mut self) -> Vec<&mut Vec<f32>> {
        let cells = self.cells.iter_mut().flatten().flat_map(Cell::parts_mut);
        [&mut self.embedding, &mut self.bias].into_iter().chain(cells).collect()
    }

    /// The embeddings of ids, `[n, d]`; of an id that there is not, zeros.
    pub(super) fn embedded(&self, ids: &[u32]) -> Vec<f32> {
        let zeros = vec![0.0; self.d];
        let row = |&id: &u32| {
            let start = id as usize * self.d;
            self.embedding.get(start..start + self.d).unwrap_or(&zeros).to_vec()
        };
        ids.iter().flat_map(row).collect()
    }

    /// Lets both directions read a sentence.
    #[must_use]
    pub fn run(&self, ids: &[u32]) -> Layers {
        let x = self.embedded(ids);
        let read = |direction: Direction| {
            let [lower, upper] = &self.cells[direction as usize];
            let first = lower.run(&x, direction);
            let second = upper.run(&first.h, direction);
            [first, second]
        };
        let runs = [read(Direction::Forwards), read(Direction::Backwards)];
        let beside = |a: &[f32], b: &[f32]| {
            let d = self.d.max(1);
            a.chunks_exact(d).zip(b.chunks_exact(d)).flat_map(|(a, b)| [a, b].concat()).collect::<Vec<f32>>()
        };
        let [before, after] = &runs;
        let mut layers = vec![beside(&x, &x)];
        layers.extend((0..N_LAYERS - 1).map(|layer| beside(&before[layer].h, &after[layer].h)));
        Layers { width: 2 * self.d, layers, runs }
    }

    /// The scores of the vocabulary for states, `[n, d]` → `[n, vocab_size]`.
    pub(super) fn scores(&self, states: &[f32]) -> Vec<f32> {
        let n = states.len() / self.d.max(1);
        let embedding = View::new(&self.embedding, self.vocab_size(), self.d);
        let mut scores = matmul(View::new(states, n, self.d), embedding.t()).data().to_vec();
        for row in scores.chunks_exact_mut(self.vocab_size().max(1)) {
            crate::num::add_to(row, &self.bias);
        }
        scores
    }

    /// What a direction expects at each place of a sentence, given what it has read before; nothing where it begins.
    #[must_use]
    pub fn predict(
        &self,
        sentence: &Sentence,
        layers: &Layers,
        direction: Direction,
        token: impl Fn(u32) -> String,
        n_top: usize,
    ) -> Vec<Option<Prediction>> {
        let ids = &sentence.ids;
        let mut scores = self.scores(&layers.runs[direction as usize][1].h);
        scores.chunks_exact_mut(self.vocab_size().max(1)).for_each(softmax_row);
        let from = |place: usize| match direction {
            Direction::Forwards => place.checked_sub(1),
            Direction::Backwards => (place + 1 < ids.len()).then_some(place + 1),
        };
        let predict = |place: usize| {
            let start = from(place)? * self.vocab_size();
            let row = scores.get(start..start + self.vocab_size())?;
            let mut order: Vec<usize> = (0..row.len()).collect();
            let n_top = n_top.min(order.len());
            if n_top > 0 && n_top < order.len() {
                order.select_nth_unstable_by(n_top, |&a, &b| row[b].total_cmp(&row[a]));
            }
            order.truncate(n_top);
            order.sort_by(|&a, &b| row[b].total_cmp(&row[a]));
            let top = order.into_iter().map(|id| (token(id as u32), row[id])).collect();
            Some(Prediction { top, actual: *row.get(ids[place] as usize)? })
        };
        (0..ids.len()).map(predict).collect()
    }
}
