//! Pretrained models that have been loaded.

use super::{Asset, Stop};
use crate::model::pretrained::{Folder, Model};
use crate::text::Reader;

/// How many models are held at once: one, and one beside it.
const MOST: usize = 2;

/// A model with its tokenizer.
pub(super) struct Loaded {
    folder: Folder,
    /// What it is called since it is kept.
    alias: Option<Folder>,
    pub(super) model: Model,
    pub(super) reader: Reader,
}

impl Loaded {
    fn is(&self, folder: &Folder) -> bool {
        self.folder == *folder || self.alias.as_ref() == Some(folder)
    }
}

/// The models that are held, the one that was used last behind the others.
#[derive(Default)]
pub(super) struct Models(Vec<Loaded>);

impl Models {
    /// Takes a model in. The one that was not used longest goes.
    pub(super) fn adopt(&mut self, folder: Folder, model: Model, reader: Reader) {
        self.0.retain(|other| !other.is(&folder));
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push(Loaded { folder, alias: None, model, reader });
    }

    /// Lets a model be known by another name too.
    pub(super) fn alias(&mut self, folder: &Folder, alias: Folder) {
        if let Some(loaded) = self.0.iter_mut().find(|loaded| loaded.folder == *folder) {
            loaded.alias = Some(alias);
        }
    }

    /// A model; if it is not there, what to hand in.
    pub(super) fn get(&self, folder: &Folder) -> Result<&Loaded, Stop> {
        self.0.iter().find(|loaded| loaded.is(folder)).ok_or(Stop::Wants(Asset::Model))
    }
}
