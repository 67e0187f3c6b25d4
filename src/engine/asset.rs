//! Files that an answer may need: each is fetched when it is first asked for, and kept.

use super::{Ask, Embedding, Engine, Run, Trouble};
use crate::model::pretrained::{Folder, Model};
use crate::repr::elmo::Trained;
use crate::repr::word2vec::shipped::Shipped;
use crate::text::segment::Hmm;
use crate::text::subwords::Corpus;
use crate::text::tokenizer_json::{Facts, Fault, MAX_BYTES, check};
use crate::text::{DictionaryError, Encoder, Gpt2, Needs, Opened, Reader, Ready, Segmenter, Vocabulary};
use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};
use std::io::Read;

/// A file that the engine needs for some questions only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asset {
    /// jieba's dictionary.
    Jieba,
    /// jieba's hidden Markov model, which goes with the dictionary.
    JiebaHmm,
    /// GPT-2's merges.
    Gpt2,
    /// A text to learn from.
    Corpus(Corpus),
    /// Vectors of words.
    Vectors(Shipped),
    /// The reader's own file of vectors. It is opened under its address ([`Engine::open_vectors`]).
    VectorFile,
    /// A `tokenizer.json`. What runs it is no part of the engine, so that it is not provided but opened ([`Engine::open`]).
    Ready(Ready),
    /// The tokens that an ELMo knows.
    ElmoVocabulary(Trained),
    /// Its weights, after its tokens.
    ElmoWeights(Trained),
    /// The files of the question's pretrained model. They are read by whoever fetches them, and the model is adopted
    /// ([`Engine::adopt`]).
    Model,
    /// Those of the model that is put beside it.
    Beside,
}

impl Asset {
    /// The folder of the pretrained model that it is, if it is one.
    #[must_use]
    pub fn folder(self, ask: &Ask) -> Option<&Folder> {
        match (self, &ask.run) {
            (Self::Model, _) => ask.model.as_ref(),
            (Self::Beside, Run::Read(reading)) => reading.beside.as_ref(),
            _ => None,
        }
    }

    /// Where it is kept, relative to the program; of a file of the reader's own, where the question says.
    #[must_use]
    pub fn path(self, ask: &Ask) -> &str {
        match self {
            Self::Jieba => "jieba/dict.txt.gz",
            Self::JiebaHmm => "jieba/hmm.txt.gz",
            Self::Gpt2 => "gpt2/merges.bin.gz",
            // The one comes with the question, the other is a folder.
            Self::Corpus(Corpus::Text) | Self::Model | Self::Beside => "",
            Self::Corpus(Corpus::UdhrEn) => "corpora/udhr-en.txt.gz",
            Self::Corpus(Corpus::UdhrZh) => "corpora/udhr-zh.txt.gz",
            Self::Vectors(Shipped::En) => "vectors/en/vectors.txt.gz",
            Self::Vectors(Shipped::Zh) => "vectors/zh/vectors.txt.gz",
            Self::VectorFile => match &ask.run {
                Run::Embed(Embedding { file: Some(address), .. }) => address,
                _ => "",
            },
            Self::ElmoVocabulary(trained) => trained.vocabulary(),
            Self::ElmoWeights(trained) => trained.weights(),
            Self::Ready(Ready::BertBaseUncased) => "bert/base-uncased.json.gz",
            Self::Ready(Ready::BertBaseChinese) => "bert/base-chinese.json.gz",
            Self::Ready(Ready::Unigram) => "unigram/unigram.json.gz",
            Self::Ready(Ready::Loaded(slot)) => ask.loaded.get(slot).map_or("", String::as_str),
        }
    }
}

/// Why there is no answer, or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Hand this in, and ask again.
    Wants(Asset),
    /// Asking again is of no use.
    Fails(Trouble),
}

impl From<Needs> for Stop {
    fn from(needs: Needs) -> Self {
        match needs {
            Needs::Dictionary => Self::Wants(Asset::Jieba),
            Needs::Hmm => Self::Wants(Asset::JiebaHmm),
            Needs::Gpt2 => Self::Wants(Asset::Gpt2),
            Needs::Ready(ready) => Self::Wants(Asset::Ready(ready)),
            Needs::Token(ready, reason) => Self::Fails(Trouble::Refused(ready, Fault::Refused(reason))),
        }
    }
}

/// The `tokenizer.json` that a file holds, and what is known of it.
///
/// # Errors
/// What is wrong with it.
pub fn unpack(ready: Ready, bytes: Vec<u8>) -> Result<(Vec<u8>, Facts), Fault> {
    let is_packed = !matches!(ready, Ready::Loaded(_));
    let file = if is_packed { gunzip(&bytes)? } else { bytes };
    let facts = check(&file)?;
    Ok((file, facts))
}

fn unpacked_text(bytes: &[u8]) -> Result<String, DictionaryError> {
    let text = gunzip(bytes).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| DictionaryError("it is no gzipped text".into()))
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut file = Vec::new();
    let read = GzDecoder::new(bytes).take(MAX_BYTES as u64).read_to_end(&mut file);
    read.map_err(|error| Fault::Refused(error.to_string()))?;
    Ok(file)
}

