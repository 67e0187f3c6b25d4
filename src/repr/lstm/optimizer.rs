//! How a gradient becomes a step: plain descent, or Adam (Kingma and Ba, 2015), as PyTorch has them.

/// Adam's memory of a list of weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
    step: i32,
}

/// A way to step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Optimizer {
    /// w − rate · gradient.
    Sgd,
    /// Each weight at a pace of its own; β = 0.9 and 0.999, ε = 10⁻⁸.
    Adam,
}

const BETAS: [f32; 2] = [0.9, 0.999];
const EPSILON: f32 = 1e-8;

impl Optimizer {
    /// Steps down the gradient.
    pub fn step(self, weights: &mut [f32], gradient: &[f32], rate: f32, memory: &mut Adam) {
        match self {
            Self::Sgd => weights.iter_mut().zip(gradient).for_each(|(weight, g)| *weight -= rate * g),
            Self::Adam => memory.step(weights, gradient, rate),
        }
    }
}

impl Adam {
    fn step(&mut self, weights: &mut [f32], gradient: &[f32], rate: f32) {
        self.mean.resize(weights.len(), 0.0);
        self.square.resize(weights.len(), 0.0);
        self.step = self.step.saturating_add(1);
        let [one, two] = BETAS.map(|beta| 1.0 - f64::from(beta).powi(self.step));
        let (rate, root) = ((f64::from(rate) / one) as f32, two.sqrt() as f32);
        let memory = self.mean.iter_mut().zip(&mut self.square);
        for ((weight, &g), (mean, square)) in weights.iter_mut().zip(gradient).zip(memory) {
            *mean += (1.0 - BETAS[0]) * (g - *mean);
            *square = BETAS[1] * *square + (1.0 - BETAS[1]) * g * g;
            *weight -= rate * *mean / (square.sqrt() / root + EPSILON);
        }
    }
}

/// Shortens gradients that are together longer than `most` to that length; returns the length that they had.
pub fn clip<'a>(gradients: impl IntoIterator<Item = &'a mut Vec<f32>>, most: f64) -> f64 {
    let lists: Vec<&mut Vec<f32>> = gradients.into_iter().collect();
    let length = lists.iter().flat_map(|list| list.iter()).map(|&g| f64::from(g).powi(2)).sum::<f64>().sqrt();
    if length > most {
        let share = (most / (length + 1e-6)) as f32;
        lists.into_iter().for_each(|list| list.iter_mut().for_each(|g| *g *= share));
    }
    length
}
