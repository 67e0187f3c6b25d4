//! From tokens to the last layer: the inputs and parameters are made once, then layer upon layer attends.
//!
//! A layer reads what the one before it read plus what it wrote, x + output: the residual stream of Elhage et al.,
//! *A mathematical framework for transformer circuits* (2021). There are no other parts here, so that every number
//! comes from attention.

use super::attention::attend;
use super::parameters::fill;
use super::rows;
use super::{Config, Given, Mask, Only, Plan, Positions, Sizes, Source, Stage, Trace, embed};
use crate::num::Tensor;
use std::collections::HashMap;

/// Inputs and parameters, ready to run.
#[derive(Clone, Debug)]
pub struct Model {
    config: Config,
    sizes: Sizes,
    /// What the first layer reads.
    input: Trace,
    plan: Option<Plan>,
}

impl Model {
    /// Makes vectors of the tokens. With `kv_tokens` the tokens attend to those; without, to each other.
    #[must_use]
    pub fn new(config: &Config, tokens: &[&str], kv_tokens: Option<&[&str]>) -> Self {
        let none = Given::default();
        let given = config.given().unwrap_or(&none);
        let mut sizes = config.sizes();
        let mut plan = None;
        let mut ids = (vec![], vec![]);
        if let Source::Hand(hand) = *config.source() {
            let n_vocab;
            (n_vocab, ids) = number(tokens, kv_tokens.unwrap_or_default());
            let built = hand.plan(n_vocab, ids.0.len().max(ids.1.len()));
            sizes = built.sizes();
            plan = Some(built);
        }
        let mut input = Trace::new(sizes);
        given.0.iter().for_each(|(&stage, tensor)| input.set(stage, tensor.clone()));
        if !given.is_projected() {
            let texts = [(Some(tokens), &ids.0, FIRST), (kv_tokens, &ids.1, SECOND)];
            for (tokens, ids, stages) in texts {
                let Some(tokens) = tokens.filter(|_| input.get(stages.2).is_none()) else { continue };
                match plan {
                    Some(plan) => input.set(stages.2, plan.vectors(ids)),
                    None => vectors(config, tokens, stages, &mut input),
                }
            }
        }
        let mut config = config.clone();
        if plan.is_some() {
            config.positions = Positions::None; // a hand-built vector says itself where its token stands
        }
        if let Some(Only { layer, head, stage }) = config.only {
            // Without X there is nothing that a second layer could read.
            let last = if input.get(Stage::X).is_some() { sizes.n_layers - 1 } else { 0 };
            let stage = rows::stages(&config).find(|&made| made == stage).unwrap_or(Stage::Weights);
            config.only = Some(Only { layer: layer.min(last), head: head.min(sizes.n_heads - 1), stage });
        }
        Self { config, sizes, input, plan }
    }

    /// What the first layer reads, and what of its parameters the reader brought.
    #[must_use]
    pub fn input(&self) -> &Trace {
        &self.input
    }

    /// Runs every layer under a mask. `progress` hears how many heads of all layers are done.
    #[must_use]
    pub fn run(&self, mask: &Mask, progress: impl FnMut(usize)) -> Vec<Trace> {
        self.run_on(self.input.clone(), mask, progress)
    }

    /// Runs every layer on the first `n_tokens` tokens alone, as if there were no others yet.
    #[must_use]
    pub fn run_first(&self, n_tokens: usize, mask: &Mask) -> Vec<Trace> {
        let mut input = self.input.clone();
        let rows = [Stage::Embedding, Stage::Positions, Stage::X, Stage::Q, Stage::K, Stage::V];
        for stage in rows {
            if let Some(tensor) = self.input.get(stage) {
                let values = tensor.data().get(..n_tokens * tensor.cols()).unwrap_or(tensor.data()).to_vec();
                input.set(stage, Tensor::matrix(n_tokens.min(tensor.rows()), tensor.cols(), values));
            }
        }
        self.run_on(input, mask, |_| {})
    }

