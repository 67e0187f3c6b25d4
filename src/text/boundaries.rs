//! Where tokenizers cut a text, and where they agree.

use super::Tokens;
use std::collections::BTreeSet;

/// The places inside a text, in bytes, at which each of several tokenizers begins or ends a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundaries(Vec<BTreeSet<usize>>);

impl Boundaries {
    /// The places of all of them, as far into the text as each has kept its tokens.
    #[must_use]
    pub fn new(cuts: &[Tokens]) -> Self {
        let kept = |tokens: &Tokens| match tokens.len() < tokens.n_found() {
            true => tokens.list().last().map_or(0, |token| token.end),
            false => tokens.source().len(),
        };
        let end = cuts.iter().map(kept).min().unwrap_or(0);
        let places = |tokens: &Tokens| {
            let places = tokens.list().iter().flat_map(|token| [token.start, token.end]);
            places.filter(|&place| 0 < place && place < end).collect()
        };
        Self(cuts.iter().map(places).collect())
    }

    /// How many places a tokenizer has.
    #[must_use]
    pub fn n(&self, index: usize) -> usize {
        self.0.get(index).map_or(0, BTreeSet::len)
    }

    /// How many places all of them have.
    #[must_use]
    pub fn n_shared(&self) -> usize {
        let Some((first, others)) = self.0.split_first() else { return 0 };
        first.iter().filter(|place| others.iter().all(|other| other.contains(place))).count()
    }

    /// How many places two of them have both, and how many at least one of them.
    #[must_use]
    pub fn of_two(&self, a: usize, b: usize) -> (usize, usize) {
        let (Some(a), Some(b)) = (self.0.get(a), self.0.get(b)) else { return (0, 0) };
        let both = a.intersection(b).count();
        (both, a.len() + b.len() - both)
    }

    /// Whether all of them have a place, or the place is an end of the text.
    #[must_use]
    pub fn is_shared(&self, place: usize, text_len: usize) -> bool {
        place == 0 || place == text_len || self.0.iter().all(|places| places.contains(&place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Shelf, Tokenizer, tokenize};
    use proptest::prelude::*;

    fn cuts(text: &str, all: &[Tokenizer]) -> Vec<Tokens> {
        all.iter().map(|&tokenizer| tokenize(text, tokenizer, &Shelf::default(), 99).unwrap()).collect()
    }

    #[test]
    fn words_and_characters_share_the_ends_of_words() {
        let cuts = cuts("an owl", &[Tokenizer::Words, Tokenizer::Characters]);
        let boundaries = Boundaries::new(&cuts);
        assert_eq!((boundaries.n(0), boundaries.n(1), boundaries.n_shared()), (2, 5, 2));
        assert_eq!(boundaries.of_two(0, 1), (2, 5));
        assert!(boundaries.is_shared(2, 6) && boundaries.is_shared(6, 6) && !boundaries.is_shared(1, 6));
        assert_eq!(Boundaries::new(&[]).n_shared(), 0);
    }

    proptest! {
        #[test]
        fn what_all_share_each_has(text in "\\PC{0,40}|[a-z ]{0,140}") {
            let all = [Tokenizer::Words, Tokenizer::Whitespace, Tokenizer::Bytes, Tokenizer::Characters];
            let boundaries = Boundaries::new(&cuts(&text, &all));
            for index in 0..all.len() {
                prop_assert!(boundaries.n_shared() <= boundaries.n(index));
                prop_assert_eq!(boundaries.of_two(index, index), (boundaries.n(index), boundaries.n(index)));
            }
            // Characters end where bytes do.
            prop_assert_eq!(boundaries.of_two(2, 3).0, boundaries.n(3));
        }
    }
}
