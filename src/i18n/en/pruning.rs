//! English: the unigram language model, a vocabulary that is pruned.

use crate::i18n::{Pruned, Pruning};
use crate::text::unigram::Kind;

pub(super) const PRUNING: Pruning = Pruning {
    step: |step, last| format!("Step {step} of {last}"),
    told: |kind, Pruned { vocab_size, n_dropped, n_lost, n_unknown, loss }| {
        let told = match kind {
            Kind::Seed => format!(
                "The seed: every string that the words repeat, {vocab_size} pieces. How often and how long a string is makes its first probability."
            ),
            Kind::Em { iteration } => format!(
                "Expectation maximisation, iteration {}: every way to cut a word counts by its probability, and the counts become the new probabilities. {}; {vocab_size} are left.",
                iteration + 1,
                match n_dropped {
                    0 => "No piece was expected less than half a time".into(),
                    1 => "One piece that was expected less than half a time went".into(),
                    n => format!("{n} pieces that were expected less than half a time went"),
                }
            ),
            Kind::Pruned => {
                let lost = if n_lost == 1 { "piece".into() } else { format!("{n_lost} pieces") };
                format!(
                    "Pruning: the {lost} without which the text loses least probability went; {vocab_size} are left."
                )
            }
            Kind::Vocabulary => {
                let dropped = match n_dropped {
                    0 => String::new(),
                    1 => ", one piece too many went".into(),
                    n => format!(", {n} pieces too many went"),
                };
                format!("The vocabulary: every character of the text came back{dropped}; {vocab_size} pieces are left.")
            }
        };
        let unknown = match n_unknown {
            0 => String::new(),
            1 => " One token of the text is unknown until its characters come back.".into(),
            n => format!(" {n} tokens of the text are unknown until its characters come back."),
        };
        format!("{told} The loss is {loss}.{unknown}")
    },
    pieces: "Pieces now",
    pieces_note: |shown, n_single| {
        format!(
            "The {shown} most probable pieces of more than one character; {n_single} more are single characters. Expected: how often it stands in the text if all cuts count by their probability; used: how often in the best cuts."
        )
    },
    pieces_head: ["Piece", "id", "ln p", "expected", "used"],
    words_note: |shown, n| match shown == n {
        true => "The words of the text, ▁ being the space before them, and their most probable cut.".into(),
        false => {
            format!(
                "The {shown} most frequent of {n} words, ▁ being the space before them, and their most probable cut."
            )
        }
    },
    pruned: "What pruning weighs",
    pruned_note: "The loss: by how much the mean log probability of a word falls without the piece. The smallest go; below them, those that were next.",
    not_pruned: "This step prunes nothing.",
    pruned_head: ["Piece", "loss", "fate"],
    went: "went",
    stayed: "stayed",
    cut_note: "The most probable cut with the pieces of this step (Viterbi). The text was normalized (NFKC) and its spaces became ▁.",
    loss: "The loss",
    loss_note: "What training makes smaller: the mean over all words of −ln of a word's probability, all its cuts together. Pruning raises it, expectation maximisation lowers it again.",
    loss_x: "step",
    loss_y: "mean −ln p of a word",
    loss_summary: |step, loss| format!("The loss after every step; after step {step} it is {loss}."),
};
