//! The page on which a pretrained model reads.

use crate::model::pretrained::Ours;
use crate::state::Order;

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct ModelPage {
    pub overview_note: &'static str,
    pub overview_small: fn(side: usize) -> String,
    pub order: &'static str,
    pub order_name: fn(Order) -> &'static str,
    pub bits: fn(&str) -> String,
    pub same: &'static str,
    pub induction: &'static str,
    pub next: &'static str,
    pub last: &'static str,
    pub heads_of: fn(layer: usize) -> String,
    pub badges_note: &'static str,
    pub no_scores: &'static str,
    pub left_out: &'static str,
    pub read_in: fn(is_first: bool) -> &'static str,
    pub normed: &'static str,
    pub norms: fn(head: usize) -> String,
    pub norm: &'static str,
    pub norms_note: &'static str,
    pub mean: fn(n_heads: usize) -> String,
    pub max: fn(n_heads: usize) -> String,
    pub pooled_note: &'static str,
    pub guesses: &'static str,
    pub guesses_head: [&'static str; 2],
    pub next_note: &'static str,
    pub stands_note: &'static str,
    pub some_of: fn(shown: usize, n: usize) -> String,
    pub between: &'static str,
    pub no_guesses: &'static str,
    pub hidden: fn(mask: &str, stood: &str) -> String,
    pub hide_note: &'static str,
    pub hide: fn(token: &str) -> String,
    pub lens: fn(token: &str) -> String,
    pub lens_note: &'static str,
    pub lens_embedding: &'static str,
    pub lens_layer: fn(layer: usize) -> String,
    pub moved: fn(token: &str) -> String,
    pub moved_note: fn(bits: &str) -> String,
    pub moved_head: [&'static str; 4],
    pub beside: fn(layer: usize, head: usize) -> String,
    pub beside_note: &'static str,
    pub difference: &'static str,
    pub difference_note: &'static str,
    pub other_length: fn(n: usize, other: usize) -> String,
    pub card: fn(name: &str) -> String,
    pub card_head: [&'static str; 2],
    pub card_family: &'static str,
    pub card_layers: &'static str,
    pub card_heads: &'static str,
    pub card_parameters: &'static str,
    pub card_vocabulary: &'static str,
    pub card_longest: &'static str,
    pub card_unlimited: &'static str,
    pub card_reads: &'static str,
    pub card_causal: &'static str,
    pub card_both_ways: &'static str,
    pub card_corpus: &'static str,
    pub corpus: fn(Ours) -> &'static str,
    pub count: fn(u64) -> String,
    pub as_trained: &'static str,
    pub no_mask: &'static str,
    pub other_mask: fn(mask: &str) -> String,
    pub own_mask: &'static str,
    pub padding: fn(n_tokens: usize) -> String,
    pub heads_off: &'static str,
    pub restore: &'static str,
    pub pooled: &'static str,
    pub head_of: fn(layer: usize, head: usize) -> String,
    pub model_beside: &'static str,
    pub no_model: &'static str,
    pub text_beside: &'static str,
}

/// A number with its thousands apart.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut parts: Vec<&str> = digits.as_bytes().rchunks(3).filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.reverse();
    parts.join(",")
}
