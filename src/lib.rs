//! Heedmap: see attention.
//!
//! This crate is everything that Heedmap computes and says; the page around it is `src/app`, the thread that it
//! computes in `src/worker`. In reading order, which is also the way of the data:
//!
//! 1. [`text`] cuts the reader's text into tokens.
//! 2. [`model`] makes vectors of them and runs attention, keeping every stage, with the arithmetic of [`num`].
//! 3. [`repr`] is what texts were before attention, as chapter 2 of the notes tells it: vectors of counts, chains.
//! 4. [`engine`] is the one question and the one answer between a page and all of the above.
//! 5. [`state`] is the whole lesson as one value: what a link reproduces and an action changes.
//! 6. [`exhibit`] is each page's pure half: state → question, answer → figures and sentences, in the words of [`i18n`];
//!    and the screen as a script of Python.
//! 7. [`chart`] is how figures look, over any drawing backend.
//! 8. [`mod@file`] reads matrices that other programs wrote, and writes ours for them.
//!
//! Nothing here knows of a browser. `ARCHITECTURE.md` tells the rest.

pub mod chart;
pub mod engine;
pub mod exhibit;
pub mod file;
pub mod i18n;
pub mod model;
pub mod repr;
pub mod state;
pub mod text;
pub use heedmap_num as num;
