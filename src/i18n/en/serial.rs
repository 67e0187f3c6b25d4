//! English: one token after the other, or all at once.

use crate::i18n::Serial;

pub(super) const SERIAL: Serial = Serial {
    title: "Serial and parallel",
    intro: "One token more in each run, without a mask; or one run under the causal mask. The framed rows are the same numbers.",
    example: "[BOS] I like you [EOS]",
    step: |step, n| format!("Step {step} of {n}"),
    serial: |head| format!("One run of many, head {head}"),
    other_keys: "Token by token, every token is both query and key. Your own keys and values have rows of their own, so there is nothing to run in turn.",
    serial_note: |n_tokens| match n_tokens {
        1 => "The first token alone. Nothing is masked.".into(),
        n => format!("The first {n} tokens alone, as if there were no others yet. Nothing is masked."),
    },
    masked: |head| format!("The one masked run, head {head}"),
    masked_note: "All tokens at once, and no query sees what comes after it.",
    rows: "Row by row",
    rows_note: "What each run is given, what it should predict next, and how far its last row is from the same row of the masked run (largest difference).",
    rows_head: ["Step", "Input", "Next", "max |Δ| weights", "max |Δ| output"],
    costs: "What each way costs",
    costs_note: "Multiplications, each with its addition: the projections, QKᵀ, weights times V, and W_o.",
    costs_head: ["Way", "runs", "multiply-adds", "ratio"],
    in_turn: "One token after the other",
    at_once: "All at once under the mask",
    back: "Back",
    next: "Next",
    play: "Play",
    pause: "Pause",
    scrub: "Step",
};
