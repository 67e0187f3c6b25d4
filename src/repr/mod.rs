//! What a text was to machines before attention: counts, chains, vectors. Each is worked out over tokens of any tokenizer, and
//! returns its working. The notes' chapter 2.

pub mod elmo;
pub mod ladder;
pub mod lstm;
pub mod ngram;
pub mod sparse;
pub mod vsm;
pub mod word2vec;
