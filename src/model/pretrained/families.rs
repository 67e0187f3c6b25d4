//! `config.json` of each family. What a field means when it is missing is what transformers makes of it.

use super::config::{Activation, Biases, Config, ConfigFault, Family};
use super::fields::{Fields, MOST, short};
use super::rotary::{Rotary, Scaling};
use serde_json::{Map, Value};

/// Layers beyond it are not believed.
const MOST_LAYERS: usize = 1_024;

pub(super) fn read(json: &[u8]) -> Result<Config, ConfigFault> {
    let Ok(Value::Object(map)) = serde_json::from_slice(json) else { return Err(ConfigFault::NotJson) };
    let fields = Fields(&map);
    let model_type = fields.text("model_type")?;
    let family = model_type.and_then(|name| name.parse().ok());
    let unknown = || ConfigFault::ModelType { model_type: model_type.map(short) };
    let family: Family = family.ok_or_else(unknown)?;
    fields.refuse_what_is_not_built()?;
    let config = match family {
        Family::Bert | Family::Roberta | Family::DistilBert => fields.encoder(family)?,
        Family::Gpt2 => fields.gpt2()?,
        Family::Llama | Family::Mistral | Family::Qwen2 | Family::Qwen3 => fields.llama(family)?,
    };
    check(&config)?;
    Ok(config)
}

fn check(config: &Config) -> Result<(), ConfigFault> {
    let Config { n_heads, n_kv_heads, n_layers, .. } = *config;
    if n_layers > MOST_LAYERS {
        let field = if config.family == Family::Gpt2 { "n_layer" } else { "num_hidden_layers" };
        return Err(ConfigFault::Invalid { field: field.into(), value: n_layers.to_string() });
    }
    if n_heads as u64 * config.d_head as u64 > MOST {
        return Err(ConfigFault::Invalid { field: "head_dim".into(), value: config.d_head.to_string() });
    }
    if !n_heads.is_multiple_of(n_kv_heads) {
        return Err(ConfigFault::Ungroupable { n_heads, n_kv_heads });
    }
    Ok(())
}

