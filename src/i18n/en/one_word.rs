//! English: one word on its way through a tokenizer.

use crate::i18n::OneWord;

pub(super) const ONE_WORD: OneWord = OneWord {
    title: "One word on its way",
    word: "Word",
    note: |tokens| format!("It becomes {tokens}."),
    nothing: "Write a word.",
    lattice_note: "Every piece that fits is an arc with its ln p; those of the most probable cut stand above, found by Viterbi from left to right.",
    lattice_best: "ln p of the best cut from the beginning to here",
    lattice_summary: |n_edges, n_tokens| {
        format!("A lattice of {n_edges} pieces; the most probable cut has {n_tokens}.")
    },
    tree_summary: |word, n_joins| format!("The tree of «{word}»: {n_joins} joins."),
    steps: "Its joins",
    steps_note: "Of all neighbours that may be joined, always those whose merge was learnt first.",
    steps_head: ["Step", "Pair", "merge", "the word then"],
    tries_note: "From the left, the longest token that fits; what does not fit is made shorter by a character.",
    tries_head: ["Try", "looked for", "found"],
    not_found: "–",
    no_steps: "Nothing in it can be joined by now.",
};
