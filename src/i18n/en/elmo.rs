//! English: ELMo.

use super::many;
use crate::i18n::Elmo;
use crate::repr::elmo::{Ended, Trained};
use crate::repr::lstm::{Direction, Gate};

pub(super) const ELMO: Elmo = Elmo {
    title: "ELMo",
    intro: "A table has one vector for a word, whatever it means. ELMo reads the sentence first, forwards and backwards, and so gives the word another vector in each sentence.",
    example: "She put her money in the bank.\nThe bank lends money to the people.\nThe bank will pay you interest.\nThey sat upon the bank of the river.\nHe stood by the bank of the river.\nThe water rose over the bank.",
    example_word: "bank",
    nothing: "There are no sentences yet. Write some above, one a line, with one word in several of them.",
    not_found: |word| format!("No sentence has “{word}”. Choose a word that stands in several of them."),
    tag: |trained, steps| {
        let name = trained.name();
        if steps == 0 {
            format!("{name}, trained by us")
        } else {
            format!("{name}, trained by us and {} here", many(steps, "step"))
        }
    },

    word: "Word",
    weights: "Model",
    by_text: "The one for the text",
    weights_name: |trained| match trained {
        Trained::En => "elmo-en (English)",
        Trained::Zh => "elmo-zh (Chinese)",
    },
    sentence: "Sentence",
    layer: "LSTM layer",
    layer_number: |layer| if layer == 1 { "1 (lower)".into() } else { format!("{layer} (upper)") },
    direction: "Direction",
    direction_name: |direction| match direction {
        Direction::Forwards => "forwards →",
        Direction::Backwards => "backwards ←",
    },
    gate: "Shown",
    gate_name: |gate| match gate {
        Gate::Input => "Input gate i",
        Gate::Forget => "Forget gate f",
        Gate::Candidate => "Candidate g",
        Gate::Output => "Output gate o",
        Gate::Cell => "Cell c",
        Gate::State => "State h",
    },
    mix_weight: |layer| ["Weight w₀ (static)", "Weight w₁ (lower layer)", "Weight w₂ (upper layer)"][layer.min(2)],
    gamma: "Scale γ",
    steps: "Training steps",
    rate: "Learning rate",

    sentences: "Sentences",
    sentences_note: |n_known, n, vocab_size, unknown| {
        let lost = if unknown.is_empty() {
            String::new()
        } else {
            format!(" To the others it is deaf, they all read ⟨unk⟩: {}.", unknown.join(", "))
        };
        format!("The model knows {vocab_size} tokens, and {n_known} of these {n}.{lost}")
    },
    trained_on: |trained, corpora| format!("We trained {} on {corpora}.", trained.name()),
    sentences_cut: |shown, n| format!("There are {n} sentences; the first {shown} are read."),
    tokens_cut: |shown, sentences| {
        let numbers: Vec<String> = sentences.iter().map(ToString::to_string).collect();
        format!("Of sentence {} the first {shown} tokens are read.", numbers.join(", "))
    },
    places_cut: |shown, n| format!("The word has {n} places; the first {shown} are compared."),

    place: "Sentence",
    scale_name: "Cosine",
    between: |map| format!("Cosine ({map}, in both matrices from the least of them to 1)"),
    fixed: |word| format!("Static: “{word}” beside itself"),
    fixed_note: "The embedding alone. Each place has the same vector, so each cosine is 1: bank and bank are one and the same.",
    mixed: |word| format!("ELMo: “{word}” beside itself"),
    mixed_note: "The mix of all layers. Each place has a vector of its own: the more alike two sentences use the word, the nearer to 1. A model as small as this goes by the words beside it and its place in the sentence more than by its sense: put another word into the same sentence and see. The embedding, the same everywhere, is in the mix as well and draws all places together; with the sliders below there is less of it.",
    summary: |name, n_rows, n_cols| format!("{name}: {} by {}.", many(n_rows, "row"), many(n_cols, "column")),
    mix: "The task’s mix: γ · Σ sⱼ · hⱼ",
    mix_note: "In the first stage the model is trained on text; in the second a task learns how much of each layer it needs. Here you are the task: s = softmax(w). What γ does, cosines do not see: it makes every vector longer by the same factor.",
    mix_head: ["Layer", "w", "Share s", "Mean cosine between places"],
    layer_name: |layer| ["0: embedding", "1: lower LSTM", "2: upper LSTM"][layer.min(2)],
    all_mixed: "mixed",
    vectors_of: |layer| ["Layer 0: embedding", "Layer 1: lower LSTM", "Layer 2: upper LSTM"][layer.min(2)],
    vectors_note: |layer, d| match layer {
        0 => "The same row in every place: the token’s embedding, twice, so that it is as long as the others.".into(),
        _ => format!(
            "The first {d} numbers are the forward state, which has read what stands before; the others are the backward state, which has read what stands behind."
        ),
    },
    mixed_vectors: "Mixed vectors",
    mixed_vectors_note: "What a task is handed: a row a place, γ · (s₀ · h₀ + s₁ · h₁ + s₂ · h₂).",
    dimension: "Dimension",
    value: "Value",

    inside: |sentence, layer, direction| {
        let way = match direction {
            Direction::Forwards => "forwards",
            Direction::Backwards => "backwards",
        };
        format!("Inside: sentence {sentence}, layer {layer}, {way}")
    },
    gate_note: |gate| match gate {
        Gate::Input => "i = σ(W·x + U·h₋₁ + b): how much of what is new is let in, from 0 to 1.",
        Gate::Forget => "f = σ(W·x + U·h₋₁ + b): how much of the cell is kept, from 0 to 1.",
        Gate::Candidate => "g = tanh(W·x + U·h₋₁ + b): what is new, from −1 to 1.",
        Gate::Output => "o = σ(W·x + U·h₋₁ + b): how much of the cell is shown, from 0 to 1.",
        Gate::Cell => "c = f · c₋₁ + i · g: what is remembered.",
        Gate::State => "h = o · tanh(c): what is handed on, to the next token and to the layer above.",
    },
    unit: "Unit",
    token: "Token",
    edge: "⟨s⟩",
    expected: |sentence| format!("What the two models expect in sentence {sentence}"),
    expected_note: "Both were trained to guess the next token, one reading forwards, one backwards. Neither sees the token that it guesses.",
    expected_head: ["Token", "Forwards it expects", "and gives this one", "Backwards it expects", "and gives this one"],

    training: "Train further on your text",
    training_none: "The weights are as they were shipped. Choose some training steps: both models go on learning from the sentences above, by Adam, all sentences at each step. It all happens in your browser.",
    training_note: |ended, steps, first, last| match ended {
        Ended::Whole => format!(
            "After {} the loss went from {first} to {last} nats a token (both directions together). It is the loss on these very sentences, which the model now knows by heart; on other texts it may well be worse.",
            many(steps, "step")
        ),
        Ended::RanAway { made, kept } => format!(
            "The loss ran away: after {} it was half as large again as at first, or no number at all. The learning rate is too high. Training was stopped, and the weights of step {kept}, with the lowest loss ({last} nats a token, {first} at first), are kept.",
            many(made, "step")
        ),
    },
    training_x: "Step",
    training_y: "Loss",
    training_summary: |steps, loss| format!("The loss over {} of training: {loss} at the end.", many(steps, "step")),

    cost: "What it costs, beside attention",
    cost_note: |d, n| {
        format!(
            "One layer, vectors of {d} numbers, one direction. An LSTM waits at each token for the one before: n steps, one after the other, which no faster machine with more cores makes fewer. Attention sees all tokens at once, but compares every two of them. The sentence above has n = {n}."
        )
    },
    cost_head: [
        "Tokens n",
        "LSTM: steps in a row",
        "Attention: steps in a row",
        "LSTM: multiplications",
        "Attention: multiplications",
    ],
    timing: "What it costs, measured here",
    timing_note: |least, most| {
        format!(
            "How long does one pass take on your machine, from {least} to {most} tokens: through one biLSTM layer, and through one layer of attention? Nothing is timed until you press the button; it takes a few seconds."
        )
    },
    time: "Measure",
    time_again: "Measure again",
    timing_told: |width, n_heads, repeats| {
        format!(
            "Both layers give {width} numbers a token: the biLSTM’s lower layer as it was shipped, in both directions, and multi-head attention with {n_heads} heads. Each point is the median of {repeats} measurements. All of it ran on one thread: that attention could do all tokens at once, and the LSTM could not, does not show here. What shows is how the work grows, along with n for the LSTM, with n² in the end for attention."
        )
    },
    timing_names: ["biLSTM layer", "attention layer"],
    timing_x: "Tokens n",
    timing_y: "Time of a pass in ms",
    timing_summary: |n, [lstm, attention]| {
        format!(
            "Time by number of tokens. At {n} tokens a biLSTM layer takes {lstm} ms, a layer of attention {attention} ms."
        )
    },
    timing_head: ["Tokens n", "biLSTM layer, ms", "Attention layer, ms", "Attention ÷ biLSTM"],

    alike: |a, b, cosine, is_static| {
        let kind = if is_static { "embeddings" } else { "ELMo vectors" };
        format!("The {kind} of the word in “{a}” and in “{b}” have a cosine of {cosine}.")
    },
    halves: ["forward half", "backward half"],
    number_of: |place, layer, dimension, direction| match (layer, direction) {
        (0, _) => format!("Dimension {dimension} of the word’s embedding, the same in “{place}” as anywhere."),
        (_, Direction::Forwards) => {
            format!("Unit {dimension} of the forward state of layer {layer} at the word in “{place}”.")
        }
        (_, Direction::Backwards) => {
            format!("Unit {dimension} of the backward state of layer {layer} at the word in “{place}”.")
        }
    },
    mixed_number: |place, dimension| format!("Dimension {dimension} of the word’s mixed vector in “{place}”."),
    gate_of: |token, gate, unit| format!("{} of unit {unit} at “{token}”.", (ELMO.gate_name)(gate)),
};
