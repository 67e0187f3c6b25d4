//! What can go wrong between the page and the thread that computes.

use super::{Asset, FolderFault};
use crate::model::pretrained::Folder;
use crate::text::Ready;
use crate::text::tokenizer_json::Fault;
use serde::{Deserialize, Serialize};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// The worker stopped with this message. It is replaced.
    Died(String),
    /// The worker said nothing for this many seconds. It is replaced.
    Silent(u32),
    /// The reader pressed Stop. The worker is replaced.
    Stopped,
    /// A file could not be loaded or read, for this reason.
    NoAsset(Asset, String),
    /// A file is no tokenizer that can be used.
    Refused(Ready, Fault),
    /// A model cannot be loaded or cannot read the text.
    NoModel(Folder, Box<FolderFault>),
    /// A layer or a head is asked for that the model lacks, which has so many.
    #[expect(missing_docs, reason = "the names say it")]
    NoHead { n_layers: usize, n_heads: usize },
    /// More numbers are asked for than can be handed over.
    #[expect(missing_docs, reason = "the names say it")]
    TooMuch { n_layers: usize, n_heads: usize, n_tokens: usize, vocab_size: usize, most: u64 },
}
