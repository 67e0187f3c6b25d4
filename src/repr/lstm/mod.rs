//! Long short-term memory (Hochreiter and Schmidhuber, 1997; with the forget gate of Gers, Schmidhuber and Cummins, 2000), as
//! `torch.nn.LSTM` has it: one step with its gates, a layer over a text in either direction, and what it learns from an error.

mod cell;
mod layer;
mod optimizer;
mod train;

pub use cell::{Cell, Gate, sigmoid};
pub use layer::{Direction, Run};
pub use optimizer::{Adam, Optimizer, clip};
pub use train::{backward, cross_entropy};
