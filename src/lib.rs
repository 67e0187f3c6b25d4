//! placeholder
#[cfg(all(target_arch = "wasm32", not(target_feature = "simd128")))]
compile_error!(
    "Heedmap's wasm is built with SIMD; keep `-C target-feature=+simd128` (.cargo/config.toml) in RUSTFLAGS"
);
pub mod chart;
pub mod engine;
pub mod model;
pub mod num;
pub mod state;
pub mod text;
