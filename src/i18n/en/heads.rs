//! English: many heads.

use crate::i18n::Heads;

pub(super) const HEADS: Heads = Heads {
    title: "Heads",
    intro: "Each head looks in its own way, and W_o mixes what they found. Switch heads off and see what the output loses.",
    badges_note: "Choose one to see it large. A badge says what a head clearly does, as a mean over queries.",
    on: "Heads that take part",
    previous: "previous",
    first: "first",
    diagonal: "itself",
    uniform: "even",
    grid: "All heads of all layers",
    grid_note: "One scale for all of them. Choose one to see it large; the arrow keys go from one to the next.",
    grid_layer: "Layer",
    grid_head: "Head",
    mean: "Mean over heads",
    mean_weight: "Mean weight, a share of 1",
    max_weight: "Largest weight of any head",
    rollout_share: "Share of a token",
    in_numbers: |token| format!("The same for “{token}” in numbers"),
    in_numbers_note: |first, last, n| format!("Dimensions {first} to {last} of {n}. Choose a cell of W_o for others."),
    max: "Maximum over heads",
    share: "headₕ·W_oₕ",
    shares: |token| format!("What each head brings to “{token}”"),
    shares_note: |apart| {
        format!(
            "W_o read by blocks of rows, one a head. The heads' shares add up to Concat·W_o; largest difference {apart}. Choose a row above for another token."
        )
    },
    change: "What the output loses",
    change_note: "With heads off, how far each token's output moved, as a length and relative to what it was.",
    change_head: ["Token", "length before", "moved by", "relative"],
    rollout: "Through all layers: rollout",
    rollout_note: "How much of each input token reaches the last layer: in each layer half of a token stays what it was, half is what its heads on average looked at.",
};
