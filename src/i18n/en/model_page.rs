//! The page on which a pretrained model reads, in English.

use crate::i18n::ModelPage;
use crate::i18n::model_page::thousands;
use crate::model::pretrained::{Arithmetic, Ours};
use crate::state::Order;

pub(super) const MODEL_PAGE: ModelPage = ModelPage {
    overview_note: "One colour scale for all of them. Choose one to see it large. A badge says what a head clearly does with this text: the mean weight over its queries.",
    overview_small: |side| {
        format!(
            "One colour scale for all of them, each drawn with {side} × {side} blocks that show the largest weight inside. Choose one to see it large."
        )
    },
    order: "Order of heads",
    order_name: |order| match order {
        Order::Layer => "by layer",
        Order::Entropy => "by entropy, sharpest first",
        Order::Badge => "by badge, clearest first",
    },
    bits: |entropy| format!("{entropy} bits"),
    same: "same token",
    induction: "induction",
    next: "next",
    last: "last",
    heads_of: |layer| format!("Heads of layer {layer}"),
    badges_note: "Choose one to see it large.",
    arithmetic: "Arithmetic",
    arithmetic_name: |arithmetic| match arithmetic {
        Arithmetic::Exact => "exact",
        Arithmetic::Fast => "fast (int8)",
    },
    fast_note: |mean, most| {
        format!(
            "Fast, in int8: the layers before this one, the small maps, the maps over several heads or layers, and the predictions. This layer is computed exactly from what it reads, so its sums add up; against an exact pass, this head's weights are off by {mean} on average and {most} at most."
        )
    },
    no_scores: "The text is long, so the stages before the weights are left out. A shorter text has them all.",
    left_out: "The scores behind this weight are left out because the text is long. A shorter text shows them.",
    read_in: |is_first| {
        if is_first {
            "What the layer reads: the token's vector with its position, after the norm if the model has one here."
        } else {
            "What the layer reads: what the layer below wrote, after the norm if the model has one here."
        }
    },
    normed: "Made from X and then normalized, head by head, so it is no plain product.",
    norms: |head| format!("Weight times the length of what is brought, head {head}"),
    norm: "‖α·v·W_o‖",
    norms_note: "A large weight on a short vector moves little. Each cell is αᵢⱼ·‖vⱼW_o‖, with vⱼ = xⱼW_v + b_v (Kobayashi et al., 2020).",
    mean: |n| match n {
        0 => "Mean over all heads of all layers".into(),
        1 => "Mean over 1 head".into(),
        n => format!("Mean over {n} heads"),
    },
    max: |n| match n {
        0 => "Maximum over all heads of all layers".into(),
        1 => "Maximum over 1 head".into(),
        n => format!("Maximum over {n} heads"),
    },
    pooled_note: "Cell by cell, over the heads that are ticked, or over all of them if none is.",
    guesses: "What the model predicts",
    guesses_head: ["Place", "Token"],
    next_note: "For each token, what comes next, with its probability. The likeliest is on the left.",
    stands_note: "For each place, which token stands there, with its probability. Hidden tokens come first.",
    some_of: |shown, n| format!("{shown} of {n} places are shown. Choose a row of the matrix for others."),
    between: " ",
    no_guesses: "This model was saved without the part that predicts tokens, so it has attention but no predictions.",
    hidden: |mask, stood| format!("{mask} (was {stood})"),
    hide_note: "Choose a token to hide it. The model then has to guess it from the others.",
    hide: |token| format!("Hide {token}"),
    lens: |token| format!("Logit lens at “{token}”"),
    lens_note: "What the model would predict here if it ended after this layer. Choose a row of the matrix for another token.",
    lens_embedding: "before layer 1",
    lens_layer: |layer| format!("after layer {layer}"),
    moved: |token| format!("How the prediction at “{token}” moved"),
    moved_note: |bits| {
        format!("Probabilities with all heads and with some switched off. Kullback–Leibler divergence: {bits} bits.")
    },
    moved_head: ["Token", "all heads", "heads off", "change"],
    beside: |layer, head| format!("Beside it: layer {layer}, head {head}"),
    beside_note: "The same layer and head, or the last ones if there are fewer, over the other text or of the other model.",
    difference: "Weight here minus weight beside",
    difference_note: "Cell by cell. Tokens are paired by their places and may differ; the names are those of the first text.",
    other_length: |n, other| {
        format!("A difference needs as many tokens on both sides. Here are {n}, beside it {other}.")
    },
    card: |name| format!("About {name}"),
    card_head: ["", ""],
    card_family: "Family",
    card_layers: "Layers",
    card_heads: "Heads in a layer",
    card_parameters: "Parameters",
    card_vocabulary: "Vocabulary",
    card_longest: "Longest text, in tokens",
    card_unlimited: "no limit of its own",
    card_reads: "Sees",
    card_causal: "only what came before",
    card_both_ways: "both sides",
    card_corpus: "Trained on",
    corpus: |ours| match ours {
        Ours::EnDecoder => {
            "State of the Union addresses, Moby-Dick, parts of the King James Bible, the Universal Declaration of Human Rights; and repeated random tokens"
        }
        Ours::EnEncoder => {
            "State of the Union addresses, Moby-Dick, parts of the King James Bible, the Universal Declaration of Human Rights"
        }
        Ours::ZhEncoder => {
            "Chinese idioms, Tang poems and Song lyrics, ChatterBot’s dialogues, the Universal Declaration of Human Rights"
        }
        Ours::ZhDecoder => {
            "Chinese idioms, Tang poems and Song lyrics, ChatterBot’s dialogues, the Universal Declaration of Human Rights; and repeated random tokens"
        }
    },
    count: thousands,
    as_trained: "as trained",
    no_mask: "nothing is blocked",
    other_mask: |mask| format!("In place of the model's own mask: {mask}."),
    own_mask: "Use the model's own",
    padding: |n| format!("fill or cut to {n} tokens, as the tokenizer's file says"),
    heads_off: "Switch heads off",
    restore: "Switch all on",
    pooled: "Heads in the mean and the maximum",
    head_of: |layer, head| format!("layer {layer}, head {head}"),
    model_beside: "Model beside it",
    no_model: "none",
    text_beside: "Second text beside it",
};
