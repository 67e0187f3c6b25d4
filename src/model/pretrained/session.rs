//! Reading on: a session keeps each layer's keys and values, so that a token more costs a row more, not the text anew.

use super::Model;
use super::run::{Input, Options, Pass, RunFault};
use crate::num::Tensor;

/// Keys (turned, where they are) and values of all tokens so far, layer by layer.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    layers: Vec<(Vec<f32>, Vec<f32>)>,
}

impl Cache {
    /// Adds the keys and values of new tokens and gives those of all tokens.
    pub(super) fn append(&mut self, layer: usize, k: &Tensor, v: &Tensor) -> (&[f32], &[f32]) {
        if self.layers.len() <= layer {
            self.layers.resize_with(layer + 1, Default::default);
        }
        let (keys, values) = &mut self.layers[layer];
        keys.extend_from_slice(k.data());
        values.extend_from_slice(v.data());
        (keys, values)
    }
}

/// A text that a model reads piece by piece. Only a model that looks back can: [`Session::read`] of another gives what a
/// text that ends here would.
#[derive(Clone, Debug, Default)]
pub struct Session {
    ids: Vec<u32>,
    cache: Cache,
}

impl Session {
    /// The tokens so far.
    #[must_use]
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Numbers that the cache holds: keys and values of every token, in every layer.
    #[must_use]
    pub fn cached_numbers(&self) -> usize {
        self.cache.layers.iter().map(|(keys, values)| keys.len() + values.len()).sum()
    }

    /// The keys of one layer, a row for each token.
    #[must_use]
    pub fn keys(&self, layer: usize) -> &[f32] {
        self.cache.layers.get(layer).map_or(&[], |(keys, _)| keys)
    }

    /// The values of one layer, a row for each token.
    #[must_use]
    pub fn values(&self, layer: usize) -> &[f32] {
        self.cache.layers.get(layer).map_or(&[], |(_, values)| values)
    }

    /// Forgets all tokens but the first `n`, as if the others had never been read.
    pub fn rewind(&mut self, n: usize) {
        let n_tokens = self.ids.len().max(1);
        let cut = |numbers: &mut Vec<f32>| numbers.truncate(numbers.len() / n_tokens * n);
        self.cache.layers.iter_mut().for_each(|(keys, values)| {
            cut(keys);
            cut(values);
        });
        self.ids.truncate(n);
    }

    /// Reads more tokens of the text; the pass has a row for each of these alone.
    ///
    /// # Errors
    /// [`RunFault`]; the session stays what it was.
    pub fn read(&mut self, model: &Model, ids: &[u32], options: &Options) -> Result<Pass, RunFault> {
        let pass = model.pass(&Input::from(ids), options, self.ids.len(), Some(&mut self.cache), |_| {})?;
        self.ids.extend_from_slice(ids);
        Ok(pass)
    }
}
