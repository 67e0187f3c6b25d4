//! One question, one answer: [`Ask`] → [`Engine::answer`] → [`Answer`].
//!
//! The engine runs in a Web Worker and knows nothing of it; a test calls it like any function.

mod queue;
mod trouble;
mod wire;

pub use queue::{Keep, Queue};
pub use trouble::Trouble;
pub use wire::{Broken, Header, Said};

use crate::model::{self, Config, Trace};
use crate::text::{self, DictionaryError, NeedsDictionary, Segmenter, Tokenizer, Tokens};
use serde::{Deserialize, Serialize};

/// What the page wants to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The reader's text.
    pub text: String,
    /// How to cut it.
    pub tokenizer: Tokenizer,
    /// The attention to run over the tokens, if any.
    pub attend: Option<Config>,
}

/// What the engine found.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The tokens; where there is a trace, those that were attended to.
    pub tokens: Tokens,
    /// Every stage, if attention was asked for.
    pub trace: Option<Trace>,
}

/// A file that the engine needs for some questions only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asset {
    /// jieba's dictionary.
    Jieba,
}

impl Asset {
    /// Where the site keeps it, relative to the program.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Jieba => "jieba/dict.txt.gz",
        }
    }
}

/// How far a long answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub doing: Doing,
    /// Parts that are done: bytes or heads.
    pub done: usize,
    /// All parts; 0 if their number is not known.
    pub total: usize,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doing {
    /// A file is on its way.
    Loading(Asset),
    /// Heads attend.
    Attending,
}

/// Answers questions; keeps what is costly to load.
#[derive(Default)]
pub struct Engine {
    segmenter: Option<Segmenter>,
}

impl Engine {
    /// Hands in a file that an answer asked for.
    ///
    /// # Errors
    /// If the file is not what it should be.
    pub fn provide(&mut self, asset: Asset, bytes: &[u8]) -> Result<(), DictionaryError> {
        match asset {
            Asset::Jieba => self.segmenter = Some(Segmenter::from_gzip(bytes)?),
        }
        Ok(())
    }

    /// Computes an answer. The same question has the same answer, to the last bit.
    ///
    /// # Errors
    /// The [`Asset`] to [`Engine::provide`] before asking again.
    pub fn answer(&self, ask: &Ask, mut progress: impl FnMut(Progress)) -> Result<Answer, Asset> {
        let limit = ask.attend.map_or(model::MAX_TOKENS, |config| config.max_tokens());
        let tokens = text::tokenize(&ask.text, ask.tokenizer, self.segmenter.as_ref(), limit)
            .map_err(|NeedsDictionary| Asset::Jieba)?;
        let trace = ask.attend.map(|config| {
            let total = config.n_heads();
            model::attend(tokens.texts(), config, |done| progress(Progress { doing: Doing::Attending, done, total }))
        });
        Ok(Answer { tokens, trace })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mask;

    fn ask(text: &str, tokenizer: Tokenizer, n_heads: usize) -> Ask {
        Ask { text: text.into(), tokenizer, attend: Some(Config::new(64, n_heads, 1, Mask::Causal).unwrap()) }
    }

    #[test]
    fn a_missing_dictionary_is_asked_for_once() {
        let mut engine = Engine::default();
        let ask = ask("南京市长江大桥", Tokenizer::Jieba, 2);
        assert_eq!(engine.answer(&ask, |_| {}), Err(Asset::Jieba));
        assert!(engine.provide(Asset::Jieba, b"no gzip").is_err());
        engine.provide(Asset::Jieba, include_bytes!("../../assets/jieba/dict.txt.gz")).unwrap();
        let answer = engine.answer(&ask, |_| {}).unwrap();
        assert_eq!(answer.tokens.texts().collect::<Vec<_>>(), ["南京市", "长江大桥"]);
        assert_eq!(answer.trace.unwrap().n_tokens(), 2);
    }

    #[test]
    fn a_long_text_is_cut_to_what_can_be_attended_to() {
        let answer = Engine::default().answer(&ask(&"长".repeat(100_000), Tokenizer::Words, 64), |_| {}).unwrap();
        assert_eq!((answer.tokens.len(), answer.tokens.n_found()), (256, 100_000));
        assert_eq!(answer.trace.unwrap().n_tokens(), 256);
    }
}
