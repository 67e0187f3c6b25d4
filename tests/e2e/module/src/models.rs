//! Attention and whole models, by the code that the site's worker calls. Numbers are copied once, from the module's memory
//! to the page's, as the worker does it: into memory that the page has given back, where there is some.

use heedmap::engine::Loading;
use heedmap::model::Stage;
use heedmap::model::pretrained::{Arithmetic, Config, Input, Keep, LayerTrace, Model, Options, Weights, Which};
use heedmap::num::Tensor;
use js_sys::{Array, Float32Array};
use serde_json::json;
use spare::Spare;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

#[path = "../../../../src/worker/spare.rs"]
mod spare;

/// All maps, and of the rest nothing; of one head's only, if it is named.
fn options(head: Option<usize>) -> Options {
    let heads = head.map_or(Which::All, |head| Which::Only(vec![head]));
    Options { keep: Keep { layers: Which::All, heads, ..Keep::default() }, ..Options::default() }
}

fn maps(layer: &LayerTrace) -> &Tensor {
    &layer.trace[Stage::Weights]
}

/// Takes back what was handed out and nobody looks at any more.
fn take(spare: &mut Spare, lists: &Array) {
    lists.iter().for_each(|list| spare.put(list.unchecked_into::<Float32Array>().buffer()));
}

/// One layer of multi-head attention, with its four linear maps.
#[wasm_bindgen]
pub struct Attention(Model, Spare);

#[wasm_bindgen]
impl Attention {
    /// The weights are W_q, W_k, W_v and W_o one after the other, `[d_out, d_in]` each, as PyTorch keeps them; then the
    /// four biases.
    ///
    /// # Errors
    /// What is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(d_model: usize, n_heads: usize, parameters: &[f32]) -> Result<Self, String> {
        // A BERT with one layer and next to nothing behind its attention, which is all that is asked for.
        let config = json!({ "model_type": "bert", "vocab_size": 1, "hidden_size": d_model, "num_hidden_layers": 1,
            "num_attention_heads": n_heads, "intermediate_size": 1, "max_position_embeddings": 1, "type_vocab_size": 1,
            "hidden_act": "gelu", "layer_norm_eps": 1e-12 });
        let mut weights = Weights::new(Config::read(config.to_string().as_bytes()).map_err(reason)?);
        let (matrices, biases) = parameters.split_at_checked(4 * d_model * d_model).ok_or("too few numbers")?;
        let names = ["self.query", "self.key", "self.value", "output.dense"];
        let attention = |name: &str| format!("encoder.layer.0.attention.{name}");
        let square = d_model * d_model;
        for ((name, matrix), bias) in names.into_iter().zip(matrices.chunks(square)).zip(biases.chunks(d_model)) {
            let mut put = |part: &str, shape: &[usize], values: &[f32]| {
                weights.put(&attention(&format!("{name}.{part}")), shape, values.to_vec()).map_err(reason)
            };
            put("weight", &[d_model, d_model], matrix)?;
            put("bias", &[d_model], bias)?;
        }
        let mut zeros =
            |name: &str, shape: &[usize]| weights.put(name, shape, vec![0.0; shape.iter().product()]).map_err(reason);
        for table in ["word", "position", "token_type"] {
            zeros(&format!("embeddings.{table}_embeddings.weight"), &[1, d_model])?;
        }
        let layer = |name: &str| format!("encoder.layer.0.{name}");
        for norm in ["embeddings.LayerNorm".into(), attention("output.LayerNorm"), layer("output.LayerNorm")] {
            zeros(&format!("{norm}.weight"), &[d_model])?;
            zeros(&format!("{norm}.bias"), &[d_model])?;
        }
        zeros(&layer("intermediate.dense.weight"), &[1, d_model])?;
        zeros(&layer("intermediate.dense.bias"), &[1])?;
        zeros(&layer("output.dense.weight"), &[d_model, 1])?;
        zeros(&layer("output.dense.bias"), &[d_model])?;
        weights.build().map(|model| Self(model, Spare::default())).map_err(reason)
    }

    /// `[n, d_model]` → the output, `[n, d_model]`, and the maps, `[n_heads, n, n]`, or one head's map.
    #[must_use]
    pub fn run(&mut self, x: Vec<f32>, head: Option<usize>) -> Array {
        let d_model = self.0.config().d_model;
        let x = Tensor::matrix(x.len() / d_model, d_model, x);
        let (output, layer) = self.0.attend(0, &x, &options(head));
        self.1.lists(std::iter::once(&output).chain(layer.as_ref().map(maps)).map(Tensor::data))
    }

    /// Takes an answer back.
    pub fn take(&mut self, lists: &Array) {
        take(&mut self.1, lists);
    }
}

/// A model of a folder, as it arrives.
#[wasm_bindgen]
pub struct Arriving(Loading);

#[wasm_bindgen]
impl Arriving {
    /// Reads `config.json`.
    ///
    /// # Errors
    /// What is wrong with it.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &[u8]) -> Result<Self, String> {
        let mut loading = Loading::new(config, u64::MAX).map_err(reason)?;
        loading.open("model.safetensors");
        Ok(Self(loading))
    }

    /// Reads the next bytes of `model.safetensors`.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.0.push(bytes).map_err(reason)
    }

    /// The model, once everything has come.
    ///
    /// # Errors
    /// What is missing.
    pub fn finish(self) -> Result<Whole, String> {
        self.0.close().map_err(reason)?;
        self.0.finish().map(|model| Whole(model, Spare::default())).map_err(reason)
    }
}

/// A pretrained model.
#[wasm_bindgen]
pub struct Whole(Model, Spare);

#[wasm_bindgen]
impl Whole {
    /// What the last layer writes, `[n, d_model]`, and the maps of each layer, `[n_heads, n, n]`; exactly or in bytes.
    ///
    /// # Errors
    /// If the model can't read such a text.
    pub fn run(&mut self, ids: &[u32], fast: bool) -> Result<Array, String> {
        let arithmetic = if fast { Arithmetic::Fast } else { Arithmetic::Exact };
        let options = Options { arithmetic, ..options(None) };
        let pass = self.0.run(&Input::from(ids), &options, |_| {}).map_err(reason)?;
        Ok(self.1.lists(std::iter::once(&pass.last).chain(pass.layers.iter().map(maps)).map(Tensor::data)))
    }

    /// Takes an answer back.
    pub fn take(&mut self, lists: &Array) {
        take(&mut self.1, lists);
    }
}

fn reason(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}
