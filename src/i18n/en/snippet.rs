//! English: a screen as a script of Python.

use crate::i18n::Snippet;

pub(super) const SNIPPET: Snippet = Snippet {
    random: "Random numbers by key and place: SplitMix64",
    embed: "A token's vector depends on its text and the seed alone",
    vectors: "One dimension says which token it is, one where it stands",
    data: "A matrix as its bytes: float32 in base 64",
    by_hand: "Built by hand: dimensions for the different tokens, then for the places",
    share: "A group of heads shares one key head",
    padding: "Empty tokens are padding",
    not_a_number: "NaN is no mistake here",
    heads_off: |heads| {
        let list: Vec<String> = heads.iter().map(usize::to_string).collect();
        format!("{} {} off", if heads.len() == 1 { "head" } else { "heads" }, list.join(", "))
    },
    at_once: "PyTorch 2 has all of it in one call, and must agree",
};
