//! Pretrained models that have been loaded.

use super::read::Memory;
use super::{Asset, Stop};
use crate::model::pretrained::{Folder, Model};
use crate::text::Reader;

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
