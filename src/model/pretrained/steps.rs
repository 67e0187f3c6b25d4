//! A pass layer by layer. Whoever takes the layers one at a time can look at what each did and let go of it, so that
//! hundreds of heads over a long text are never held together; and what a layer read is enough to have its working anew.

use super::Model;
use super::run::{Input, LayerTrace, Options, Pass, Run, RunFault};
use super::session::Cache;
use crate::num::Tensor;

impl Model {
    /// What the first layer reads, `[n_tokens, d_model]`.
    ///
    /// # Errors
    /// [`RunFault`] if the text is not one for this model.
    pub fn embed(&self, input: &Input) -> Result<Tensor, RunFault> {
        self.check(input, 0)?;
        Ok(self.architecture.embed(input, 0))
    }

    /// What one layer makes of what it reads, `[n_tokens, d_model]`, and its working, if `options` keep this layer, without
    /// its parameters ([`Model::show_parameters`]).
    #[must_use]
    pub fn layer(&self, layer: usize, x: &Tensor, options: &Options) -> (Tensor, Option<LayerTrace>) {
        let mut run = self.start(layer, options);
        let written = self.architecture.layer(x, &mut run);
        (written, run.layers.pop())
    }

    /// [`Model::layer`], but only its attention: without what is added, normed and fed forward behind it.
    #[must_use]
    pub fn attend(&self, layer: usize, x: &Tensor, options: &Options) -> (Tensor, Option<LayerTrace>) {
        let mut run = self.start(layer, options);
        let found = self.architecture.attend(x, &mut run);
        (found, run.layers.pop())
    }

    fn start<'a>(&'a self, layer: usize, options: &'a Options) -> Run<'a> {
        Run { config: &self.config, options, n_past: 0, cache: None, layer, additive: None, layers: vec![] }
    }

    /// Adds the maps that make Q, K, V and the output to a layer's working.
    pub fn show_parameters(&self, LayerTrace { layer, trace, .. }: &mut LayerTrace) {
        for (w, b, map) in self.architecture.maps(*layer) {
            let (weight, bias) = map.parameters();
            trace.set(w, weight);
            bias.into_iter().for_each(|bias| trace.set(b, bias));
        }
    }

    /// What predictions are made of ([`Pass::last`]), from what the last layer wrote.
    #[must_use]
    pub fn norm(&self, hidden: &Tensor) -> Tensor {
        self.architecture.norm(hidden)
    }

    /// All layers at once, behind those tokens that a cache knows.
    pub(super) fn pass(
        &self,
        input: &Input,
        options: &Options,
        n_past: usize,
        cache: Option<&mut Cache>,
        mut progress: impl FnMut(usize),
    ) -> Result<Pass, RunFault> {
        self.check(input, n_past)?;
        let mut x = self.architecture.embed(input, n_past);
        let mut hidden = vec![];
        let config = &self.config;
        let mut run = Run { config, options, n_past, cache, layer: 0, additive: None, layers: vec![] };
        for layer in 0..self.config.n_layers {
            run.layer = layer;
            let next = self.architecture.layer(&x, &mut run);
            let before = std::mem::replace(&mut x, next);
            if options.keep.hidden {
                hidden.push(before);
            }
            progress(layer + 1);
        }
        if options.keep.hidden {
            hidden.push(x.clone());
        }
        let mut layers = run.layers;
        layers.iter_mut().for_each(|layer| self.show_parameters(layer));
        Ok(Pass { arithmetic: options.arithmetic, hidden, layers, last: self.norm(&x) })
    }
}
