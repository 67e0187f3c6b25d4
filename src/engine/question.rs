//! What the page asks.

use super::climb::Climbing;
use super::collect::Collecting;
use super::count::Count;
use super::elmo::Contextualizing;
use super::embed::Embedding;
use super::read::Reading;
use super::segment::Segmenting;
use super::study::Study;
use super::vectorize::Vectorizing;
use super::write::Writing;
use crate::model::pretrained::Folder;
use crate::model::{Config, Mask};
use crate::repr::elmo::Trained;
use crate::text::Tokenizer;
use serde::{Deserialize, Serialize};

/// The most texts in a batch.
pub const MAX_BATCH: usize = 8;

/// What the page wants to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The reader's text, or up to [`MAX_BATCH`] of them, which are padded to the longest.
    pub texts: Vec<String>,
    /// Which of them is computed. Texts of a batch do not see each other.
    pub item: usize,
    /// A second text, to attend to instead of the first.
    pub kv_text: Option<String>,
    /// How to cut them.
    pub tokenizer: Tokenizer,
    /// How to cut them into words, beside the tokens.
    pub roll_up: Option<Tokenizer>,
    /// Where the reader's own files are, by their places; empty where there is none.
    pub loaded: Vec<String>,
    /// The pretrained model that reads them, if one does.
    pub model: Option<Folder>,
    /// What to do with the tokens.
    pub run: Run,
}

/// What to do with the tokens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Run {
    /// Nothing.
    Tokens,
    /// Attend.
    Attend(Config),
    /// Attend with the mistakes and without.
    Compare(Config),
    /// Attend under the causal mask, and step by step without it.
    Serial(Config),
    /// Cut by each of these tokenizers.
    Cut(Vec<Tokenizer>),
    /// Learn subwords from the text, and cut it into them.
    Learn(Study),
    /// Cut Chinese by every method.
    Segment(Segmenting),
    /// Count N-grams, and go along the text with them.
    Count(Count),
    /// Let a pretrained model read them.
    Read(Reading),
    /// Let a pretrained model read them for a program.
    Collect(Collecting),
    /// Let a pretrained model write on.
    Write(Writing),
    /// Make vectors of the texts, each a document.
    Vectorize(Vectorizing),
    /// Vectors are learnt from the words beside a word.
    Embed(Embedding),
    /// Let ELMo read the texts, each a sentence.
    Contextualize(Contextualizing),
    /// Measure how long a layer of this ELMo takes, and one of attention.
    Time(Trained),
    /// Let the text, one sentence, climb the ladder of representations.
    Climb(Climbing),
}

impl Ask {
    /// A question about no text yet.
    #[must_use]
    pub fn new(run: Run) -> Self {
        Self {
            texts: vec![],
            item: 0,
            kv_text: None,
            tokenizer: Tokenizer::default(),
            loaded: vec![],
            model: None,
            roll_up: None,
            run,
        }
    }

    /// The text that is computed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.texts.get(self.item).map_or("", String::as_str)
    }

    /// The mask that is in force: of a batch, with the padding of the text that is computed; of serial runs, that of the
    /// one run beside them.
    #[must_use]
    pub fn mask(&self, lengths: &[usize]) -> Mask {
        match (&self.run, lengths.get(self.item)) {
            (Run::Serial(_), _) => Mask::causal(),
            (Run::Attend(config) | Run::Compare(config), Some(&length)) => config.mask.padded(length),
            (Run::Attend(config) | Run::Compare(config), None) => config.mask.clone(),
            _ => Mask::default(),
        }
    }
}

impl Run {
    /// The model, if there is one.
    #[must_use]
    pub fn config(&self) -> Option<&Config> {
        match self {
            Self::Attend(config) | Self::Compare(config) | Self::Serial(config) => Some(config),
            _ => None,
        }
    }
}
