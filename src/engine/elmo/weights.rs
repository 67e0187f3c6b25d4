//! The weights from their file, as PyTorch names them.

use crate::file::safetensors::{Entry, Reader, Receiver, SafetensorsError};
use crate::repr::elmo::BiLm;

/// Reads `model.safetensors` of `assets/elmo`.
///
/// # Errors
/// What is wrong with the file, in words for a developer: it is one of ours.
pub fn read_elmo(bytes: &[u8]) -> Result<BiLm, String> {
    let mut taker = Taker::default();
    let mut reader = Reader::default();
    reader.push(bytes, &mut taker).map_err(|error| error.0)?;
    reader.finish().map_err(|error| format!("{error:?}"))?;
    taker.check()
}

#[derive(Default)]
struct Taker {
    model: BiLm,
    n_taken: usize,
}

struct Fault(String);

impl From<SafetensorsError> for Fault {
    fn from(error: SafetensorsError) -> Self {
        Self(format!("{error:?}"))
    }
}

impl Taker {
    fn check(mut self) -> Result<BiLm, String> {
        let (vocab_size, d) = (self.model.vocab_size(), self.model.d);
        let wanted = BiLm::zeros(vocab_size, d).parts_mut().iter().map(|list| list.len()).collect::<Vec<_>>();
        let found: Vec<usize> = self.model.parts_mut().iter().map(|list| list.len()).collect();
        if d == 0 || wanted != found || self.n_taken != wanted.len() {
            return Err(format!("tensors of {found:?} numbers, expected {wanted:?}"));
        }
        self.model.cells.iter_mut().flatten().for_each(|cell| (cell.d_in, cell.d) = (d, d));
        Ok(self.model)
    }
}

impl Receiver for Taker {
    type Error = Fault;

    fn wants(&mut self, _: &Entry) -> Result<bool, Fault> {
        Ok(true)
    }

    fn take(&mut self, entry: &Entry, values: Vec<f32>) -> Result<(), Fault> {
        let unknown = || Fault(format!("an unknown tensor {}", entry.name));
        self.n_taken += 1;
        match entry.name.as_str() {
            "embedding.weight" => {
                self.model.d = entry.shape.get(1).copied().unwrap_or(0);
                self.model.embedding = values;
            }
            "bias" => self.model.bias = values,
            name => {
                let (direction, name) = name.split_once('.').ok_or_else(unknown)?;
                let direction = ["forwards", "backwards"].iter().position(|one| *one == direction);
                let (name, layer) = name.rsplit_once("_l").ok_or_else(unknown)?;
                let layer = layer.parse::<usize>().ok().filter(|&layer| layer < 2).ok_or_else(unknown)?;
                let cell = &mut self.model.cells[direction.ok_or_else(unknown)?][layer];
                let names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];
                let part = names.iter().position(|one| *one == name).ok_or_else(unknown)?;
                *cell.parts_mut()[part] = values;
            }
        }
        Ok(())
    }
}
