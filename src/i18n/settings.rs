//! The settings of the model, and what is wrong with them.

use crate::file::FileError;
use crate::model::{Hand, Positions, Source, Unfit};
use crate::state::View;

/// The words of the settings.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Settings {
    pub more: &'static str,
    pub dim: &'static str,
    pub n_kv_heads: &'static str,
    pub n_layers: &'static str,
    pub head: &'static str,
    pub layer: &'static str,
    pub layer_number: fn(usize) -> String,
    pub positions: &'static str,
    pub positions_name: fn(Positions) -> &'static str,
    pub bias: &'static str,
    pub dropout: &'static str,
    pub weights: &'static str,
    pub weights_name: fn(&Source) -> String,
    pub hand_name: fn(Hand) -> &'static str,
    pub view: &'static str,
    pub view_name: fn(View) -> &'static str,
    pub numbers: &'static str,
    pub one_head: &'static str,
    pub one_head_note: fn(stage: &str, head: usize, n_heads: usize) -> String,
    pub one_head_hint: fn(found: usize, kept: usize) -> String,
    pub roll_up: &'static str,
    pub no_roll_up: &'static str,
    pub rolled: &'static str,
    pub rolled_title: fn(head: usize) -> String,
    pub rolled_note: fn(tokenizer: &str) -> String,
    pub rolled_summary: fn(n_query: usize, n_key: usize, most: &str) -> String,
    pub batch: &'static str,
    pub batch_item: &'static str,
    pub batch_cut: fn(lines: usize, kept: usize) -> String,
    pub kv_text: &'static str,
    pub kv_hint: &'static str,
    pub bring: &'static str,
    pub bring_note: &'static str,
    pub bring_stage: &'static str,
    pub bring_file: &'static str,
    pub bring_paste: &'static str,
    pub bring_use: &'static str,
    pub bring_name: &'static str,
    pub unfit: fn(&Unfit) -> String,
    pub file_error: fn(name: &str, error: &FileError) -> String,
}
