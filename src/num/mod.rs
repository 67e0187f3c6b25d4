//! Numbers without a meaning yet: tensors, the matrix product, softmax, seeded random.
//!
//! This room knows nothing of language or of pages and imports nothing of ours. Everything is `f32`, as in the models
//! that the page explains, so that the digits on the screen are the digits that were computed.

mod found;
mod logarithm;
mod matmul;
pub mod random;
mod softmax;
mod tensor;

pub use logarithm::log2;
pub use matmul::{View, matmul, matmul_into};
pub use softmax::softmax_row;
pub use tensor::Tensor;