impl Fields<'_> {
    fn refuse_what_is_not_built(&self) -> Result<(), ConfigFault> {
        for field in ["add_cross_attention", "quantization_config", "is_encoder_decoder"] {
            if self.get(field).is_some_and(|value| *value != Value::Bool(false)) {
                return Err(self.unsupported(field));
            }
        }
        match self.text("position_embedding_type")? {
            None | Some("absolute") => Ok(()),
            Some(_) => Err(self.unsupported("position_embedding_type")),
        }
    }

    /// What all families have, with the widths and heads that they name in their own ways. The width of a head may be
    /// another one than that of a share of `d_model`.
    fn common(&self, family: Family, names: [&str; 4], d_head: Option<usize>) -> Result<Config, ConfigFault> {
        let [d_model, n_layers, n_heads, n_positions] = names;
        let (d_model, n_heads) = (self.needed(d_model)?, self.needed(n_heads)?);
        let n_layers = self.needed(n_layers)?;
        if d_head.is_none() && !d_model.is_multiple_of(n_heads) {
            return Err(ConfigFault::Indivisible { d_model, n_heads });
        }
        Ok(Config {
            family,
            vocab_size: self.needed("vocab_size")?,
            d_model,
            d_ff: 0,
            n_layers,
            n_heads,
            n_kv_heads: n_heads,
            d_head: d_head.unwrap_or(d_model / n_heads),
            n_positions: self.needed(n_positions)?,
            n_segments: 0,
            pad_token_id: None,
            eos_token_ids: self.eos(),
            norm_eps: 1e-12,
            activation: Activation::Gelu,
            is_tied: self.truth("tie_word_embeddings", true)?,
            is_causal: false,
            scales_scores: true,
            scales_by_layer: false,
            biases: Biases::default(),
            has_qk_norm: false,
            rotary: None,
            windows: vec![],
        })
    }

    fn encoder(&self, family: Family) -> Result<Config, ConfigFault> {
        if family == Family::DistilBert {
            let config = self.common(family, ["dim", "n_layers", "n_heads", "max_position_embeddings"], None)?;
            let activation = self.activation("activation", Activation::Gelu)?;
            return Ok(Config { d_ff: self.needed("hidden_dim")?, activation, ..config });
        }
        let names = ["hidden_size", "num_hidden_layers", "num_attention_heads", "max_position_embeddings"];
        let config = self.common(family, names, None)?;
        let pad_token_id = match family {
            Family::Roberta => Some(self.number("pad_token_id")?.unwrap_or(1)),
            _ => None,
        };
        Ok(Config {
            d_ff: self.needed("intermediate_size")?,
            n_segments: self.size("type_vocab_size")?.unwrap_or(2),
            norm_eps: self.real("layer_norm_eps", 1e-12)? as f32,
            activation: self.activation("hidden_act", Activation::Gelu)?,
            is_causal: self.truth("is_decoder", false)?,
            pad_token_id,
            ..config
        })
    }

    fn gpt2(&self) -> Result<Config, ConfigFault> {
        let config = self.common(Family::Gpt2, ["n_embd", "n_layer", "n_head", "n_positions"], None)?;
        Ok(Config {
            d_ff: self.size("n_inner")?.unwrap_or(4 * config.d_model),
            norm_eps: self.real("layer_norm_epsilon", 1e-5)? as f32,
            activation: self.activation("activation_function", Activation::GeluTanh)?,
            is_causal: true,
            scales_scores: self.truth("scale_attn_weights", true)?,
            scales_by_layer: self.truth("scale_attn_by_inverse_layer_idx", false)?,
            ..config
        })
    }

    fn llama(&self, family: Family) -> Result<Config, ConfigFault> {
        let names = ["hidden_size", "num_hidden_layers", "num_attention_heads", "max_position_embeddings"];
        let d_head = self.size("head_dim")?.or((family == Family::Qwen3).then_some(128));
        let config = self.common(family, names, d_head)?;
        let bias = self.truth("attention_bias", false)?;
        let n_kv_heads = self.size("num_key_value_heads")?.unwrap_or(match family {
            Family::Mistral => 8,
            Family::Qwen2 | Family::Qwen3 => 32,
            _ => config.n_heads,
        });
        let biases = match family {
            Family::Llama => Biases { qkv: bias, output: bias, feed_forward: self.truth("mlp_bias", false)? },
            Family::Qwen2 => Biases { qkv: true, ..Biases::default() },
            Family::Qwen3 => Biases { qkv: bias, output: bias, feed_forward: false },
            _ => Biases::default(),
        };
        if !config.d_head.is_multiple_of(2) {
            return Err(ConfigFault::Invalid { field: "head_dim".into(), value: config.d_head.to_string() });
        }
        Ok(Config {
            d_ff: self.needed("intermediate_size")?,
            n_kv_heads,
            norm_eps: self.real("rms_norm_eps", 1e-6)? as f32,
            activation: self.activation("hidden_act", Activation::Silu)?,
            is_tied: self.truth("tie_word_embeddings", false)?,
            is_causal: true,
            biases,
            has_qk_norm: family == Family::Qwen3,
            rotary: Some(self.rotary(config.n_positions)?),
            windows: self.windows(family, config.n_layers)?,
            ..config
        })
    }

    /// Mistral's window is every layer's; Qwen's, if it is used at all, that of the layers from `max_window_layers` on,
    /// or of those that `layer_types` names.
    fn windows(&self, family: Family, n_layers: usize) -> Result<Vec<Option<usize>>, ConfigFault> {
        let is_qwen = matches!(family, Family::Qwen2 | Family::Qwen3);
        if family == Family::Llama || is_qwen && !self.truth("use_sliding_window", false)? {
            return Ok(vec![]);
        }
        // A field that is missing means another thing than one that is null.
        let written = self.0.contains_key("sliding_window");
        let Some(size) = self.size("sliding_window")?.or((!written).then_some(4_096)) else { return Ok(vec![]) };
        let first = if is_qwen { self.number("max_window_layers")?.unwrap_or(28) } else { 0 };
        let types = if is_qwen { self.list("layer_types")? } else { None };
        let is_sliding = |layer: usize| match types {
            Some(types) => types.get(layer).and_then(Value::as_str) == Some("sliding_attention"),
            None => layer >= first,
        };
        Ok((0..n_layers.min(MOST_LAYERS)).map(|layer| is_sliding(layer).then_some(size)).collect())
    }

    /// The angles, as newer files say them (`rope_parameters`) or older ones (`rope_theta`, `rope_scaling`).
    fn rotary(&self, n_positions: usize) -> Result<Rotary, ConfigFault> {
        let none = Map::new();
        let inside = self.object("rope_parameters")?.or(self.object("rope_scaling")?);
        let inner = Fields(inside.unwrap_or(&none));
        let theta = inner.real("rope_theta", self.real("rope_theta", 10_000.0)?)?;
        // Logarithms of it are divided by.
        if theta <= 1.0 {
            return Err(ConfigFault::Invalid { field: "rope_theta".into(), value: theta.to_string() });
        }
        if inner.real("partial_rotary_factor", self.real("partial_rotary_factor", 1.0)?)? != 1.0 {
            return Err(self.unsupported("partial_rotary_factor"));
        }
        let field = if inner.get("rope_type").is_some() { "rope_type" } else { "type" };
        let factor = || match inner.get("factor") {
            Some(_) => inner.real("factor", 1.0),
            None => Err(ConfigFault::Missing { field: "factor".into() }),
        };
        let original = inner.size("original_max_position_embeddings")?;
        let original = self.size("original_max_position_embeddings")?.or(original).unwrap_or(n_positions);
        let scaling = match inner.text(field)? {
            None | Some("default") => Scaling::None,
            Some("linear") => Scaling::Linear { factor: factor()? },
            Some("dynamic") => Scaling::Dynamic { factor: factor()?, n_positions },
            Some("llama3") => {
                let (low, high) = (inner.real("low_freq_factor", 1.0)?, inner.real("high_freq_factor", 4.0)?);
                if high <= low {
                    return Err(ConfigFault::Invalid { field: "high_freq_factor".into(), value: high.to_string() });
                }
                Scaling::Llama3 { factor: factor()?, low, high, original }
            }
            Some("yarn") => Scaling::Yarn {
                factor: inner.real("factor", n_positions as f64 / original as f64)?,
                attention_factor: inner
                    .get("attention_factor")
                    .map(|_| inner.real("attention_factor", 1.0))
                    .transpose()?,
                mscale: [inner.real("mscale", f64::NAN)?, inner.real("mscale_all_dim", f64::NAN)?],
                fast: inner.real("beta_fast", 32.0)?,
                slow: inner.real("beta_slow", 1.0)?,
                truncate: inner.truth("truncate", true)?,
                original,
            },
            Some(_) => return Err(inner.unsupported(field)),
        };
        Ok(Rotary { theta, scaling })
    }
}
