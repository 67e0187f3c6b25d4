//! Pretrained models, in English.

use crate::i18n::Reading;

pub(super) const READING: Reading = Reading {
    title: "Model",
    intro: "A trained model reads your text: what every head of every layer looks at, and where each number comes from.",
    model: "Model",
    trained: |model| format!("trained: {model}"),
};
