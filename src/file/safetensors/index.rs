//! `model.safetensors.index.json`: of a model in several files, which tensor is in which.

use super::quoted;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most bytes of a file's name.
const MAX_NAME: usize = 100;

/// Which file holds which tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Tensor to file.
    pub weight_map: BTreeMap<String, String>,
    /// Bytes of all tensors; 0 if it does not say.
    pub total_size: u64,
}

/// Why an index is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IndexError {
    /// Not JSON, or without a `weight_map` from names to names.
    Malformed,
    /// It names no file.
    Empty,
    /// A file that does not lie beside the index, or whose name does not stand for itself in an address.
    Elsewhere {
        /// The file's name, at most 60 characters.
        file: String,
    },
}

#[derive(Deserialize)]
struct Written {
    weight_map: BTreeMap<String, String>,
    #[serde(default)]
    metadata: Value,
}

impl Index {
    /// Reads an index.
    ///
    /// # Errors
    /// [`IndexError`], whatever the bytes are.
    pub fn read(bytes: &[u8]) -> Result<Self, IndexError> {
        let Written { weight_map, metadata } = serde_json::from_slice(bytes).map_err(|_| IndexError::Malformed)?;
        // A name becomes part of an address, and may not lead to another folder.
        let leads_away = |c: char| matches!(c, '/' | '\\' | ':' | '%' | '?' | '#') || c.is_control();
        let is_beside =
            |file: &str| (1..=MAX_NAME).contains(&file.len()) && !file.starts_with('.') && !file.contains(leads_away);
        if let Some(file) = weight_map.values().find(|file| !is_beside(file)) {
            return Err(IndexError::Elsewhere { file: quoted(file) });
        }
        if weight_map.is_empty() {
            Err(IndexError::Empty)
        } else {
            Ok(Self { weight_map, total_size: size(&metadata) })
        }
    }

    /// The files, each once, in the order of their names.
    #[must_use]
    pub fn files(&self) -> Vec<&str> {
        self.weight_map.values().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn size(metadata: &Value) -> u64 {
    let size = metadata.get("total_size");
    size.and_then(|size| size.as_u64().or_else(|| Some(size.as_f64()? as u64))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_once() {
        let json = r#"{"metadata": {"total_size": 9}, "weight_map": {"a": "2.safetensors", "b": "1.safetensors",
                       "c": "2.safetensors"}}"#;
        assert_eq!(Index::read(json.as_bytes()).unwrap().files(), ["1.safetensors", "2.safetensors"]);
    }

    #[test]
    fn the_size_of_all_is_read_if_it_is_there() {
        let size = |metadata| {
            Index::read(format!("{{{metadata}\"weight_map\": {{\"a\": \"b\"}}}}").as_bytes()).unwrap().total_size
        };
        assert_eq!(size(""), 0);
        assert_eq!(size("\"metadata\": {\"total_size\": 13},"), 13);
        assert_eq!(size("\"metadata\": {\"total_size\": 13.0},"), 13);
        assert_eq!(size("\"metadata\": 5,"), 0);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let read = |map: &str| Index::read(format!("{{\"weight_map\": {map}}}").as_bytes());
        assert_eq!(read("{}"), Err(IndexError::Empty));
        assert_eq!(read("{\"a\": 1}"), Err(IndexError::Malformed));
        assert_eq!(Index::read(b"{}"), Err(IndexError::Malformed));
        for file in ["../a", "a/b", "", ".", "https:b", "a\\\\b", "%2e%2e", "a?b", "a#b", "\\t..", &"a".repeat(101)] {
            let error = read(&format!("{{\"t\": \"{file}\"}}"));
            assert!(matches!(error, Err(IndexError::Elsewhere { .. })), "{file}: {error:?}");
        }
    }
}
