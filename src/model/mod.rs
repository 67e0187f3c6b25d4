//! Vectors, masks and attention: the notes' chapters 3 to 5.
//!
//! Everything that is computed is kept and returned as a [`Trace`], so that each number can be followed to the numbers
//! it came from. Nothing here knows of the page.

mod attention;
mod config;
mod embedding;
mod mask;
mod trace;

pub use attention::{Projections, attend, multi_head};
pub use config::{Config, ConfigError, MAX_D_MODEL, MAX_HEADS, MAX_SCORES, MAX_TOKENS};
pub use embedding::{embed, sinusoidal};
pub use mask::Mask;
pub use trace::{Stage, Trace};
