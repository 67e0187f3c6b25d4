//! English: several tokenizers on one text.

use crate::i18n::Compare;

pub(super) const COMPARE: Compare = Compare {
    title: "Compare tokenizers",
    intro: "The same text, cut by up to four tokenizers: their tokens and ids, where they cut differently, and how tokens lie across characters and bytes.",
    with: |number| format!("Tokenizer {number}"),
    add: "Add",
    none: "none",
    cuts: "Side by side",
    cuts_note: "A strong frame marks a token that begins or ends where not all of them cut. Below each token its id.",
    counts: "In numbers",
    counts_note: |n_shared| match n_shared {
        1 => "One place inside the text is a boundary for all of them.".into(),
        n => format!("{n} places inside the text are boundaries for all of them."),
    },
    counts_head: ["Tokenizer", "tokens", "characters per token", "bytes per token", "distinct", "boundaries"],
    pairs: "Boundaries two by two",
    pairs_note: "Places inside the text at which both begin or end a token, of those at which at least one does.",
    aligned: "Characters, bytes, tokens",
    aligned_note: |shown, n| {
        match shown == n {
        true => "Each column is a byte of UTF-8. A character has one to four of them, an emoji with joiners many more; a token may be a part of a character.".into(),
        false => format!("The first {shown} of {n} bytes. Each column is a byte of UTF-8; a token may be a part of a character."),
    }
    },
    characters: "characters",
    bytes: "bytes",
};
