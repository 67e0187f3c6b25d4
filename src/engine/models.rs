//! Pretrained models that have been loaded.

use super::{Asset, Stop};
use crate::model::pretrained::{Folder, Model};
use crate::text::{Reader, Token, Tokens, Vocabulary};

/// How many models are held at once: one, and one beside it.
const MOST: usize = 2;

/// A model with its tokenizer.
pub(super) struct Loaded {
    folder: Folder,
    pub(super) model: Model,
    pub(super) reader: Reader,
}

impl Loaded {
    /// A text with the tokens that its model reads, those that stand for no text under their names.
    pub(super) fn tokens(&self, text: &str, list: Vec<Token>) -> Tokens {
        let vocabulary = Vocabulary { size: self.reader.n_tokens, padding: self.reader.padding.unwrap_or(0) };
        let is_named = |token: &&Token| token.start == token.end;
        let name = |token: &Token| Some((token.id, (self.reader.piece)(token.id).filter(|piece| piece.is_special)?));
        let named = list.iter().filter(is_named).filter_map(name);
        let special = named.map(|(id, piece)| (id, piece.text())).collect();
        let n_found = list.len();
        Tokens::from_parts(text, list, n_found).with_vocabulary(Some(vocabulary)).with_names(special)
    }
}

/// The models that are held, the one that was used last behind the others.
#[derive(Default)]
pub(super) struct Models(Vec<Loaded>);

impl Models {
    /// Takes a model in. The one that was not used longest goes.
    pub(super) fn adopt(&mut self, folder: Folder, model: Model, reader: Reader) {
        self.0.retain(|other| other.folder != folder);
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push(Loaded { folder, model, reader });
    }

    /// A model; if it is not there, what to hand in.
    pub(super) fn get(&self, folder: &Folder) -> Result<&Loaded, Stop> {
        self.0.iter().find(|loaded| loaded.folder == *folder).ok_or(Stop::Wants(Asset::Model))
    }
}
