//! Tokens → vectors without attention: the notes' chapter 2, one model a module, each with its working.

pub mod sparse;
pub mod vsm;
