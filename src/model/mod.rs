//! Vectors, masks and attention: the notes' chapters 3 to 5.
//!
//! In reading order: a [`Config`] says what is wanted; tokens become vectors ([`embed`], [`Positions`]); [`attend`] is
//! one layer, equations (1) and (2), under a [`Mask`]; a [`Model`] puts layers on top of each other. Everything that is
//! computed is kept and returned as a [`Trace`], so that each number can be followed to the numbers it came from.
//! [`pretrained`] runs whole models that were trained elsewhere, whose layers have more than attention.
//! Nothing here knows of the page.

mod attention;
mod config;
mod embedding;
mod given;
mod hand;
mod layers;
mod mask;
mod mask_text;
mod painted;
mod parameters;
mod position;
pub mod pretrained;
mod rollout;
mod rows;
mod serial;
mod sizes;
mod slip;
mod trace;

pub use attention::attend;
pub use config::{Config, Source};
pub use embedding::embed;
pub use given::{Given, Unfit};
pub use hand::{Dimension, Hand, Plan};
pub use layers::{Model, multiply_adds};
pub use mask::{Mask, Rule, RuleKind};
pub use mask_text::MaskError;
pub use painted::{Painted, PaintedError};
pub use position::{Positions, alibi_slope, rotate, sinusoidal};
pub use rollout::{roll, rollout};
pub use rows::{Only, again};
pub use serial::{MAX_STEPS, Step, serial};
pub use sizes::{ConfigError, MAX_D_MODEL, MAX_HEADS, MAX_LAYERS, MAX_SCORES, MAX_TOKENS, MAX_TOKENS_ALONE, Sizes};
pub use slip::Slip;
pub use trace::{Stage, Trace};
