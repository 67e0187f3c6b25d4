//! Looking at vectors: a plane, neighbours, sums of words.

use super::{Dot, Embedded, Embedding, Side, Similar};
use crate::repr::word2vec::MAX_NUMBERS;
use crate::repr::word2vec::file::{self, FileFault, Vectors};
use crate::repr::word2vec::nearest::{Near, cosine, nearest};
use crate::repr::word2vec::pca::{Plane, plane};
use crate::repr::word2vec::step::Model;
use std::collections::HashMap;

/// The most words on the plane: the most frequent.
const MAX_DOTS: usize = 5_000;
/// How many neighbours are told.
const N_NEAR: usize = 10;

/// The words of the questions by number.
pub(super) struct Asked {
    pub(super) near: Option<u32>,
    compared: Option<u32>,
    analogy: Option<[u32; 3]>,
    pub(super) unknown: Vec<String>,
}

impl Asked {
    pub(super) fn new(wanted: &Embedding, words: &[String]) -> Self {
        let mut unknown = vec![];
        let mut id = |word: &String| {
            let found = words.iter().position(|other| other == word).map(|id| id as u32);
            if found.is_none() && !word.is_empty() && !unknown.contains(word) {
                unknown.push(word.clone());
            }
            found
        };
        let (near, compared) = (id(&wanted.near), id(&wanted.compared));
        let analogy: Vec<Option<u32>> = wanted.analogy.iter().map(&mut id).collect();
        let analogy = if let [Some(a), Some(b), Some(c)] = analogy[..] { Some([a, b, c]) } else { None };
        Self { near, compared, analogy, unknown }
    }

    /// What one side says of them.
    pub(super) fn look(&self, model: &Model, words: &[String]) -> Side {
        let similar = |near: Near| Similar { word: words[near.word as usize].clone(), cosine: near.cosine };
        let found = |sum: &[(u32, f32)]| nearest(model, sum, N_NEAR).into_iter().map(similar).collect();
        let vector = |word: u32| model.vector(word as usize);
        Side {
            near: self.near.map_or_else(Vec::new, |word| found(&[(word, 1.0)])),
            analogy: self.analogy.map_or_else(Vec::new, |[a, b, c]| found(&[(a, 1.0), (b, -1.0), (c, 1.0)])),
            similarity: self.near.zip(self.compared).map(|(a, b)| cosine(vector(a), vector(b))),
            ..Side::default()
        }
    }
}

/// The plane of the most frequent words. It takes far longer than any question about them.
pub(super) fn most_frequent(model: &Model) -> Plane {
    let n = model.input.len().min(MAX_DOTS * model.dimension);
    plane(&model.input[..n], model.dimension)
}

/// These words on their plane.
pub(super) fn dots(plane: &Plane, words: &[String], counts: &[u64]) -> Vec<Dot> {
    let dot = |(index, (word, &place)): (usize, (&String, &[f32; 2]))| Dot {
        word: word.clone(),
        count: counts.get(index).copied().unwrap_or_default(),
        place,
    };
    words.iter().zip(&plane.places).enumerate().map(dot).collect()
}

/// Vectors that nobody trains here.
pub(in crate::engine) struct Finished {
    words: Vec<String>,
    model: Model,
    plane: Plane,
}

impl Finished {
    /// Reads a file of them.
    pub(super) fn read(text: &str) -> Result<Self, FileFault> {
        let Vectors { words, dimension, numbers } = file::read(text, MAX_NUMBERS)?;
        let model = Model { dimension, input: numbers, output: vec![] };
        let plane = most_frequent(&model);
        Ok(Self { words, model, plane })
    }

    pub(in crate::engine) fn dimension(&self) -> usize {
        self.model.dimension
    }

    /// Their rows by word.
    pub(super) fn by_word(&self) -> HashMap<&str, &[f32]> {
        let rows = self.model.input.chunks(self.model.dimension.max(1));
        self.words.iter().map(String::as_str).zip(rows).collect()
    }

    /// The vector of a word.
    pub(in crate::engine) fn vector(&self, word: &str) -> Option<&[f32]> {
        self.words.iter().position(|other| other == word).map(|place| self.model.vector(place))
    }

    /// What they say.
    pub(super) fn look(&self, wanted: &Embedding) -> Embedded {
        let asked = Asked::new(wanted, &self.words);
        Embedded {
            n_words: self.words.len(),
            dimension: self.model.dimension,
            sides: vec![asked.look(&self.model, &self.words)],
            dots: dots(&self.plane, &self.words, &[]),
            shares: self.plane.shares,
            unknown: asked.unknown,
            vectors: if wanted.whole { rows(&self.model) } else { vec![] },
            words: if wanted.whole { self.words.clone() } else { vec![] },
            ..Embedded::default()
        }
    }
}

/// The vectors one by one.
pub(super) fn rows(model: &Model) -> Vec<Vec<f32>> {
    model.input.chunks(model.dimension.max(1)).map(<[f32]>::to_vec).collect()
}
