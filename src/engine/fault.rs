//! Why a folder is no model, or why its model cannot read a text.

use crate::file::safetensors::{IndexError, SafetensorsError};
use crate::model::pretrained::{ConfigFault, LoadFault, RunFault};
use crate::text::tokenizer_json::Fault;
use serde::{Deserialize, Serialize};

/// Why a folder is no model, or why its model cannot read a text. Files have their names in the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FolderFault {
    /// The browser keeps no model of this name.
    NotKept,
    /// A file is not among those that were chosen.
    Missing {
        /// The file.
        file: String,
    },
    /// The server has no such file, or does not give it.
    Status {
        /// The file.
        file: String,
        /// What the server said, as HTTP counts it.
        status: u16,
    },
    /// What came is a page for readers.
    Html {
        /// The file.
        file: String,
    },
    /// What came is not the file but a note of Git's about where it is.
    Pointer {
        /// The file.
        file: String,
    },
    /// Nothing came.
    NoAnswer {
        /// Who was asked: scheme, host and port.
        server: String,
        /// Why not, as far as a page can tell.
        silence: Silence,
    },
    /// The file stopped coming.
    BrokeOff {
        /// The file.
        file: String,
        /// Bytes that came.
        done: u64,
        /// Bytes that it has; 0 if the server did not say.
        total: u64,
    },
    /// A file is larger than any of its kind, so it was not read.
    TooLarge {
        /// The file.
        file: String,
        /// Bytes that such a file has at most.
        most: usize,
    },
    /// Its `config.json` is not one of a model that is known here, or of one that does not fit.
    Config(ConfigFault),
    /// Its list of files of weights can't be read.
    Index(IndexError),
    /// A file of weights can't be read.
    File {
        /// The file.
        file: String,
        /// Why.
        error: SafetensorsError,
    },
    /// The weights are not those of the model.
    Weights(LoadFault),
    /// Its `tokenizer.json` is no tokenizer.
    Tokenizer(Fault),
    /// Its tokenizer is another model's.
    Vocabulary {
        /// Tokens that the tokenizer has.
        n_tokens: usize,
        /// Tokens that the model knows.
        vocab_size: usize,
    },
    /// Its tokenizer cannot cut the text, for this reason.
    Text(String),
    /// The model cannot read the text.
    Run(RunFault),
    /// It looks both ways or has no scores of what comes next, so it cannot write on.
    NoWriter,
    /// No score that it gives is a number.
    NotNumbers,
}

/// Why a server gives no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Silence {
    /// The browser has no network.
    Offline,
    /// It cannot be reached.
    Unreachable,
    /// It answers, but does not let pages of another site read its files.
    Forbidden,
}

impl FolderFault {
    /// Whether it is the text that does not suit the model, which is as good as before.
    #[must_use]
    pub fn is_of_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Run(_))
    }

    /// What is wrong with the first bytes of a file, whatever it is meant to be: something that many servers and folders
    /// have in its place.
    #[must_use]
    pub fn of_start(file: &str, bytes: &[u8]) -> Option<Self> {
        let begins =
            |with: &str| bytes.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()));
        let file = || file.to_owned();
        if begins("<!doctype") || begins("<html") {
            Some(Self::Html { file: file() })
        } else if begins("version https") {
            Some(Self::Pointer { file: file() })
        } else {
            None
        }
    }
}

impl From<RunFault> for FolderFault {
    fn from(fault: RunFault) -> Self {
        Self::Run(fault)
    }
}

impl From<String> for FolderFault {
    fn from(reason: String) -> Self {
        Self::Text(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_files_place_is_seen_at_its_start() {
        let file = || "config.json".to_owned();
        let of = |bytes: &str| FolderFault::of_start("config.json", bytes.as_bytes());
        assert_eq!(of("<!DOCTYPE html><title>"), Some(FolderFault::Html { file: file() }));
        assert_eq!(of("<HTML lang"), Some(FolderFault::Html { file: file() }));
        assert_eq!(of("version https:git"), Some(FolderFault::Pointer { file: file() }));
        for other in ["", "<", "{\"model_type\": 1}", "<\0\0\0\0\0\0\0{\"a\""] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
