//! English: the settings, and what is wrong with them.

use crate::file::FileError;
use crate::i18n::Settings;
use crate::model::{
    ConfigError, Given, Hand, MAX_D_MODEL, MAX_HEADS, MAX_LAYERS, MAX_TOKENS, MAX_TOKENS_ALONE, Positions, Source,
    Unfit,
};
use crate::state::View;

pub(super) const SETTINGS: Settings = Settings {
    more: "More settings",
    dim: "Inner width dim",
    n_kv_heads: "Key heads n_kv_heads",
    n_layers: "Layers",
    head: "Head shown",
    layer: "Shown layer",
    layer_number: |number| format!("Layer {number}"),
    positions: "Positions",
    positions_name: |positions| match positions {
        Positions::None => "none",
        Positions::Sinusoidal => "sinusoidal",
        Positions::Learned => "learned",
        Positions::Rotary => "rotary",
        Positions::Alibi => "ALiBi",
    },
    bias: "Bias",
    dropout: "Dropout",
    weights: "Weights",
    weights_name: |source| match source {
        Source::Random => "random (Xavier)".into(),
        Source::Identity => "identity".into(),
        Source::Hand(hand) => format!("by hand: {}", (SETTINGS.hand_name)(*hand)),
        Source::Given(_) => "your own matrices".into(),
    },
    hand_name: |hand| match hand {
        Hand::PreviousToken => "previous token",
        Hand::FirstToken => "first token",
        Hand::SameToken => "same token",
        Hand::Window => "neighbours",
        Hand::Four => "these four",
        Hand::Induction => "induction, two layers",
    },
    view: "View",
    view_name: |view| match view {
        View::Heatmap => "heatmap",
        View::Lines => "lines",
        View::Text => "shaded text",
    },
    numbers: "Numbers",
    one_head: "One head at a time, for longer texts",
    one_head_note: |stage, head, n_heads| {
        format!(
            "One head at a time: of {n_heads} heads' matrices of queries by keys, only “{stage}” of head {head} is kept. Choose another head or stage, and it is worked out; every cell's sum is worked out when you point at it. Among many keys most weights are small; the scale “logarithmic” tells them apart."
        )
    },
    one_head_hint: |found, kept| {
        format!(
            "The text has {found} tokens; the first {kept} are shown. One head at a time (More settings), up to {MAX_TOKENS_ALONE} are."
        )
    },
    roll_up: "Roll tokens up to",
    no_roll_up: "nothing",
    rolled: "weight between words",
    rolled_title: |head| format!("Weights between words, head {head}"),
    rolled_note: |tokenizer| {
        format!(
            "Tokens put together by “{tokenizer}”: the sum over the keys of a word, the mean over the queries of one. A token that is in no word stands by itself."
        )
    },
    rolled_summary: |n_query, n_key, most| format!("Weights from {n_query} words to {n_key}; the largest is {most}."),
    batch: "Each line a text",
    batch_item: "Shown text",
    batch_cut: |lines, kept| {
        format!("There are {lines} lines; a batch has at most {kept}, and the first {kept} are used.")
    },
    kv_text: "Attend to another text",
    kv_hint: "The text that keys and values come from",
    bring: "Your own matrix",
    bring_note: "A .npy, .csv, .tsv or .json file with one matrix, rows by columns. It stays on this computer.",
    bring_stage: "It is",
    bring_file: "Choose a file",
    bring_paste: "or paste numbers",
    bring_use: "Use it",
    bring_name: "The pasted text",
    unfit: |unfit| match unfit {
        Unfit::Sizes(error) => sizes(error),
        Unfit::NotInput(stage) => {
            let names: Vec<&str> = Given::STAGES.iter().map(|stage| stage.name()).collect();
            format!("“{}” is computed and can't be given. What can be given: {}.", stage.name(), names.join(", "))
        }
        Unfit::Shape { stage, found: (rows, cols), expected } => {
            let side = |expected: Option<usize>| expected.map_or("any".to_owned(), |n| n.to_string());
            format!(
                "“{}” is {rows} × {cols}; to fit the other matrices it must be {} × {}.",
                stage.name(),
                side(expected.0),
                side(expected.1)
            )
        }
        Unfit::TooLarge { n_query, n_key } => {
            format!(
                "{n_query} queries by {n_key} keys are more than can be shown; {MAX_TOKENS} tokens is the most, fewer with many heads."
            )
        }
    },
    file_error: |name, error| match error {
        FileError::NotText => format!("{name}: neither .npy nor text in UTF-8."),
        FileError::Empty => format!("{name}: there are no numbers in it."),
        FileError::NotNumber { line, column, text } if text.is_empty() => {
            format!("{name}: line {line}, cell {column} is empty; a number is expected.")
        }
        FileError::NotNumber { line, column, text } => {
            format!("{name}: line {line}, cell {column} is “{text}”; a number is expected.")
        }
        FileError::Ragged { line, expected, found } => {
            format!("{name}: line {line} has {found} numbers; the lines before it have {expected}.")
        }
        FileError::TooLarge { .. } => {
            format!("{name}: a matrix may have at most {} numbers.", crate::file::MAX_NUMBERS)
        }
        FileError::Json { line, column } => {
            format!("{name}: the JSON breaks off or is wrong at line {line}, character {column}.")
        }
        FileError::NotMatrix => format!("{name}: expected an array of equally long arrays of numbers."),
        FileError::NpyMagic => format!("{name}: it does not begin as a .npy file does."),
        FileError::NpyVersion { major, minor } => {
            format!("{name}: .npy version {major}.{minor} is not known; 1, 2 and 3 are.")
        }
        FileError::NpyHeader => format!("{name}: the header of the .npy file can't be read."),
        FileError::NpyType { descr } => {
            format!("{name}: numbers of type “{descr}” can't be read; floats, integers and booleans can.")
        }
        FileError::NpyShape { dimensions } => format!("{name}: it has {dimensions} dimensions; a matrix has two."),
        FileError::NpyTruncated { expected, found } => {
            format!("{name}: the file breaks off: {found} bytes instead of {expected}.")
        }
        FileError::NpyTrailing => format!("{name}: there is more in the file than its header says."),
    },
};

fn sizes(error: &ConfigError) -> String {
    let list = |nearest: &[usize]| nearest.iter().map(usize::to_string).collect::<Vec<_>>().join(" and ");
    match error {
        ConfigError::DModel(d_model) => format!("d_model is {d_model}; it must be from 1 to {MAX_D_MODEL}."),
        ConfigError::Dim(dim) => format!("dim is {dim}; it must be from 1 to {MAX_D_MODEL}."),
        ConfigError::NHeads(n_heads) => format!("n_heads is {n_heads}; it must be from 1 to {MAX_HEADS}."),
        ConfigError::NLayers(n_layers) => format!("There are {n_layers} layers; it must be from 1 to {MAX_LAYERS}."),
        ConfigError::Indivisible { dim, n_heads, nearest } => {
            format!("dim {dim} can't be divided among {n_heads} heads. Nearest that work: {}.", list(nearest))
        }
        ConfigError::Ungroupable { n_heads, n_kv_heads, nearest } => {
            format!("{n_heads} heads can't share {n_kv_heads} key heads evenly. Nearest that work: {}.", list(nearest))
        }
        ConfigError::Dropout => "Dropout must be from 0 to below 1.".into(),
    }
}
