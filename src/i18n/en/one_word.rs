//! English: one word on its way through a tokenizer.

use crate::i18n::OneWord;

pub(super) const ONE_WORD: OneWord = OneWord {
    title: "One word on its way",
    word: "Word",
    note: |tokens| format!("It becomes {tokens}."),
    nothing: "Write a word.",
    with_lattice: |step| {
        format!(
            "{step} Every piece that fits is an arc with its ln p; those of the most probable cut stand above, found by Viterbi from left to right."
        )
    },
    lattice_best: "ln p of the best cut from the beginning to here",
    lattice_summary: |n_edges, n_tokens| {
        format!("A lattice of {n_edges} pieces; the most probable cut has {n_tokens}.")
    },
    tree_summary: |word, n_joins, parts| match n_joins {
        0 => format!("“{word}” in its parts by now: {parts}."),
        1 => format!("The tree of “{word}” after one join: {parts}."),
        n => format!("The tree of “{word}” after {n} joins: {parts}."),
    },
    at_join: |step, n, left, right, merge| {
        format!(
            "Step {step} of {n}. A number under two neighbours is the merge that would join them. Number {merge} was learnt first: “{left}” and “{right}” are next."
        )
    },
    before: |n| format!("Step 0 of {n}. Nothing is found yet; first the whole word is looked for."),
    at_token: |step, n, token, n_tries| match n_tries {
        1 => format!("Step {step} of {n}. “{token}” fits and was found at once."),
        tries => format!("Step {step} of {n}. “{token}” is the longest token that fits here; it took {tries} tries."),
    },
    at_place: |step, n, n_pieces, cut, log_prob| match n_pieces {
        0 => format!("Step {step} of {n}. At the beginning no piece is taken yet, and ln p is {log_prob}."),
        1 => format!("Step {step} of {n}. One piece ends here; the best cut up to here is {cut}, ln p = {log_prob}."),
        n_pieces => format!(
            "Step {step} of {n}. {n_pieces} pieces end here; the best cut up to here is {cut}, ln p = {log_prob}."
        ),
    },
    steps: "Its joins",
    steps_note: "Of all neighbours that may be joined, always those whose merge was learnt first.",
    steps_head: ["Step", "Pair", "merge", "the word then"],
    tries: "Its tries",
    tries_note: "From the left, the longest token that fits; what does not fit is made shorter by a character.",
    tries_head: ["Try", "looked for", "found"],
    not_found: "–",
    no_steps: "Nothing in it can be joined by now.",
};