    fn run_on(&self, mut input: Trace, mask: &Mask, mut progress: impl FnMut(usize)) -> Vec<Trace> {
        let mut layers: Vec<Trace> = Vec::new();
        for layer in 0..self.sizes.n_layers {
            match self.plan {
                Some(plan) => plan.fill(layer, &mut input),
                None => fill(&self.config, layer, &mut input),
            }
            let done = layer * self.sizes.n_heads;
            let mut trace = attend(&self.config, mask, layer, input, |heads| progress(done + heads));
            let next = residual(&trace);
            if self.config.only.is_some_and(|only| only.layer != layer) {
                trace = trace.with_only(&[Stage::X, Stage::Output]); // what the layer above is made of
            }
            layers.push(trace);
            let Some(x) = next else { break };
            input = Trace::new(self.sizes);
            input.set(Stage::X, x);
            // The second text stays what it was, and so does what it was made of.
            for stage in [Stage::KvEmbedding, Stage::KvPositions, Stage::KvX] {
                if let Some(tensor) = self.input.get(stage) {
                    input.set(stage, tensor.clone());
                }
            }
        }
        layers
    }
}

/// The stages that make up one text's vectors: embedding, positions, their sum.
type Stages = (Stage, Stage, Stage);
const FIRST: Stages = (Stage::Embedding, Stage::Positions, Stage::X);
const SECOND: Stages = (Stage::KvEmbedding, Stage::KvPositions, Stage::KvX);

fn vectors(config: &Config, tokens: &[&str], (token, place, sum): Stages, input: &mut Trace) {
    let d_model = input.sizes.d_model;
    let embedding = embed(tokens.iter().copied(), config.seed, d_model);
    match config.positions.added(tokens.len(), d_model, config.seed) {
        Some(positions) => {
            let values = embedding.data().iter().zip(positions.data()).map(|(e, p)| e + p).collect();
            input.set(sum, Tensor::matrix(tokens.len(), d_model, values));
            input.set(token, embedding);
            input.set(place, positions);
        }
        None => input.set(sum, embedding),
    }
}

/// Numbers the different tokens of two texts in the order in which they first appear.
fn number(tokens: &[&str], kv_tokens: &[&str]) -> (usize, (Vec<usize>, Vec<usize>)) {
    let mut known = HashMap::new();
    let mut of = |text: &[&str]| -> Vec<usize> {
        let mut id = |token| {
            let next = known.len();
            *known.entry(token).or_insert(next)
        };
        text.iter().map(|&token| id(token.to_owned())).collect()
    };
    let ids = (of(tokens), of(kv_tokens));
    (known.len(), ids)
}

/// What the next layer reads; nothing if the output is not as wide as X, as without W_o it may not be.
fn residual(trace: &Trace) -> Option<Tensor> {
    let (x, output) = (trace.get(Stage::X)?, &trace[Stage::Output]);
    let sums = || x.data().iter().zip(output.data()).map(|(x, output)| x + output).collect();
    (x.shape() == output.shape()).then(|| Tensor::matrix(x.rows(), x.cols(), sums()))
}

