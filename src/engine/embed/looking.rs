//! Looking at vectors: a plane, neighbours, sums of words.

use super::super::{Asset, Stop};
use super::{Dot, Embedded, Embedding, Side, Similar};
use crate::repr::word2vec::MAX_NUMBERS;
use crate::repr::word2vec::file::{self, FileFault, Vectors};
use crate::repr::word2vec::nearest::{Near, cosine, nearest};
use crate::repr::word2vec::pca::{Plane, plane};
use crate::repr::word2vec::shipped::Shipped;
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

/// The most frequent words on a plane, and what its axes show.
pub(super) fn dots(model: &Model, words: &[String], counts: &[u64]) -> (Vec<Dot>, [f32; 2]) {
    let n = words.len().min(MAX_DOTS);
    let Plane { places, shares } = plane(&model.input[..n * model.dimension], model.dimension);
    let dot = |(index, place): (usize, [f32; 2])| Dot {
        word: words[index].clone(),
        count: counts.get(index).copied().unwrap_or_default(),
        place,
    };
    (places.into_iter().enumerate().map(dot).collect(), shares)
}

/// Vectors that nobody trains here.
pub(in crate::engine) struct Finished {
    words: Vec<String>,
    model: Model,
    dots: Vec<Dot>,
    shares: [f32; 2],
}

impl Finished {
    /// Reads a file of them.
    pub(super) fn read(text: &str) -> Result<Self, FileFault> {
        let Vectors { words, dimension, numbers } = file::read(text, MAX_NUMBERS)?;
        let model = Model { dimension, input: numbers, output: vec![] };
        let (dots, shares) = dots(&model, &words, &[]);
        Ok(Self { words, model, dots, shares })
    }

    /// The vector of a word.
    pub(in crate::engine) fn vector(&self, word: &str) -> Option<&[f32]> {
        self.words.iter().position(|other| other == word).map(|place| self.model.vector(place))
    }

    /// Numbers of a vector.
    pub(in crate::engine) fn dimension(&self) -> usize {
        self.model.dimension
    }

    /// What they say.
    pub(super) fn look(&self, wanted: &Embedding) -> Embedded {
        let asked = Asked::new(wanted, &self.words);
        Embedded {
            n_words: self.words.len(),
            dimension: self.model.dimension,
            sides: vec![asked.look(&self.model, &self.words)],
            dots: self.dots.clone(),
            shares: self.shares,
            unknown: asked.unknown,
            vectors: if wanted.whole { rows(&self.model) } else { vec![] },
            words: if wanted.whole { self.words.clone() } else { vec![] },
            ..Embedded::default()
        }
    }
}

/// Vectors that come with the page, as far as they were asked for.
#[derive(Default)]
pub(in crate::engine) struct Ready(HashMap<Shipped, Finished>);

impl Ready {
    /// Takes them in.
    pub(in crate::engine) fn adopt(&mut self, shipped: Shipped, text: &str) -> Result<(), String> {
        let finished = Finished::read(text).map_err(|fault| format!("{fault:?}"))?;
        self.0.insert(shipped, finished);
        Ok(())
    }

    /// Those of a language.
    ///
    /// # Errors
    /// Their file, if they were not taken in yet.
    pub(in crate::engine) fn get(&self, shipped: Shipped) -> Result<&Finished, Stop> {
        self.0.get(&shipped).ok_or(Stop::Wants(Asset::Vectors(shipped)))
    }
}

/// The vectors one by one.
pub(super) fn rows(model: &Model) -> Vec<Vec<f32>> {
    model.input.chunks(model.dimension.max(1)).map(<[f32]>::to_vec).collect()
}
