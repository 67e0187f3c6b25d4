//! Pretrained models, in English.

use crate::i18n::Reading;

pub(super) const READING: Reading = Reading {
    title: "Model",
    intro: "A trained model reads your text: what every head of every layer looks at, and where each number comes from.",
    model: "Model",
    no_head: |n_layers, n_heads| {
        format!(
            "This model has the layers 0 to {} and in each the heads 0 to {}; layers and heads must be among them.",
            n_layers - 1,
            n_heads - 1
        )
    },
    too_much: |(n_layers, n_heads), n_tokens, vocab_size, most| {
        let numbers = n_layers * n_heads * n_tokens * n_tokens + n_tokens * vocab_size;
        format!(
            "{n_layers} × {n_heads} heads × {n_tokens} × {n_tokens} weights and {n_tokens} × {vocab_size} scores are {numbers} numbers, more than the {most} that can be handed over at once. Choose some, as in layers: [0], heads: [0, 1], or shorten the text."
        )
    },
    trained: |model| format!("trained: {model}"),
};
