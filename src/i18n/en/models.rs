//! Pretrained models of the reader's own, in English.

use super::model_faults;
use crate::i18n::Models;

pub(super) const MODELS: Models = Models {
    title: "Open a model",
    note: "A model is a Hugging Face folder: config.json, tokenizer.json and model.safetensors. Choose its files, or drop them or the folder anywhere on the page; they do not leave your browser. BERT, RoBERTa, DistilBERT, GPT-2, Llama, Mistral, Qwen2 and Qwen3 can be run.",
    files: "Files",
    folder: "or a folder",
    address: "or the address of a folder",
    open: "Open",
    kept: "Kept in this browser",
    nothing_kept: "No model is kept yet. One that you open is, so that the next visit needs no network.",
    size: |bytes| format!("{:.1} MB", bytes as f64 / 1e6),
    half: "came only half",
    show: |name| format!("Show {name}"),
    delete: "Delete",
    delete_model: |name| format!("Delete {name}"),
    no_files: "loadModel wants the files of a model, each with its name, or an address.",
    fault: model_faults::sentence,
    no_room: |name| {
        format!(
            "{name} is open, but this browser has no room left to keep it. Delete a model that is kept, or open it anew next time."
        )
    },
    no_storage: |name| {
        format!("{name} is open, but this browser keeps no files here, so you will have to open it anew next time.")
    },
};
