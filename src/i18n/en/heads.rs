//! English: `Heads`.

use crate::i18n::Heads;

pub(super) const HEADS: Heads = Heads {
    title: "Heads",
    intro: "Each head looks in its own way; W_o mixes what they found. Switch heads off and see what changes.",
};
