//! `model.safetensors.index.json`: of a model in several files, which tensor is in which.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Which file holds which tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Tensor to file.
    pub weight_map: BTreeMap<String, String>,
}

/// Why an index is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexError {
    /// Not JSON, or without a `weight_map` from names to names.
    Malformed,
    /// It names no file.
    Empty,
    /// A file that does not lie beside the index.
    Elsewhere {
        /// The file's name.
        file: String,
    },
}

#[derive(Deserialize)]
struct Written {
    weight_map: BTreeMap<String, String>,
}

impl Index {
    /// Reads an index.
    ///
    /// # Errors
    /// [`IndexError`], whatever the bytes are.
    pub fn read(bytes: &[u8]) -> Result<Self, IndexError> {
        let Written { weight_map } = serde_json::from_slice(bytes).map_err(|_| IndexError::Malformed)?;
        // A name becomes part of an address, and may not lead to another folder.
        let is_beside = |file: &str| !file.is_empty() && !file.starts_with('.') && !file.contains(['/', '\\', ':']);
        if let Some(file) = weight_map.values().find(|file| !is_beside(file)) {
            return Err(IndexError::Elsewhere { file: file.clone() });
        }
        if weight_map.is_empty() { Err(IndexError::Empty) } else { Ok(Self { weight_map }) }
    }

    /// The files, each once, in the order of their names.
    #[must_use]
    pub fn files(&self) -> Vec<&str> {
        self.weight_map.values().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
    }
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
    fn what_is_wrong_is_named() {
        let read = |map: &str| Index::read(format!("{{\"weight_map\": {map}}}").as_bytes());
        assert_eq!(read("{}"), Err(IndexError::Empty));
        assert_eq!(read("{\"a\": 1}"), Err(IndexError::Malformed));
        assert_eq!(Index::read(b"{}"), Err(IndexError::Malformed));
        for file in ["../a", "a/b", "", ".", "https:b", "a\\\\b"] {
            let error = read(&format!("{{\"t\": \"{file}\"}}"));
            assert!(matches!(error, Err(IndexError::Elsewhere { .. })), "{file}: {error:?}");
        }
    }
}
