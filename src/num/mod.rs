//! Numbers without a meaning yet: tensors, the matrix product, softmax, seeded random. What has to be fast is written over
//! `lanes`: read that first, then `matmul`.
//!
//! This room knows nothing of language or of pages and imports nothing of ours. Everything is `f32`, as in the models
//! that the page explains, so that the digits on the screen are the digits that were computed; but for `quantized`, which trades
//! digits for speed where a reader chooses it.

#[cfg(all(target_arch = "wasm32", not(target_feature = "simd128")))]
compile_error!(
    "Heedmap's wasm is built with SIMD; keep `-C target-feature=+simd128` (.cargo/config.toml) in RUSTFLAGS"
);

mod bend;
mod blocks;
mod exp;
mod found;
mod ints;
mod lanes;
mod lists;
mod logarithm;
mod matmul;
mod matmul_quantized;
mod norm;
mod one_row;
mod packed;
mod product;
mod quantized;
pub mod random;
mod softmax;
mod tensor;
mod tiles;
mod view;
mod window;

pub use bend::{gelu, gelu_tanh, relu, silu};
pub use lists::{add_scaled, add_to, descend, dot, scale};
pub use logarithm::log2;
pub use matmul::{matmul, matmul_each, matmul_into, matmul_packed};
pub use matmul_quantized::{matmul_quantized, matmul_quantized_each};
pub use norm::{layer_norm, rms_norm};
pub use packed::Packed;
pub use product::Product;
pub use quantized::Quantized;
pub use softmax::softmax_row;
pub use tensor::Tensor;
pub use view::View;
pub use window::Window;
