//! Pretrained models of the reader's own.

use crate::engine::FolderFault;

/// The words of their form, and what may be wrong with a folder.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Models {
    pub title: &'static str,
    pub note: &'static str,
    pub files: &'static str,
    pub folder: &'static str,
    pub address: &'static str,
    pub open: &'static str,
    pub kept: &'static str,
    pub nothing_kept: &'static str,
    pub size: fn(bytes: u64) -> String,
    pub half: &'static str,
    pub show: fn(name: &str) -> String,
    pub delete: &'static str,
    pub delete_model: fn(name: &str) -> String,
    pub no_files: &'static str,
    pub fault: fn(name: &str, fault: &FolderFault) -> String,
    pub no_room: fn(name: &str) -> String,
    pub no_storage: fn(name: &str) -> String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Silence;
    use crate::file::safetensors::{IndexError, SafetensorsError};
    use crate::i18n::strings;
    use crate::model::pretrained::{ConfigFault, LoadFault, RunFault};
    use crate::state::Language;
    use crate::text::tokenizer_json::Fault;

    /// Faults with what a reader must find in the sentence.
    fn faults() -> Vec<(FolderFault, &'static [&'static str])> {
        let file = || "model.safetensors".to_owned();
        let tensor = || "h.0.w".to_owned();
        let silent = |silence| FolderFault::NoAnswer { server: "there".into(), silence };
        let broken = |error| FolderFault::File { file: file(), error };
        let too_large = ConfigFault::TooLarge { n_parameters: 25, bytes: 100, limit: 99 };
        let shape = LoadFault::Shape { tensor: tensor(), expected: vec![2, 3], found: vec![3] };
        let truncated = SafetensorsError::Truncated { tensor: Some(tensor()), expected: 70, found: 61 };
        vec![
            (FolderFault::NotKept, &[]),
            (FolderFault::Missing { file: file() }, &["model.safetensors"]),
            (FolderFault::Status { file: file(), status: 404 }, &["model.safetensors", "404"]),
            (FolderFault::Status { file: file(), status: 503 }, &["model.safetensors", "503"]),
            (FolderFault::Html { file: file() }, &["model.safetensors"]),
            (FolderFault::Pointer { file: file() }, &["model.safetensors", "git lfs pull"]),
            (silent(Silence::Offline), &[]),
            (silent(Silence::Unreachable), &["there"]),
            (silent(Silence::Forbidden), &["there", "Access-Control-Allow-Origin: *"]),
            (FolderFault::BrokeOff { file: file(), done: 61, total: 70 }, &["model.safetensors", "61", "70"]),
            (FolderFault::BrokeOff { file: file(), done: 61, total: 0 }, &["model.safetensors", "61"]),
            (FolderFault::BrokeOff { file: file(), done: 0, total: 70 }, &["model.safetensors", "0", "70"]),
            (FolderFault::BrokeOff { file: file(), done: 0, total: 0 }, &["model.safetensors"]),
            (FolderFault::TooLarge { file: "config.json".into(), most: 99 }, &["config.json", "99"]),
            (FolderFault::Config(ConfigFault::NotJson), &["config.json"]),
            (FolderFault::Config(ConfigFault::ModelType { model_type: Some("t5".into()) }), &["t5", "qwen3"]),
            (FolderFault::Config(ConfigFault::Missing { field: "n_head".into() }), &["n_head"]),
            (FolderFault::Config(too_large), &["25", "100", "99"]),
            (FolderFault::Index(IndexError::Elsewhere { file: "../a".into() }), &["index.json", "../a"]),
            (broken(SafetensorsError::Header), &["model.safetensors"]),
            (broken(truncated), &["model.safetensors", "h.0.w", "61", "70"]),
            (FolderFault::Weights(shape), &["h.0.w", "[2, 3]", "[3]"]),
            (FolderFault::Weights(LoadFault::NotFinite { tensor: tensor(), index: 5 }), &["h.0.w", "5", "NaN"]),
            (FolderFault::Tokenizer(Fault::EndsEarly), &["tokenizer.json"]),
            (FolderFault::Vocabulary { n_tokens: 9, vocab_size: 8 }, &["9", "8"]),
            (FolderFault::NoWriter, &[]),
            (FolderFault::Run(RunFault::TooLong { n_tokens: 300, most: 256 }), &["300", "256"]),
        ]
    }

    #[test]
    fn every_fault_is_one_sentence_that_names_the_model_and_what_is_wrong() {
        for (fault, parts) in faults() {
            for (language, end) in [(Language::En, '.'), (Language::Zh, '。')] {
                let sentence = (strings(language).models.fault)("my-model", &fault);
                assert!(sentence.contains("my-model") && sentence.ends_with(end), "{sentence}");
                assert!(!sentence.ends_with("..") && !sentence.contains("。。"), "{sentence}");
                for part in parts {
                    assert!(sentence.contains(part), "{part}: {sentence}");
                }
            }
            let wire = serde_json::to_string(&fault).unwrap();
            assert_eq!(serde_json::from_str::<FolderFault>(&wire).unwrap(), fault, "it reaches the page");
        }
    }
}
