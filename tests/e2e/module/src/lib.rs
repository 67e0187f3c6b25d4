//! What the benchmark measures, as functions that a page can call: the site has tokenizers and models in a worker and draws maps
//! behind its page, their peers are libraries, and so both are called in the same way.

mod compute;
mod drawing;
#[cfg(target_arch = "wasm32")] // made of its instructions
mod limits;
mod models;
mod tokenizers;
mod vectors;
