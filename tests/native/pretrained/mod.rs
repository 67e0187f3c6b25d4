//! Pretrained models against transformers: random weights of every family, and real ones where a folder with them is
//! named. `tests/reference/models/README.md` says how the expected values are made.

mod collecting;
mod config;
mod families;
mod fast;
mod faults;
mod fixture;
mod folder;
mod mutants;
mod ours;
mod reading;
mod sums;
mod writing;
