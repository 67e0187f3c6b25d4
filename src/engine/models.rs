//! Pretrained models that have been loaded.

use super::read::Memory;
use super::{Asset, Stop};
use crate::model::pretrained::{Folder, Model};
use crate::text::{Reader, Token, Tokens, Vocabulary};

/// How many models are held at once: one, and one beside it.
const MOST: usize = 2;

/// A model with its tokenizer.
pub(super) struct Loaded {
    pub(super) folder: Folder,
    /// What it is called since it is kept.
    alias: Option<Folder>,
    pub(super) model: Model,
    pub(super) reader: Reader,
}

impl Loaded {
    fn is(&self, folder: &Folder) -> bool {
        self.folder == *folder || self.alias.as_ref() == Some(folder)
    }

    /// A text with the tokens that its model reads, of so many, those that stand for no text under their names.
    pub(super) fn tokens(&self, text: &str, list: Vec<Token>, n_found: usize) -> Tokens {
        let vocabulary = Vocabulary { size: self.reader.n_tokens, padding: self.reader.padding.unwrap_or(0) };
        let is_named = |token: &&Token| token.start == token.end;
        let name = |token: &Token| Some((token.id, (self.reader.piece)(token.id).filter(|piece| piece.is_special)?));
        let named = list.iter().filter(is_named).filter_map(name);
        let special = named.map(|(id, piece)| (id, piece.text())).collect();
        Tokens::from_parts(text, list, n_found).with_vocabulary(Some(vocabulary)).with_names(special)
    }
}

/// The models that are held, the one that was used last behind the others.
#[derive(Default)]
pub(super) struct Models {
    all: Vec<Loaded>,
    pub(super) memory: Memory,
}

impl Models {
    /// Takes a model in. The one that was not used longest goes.
    pub(super) fn adopt(&mut self, folder: Folder, model: Model, reader: Reader) {
        self.memory.forget(&folder);
        self.all.retain(|other| !other.is(&folder));
        if self.all.len() >= MOST {
            self.memory.forget(&self.all.remove(0).folder);
        }
        self.all.push(Loaded { folder, alias: None, model, reader });
    }

    /// Lets a model be known by another name too.
    pub(super) fn alias(&mut self, folder: &Folder, alias: Folder) {
        if let Some(loaded) = self.all.iter_mut().find(|loaded| loaded.folder == *folder) {
            loaded.alias = Some(alias);
        }
    }

    /// A model; if it is not there, it is this that has to be handed in.
    pub(super) fn get(&self, folder: &Folder, asset: Asset) -> Result<&Loaded, Stop> {
        self.all.iter().find(|loaded| loaded.is(folder)).ok_or(Stop::Wants(asset))
    }
}
