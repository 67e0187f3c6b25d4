//! One layer of attention against PyTorch, 271 configurations: every mask, two texts, grouped heads, biases, rotary
//! positions and ALiBi, up to 512 tokens. And which weights dropout drops, against NumPy.

use super::{load, path};
use heedmap::model::{Config, Mask, Painted, Positions, Rule, RuleKind, Sizes, Stage, Trace, attend};
use heedmap::num::{Tensor, random};
use serde::Deserialize;

/// In float32, against PyTorch's float32.
const TOLERANCE: f32 = 1e-5;

#[derive(Deserialize)]
struct Fixture {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    n_query: usize,
    n_key: usize,
    cross: bool,
    d_model: usize,
    dim: usize,
    n_heads: usize,
    n_kv_heads: usize,
    bias: bool,
    positions: Positions,
    mask: Vec<Rule>,
    seed: u64,
    weights: Place,
    output: Place,
}

/// Where every `stride`-th number of a tensor stands in `attend.bin`, counted in numbers.
#[derive(Deserialize)]
struct Place {
    offset: usize,
    shape: Vec<usize>,
    stride: usize,
}

impl Case {
    fn sizes(&self) -> Sizes {
        let Self { d_model, dim, n_heads, n_kv_heads, .. } = *self;
        Sizes { d_model, dim, n_heads, n_kv_heads, n_layers: 1 }
    }

    fn run(&self) -> Trace {
        let sizes = self.sizes();
        let mut config = Config::new(sizes).unwrap();
        config.positions = self.positions;
        let draw = |stream, rows: usize, cols: usize, scale: f32| {
            Tensor::matrix(rows, cols, random::uniform(random::key(self.seed, stream), rows * cols, scale))
        };
        let mut input = Trace::new(sizes);
        input.set(Stage::X, draw(5, self.n_query, self.d_model, 3f32.sqrt()));
        if self.cross {
            input.set(Stage::KvX, draw(10, self.n_key, self.d_model, 3f32.sqrt()));
        }
        let parts = [
            (Stage::WQ, Stage::BQ, 1, self.d_model, self.dim),
            (Stage::WK, Stage::BK, 2, self.d_model, sizes.kv_dim()),
            (Stage::WV, Stage::BV, 3, self.d_model, sizes.kv_dim()),
            (Stage::WO, Stage::BO, 4, self.dim, self.d_model),
        ];
        for (w, b, stream, d_in, d_out) in parts {
            input.set(w, draw(stream, d_in, d_out, (6.0 / (d_in + d_out) as f64).sqrt() as f32));
            if self.bias {
                input.set(b, draw(stream + 5, 1, d_out, (1.0 / (d_in as f64).sqrt()) as f32));
            }
        }
        attend(&config, &Mask(self.mask.clone()), 0, input, |_| {})
    }
}

#[test]
fn every_configuration_is_pytorchs() {
    let bytes = std::fs::read(path("attend.bin")).unwrap();
    let numbers: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)).collect();
    let cases = load::<Fixture>("attend.json").cases;
    assert!(cases.len() >= 200, "only {} cases", cases.len());
    let mut furthest = 0f32;
    for (index, case) in cases.iter().enumerate() {
        let trace = case.run();
        for (stage, place) in [(Stage::Weights, &case.weights), (Stage::Output, &case.output)] {
            assert_eq!(trace[stage].shape(), place.shape, "case {index}: {stage:?}");
            let ours = trace[stage].data().iter().step_by(place.stride);
            for (at, (&ours, &theirs)) in ours.clone().zip(&numbers[place.offset..]).enumerate() {
                let where_ = || format!("case {index}, {stage:?}, sample {at}: {ours}, PyTorch {theirs}");
                assert_eq!(ours.is_nan(), theirs.is_nan(), "{}", where_());
                if !ours.is_nan() {
                    furthest = furthest.max((ours - theirs).abs());
                    assert!((ours - theirs).abs() <= TOLERANCE, "{}", where_());
                }
            }
            assert!(ours.len() <= numbers[place.offset..].len(), "case {index}: {stage:?} is cut off");
        }
        let mask = Mask(case.mask.clone());
        for query in 0..case.n_query {
            let is_blind = (0..case.n_key).all(|key| !mask.allows(query, key));
            for key in (0..case.n_key).filter(|&key| !mask.allows(query, key)) {
                let weight = trace[Stage::Weights].at(case.n_heads - 1, query, key).unwrap();
                assert!(if is_blind { weight.is_nan() } else { weight == 0.0 }, "case {index}: {query}, {key}");
            }
        }
    }
    println!("furthest from PyTorch: {furthest:e}");
    for &kind in RuleKind::ALL {
        assert!(cases.iter().any(|case| Mask(case.mask.clone()).has(kind)), "no case has {kind:?}");
    }
}

#[derive(Deserialize)]
struct Drops {
    cases: Vec<Drop>,
}

#[derive(Deserialize)]
struct Drop {
    seed: u32,
    p: f32,
    shape: [usize; 3],
    kept: String,
}

#[test]
fn the_seed_decides_what_is_dropped() {
    let cases = load::<Drops>("dropout.json").cases;
    assert!(cases.len() >= 6, "only {} cases", cases.len());
    for Drop { seed, p, shape: [n_heads, n_query, n_key], kept } in cases {
        let mut config = Config::new(Sizes::new(n_heads, n_heads)).unwrap().with_dropout(p).unwrap();
        config.seed = seed;
        let mut input = Trace::new(config.sizes());
        let zeros = |rows| Tensor::matrix(rows, n_heads, vec![]);
        for (stage, n) in [(Stage::Q, n_query), (Stage::K, n_key), (Stage::V, n_key)] {
            input.set(stage, zeros(n));
        }
        let trace = attend(&config, &Mask::default(), 0, input, |_| {});
        let ours: String = trace[Stage::Kept].data().iter().map(|kept| if *kept > 0.0 { '1' } else { '0' }).collect();
        assert_eq!(ours, kept, "seed {seed}, p {p}");
        for ((weight, kept), dropped) in
            trace[Stage::Weights].data().iter().zip(trace[Stage::Kept].data()).zip(trace[Stage::Dropped].data())
        {
            assert_eq!(*dropped, if *kept > 0.0 { weight / (1.0 - p) } else { 0.0 });
        }
    }
}

#[test]
fn a_painted_mask_is_any_mask() {
    let mask: Mask = "causal,window.3".parse().unwrap();
    let painted = Mask(vec![Rule::Painted(Painted::new(9, 9, |query, key| mask.allows(query, key)))]);
    assert_eq!(painted.additive(9, 9).data(), mask.additive(9, 9).data());
}
