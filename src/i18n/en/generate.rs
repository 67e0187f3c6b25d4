//! English: a model writes the text on.

use crate::chart::number;
use crate::engine::End;
use crate::i18n::Generate;
use crate::model::pretrained::Sampling;

pub(super) const GENERATE: Generate = Generate {
    title: "Generate",
    intro: "A decoder writes your text on: it gives every token of its vocabulary a probability, one is chosen and put behind the text, and so on. What it has computed of earlier tokens stays in a cache.",
    example: "And God said, Let there be",
    instead: |chosen, writer| {
        format!("{chosen} looks in both directions and can't write a text on; {writer} writes in its place.")
    },
    temperature: "Temperature",
    top_k: "Top-k",
    top_k_hint: "0 leaves all tokens",
    top_p: "Top-p",
    step: |n_new| match n_new {
        1 => "1 token written".into(),
        n => format!("{n} tokens written"),
    },
    none_yet: "Nothing is written yet. Step on or play.",
    last: |token, probability| {
        format!("The last one is “{token}”, to which the model gave the probability {}.", number::share(probability))
    },
    end: |end, n_new, last| match end {
        End::EndToken => {
            format!("The text ends here: the model chose {}, its token for the end.", last.unwrap_or_default())
        }
        End::MaxPositions if n_new == 0 => {
            "The text is as long as this model can read, so there is no room to write on.".into()
        }
        End::MaxPositions => "It stops here: the text is as long as this model can read.".into(),
        End::MaxTokens => format!("It stops here: after {n_new} tokens this page writes no further."),
    },
    text: "The text",
    prompt: |n_tokens| format!("Your text, {n_tokens} {}", if n_tokens == 1 { "token" } else { "tokens" }),
    new: |n_tokens| format!("Written by the model, {n_tokens} {}", if n_tokens == 1 { "token" } else { "tokens" }),
    next: "The next token",
    next_note: |n_left, vocab_size, sampling| next_note(n_left, vocab_size, sampling),
    before: "p: what the model says, softmax of the scores z: exp(z) / Σ exp(z)",
    after: "p′: what is left to choose from, after temperature, top-k and top-p",
    cut: "cut off",
    summary: |likeliest, probability, chosen| {
        format!("The likeliest next token is “{likeliest}” with {}; “{chosen}” is chosen.", number::share(probability))
    },
    weights: |token| format!("What “{token}” looks at"),
    weights_note: |token| {
        format!(
            "The newest token, “{token}”, is the only query: one row for each head of each layer. Its keys are the tokens so far, from the cache."
        )
    },
    weights_summary: |token, n_layers, n_heads, n_tokens| {
        format!(
            "Attention weights of “{token}” over {n_tokens} tokens, in {n_heads} heads of each of {n_layers} layers."
        )
    },
    layer: "Layer",
    layer_head: "Layer.head",
    tokens_so_far: "Token",
    not_yet: "not there yet",
    cache_keys: "The cache: keys",
    cache_values: "The cache: values",
    key_length: "Length of the key",
    value_length: "Length of the value",
    cache_note: |formula, bytes, per_token| {
        format!(
            "Each token adds one column, {per_token} numbers in every layer. Now the cache has 2 · n_layers · n_kv_heads · d_head · n_tokens = {formula} numbers, {bytes} at four bytes each. The newest column is framed; colours show how long each key is."
        )
    },
    values_note: "Beside each key stands a value, which the newest token fetches by its weight.",
    cache_summary: |title, n_layers, n_tokens| format!("{title} of {n_tokens} tokens in {n_layers} layers."),
    costs: "What the cache saves",
    costs_note: "Multiplications, each with its addition, to find the next token, with the cache from the newest token alone and without it from the whole text: the maps, attention, feed-forward blocks and the scores of the vocabulary.",
    costs_head: ["Way", "tokens read", "multiply-adds", "ratio"],
    with_cache: "With the cache",
    without: "Without it",
    saved: |times| {
        format!(
            "Without the cache this token would cost {} times as much, and the factor grows with the text.",
            number::short(times)
        )
    },
    tokens: "Step by step",
    tokens_note: "What was chosen at each step, and the probability that the model gave it (temperature 1, nothing cut off).",
    no_tokens: "Each token that is written becomes a row here.",
    tokens_head: ["Step", "Token", "id", "Probability"],
};

fn next_note(n_left: usize, vocab_size: usize, Sampling { temperature, .. }: &Sampling) -> String {
    if *temperature <= 0.0 {
        return "At temperature 0 the likeliest token is always taken (greedy decoding); ▸ marks it.".into();
    }
    let left = if n_left == vocab_size {
        format!("all {vocab_size} tokens are left to choose from")
    } else {
        format!("{n_left} of {vocab_size} tokens are left to choose from")
    };
    format!(
        "Scores are divided by the temperature T = {temperature} before softmax, exp(z/T) / Σ exp(z/T); then top-k and top-p cut, and {left}. The seed draws one of them: ▸ comes next."
    )
}
