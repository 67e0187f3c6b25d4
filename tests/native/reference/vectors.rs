//! Random numbers and token vectors against the NumPy of `seeded.py`, positions against transformers.

use super::{assert_close, assert_same, load};
use heedmap::model::{embed, sinusoidal};
use heedmap::num::random;
use serde::Deserialize;

#[derive(Deserialize)]
struct Generator {
    /// Seed, stream, and the key of both.
    key: Vec<(u64, u64, u64)>,
    /// Key, index, and the number there.
    uniform: Vec<(u64, usize, f32)>,
}

#[test]
fn the_generator_gives_numpys_bits() {
    let Generator { key, uniform } = load("attention.json");
    assert!(key.len() >= 18 && uniform.len() >= 12, "the fixture has lost numbers");
    for (seed, stream, expected) in key {
        assert_eq!(random::key(seed, stream), expected, "key of seed {seed}, stream {stream}");
    }
    for (key, i, expected) in uniform {
        let drawn = random::uniform(key, i + 1, 1.0);
        assert_same(&format!("number {i} of key {key}"), &drawn[i..], &[expected]);
    }
}

#[derive(Deserialize)]
struct Embedding {
    tokens: Vec<Token>,
}

#[derive(Deserialize)]
struct Token {
    seed: u64,
    token: String,
    fnv1a64: u64,
    key: u64,
    /// The first eight numbers of its vector.
    first: Vec<f32>,
}

#[test]
fn token_vectors_have_numpys_bits() {
    let tokens = load::<Embedding>("embedding.json").tokens;
    let mut n_embedded = 0;
    for Token { seed, token, fnv1a64, key, first } in tokens {
        let name = format!("token {token:?}, seed {seed}");
        assert_eq!(random::hash(token.as_bytes()), fnv1a64, "{name}: hash");
        assert_same(&name, &random::uniform(key, first.len(), 3f32.sqrt()), &first);
        // `embed` takes a reader's seed, of 32 bits; a wider vector must begin with the same numbers.
        if let Ok(seed) = u32::try_from(seed) {
            let vector = embed([token.as_str()].into_iter(), seed, 64);
            assert_same(&format!("{name}: embed"), &vector.data()[..first.len()], &first);
            n_embedded += 1;
        }
    }
    assert!(n_embedded >= 12, "only {n_embedded} tokens went through embed");
}

#[derive(Deserialize)]
struct Positions {
    tolerance: f32,
    cases: Vec<Shape>,
}

#[derive(Deserialize)]
struct Shape {
    n_tokens: usize,
    d_model: usize,
    values: Vec<f32>,
}

#[test]
fn positions_are_distilberts() {
    let Positions { tolerance, cases } = load("positions.json");
    assert!(tolerance <= 1e-6 && cases.len() >= 4, "the fixture asks for less than it should");
    for Shape { n_tokens, d_model, values } in cases {
        let name = format!("positions of {n_tokens} tokens, d_model {d_model}");
        let positions = sinusoidal(n_tokens, d_model);
        assert_eq!(positions.shape(), [n_tokens, d_model], "{name}: shape");
        assert_close(&name, positions.data(), &values, tolerance);
    }
}
