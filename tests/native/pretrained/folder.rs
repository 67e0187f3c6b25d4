//! Folders of models, read as the page reads them.

use heedmap::engine::{FolderFault, Loading};
use heedmap::file::safetensors::Index;
use heedmap::model::pretrained::Model;
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn models() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests/reference/models"].iter().collect()
}

/// The `config.json` of a folder with some fields changed.
pub(super) fn config_json(folder: &Path, changes: &Map<String, Value>) -> Vec<u8> {
    let mut config: Map<String, Value> =
        serde_json::from_slice(&fs::read(folder.join("config.json")).unwrap()).unwrap();
    config.extend(changes.clone());
    serde_json::to_vec(&config).unwrap()
}

/// The files of weights in a folder.
pub(super) fn files(folder: &Path) -> Vec<String> {
    match fs::read(folder.join("model.safetensors.index.json")) {
        Ok(index) => Index::read(&index).unwrap().files().into_iter().map(str::to_owned).collect(),
        Err(_) => vec!["model.safetensors".into()],
    }
}

/// Loads a folder in pieces of 1,000 bytes, or in large ones if the files are large.
pub(super) fn load(folder: &Path, changes: &Map<String, Value>) -> Result<Model, FolderFault> {
    let mut loading = Loading::new(&config_json(folder, changes), u64::MAX)?;
    for file in files(folder) {
        let bytes = fs::read(folder.join(&file)).unwrap();
        loading.open(&file);
        for piece in bytes.chunks(1_000.max(bytes.len() / 100)) {
            loading.push(piece)?;
        }
        loading.close()?;
    }
    loading.finish()
}
