//! Tokens become vectors.

use crate::num::{Tensor, random};

/// The stream of random numbers from which embeddings are drawn.
const STREAM: u64 = 0x100;

/// One untrained vector for each token, `[n_tokens, d_model]`.
///
/// A token's vector depends on the seed and on its own text, not on its place or its id, so typing a word in front
/// moves no other word's vector. Values are even over ±√3, which gives them variance 1.
#[must_use]
pub fn embed<'a>(tokens: impl Iterator<Item = &'a str>, seed: u32, d_model: usize) -> Tensor {
    let base = random::key(seed.into(), STREAM);
    let mut values = Vec::new();
    let mut n_tokens = 0;
    for token in tokens {
        let key = random::mix(base ^ random::hash(token.as_bytes()));
        values.extend(random::uniform(key, d_model, 3f32.sqrt()));
        n_tokens += 1;
    }
    Tensor::matrix(n_tokens, d_model, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_token_has_the_same_vector_wherever_it_stands() {
        let one = embed(["它", "猫", "它"].into_iter(), 1, 8);
        let two = embed(["小", "它"].into_iter(), 1, 8);
        assert_eq!(one.row(0, 0), one.row(0, 2));
        assert_eq!(one.row(0, 0), two.row(0, 1));
        assert_ne!(one.row(0, 0), one.row(0, 1));
        assert_ne!(one.row(0, 0), embed(["它"].into_iter(), 2, 8).row(0, 0));
    }
}
