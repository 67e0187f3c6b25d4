//! Where a model's weights come from, and which it needs.
//!
//! An architecture asks a [`Source`] for each of its tensors by name and shape, in one place. Asked for nothing but the
//! list, a [`Plan`] answers; when the files are there, [`Weights`](super::Weights) does. So the list that files are held
//! against and the count of parameters are what the architecture itself asks for.

use super::config::Config;
use super::weights::LoadFault;
use crate::num::{Packed, Tensor, View};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Gives an architecture its tensors. Names are those of transformers, without what may stand before them.
pub(super) trait Source {
    /// A tensor of one dimension, as one row, or of two.
    ///
    /// # Errors
    /// [`LoadFault::Missing`].
    fn tensor(&mut self, name: &str, shape: &[usize]) -> Result<Tensor, LoadFault>;

    /// The weights of linear maps, packed for products, one part for each map.
    ///
    /// # Errors
    /// [`LoadFault::Missing`].
    fn maps(&mut self, name: &str, shape: [usize; 2], written: Written) -> Result<Vec<Rc<Packed>>, LoadFault>;

    /// Whether there is a tensor of this name. What is asked for after a yes is part of what a model may lack.
    fn offers(&mut self, name: &str) -> bool;
}

/// How the weights of linear maps are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Written {
    /// One map, `[d_out, d_in]`.
    OutByIn,
    /// So many maps side by side, `[d_in, n · d_out]`.
    InByOut(usize),
}

impl Written {
    /// The maps, `[d_in, d_out]` each.
    pub(super) fn pack(self, matrix: View, cols: usize) -> Vec<Rc<Packed>> {
        match self {
            Self::OutByIn => vec![Rc::new(Packed::new(matrix.t()))],
            Self::InByOut(n) => {
                let d_out = cols / n;
                (0..n).map(|part| Rc::new(Packed::new(matrix.columns(part * d_out, d_out)))).collect()
            }
        }
    }
}

/// Every tensor that a model may ask for, with its shape.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) shapes: BTreeMap<String, Vec<usize>>,
    /// Those that are linear maps.
    pub(super) maps: BTreeMap<String, Written>,
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

    fn maps(&mut self, name: &str, shape: [usize; 2], written: Written) -> Result<Vec<Rc<Packed>>, LoadFault> {
        self.maps.insert(name.to_owned(), written);
        self.tensor(name, &shape).map(|nothing| written.pack(View::from(&nothing), 0))
    }

    fn offers(&mut self, _: &str) -> bool {
        self.is_optional = true;
        true
    }
}
