//! One token after the other, or all at once.

/// The words of the page.
#[expect(missing_docs, reason = "each name says where its string stands")]
pub struct Serial {
    pub title: &'static str,
    pub intro: &'static str,
    pub example: &'static str,
    pub step: fn(step: usize, n: usize) -> String,
    pub serial: fn(head: usize) -> String,
    pub other_keys: &'static str,
    pub serial_note: fn(n_tokens: usize) -> String,
    pub masked: fn(head: usize) -> String,
    pub masked_note: &'static str,
    pub rows: &'static str,
    pub rows_note: &'static str,
    pub rows_head: [&'static str; 5],
    pub costs: &'static str,
    pub costs_note: &'static str,
    pub costs_head: [&'static str; 4],
    pub in_turn: &'static str,
    pub at_once: &'static str,
    pub back: &'static str,
    pub next: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub scrub: &'static str,
}
