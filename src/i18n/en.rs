//! English.

mod breaks;
mod compare;
mod elmo;
mod generate;
mod heads;
mod ladder;
mod loading;
mod masks;
mod model_faults;
mod model_page;
mod models;
mod ngram;
mod one_word;
mod opening;
mod problems;
mod pruning;
mod reading;
mod saving;
mod segmentation;
mod serial;
mod settings;
mod snippet;
mod stages;
mod subwords;
mod vectors;
mod word2vec;
mod zooming;

use super::{Counts, Look, Strings};
use crate::chart::{Colormap, Scale};
use crate::engine::{Asset, Trouble};
use crate::model::{Mask, RuleKind};
use crate::state::{MAX_TEXT, Notice, Theme};

pub(super) const STRINGS: Strings = Strings {
    tagline: "See attention",
    skip: "Skip to the figure",
    exhibits: "Exhibits",
    chapter: |chapter| match chapter.contains('–') {
        true => format!("Chapters {chapter}"),
        false => format!("Chapter {chapter}"),
    },
    language: "Language",
    language_name: "English",
    theme: "Theme",
    theme_name: |theme| match theme {
        Theme::System => "As the system",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    },
    share: "Copy link",
    shared: "The link to this screen is copied.",
    not_shared: "The browser did not allow copying; the link is in the address bar.",
    too_long_to_share: "This text is too long for a link. A link holds about 5,000 letters or 1,700 Chinese characters.",
    help: "Keys",
    projector: "Projector",
    leave_projector: "Leave projector view",
    close: "Close",
    notes: "Messages",
    open_in_heedmap: "Open in Heedmap",
    loading: "Computing the first picture",

    example: "The animal didn't cross the street because it was too tired.",
    text: "Text",
    text_hint: "Type a sentence",
    back_to_example: "Example",
    tokenizer: "Tokenizer",
    tokenizer_name: opening::tokenizer_name,
    model: "Model",
    d_model: "Width d_model",
    n_heads: "Heads n_heads",
    seed: "Seed",
    mask: "Mask",
    mask_name: |kind| match kind {
        RuleKind::Causal => "causal",
        RuleKind::Padding => "padding",
        RuleKind::Prefix => "prefix",
        RuleKind::Window => "window",
        RuleKind::Dilated => "dilated",
        RuleKind::Block => "blocks",
        RuleKind::Painted => "painted",
    },
    mask_text: |Mask(rules)| {
        let one = |rule| {
            let numbers: Vec<String> = crate::model::Rule::numbers(rule).iter().map(usize::to_string).collect();
            format!("{} {}", (STRINGS.mask_name)(rule.into()), numbers.join(", ")).trim_end().to_owned()
        };
        if rules.is_empty() { "none".into() } else { rules.iter().map(one).collect::<Vec<_>>().join(" and ") }
    },
    causal_switch: "Causal mask",
    scale: "Scale",
    scale_name: |scale| match scale {
        Scale::Shared => "all heads",
        Scale::Row => "each row",
        Scale::Log => "logarithmic",
    },
    scale_of_matrix: |scale| match scale {
        Scale::Shared => "whole matrix",
        scale => (STRINGS.scale_name)(scale),
    },
    colormap: "Colours",
    colormap_name: |map| match map {
        Colormap::Viridis => "viridis",
        Colormap::Cividis => "cividis",
        Colormap::Magma => "magma",
        Colormap::Greys => "greys",
    },
    as_table: "As a table",

    tokens: "Tokens",
    tokens_intro: "A model reads tokens, not letters. This is how your text is cut.",
    tokens_note: |vocab_size| match vocab_size {
        None => "Ids number the different tokens in the order in which they first appear. Bytes count from 0 in UTF-8."
            .into(),
        Some(size) => format!("An id is a token's place in a vocabulary of {size}. Bytes count from 0 in UTF-8."),
    },
    tokens_counted: |Counts { n_tokens, n_distinct, n_characters, n_bytes }| {
        let per_token = n_characters as f64 / n_tokens.max(1) as f64;
        format!(
            "{n_tokens} tokens, {n_distinct} of them different, from {n_characters} characters in {n_bytes} bytes: {per_token:.2} characters per token."
        )
    },
    id: "id",
    bytes: "bytes",
    no_tokens: "There are no tokens yet. Type a sentence above.",
    tokens_cut: |found, kept| format!("The text has {found} tokens; the first {kept} are shown."),

    attention: "Attention",
    attention_intro: "Each token asks (query) and looks at the tokens that answer (key). A row shows how it shares out its attention.",
    query: "Query",
    key: "Key",
    head: |number| format!("Head {number}"),
    all_heads: "All heads",
    all_heads_note: "Choose one to see it large.",
    weights_of: |head| format!("Weights of head {head}"),
    untrained: |seed| format!("untrained, random by seed {seed}"),
    weight_share: "Weight, a share of 1",
    scale_title: |name, is_of_all_heads, scale, map| {
        let heads = if is_of_all_heads { ", one scale for all heads" } else { "" };
        match scale {
            Scale::Shared => format!("{name} ({map}{heads})"),
            Scale::Row => format!("{name}, divided by the largest of its row ({map}, a scale for each row)"),
            Scale::Log => format!("{name} ({map}, logarithmic{heads})"),
        }
    },
    blocked: "blocked",
    formulas: "What is computed",
    formulas_note: "Equations (1) and (2) of the notes, over your tokens.",
    weights_summary: |head, n_query, n_key, largest, query, key| {
        format!(
            "Weights of head {head}, {n_query} queries by {n_key} keys. The largest is {largest:.2}: “{query}” looks at “{key}”."
        )
    },

    inspector: "The chosen cell",
    inspector_hint: "Point at a cell, tap it, or move with the arrow keys to read its numbers.",
    quote: |name| format!("“{name}”"),
    percent: |number| format!("{number}\u{A0}%"),
    list: |names| names.join(", "),
    looks_at: |Look { row, query, key, weight, is_blocked, is_blind, .. }| {
        if is_blind {
            format!(
                "Row {row} is “{query}”. The mask hides every key from it, “{key}” too: a share of nothing is not a number (NaN)."
            )
        } else if is_blocked {
            format!(
                "Row {row} is “{query}”. The mask hides “{key}” from it: the score becomes −∞ and the weight exactly 0."
            )
        } else {
            format!("Row {row} is “{query}”. It gives {weight} of its attention to “{key}”.")
        }
    },
    spoken: |Look { query, key, weight, is_largest, is_blocked, .. }| {
        let more = match (is_blocked, is_largest) {
            (true, _) => ", blocked by the mask",
            (false, true) => ", the largest of its row",
            (false, false) => "",
        };
        format!("query “{query}”, key “{key}”: {weight}{more}")
    },
    weight: "Weight",
    score: "Score QKᵀ/√d_k",
    row_sum: "Sum of the row",
    masked_score: "Score with mask",
    where_from: "Where the numbers come from",
    product: "product",
    more_terms: |n| format!("and {n} more"),
    show_full: "Show all digits",

    asset_name: loading::asset_name,
    working: "Computing",
    progress: loading::progress,
    stop: "Stop",
    again: "Try again",
    dismiss: "Dismiss",
    trouble: |trouble| match trouble {
        Trouble::Died(message) => {
            format!("The computation broke off ({message}). Its worker was replaced; what you see is the last result.")
        }
        Trouble::Silent(seconds) => {
            format!(
                "The computation gave no sign for {seconds} s. Its worker was replaced; what you see is the last result."
            )
        }
        Trouble::Stopped => "Stopped. What you see is the last result.".into(),
        Trouble::NoAsset(asset, reason) => {
            let name = loading::asset_name(*asset);
            format!("The {name} could not be loaded ({reason}). Connect once, or choose other tokens.")
        }
        Trouble::NoModel(folder, fault) => (models::MODELS.fault)(folder.name(), fault),
        Trouble::NoHead { n_layers, n_heads } => (reading::READING.no_head)(*n_layers, *n_heads),
        &Trouble::TooMuch { n_layers, n_heads, n_tokens, vocab_size, most } => {
            (reading::READING.too_much)((n_layers, n_heads), n_tokens, vocab_size, most)
        }
        Trouble::Refused(ready, fault) => (opening::OPENING.fault)(loading::asset_name(Asset::Ready(*ready)), fault),
    },
    notice: |notice| match notice {
        Notice::Field(error) => problems::sentence(error),
        Notice::HalfCharacter(at) => format!(
            "Character {at} of the text was half of one, a surrogate without the other. UTF-8 has no such thing, so U+FFFD stands there now."
        ),
        Notice::TextCut => format!("The text is longer than {MAX_TEXT} characters; its end was cut off."),
        Notice::Refused { name, fault } => (opening::OPENING.fault)(name, fault),
        Notice::NotLoaded(tokenizer) => (opening::OPENING.not_loaded)(tokenizer.slug()),
        Notice::Elsewhere(address) => (opening::OPENING.elsewhere)(address),
        Notice::File { name, error } => (settings::SETTINGS.file_error)(name, error),
        Notice::Misfit { name, stage, shape: (rows, cols), unfit } => format!(
            "{name}: its {rows} × {cols} numbers do not fit as “{}”. {}",
            stage.name(),
            (settings::SETTINGS.unfit)(unfit)
        ),
        Notice::Unfit(unfit) => (settings::SETTINGS.unfit)(unfit),
        Notice::HeadsMoved { dim, from, to } => {
            format!("dim {dim} can't be divided among {from} heads; there are now {to}.")
        }
        Notice::KvHeadsMoved { n_heads, from, to } => {
            format!("{n_heads} heads can't be shared out among {from} key heads; there are now {to}.")
        }
    },

    compare: compare::COMPARE,
    one_word: one_word::ONE_WORD,
    opening: opening::OPENING,
    pruning: pruning::PRUNING,
    settings: settings::SETTINGS,
    stages: stages::STAGES,
    segmentation: segmentation::SEGMENTATION,
    ngram: ngram::NGRAM,
    word2vec: word2vec::WORD2VEC,
    subwords: subwords::SUBWORDS,
    elmo: elmo::ELMO,
    ladder: ladder::LADDER,
    vectors: vectors::VECTORS,
    serial: serial::SERIAL,
    generate: generate::GENERATE,
    heads: heads::HEADS,
    masks: masks::MASKS,
    saving: saving::SAVING,
    zooming: zooming::ZOOMING,
    breaks: breaks::BREAKS,
    models: models::MODELS,
    reading: reading::READING,
    model_page: model_page::MODEL_PAGE,
    snippet: snippet::SNIPPET,

    options_are_no_object: "The options must be an object such as {text: \"…\", n_heads: 4}.",

    keys_title: "Keys",
    keys: &[
        ("← ↑ → ↓", "move the cell cursor in a matrix, or from token to token where tokenizers are compared"),
        ("Home End", "first and last key of the row"),
        ("Page Up, Page Down", "first and last query; in projector view, the step or head before and after"),
        ("+ − 0", "in a large matrix: closer, farther, all of it"),
        ("Enter", "show where the number comes from"),
        ("Esc", "close, let the cell go"),
        ("1 … 9", "show that head"),
        ("[ ]", "stage before, stage after"),
        ("M", "causal mask on and off"),
        ("S", "serial and parallel"),
        ("L", "English, 中文"),
        ("T", "light, dark"),
        ("P", "projector view"),
        ("?", "this list"),
    ],
    use_keys: "Use single letters as commands",
};

/// So many of something: the plural but of 1.
fn many(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
