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
    pub(super) model: Model,
    pub(super) reader: Reader,
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
        self.all.retain(|other| other.folder != folder);
        if self.all.len() >= MOST {
            self.memory.forget(&self.all.remove(0).folder);
        }
        self.all.push(Loaded { folder, model, reader });
    }

    /// A model; if it is not there, it is this that has to be handed in.
    pub(super) fn get(&self, folder: &Folder, asset: Asset) -> Result<&Loaded, Stop> {
        self.all.iter().find(|loaded| loaded.folder == *folder).ok_or(Stop::Wants(asset))
    }
}
