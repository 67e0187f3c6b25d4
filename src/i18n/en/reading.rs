//! Pretrained models, in English.

use crate::i18n::Reading;

pub(super) const READING: Reading = Reading {
    title: "Model",
    intro: "A trained model reads your text: what every head of every layer looks at, and where each number comes from.",
    model: "Model",
    no_writer: |model| {
        format!(
            "The model {model} can't write on: it reads in both directions, or was not made to predict. Choose a decoder."
        )
    },
    trained: |model| format!("trained: {model}"),
};
