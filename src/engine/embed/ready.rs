//! Vectors that nobody trains here.

use super::Embedding;
use super::looking::Finished;
use crate::engine::{Asset, Stop};
use crate::repr::word2vec::file::FileFault;
use crate::repr::word2vec::shipped::Shipped;
use std::collections::HashMap;

/// Those that come with the page, and the reader's last file by its address, as far as they were asked for.
#[derive(Default)]
pub(in crate::engine) struct Ready {
    shipped: HashMap<Shipped, Finished>,
    file: Option<(String, Result<Finished, FileFault>)>,
}

impl Ready {
    /// Takes those of the page in.
    pub(in crate::engine) fn adopt(&mut self, shipped: Shipped, text: &str) -> Result<(), String> {
        let finished = Finished::read(text).map_err(|fault| format!("{fault:?}"))?;
        self.shipped.insert(shipped, finished);
        Ok(())
    }

    /// Reads the reader's file, which takes the place of the one before.
    pub(in crate::engine) fn open(&mut self, address: &str, text: &str) {
        self.file = None; // its memory is free before there is a new one
        self.file = Some((address.to_owned(), Finished::read(text)));
    }

    /// Those of a language.
    ///
    /// # Errors
    /// Their file, if they were not taken in yet.
    pub(in crate::engine) fn shipped(&self, shipped: Shipped) -> Result<&Finished, Stop> {
        self.shipped.get(&shipped).ok_or(Stop::Wants(Asset::Vectors(shipped)))
    }

    /// Those that a question names, if it names any, or why its file has none.
    pub(super) fn get(&self, wanted: &Embedding) -> Result<Option<Result<&Finished, &FileFault>>, Stop> {
        if let Some(address) = &wanted.file {
            let found = self.file.as_ref().filter(|(of, _)| of == address);
            return found.map(|(_, read)| Some(read.as_ref())).ok_or(Stop::Wants(Asset::VectorFile));
        }
        wanted.shipped.map(|shipped| self.shipped(shipped).map(Ok)).transpose()
    }
}
