//! A pretrained model from the files of its folder, in pieces as they arrive: `config.json` first, then the files of
//! weights, one after the other. What is held is the weights that have come and nothing of the files.

use super::fault::FolderFault;
use crate::file::safetensors::{Entry, Reader, Receiver, SafetensorsError};
use crate::model::pretrained::{Config, LoadFault, Model, Weights};

/// A model on its way.
#[derive(Debug)]
pub struct Loading {
    weights: Weights,
    file: String,
    reader: Reader,
}

impl Loading {
    /// Begins with a `config.json`. Weights, four bytes a number, may have `limit` bytes.
    ///
    /// # Errors
    /// [`FolderFault::Config`].
    pub fn new(config_json: &[u8], limit: u64) -> Result<Self, FolderFault> {
        let config = Config::read(config_json).map_err(FolderFault::Config)?;
        config.fits(limit).map_err(FolderFault::Config)?;
        Ok(Self { weights: Weights::new(config), file: String::new(), reader: Reader::default() })
    }

    /// What the model will be.
    #[must_use]
    pub fn config(&self) -> &Config {
        self.weights.config()
    }

    /// Begins a file.
    pub fn open(&mut self, file: &str) {
        self.file = file.into();
        self.reader = Reader::default();
    }

    /// The next bytes of the file.
    ///
    /// # Errors
    /// [`FolderFault`]; nothing more need be read then.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), FolderFault> {
        let taken = self.reader.push(bytes, &mut Taker(&mut self.weights));
        taken.map_err(|fault| match fault {
            Fault::File(error) => FolderFault::File { file: self.file.clone(), error },
            Fault::Weights(fault) => FolderFault::Weights(fault),
        })
    }

    /// Says that the file has ended.
    ///
    /// # Errors
    /// [`FolderFault::File`] if it has not come whole.
    pub fn close(&self) -> Result<(), FolderFault> {
        self.reader.finish().map_err(|error| FolderFault::File { file: self.file.clone(), error })
    }

    /// The model, once all files are closed.
    ///
    /// # Errors
    /// [`FolderFault::Weights`] if a tensor is missing.
    pub fn finish(self) -> Result<Model, FolderFault> {
        self.weights.build().map_err(FolderFault::Weights)
    }
}

enum Fault {
    File(SafetensorsError),
    Weights(LoadFault),
}

impl From<SafetensorsError> for Fault {
    fn from(error: SafetensorsError) -> Self {
        Self::File(error)
    }
}

struct Taker<'a>(&'a mut Weights);

impl Receiver for Taker<'_> {
    type Error = Fault;

    fn wants(&mut self, entry: &Entry) -> Result<bool, Fault> {
        self.0.wants(&entry.name, &entry.shape).map_err(Fault::Weights)
    }

    fn take(&mut self, entry: &Entry, values: Vec<f32>) -> Result<(), Fault> {
        self.0.put(&entry.name, &entry.shape, values).map_err(Fault::Weights)
    }
}