/// How many multiplications, each with its addition, a forward pass takes: the projections, QKᵀ, weights times V, W_o.
#[must_use]
pub fn multiply_adds(sizes: Sizes, n_query: usize, n_key: usize) -> u64 {
    let Sizes { d_model, dim, n_layers, .. } = sizes;
    let projections = n_query * d_model * dim + 2 * n_key * d_model * sizes.kv_dim();
    let attention = 2 * n_query * n_key * dim;
    (n_layers * (projections + attention + n_query * dim * d_model)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Hand;

    fn run(source: Source, text: &str, mask: &str) -> Vec<Trace> {
        let mut config = Config::new(Sizes { n_layers: 3, ..Sizes::new(8, 2) }).unwrap().with_source(source).unwrap();
        config.positions = Positions::Rotary;
        let tokens: Vec<&str> = text.split(' ').collect();
        Model::new(&config, &tokens, None).run(&mask.parse().unwrap(), |_| {})
    }

    /// The keys that share a query's attention, each with an equal part.
    fn seen(trace: &Trace, head: usize) -> Vec<Vec<usize>> {
        let weights = &trace[Stage::Weights];
        let row = |query| {
            let row = weights.row(head, query);
            let keys: Vec<usize> = (0..row.len()).filter(|&key| row[key] > 1e-3).collect();
            assert!(keys.iter().all(|&key| (row[key] * keys.len() as f32 - 1.0).abs() < 1e-3), "{row:?}");
            keys
        };
        (0..weights.rows()).map(row).collect()
    }

    #[test]
    fn heads_built_by_hand_do_what_they_say() {
        let look = |hand| seen(&run(Source::Hand(hand), "a b a c", "none")[0], 0);
        assert_eq!(look(Hand::PreviousToken), [[0], [0], [1], [2]]);
        assert_eq!(look(Hand::FirstToken), [[0]; 4]);
        assert_eq!(look(Hand::SameToken), [vec![0, 2], vec![1], vec![0, 2], vec![3]]);
        assert_eq!(look(Hand::Window), [vec![0, 1], vec![0, 1, 2], vec![1, 2, 3], vec![2, 3]]);
        let four = &run(Source::Hand(Hand::Four), "a b a c", "none")[0];
        let alone = [Hand::PreviousToken, Hand::FirstToken, Hand::SameToken, Hand::Window];
        for (head, hand) in alone.into_iter().enumerate() {
            assert_eq!(seen(four, head), look(hand), "{hand:?}");
        }
    }

    #[test]
    fn what_a_hand_built_head_found_is_copied_to_the_output() {
        let trace = &run(Source::Hand(Hand::PreviousToken), "a b a c", "none")[0];
        // One dimension for each of a, b, c comes first in a vector.
        let found: Vec<usize> =
            (0..4).map(|row| trace[Stage::Output].row(0, row)[..3].iter().position(|&x| x > 0.99).unwrap()).collect();
        assert_eq!(found, [0, 0, 1, 0]);
    }

    #[test]
    fn the_induction_head_finds_what_came_after_the_last_time() {
        let layers = run(Source::Hand(Hand::Induction), "a b c a b d a", "causal");
        let looks = seen(&layers[1], 0);
        assert_eq!((&looks[3], &looks[4], &looks[6]), (&vec![1], &vec![2], &vec![1, 4]));
        // What did not occur before shares its attention evenly, but for the first token.
        assert_eq!(looks[5], [1, 2, 3, 4, 5]);
    }

    #[test]
    fn the_identity_makes_queries_of_x() {
        let layers = run(Source::Identity, "a b", "none");
        assert_eq!(layers[0][Stage::Q].data(), layers[0][Stage::X].data());
        assert_eq!(layers.len(), 3);
    }

    #[test]
    fn a_layer_reads_what_the_one_before_read_and_wrote() {
        let layers = run(Source::Random, "a b c", "causal");
        for pair in layers.windows(2) {
            let sum = pair[0][Stage::X].data().iter().zip(pair[0][Stage::Output].data()).map(|(x, y)| x + y);
            assert_eq!(pair[1][Stage::X].data(), sum.collect::<Vec<_>>());
        }
        assert_ne!(layers[0][Stage::WQ].data(), layers[1][Stage::WQ].data());
    }

    #[test]
    fn the_first_tokens_alone_are_the_masked_rows() {
        let config = Config::new(Sizes::new(8, 2)).unwrap();
        let model = Model::new(&config, &["a", "b", "a", "c", "d"], None);
        let masked = model.run(&Mask::causal(), |_| {});
        let steps = crate::model::serial(&model, 5, |_| {});
        assert_eq!(steps.len(), 5);
        for (t, step) in steps.iter().enumerate() {
            assert_eq!(step.weights.row(1, t), &masked[0][Stage::Weights].row(1, t)[..=t]);
            assert_eq!(step.output.row(0, t), masked[0][Stage::Output].row(0, t));
        }
    }

    #[test]
    fn multiply_adds_are_those_of_the_formula() {
        // 3 projections, QKᵀ and AV, W_o: 3·4·8·8 + 2·4·4·8 + 4·8·8.
        assert_eq!(multiply_adds(Sizes::new(8, 2), 4, 4), 768 + 256 + 256);
    }
}
