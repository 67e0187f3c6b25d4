//! Fields of a JSON object from a stranger, each of the kind that it should be or a fault that names it.

use super::config::{Activation, ConfigFault};
use serde_json::{Map, Value};

/// Beyond it no size is believed. Products of two such sizes, added up over all tensors, can still be counted.
pub(super) const MOST: u64 = 1 << 24;

/// What a fault quotes: at most 40 characters, and none that cannot be seen.
pub(super) fn short(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).take(40).collect()
}

/// The fields of an object.
pub(super) struct Fields<'a>(pub(super) &'a Map<String, Value>);

impl Fields<'_> {
    /// A field's value, unless it is null.
    pub(super) fn get(&self, field: &str) -> Option<&Value> {
        self.0.get(field).filter(|value| !value.is_null())
    }

    fn invalid(field: &str, value: &Value) -> ConfigFault {
        ConfigFault::Invalid { field: field.into(), value: short(&value.to_string()) }
    }

    pub(super) fn unsupported(&self, field: &str) -> ConfigFault {
        let value = self.get(field).map_or_else(String::new, |value| match value {
            Value::String(text) => short(text),
            other => short(&other.to_string()),
        });
        ConfigFault::Unsupported { field: field.into(), value }
    }

    /// A whole number that may be 0, if the field is there.
    pub(super) fn number(&self, field: &str) -> Result<Option<usize>, ConfigFault> {
        let Some(value) = self.get(field) else { return Ok(None) };
        match value.as_u64() {
            Some(number) if number <= MOST => Ok(Some(number as usize)),
            _ => Err(Self::invalid(field, value)),
        }
    }

    /// A size, at least 1, if the field is there.
    pub(super) fn size(&self, field: &str) -> Result<Option<usize>, ConfigFault> {
        match (self.number(field)?, self.get(field)) {
            (Some(0), Some(value)) => Err(Self::invalid(field, value)),
            (number, _) => Ok(number),
        }
    }

    pub(super) fn needed(&self, field: &str) -> Result<usize, ConfigFault> {
        self.size(field)?.ok_or_else(|| ConfigFault::Missing { field: field.into() })
    }

    pub(super) fn text(&self, field: &str) -> Result<Option<&str>, ConfigFault> {
        self.kind(field, Value::as_str)
    }

    pub(super) fn list(&self, field: &str) -> Result<Option<&Vec<Value>>, ConfigFault> {
        self.kind(field, Value::as_array)
    }

    pub(super) fn object(&self, field: &str) -> Result<Option<&Map<String, Value>>, ConfigFault> {
        self.kind(field, Value::as_object)
    }

    fn kind<'a, T>(&'a self, field: &str, of: impl FnOnce(&'a Value) -> Option<T>) -> Result<Option<T>, ConfigFault> {
        self.get(field).map(|value| of(value).ok_or_else(|| Self::invalid(field, value))).transpose()
    }

    /// A positive number, which is one in 32 bits too.
    pub(super) fn real(&self, field: &str, default: f64) -> Result<f64, ConfigFault> {
        let Some(value) = self.get(field) else { return Ok(default) };
        value.as_f64().filter(|&number| number > 1e-30 && number < 1e12).ok_or_else(|| Self::invalid(field, value))
    }

    pub(super) fn truth(&self, field: &str, default: bool) -> Result<bool, ConfigFault> {
        Ok(self.kind(field, Value::as_bool)?.unwrap_or(default))
    }

    pub(super) fn activation(&self, field: &str, default: Activation) -> Result<Activation, ConfigFault> {
        match self.text(field)? {
            None => Ok(default),
            Some("gelu" | "gelu_python") => Ok(Activation::Gelu),
            Some("gelu_new" | "gelu_pytorch_tanh" | "gelu_fast" | "gelu_python_tanh") => Ok(Activation::GeluTanh),
            Some("relu") => Ok(Activation::Relu),
            Some("silu" | "swish") => Ok(Activation::Silu),
            Some(_) => Err(self.unsupported(field)),
        }
    }

    /// One number or a list of them.
    pub(super) fn eos(&self) -> Vec<usize> {
        let number = |value: &Value| value.as_u64().and_then(|id| id.try_into().ok());
        match self.get("eos_token_id") {
            Some(Value::Array(list)) => list.iter().filter_map(number).collect(),
            Some(value) => number(value).into_iter().collect(),
            None => vec![],
        }
    }
}
