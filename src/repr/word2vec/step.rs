//! One step down the slope: a guess, what it was worth, and how every vector that took part moves.
//!
//! ```text
//! h = mean of the input vectors        sⱼ = uⱼ · h
//! softmax:              p = softmax(s)      loss = −ln p of the word           gⱼ = pⱼ − yⱼ
//! negative sampling:    pⱼ = σ(sⱼ)          loss = −Σ ln(p of what is so)      gⱼ = pⱼ − yⱼ
//! hierarchical softmax: pⱼ = σ(sⱼ)          the same over the turns to the word
//! uⱼ ← uⱼ − η gⱼ h      e = Σ gⱼ uⱼ         each input ← itself − η e / how many they are
//! ```
//!
//! [`learn`] is the step of the training at full speed, and [`Step`] tells what one call of it did.

use super::Objective;
use super::sigmoid::Sigmoid;
use crate::num::{add_scaled, add_to, descend, dot, scale, softmax_row};
use serde::{Deserialize, Serialize};

/// The vectors: a row a word, or of the output a row an inner node of the tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Numbers in a vector.
    pub dimension: usize,
    /// The words' vectors.
    pub input: Vec<f32>,
    /// What they are multiplied by to be scored.
    pub output: Vec<f32>,
}

impl Model {
    /// A word's vector.
    #[must_use]
    pub fn vector(&self, word: usize) -> &[f32] {
        self.input.get(word * self.dimension..(word + 1) * self.dimension).unwrap_or_default()
    }

    /// Whether all of it are numbers.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        self.input.iter().chain(&self.output).all(|number| number.is_finite())
    }

    fn score_vector(&self, row: usize) -> &[f32] {
        self.output.get(row * self.dimension..(row + 1) * self.dimension).unwrap_or_default()
    }
}

/// A row of the output that a guess is asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// Which one.
    pub row: u32,
    /// What is right: 1 or 0.
    pub wanted: f32,
    /// How often it was drawn.
    pub times: f32,
}

/// What a step is worked out in, so that none needs memory of its own.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The rows that the guess is asked about, each once.
    pub asked: Vec<Asked>,
    scores: Vec<f32>,
    /// The probability of each.
    probabilities: Vec<f32>,
    hidden: Vec<f32>,
    error: Vec<f32>,
}

impl Scratch {
    /// For vectors of so many numbers.
    #[must_use]
    pub fn new(dimension: usize) -> Self {
        Self { hidden: vec![0.0; dimension], error: vec![0.0; dimension], ..Self::default() }
    }
}

/// A step: moves the vectors and returns the loss before it, in nats. `inputs` are rows of the input, at least one of them.
pub fn learn(
    model: &mut Model,
    scratch: &mut Scratch,
    inputs: &[u32],
    objective: Objective,
    rate: f32,
    sigmoid: &Sigmoid,
) -> f32 {
    let Model { dimension, input, output } = model;
    let (d, Scratch { asked, scores, probabilities, hidden, error }) = (*dimension, scratch);
    let share = 1.0 / inputs.len() as f32;
    let row = |row: u32| row as usize * d..(row as usize + 1) * d;
    match inputs {
        &[one] => hidden.copy_from_slice(&input[row(one)]),
        _ => {
            hidden.fill(0.0);
            inputs.iter().for_each(|&one| add_to(hidden, &input[row(one)]));
            scale(hidden, share);
        }
    }
    error.fill(0.0);
    scores.clear();
    scores.extend(asked.iter().map(|one| dot(&output[row(one.row)], hidden)));
    probabilities.clear();
    let mut loss = 0.0;
    if objective == Objective::Softmax {
        probabilities.extend_from_slice(scores);
        softmax_row(probabilities);
        for (one, p) in asked.iter().zip(&*probabilities) {
            if one.wanted > 0.0 {
                // A probability below the smallest number is not a loss without end.
                loss -= if p.is_nan() { f32::NAN } else { p.max(f32::MIN_POSITIVE).ln() };
            }
        }
    } else {
        for (one, &score) in asked.iter().zip(&*scores) {
            let (p, cost) = sigmoid.of(score);
            loss += one.times * (cost - one.wanted * score);
            probabilities.push(p);
        }
    }
    for (one, p) in asked.iter().zip(&*probabilities) {
        descend(&mut output[row(one.row)], hidden, error, one.times * (p - one.wanted), rate);
    }
    inputs.iter().for_each(|&one| add_scaled(&mut input[row(one)], -rate * share, error));
    loss
}

/// A vector before and after a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Its row.
    pub row: u32,
    /// Before.
    pub before: Vec<f32>,
    /// After.
    pub after: Vec<f32>,
}

/// A row of the output that was asked about, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its vector.
    pub vector: Moved,
    /// What is right: 1 or 0.
    pub wanted: f32,
    /// How often it was drawn.
    pub times: f32,
    /// Its product with the hidden vector.
    pub score: f32,
    /// The probability that is made of it.
    pub probability: f32,
    /// The derivative of the loss by the score.
    pub gradient: f32,
}

/// One step with all its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The words that guess; one that stands twice is there twice.
    pub inputs: Vec<Moved>,
    /// The mean of their vectors.
    pub hidden: Vec<f32>,
    /// What is asked about: what is right first, the others as they were drawn, or from the likeliest on.
    pub candidates: Vec<Candidate>,
    /// How many there are in all.
    pub n_candidates: usize,
    /// In nats.
    pub loss: f32,
    /// The derivative of the loss by the hidden vector.
    pub error: Vec<f32>,
    /// The length of the step.
    pub rate: f32,
}

impl Step {
    /// Takes the step that [`learn`] takes, and tells of it, with at most `limit` candidates.
    pub fn take(
        model: &mut Model,
        scratch: &mut Scratch,
        inputs: &[u32],
        objective: Objective,
        rate: f32,
        sigmoid: &Sigmoid,
        limit: usize,
    ) -> Self {
        let before = model.clone();
        let loss = learn(model, scratch, inputs, objective, rate, sigmoid);
        let mut order: Vec<usize> = (0..scratch.asked.len()).collect();
        if objective == Objective::Softmax {
            let p = |index: usize| (scratch.asked[index].wanted, scratch.probabilities[index]);
            order.sort_by(|&a, &b| p(b).0.total_cmp(&p(a).0).then(p(b).1.total_cmp(&p(a).1)));
        }
        let moved = |row: u32, of: fn(&Model, usize) -> &[f32]| Moved {
            row,
            before: of(&before, row as usize).to_vec(),
            after: of(model, row as usize).to_vec(),
        };
        let candidate = |&index: &usize| {
            let (Asked { row, wanted, times }, probability) = (scratch.asked[index], scratch.probabilities[index]);
            let (vector, score) = (moved(row, Model::score_vector), scratch.scores[index]);
            Candidate { vector, wanted, times, score, probability, gradient: times * (probability - wanted) }
        };
        Self {
            inputs: inputs.iter().map(|&row| moved(row, Model::vector)).collect(),
            hidden: scratch.hidden.clone(),
            candidates: order.iter().take(limit).map(candidate).collect(),
            n_candidates: order.len(),
            loss,
            error: scratch.error.clone(),
            rate,
        }
    }
}
