//! Native tests of the whole core: against implementations that nobody here wrote, against drawings that somebody
//! looked at, and against the rules of the house.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "clippy.toml allows them inside test functions; here helpers too are part of a test"
)]

mod elmo;
mod golden;
mod ladder;
mod ours;
mod pretrained;
mod reference;
mod snippet;
mod tidy;
mod vectors;
mod word2vec;
mod word_vectors;
