//! Many heads.

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Heads {
    pub title: &'static str,
    pub intro: &'static str,
    pub badges_note: &'static str,
    pub on: &'static str,
    pub previous: &'static str,
    pub first: &'static str,
    pub diagonal: &'static str,
    pub uniform: &'static str,
    pub grid: &'static str,
    pub grid_note: &'static str,
    pub grid_layer: &'static str,
    pub grid_head: &'static str,
    pub mean: &'static str,
    pub mean_weight: &'static str,
    pub max_weight: &'static str,
    pub rollout_share: &'static str,
    pub in_numbers: fn(&str) -> String,
    pub in_numbers_note: fn(first: usize, last: usize, n: usize) -> String,
    pub max: &'static str,
    pub share: &'static str,
    pub shares: fn(token: &str) -> String,
    pub shares_note: fn(apart: &str) -> String,
    pub change: &'static str,
    pub change_note: &'static str,
    pub change_head: [&'static str; 4],
    pub rollout: &'static str,
    pub rollout_note: &'static str,
}
