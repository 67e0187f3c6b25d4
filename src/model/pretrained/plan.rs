//! Where a model's weights come from, and which it needs.
//!
//! An architecture asks a [`Source`] for each of its tensors by name and shape, in one place. Asked for nothing but the
//! list, a [`Plan`] answers; when the files are there, [`Weights`](super::Weights) does. So the list that files are held
//! against and the count of parameters are what the architecture itself asks for.

use super::config::Config;
use super::weights::LoadFault;
use crate::num::Tensor;
use std::collections::BTreeMap;

/// Gives an architecture its tensors. Names are those of transformers, without what may stand before them.
pub(super) trait Source {
    /// A tensor of one dimension, as one row, or of two.
    ///
    /// # Errors
    /// [`LoadFault::Missing`].
    fn tensor(&mut self, name: &str, shape: &[usize]) -> Result<Tensor, LoadFault>;

    /// Whether there is a tensor of this name. What is asked for after a yes is part of what a model may lack.
    fn offers(&mut self, name: &str) -> bool;
}

/// Every tensor that a model may ask for, with its shape.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) shapes: BTreeMap<String, Vec<usize>>,
    n_parameters: u64,
    is_optional: bool,
}

impl Plan {
    pub(super) fn new(config: &Config) -> Self {
        let mut plan = Self::default();
        let _the_plan_has_everything = super::build(config, &mut plan);
        plan
    }

    pub(super) fn n_parameters(&self) -> u64 {
        self.n_parameters
    }
}

impl Source for Plan {
    fn tensor(&mut self, name: &str, shape: &[usize]) -> Result<Tensor, LoadFault> {
        let size = shape.iter().fold(1u64, |size, &side| size.saturating_mul(side as u64));
        if !self.is_optional {
            self.n_parameters = self.n_parameters.saturating_add(size);
        }
        self.shapes.insert(name.to_owned(), shape.to_vec());
        Ok(Tensor::lazy(vec![0, 0], |_| vec![]))
    }

    fn offers(&mut self, _: &str) -> bool {
        self.is_optional = true;
        true
    }
}
