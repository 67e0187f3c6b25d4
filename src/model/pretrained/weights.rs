//! A model's weights, collected tensor by tensor from however many files.

use super::config::{Config, Family};
use super::plan::{Plan, Source, Written};
use super::{Model, build};
use crate::num::{Packed, Tensor, View};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

/// Why some files are not the weights of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoadFault {
    /// A tensor that the model needs is in none of the files.
    Missing {
        /// The tensor.
        tensor: String,
    },
    /// A tensor has another shape than the model's sizes ask for.
    Shape {
        /// The tensor.
        tensor: String,
        /// The shape that it should have.
        expected: Vec<usize>,
        /// The shape that it has.
        found: Vec<usize>,
    },
    /// A tensor has a number that is not one: NaN or infinite.
    NotFinite {
        /// The tensor.
        tensor: String,
        /// Which of its numbers, row by row from 0.
        index: usize,
    },
}

/// The weights of one model, as far as they have come.
#[derive(Debug)]
pub struct Weights {
    config: Config,
    plan: Plan,
    tensors: HashMap<String, Tensor>,
    maps: HashMap<String, Vec<Rc<Packed>>>,
}

impl Weights {
    /// None yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let plan = Plan::new(&config);
        Self { config, plan, tensors: HashMap::new(), maps: HashMap::new() }
    }

    /// What the model will be.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Whether the model needs a tensor of this name. Files hold others too: tables that programs make anew, layers on
    /// top for another purpose.
    ///
    /// # Errors
    /// [`LoadFault::Shape`] if it needs it, but not like this.
    pub fn wants(&self, tensor: &str, shape: &[usize]) -> Result<bool, LoadFault> {
        let Some(expected) = self.plan.shapes.get(&*self.name(tensor)) else { return Ok(false) };
        if expected != shape {
            let (expected, found) = (expected.clone(), shape.to_vec());
            return Err(LoadFault::Shape { tensor: tensor.into(), expected, found });
        }
        Ok(true)
    }

    /// Keeps a tensor, if the model needs it: numbers row by row.
    ///
    /// # Errors
    /// [`LoadFault::Shape`] or [`LoadFault::NotFinite`].
    pub fn put(&mut self, tensor: &str, shape: &[usize], values: Vec<f32>) -> Result<(), LoadFault> {
        if !self.wants(tensor, shape)? {
            return Ok(());
        }
        if values.len() != shape.iter().product::<usize>() {
            let (expected, found) = (shape.to_vec(), vec![values.len()]);
            return Err(LoadFault::Shape { tensor: tensor.into(), expected, found });
        }
        if let Some(index) = values.iter().position(|value| !value.is_finite()) {
            return Err(LoadFault::NotFinite { tensor: tensor.into(), index });
        }
        let (rows, cols) = if let [rows, cols] = *shape { (rows, cols) } else { (1, values.len()) };
        let name = self.name(tensor).into_owned();
        // Packed as it comes, so that never more than one tensor is here twice.
        if let Some(written) = self.plan.maps.get(&name) {
            self.maps.insert(name, written.pack(View::new(&values, rows, cols), cols));
        } else {
            self.tensors.insert(name, Tensor::matrix(rows, cols, values));
        }
        Ok(())
    }

    /// The model, once everything has come.
    ///
    /// # Errors
    /// [`LoadFault::Missing`].
    pub fn build(mut self) -> Result<Model, LoadFault> {
        let config = self.config.clone();
        let architecture = build(&config, &mut self)?;
        Ok(Model::new(config, architecture))
    }

    /// The name that the architecture asks for. A folder may or may not have the family's prefix, and BERT's oldest
    /// files name the parts of a norm after the paper's letters.
    fn name<'a>(&self, tensor: &'a str) -> Cow<'a, str> {
        let name = tensor.strip_prefix(self.config.family.prefix()).unwrap_or(tensor);
        if self.config.family == Family::Bert {
            for (old, new) in [("LayerNorm.gamma", "LayerNorm.weight"), ("LayerNorm.beta", "LayerNorm.bias")] {
                if let Some(start) = name.strip_suffix(old) {
                    return format!("{start}{new}").into();
                }
            }
        }
        name.into()
    }
}

impl Source for Weights {
    fn tensor(&mut self, name: &str, _: &[usize]) -> Result<Tensor, LoadFault> {
        self.tensors.get(name).cloned().ok_or_else(|| LoadFault::Missing { tensor: name.into() })
    }

    fn maps(&mut self, name: &str, _: [usize; 2], _: Written) -> Result<Vec<Rc<Packed>>, LoadFault> {
        self.maps.get(name).cloned().ok_or_else(|| LoadFault::Missing { tensor: name.into() })
    }

    fn offers(&mut self, name: &str) -> bool {
        self.tensors.contains_key(name) || self.maps.contains_key(name)
    }
}