impl Engine {
    /// Hands in a file that an answer asked for.
    ///
    /// # Errors
    /// If the file is not what it should be.
    pub fn provide(&mut self, asset: Asset, bytes: &[u8]) -> Result<(), DictionaryError> {
        match asset {
            Asset::Jieba => {
                self.shelf.segmenter = Some(Segmenter::from_gzip(bytes)?);
                self.changed.forget();
            }
            Asset::JiebaHmm => {
                let segmenter = self.shelf.segmenter.as_mut();
                segmenter.ok_or_else(|| DictionaryError("its dictionary is missing".into()))?.hmm =
                    Some(Hmm::from_gzip(bytes)?);
            }
            Asset::Gpt2 => self.shelf.gpt2 = Some(Gpt2::from_gzip(bytes)?),
            Asset::Corpus(corpus) => {
                self.corpora.insert(corpus, unpacked_text(bytes)?);
            }
            Asset::Vectors(shipped) => self.ready.adopt(shipped, &unpacked_text(bytes)?).map_err(DictionaryError)?,
            Asset::ElmoVocabulary(one) => self.elmos.adopt_vocabulary(one, bytes).map_err(DictionaryError)?,
            Asset::ElmoWeights(one) => self.elmos.adopt_weights(one, bytes).map_err(DictionaryError)?,
            Asset::Ready(_) | Asset::VectorFile | Asset::Model | Asset::Beside => {
                return Err(DictionaryError(
                    "the reader's own files are opened, a model is adopted, none provided".into(),
                ));
            }
        }
        Ok(())
    }

    /// Hands in what cuts texts by a file that an answer asked for ([`unpack`]).
    pub fn open(&mut self, ready: Ready, ask: &Ask, facts: Facts, encoder: Encoder) {
        let Facts { n_tokens: size, padding } = facts;
        let vocabulary = Vocabulary { size, padding: padding.unwrap_or(0) };
        self.shelf.put(Opened { ready, address: Asset::Ready(ready).path(ask).to_owned(), encoder, vocabulary });
    }

    /// Hands in the reader's file of vectors that an answer asked for. What is wrong with it, answers say.
    pub fn open_vectors(&mut self, ask: &Ask, bytes: &[u8]) {
        self.ready.open(Asset::VectorFile.path(ask), &String::from_utf8_lossy(bytes));
    }

    /// Takes in a pretrained model that an answer asked for ([`Loading`](super::Loading)).
    pub fn adopt(&mut self, folder: Folder, model: Model, reader: Reader) {
        self.models.adopt(folder, model, reader);
        self.scripts.forget();
    }

    /// Says that a pretrained model is kept by the browser now, as another folder.
    pub fn alias(&mut self, folder: &Folder, alias: Folder) {
        self.models.alias(folder, alias);
    }

    /// The text that is learnt from.
    pub(super) fn corpus<'a>(&'a self, corpus: Corpus, text: &'a str) -> Result<&'a str, Stop> {
        match corpus {
            Corpus::Text => Ok(text),
            other => self.corpora.get(&other).map(String::as_str).ok_or(Stop::Wants(Asset::Corpus(other))),
        }
    }

    /// Whether a file of the reader's own is still the one that was opened.
    pub(super) fn is_current(&self, ready: Ready, ask: &Ask) -> bool {
        let address = Asset::Ready(ready).path(ask);
        self.shelf.opened.iter().any(|opened| opened.ready == ready && opened.address == address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Run;
    use crate::text::{Token, Tokenizer};
    use std::rc::Rc;

    #[test]
    fn another_file_in_the_same_place_is_opened_anew() {
        let mut engine = Engine::default();
        let ask = |address: &str| Ask {
            texts: vec!["ab".into()],
            tokenizer: Tokenizer::Loaded2,
            loaded: vec![String::new(), address.into()],
            ..Ask::new(Run::Tokens)
        };
        let wants = Err(Stop::Wants(Asset::Ready(Ready::Loaded(1))));
        assert_eq!(engine.answer(&ask("one"), |_| {}), wants);
        let facts = Facts { n_tokens: 9, padding: None };
        let encoder = |_: &str| Ok(vec![Token { id: 7, start: 0, end: 2 }]);
        engine.open(Ready::Loaded(1), &ask("one"), facts, Rc::new(encoder));
        assert_eq!(engine.answer(&ask("one"), |_| {}).unwrap().tokens.list()[0].id, 7);
        assert_eq!(engine.answer(&ask("two"), |_| {}), wants);
        engine.open(Ready::Loaded(1), &ask("two"), facts, Rc::new(|_: &str| Err("no token".into())));
        let refused = Trouble::Refused(Ready::Loaded(1), Fault::Refused("no token".into()));
        assert_eq!(engine.answer(&ask("two"), |_| {}), Err(Stop::Fails(refused)));
    }

    #[test]
    fn what_is_no_tokenizer_is_refused() {
        assert_eq!(unpack(Ready::Loaded(0), b"{".to_vec()), Err(Fault::EndsEarly));
        assert!(matches!(unpack(Ready::Unigram, b"no gzip".to_vec()), Err(Fault::Refused(_))));
    }
}
